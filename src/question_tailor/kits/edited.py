"""What somebody changed in a kit outside of this library: in its JSON, in its Markdown, or as a mapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from question_tailor.errors import InputError
from question_tailor.kits.markdown import slots_of
from question_tailor.readers.kits import document_of, read_text, upgraded
from question_tailor.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from question_tailor.kit import InterviewKit, TailoredQuestion

    EditSource = Path | str | bytes | Mapping[str, str | Mapping[str, Any]]
    Said = list[tuple[str, Mapping[str, Any]]]

_WORDS: Final = frozenset({"text", "why", "probes", "anchors", "red_flags"})
"""What a person may write in a question, besides the fields of its category."""

_OTHER_WAYS: Final = {"interviewer": "use `reorder`", "minutes": "use `reorder`", "pinned": "use `pin`"}
_MAY_BE_MISSING: Final = frozenset({"pinned", "signature"})
_TOLD_FAULTS: Final = 20
_TOLD: Final = 40


def read_edits(kit: InterviewKit, source: EditSource) -> dict[str, dict[str, Any]]:
    """Find out what somebody changed.

    Args:
        kit: The kit as it was.
        source: The kit's JSON or Markdown with changes in it, as a path, as bytes or as text; or a mapping from slots
            to their new text, or to a mapping of fields.

    Returns:
        By slot, the fields that say something else than the kit, and what they say.

    Raises:
        InputError: It cannot be read, is of another kit, or changes what is no wording; all faults are named.
    """
    if isinstance(source, Mapping):
        named = "What is given"
        said = [(slot, {"text": words} if isinstance(words, str) else words) for slot, words in source.items()]
        faults = _faults_of_slots(kit, [slot for slot, _ in said], expected=())
    else:
        named, text = read_text(source)
        if text.lstrip().startswith("{"):
            said, faults = _of_document(kit, upgraded(document_of(text, named), named), named)
        else:
            said, faults = _of_markdown(kit, text, named)
    by_slot = dict(said)
    edits: dict[str, dict[str, Any]] = {}
    for question in kit.questions:
        changed = _changes(question, by_slot.get(question.slot, {}))
        faults += [fault for field in changed if (fault := _fault_of_field(question, field))]
        if changed:
            edits[question.slot] = changed
    refuse(named, faults)
    return edits


def refuse(named: str, faults: Sequence[str]) -> None:
    """Tell faults all at once.

    Raises:
        InputError: There are some.
    """
    if not faults:
        return
    more = [f"and {len(faults) - _TOLD_FAULTS} more"] if len(faults) > _TOLD_FAULTS else []
    lines = "".join(f"\n  {fault}" for fault in [*faults[:_TOLD_FAULTS], *more])
    raise InputError(f"{named} has {len(faults)} fault{'s' if len(faults) > 1 else ''}:{lines}")


def _of_document(kit: InterviewKit, document: dict[str, Any], named: str) -> tuple[Said, list[str]]:
    """The questions of a kit's JSON, and what else it says otherwise than the kit."""
    run, questions = document.get("run"), document.get("questions")
    if not isinstance(run, dict) or run.get("id") != kit.run.id:
        raise InputError(f"{named} does not come from this kit: its run has another id.")
    if not isinstance(questions, list) or not all(isinstance(question, dict) for question in questions):
        raise InputError(f"{named} is no kit: `questions` has to be a list of objects.")
    was = kit.model_dump(mode="json")
    faults = [
        f"{part} is missing" if part not in document else f"{_named(part)}: only wording is taken over"
        for part in sorted({*was, *document} - {"questions"})
        if document.get(part) != was.get(part)
    ]
    said = [(str(question.get("slot")), question) for question in questions]
    slots = [question.slot for question in kit.questions]
    faults += _faults_of_slots(kit, [slot for slot, _ in said], expected=slots)
    if not faults and [slot for slot, _ in said] != slots:
        faults.append("questions: their order is changed; use `reorder`")
    for slot, question in said:
        if slot in slots:
            fields = kit.question(slot).model_dump()
            faults += [f"{slot} {name} is missing" for name in fields.keys() - question.keys() - _MAY_BE_MISSING]
    return said, faults


def _of_markdown(kit: InterviewKit, text: str, named: str) -> tuple[Said, list[str]]:
    """The questions of a kit's Markdown. It may be one interviewer's pack, which then holds all that are theirs."""
    sections = slots_of(text)
    if not sections:
        raise InputError(f"{named} is no kit's JSON, and as Markdown it has no heading that begins with a slot's id.")
    found = [slot for slot, _ in sections]
    asking = {question.interviewer for question in kit.questions if question.slot in found}
    expected = [question.slot for question in kit.questions if question.interviewer in asking]
    faults = _faults_of_slots(kit, found, expected=expected)
    faults += [f"{slot} text: the question has to be a paragraph in bold" for slot, said in sections if not said.text]
    said = [(slot, {"text": section.text, "probes": section.probes}) for slot, section in sections if section.text]
    return [(slot, fields) for slot, fields in said], faults


def _faults_of_slots(kit: InterviewKit, found: Sequence[str], *, expected: Iterable[str]) -> list[str]:
    known = {slot.id for slot in kit.plan.slots}
    counts = Counter(found)
    return [
        *(f"{_named(slot)} is no slot of this kit" for slot in counts if slot not in known),
        *(f"{slot} stands {count} times" for slot, count in counts.items() if count > 1 and slot in known),
        *(f"{slot} is missing; a kit with other slots is made anew" for slot in expected if slot not in counts),
    ]


def _changes(question: TailoredQuestion, said: Mapping[str, Any]) -> dict[str, Any]:
    was = question.model_dump(mode="json")
    return {
        field: value for field, value in said.items() if field not in was or _squeezed(value) != _squeezed(was[field])
    }


def _fault_of_field(question: TailoredQuestion, field: str) -> str | None:
    if field in _WORDS or field in schema_of(question.category).own.model_fields:
        return None
    return f"{question.slot} {_named(field)}: {_OTHER_WAYS.get(field, 'is not taken over, only wording is')}"


def _named(name: str) -> str:
    """A name out of somebody's file, for a message: in quotes and escaped where it is no plain word."""
    return name if name.isidentifier() and name.isascii() and len(name) <= _TOLD else repr(name[:_TOLD])


def _squeezed(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """A value without the differences in white space that editors make."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: _squeezed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_squeezed(item) for item in value]
    return value
