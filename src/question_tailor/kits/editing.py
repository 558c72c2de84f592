"""Wording that a person writes into a kit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from question_tailor.checks.duplicates import THRESHOLD, similarity
from question_tailor.cleaning import clean
from question_tailor.faults_in_words import in_words
from question_tailor.findings import say
from question_tailor.kit import question_class
from question_tailor.kits.changing import changed
from question_tailor.kits.edited import read_edits, refuse
from question_tailor.kits.rechecking import of_edits, rechecked

if TYPE_CHECKING:
    from question_tailor.bank import Bank
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.kit import InterviewKit, TailoredQuestion
    from question_tailor.kits.edited import EditSource

_PARTS: Final = frozenset({"why", "probes", "anchors", "red_flags"})
"""What a person may write that goes with a question's text."""
_EARLIER: Final = "edit.earlier_text"


def edit(
    kit: InterviewKit,
    source: EditSource,
    *,
    job: JobDescription | None = None,
    company: CompanyContext | None = None,
    bank: Bank | None = None,
) -> InterviewKit:
    """Take over what a person changed in a kit's wording.

    Each changed question gets the origin `person` and goes through the checks; what they say stands in its findings,
    and nothing is refused for what it says. In JSON all wording of a question may be changed (`text`, `why`, `probes`,
    `anchors`, `red_flags` and the fields of its category), in Markdown `text` and `probes`.

    Args:
        kit: The kit as it was; it is not changed.
        source: The kit's JSON or Markdown with the changes in it, as a path, as bytes or as text; or a mapping from
            slots to their new text, or to a mapping of fields: `{"s03": {"probes": ["What did it cost?"]}}`.
        job: The posting that the kit was made from. With it the questions are also held against the inputs.
        company: The company context that the kit was made from.
        bank: The bank that the kit was made from; the package's own where it is not given.

    Returns:
        The changed kit; an equal one where nothing was changed.

    Raises:
        InputError: The kit is signed; what is given cannot be read, is of another kit, changes more than wording or is
            too long or short; or the inputs are not those that the kit was made from.
        ConfigurationError: The bank does not know a question that is to be held against the inputs.
    """
    kit.require_unsigned()
    questions: dict[str, TailoredQuestion] = {}
    said: dict[str, list[Finding]] = {}
    faults: list[str] = []
    for slot, fields in read_edits(kit, source).items():
        plain, removed = _plain(fields)
        said[slot] = _of_the_parts(kit.question(slot), plain, kit.language)
        if removed:
            said[slot].append(say("edit.hidden", kit.language, "warn", slot=slot, count=removed))
        try:
            questions[slot] = _rewritten(kit.question(slot), plain)
        except ValidationError as error:
            faults += [
                f"{slot} {'.'.join(map(str, fault['loc']))}: {in_words(fault)}"
                for fault in error.errors(include_url=False, include_input=False)
            ]
    refuse("The edited kit", faults)
    return rechecked(changed(kit, questions), list(questions), job=job, company=company, bank=bank, besides=said)


def _of_the_parts(question: TailoredQuestion, fields: dict[str, Any], language: str) -> list[Finding]:
    """That parts of a question were written for a text that it has no more; until a person has changed some of them."""
    touched = _PARTS & fields.keys()
    text = fields.get("text", question.text)
    if not isinstance(text, str) or similarity(question.text, text) >= THRESHOLD:
        return [] if touched else [one for one in of_edits(question) if one.rule == _EARLIER]
    if touched == _PARTS:
        return []
    variant = f"{_EARLIER}#partly" if touched else _EARLIER
    return [say(variant, language, "warn", slot=question.slot, field="text")]


def _rewritten(question: TailoredQuestion, fields: dict[str, Any]) -> TailoredQuestion:
    """A question with a person's words in it, validated against the shape of its category."""
    return question_class(question.category).model_validate(
        {**question.model_dump(mode="json"), **fields, "origin": "person"}
    )


def _plain(value: Any) -> tuple[Any, int]:  # noqa: ANN401 - any JSON
    """A value whose texts are plain text on one line, and how many invisible characters went."""
    if isinstance(value, str):
        cleaned = clean(value)
        return " ".join(cleaned.text.split()), sum(removal.count for removal in cleaned.removed)
    if isinstance(value, dict):
        pairs = {key: _plain(item) for key, item in value.items()}
        return {key: item for key, (item, _) in pairs.items()}, sum(count for _, count in pairs.values())
    if isinstance(value, list | tuple):
        items = [_plain(item) for item in value]
        return [item for item, _ in items], sum(count for _, count in items)
    return value, 0
