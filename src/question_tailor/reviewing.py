"""Review of questions that somebody wrote, without a model: what the checks say, their form, the level they fit.

A kit that was edited by hand goes through the same door.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import BaseModel, ConfigDict

from question_tailor.bank import load_bank
from question_tailor.canonical import CanonicalQuestion
from question_tailor.checks import CHECKS, form, kit_set
from question_tailor.checks import level as level_fit
from question_tailor.checks.brief import Brief
from question_tailor.checks.form import Label
from question_tailor.checks.jurisdictions import known_jurisdictions, unset_jurisdiction
from question_tailor.cleaning import clean
from question_tailor.errors import InputError
from question_tailor.findings import Finding, say
from question_tailor.inputs import JobDescription, context_of
from question_tailor.kit import InterviewKit
from question_tailor.kits.rechecking import Inputs, findings_about, require_inputs_of
from question_tailor.levels import profile_of
from question_tailor.preflight import inspect
from question_tailor.preflight.wording import inspect_wording
from question_tailor.schemas import Anchors, schema_of
from question_tailor.slots import Slot
from question_tailor.text import language as language_of
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS, Category, Interviewer, RoleLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from question_tailor.bank import Bank
    from question_tailor.cleaning import Cleaned
    from question_tailor.inputs import CompanyContext
    from question_tailor.kit import TailoredQuestion
    from question_tailor.schemas import Answer

    Written = str | Mapping[str, Any]

LONGEST_TEXT: Final = 4_000
"""Characters of one question at the most."""

_OF_A_TEXT: Final = ("lawful", "form", "hygiene")
"""Checks that need nothing but a text; level and addressee need to be told which."""
_NOT_OF_A_TEXT: Final = frozenset({"hygiene.control", "hygiene.language", "hygiene.quoting", "hygiene.prompt_echo"})
"""What makes no sense for a text alone, where line breaks are no fault either."""


class Review(BaseModel):
    """What is said about one question.

    Attributes:
        findings: What the checks say; of a bare text each stands in the field `text`, and spans count in it.
        labels: What kind of question it is, and what is wrong with its form.
        level: The role level that it fits best.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    findings: tuple[Finding, ...]
    labels: tuple[Label, ...]
    level: RoleLevel


def review(
    questions: InterviewKit | Written | Iterable[Written],
    *,
    level: RoleLevel | None = None,
    interviewer: Interviewer | None = None,
    jurisdictions: str | Iterable[str] = (),
    job: JobDescription | None = None,
    company: CompanyContext | None = None,
    bank: Bank | None = None,
    language: str | None = None,
) -> tuple[Review, ...]:
    """Review questions without a model.

    Args:
        questions: A kit, perhaps edited by hand; or one text or several, each a text of 4,000 characters at the most or
            a mapping with `text` and perhaps `level`, `interviewer` and `category`.
        level: Role level that the texts are for, where they do not say it; without one no level is wrong.
        interviewer: Who is to ask the texts, where they do not say it; without one nobody is wrong.
        jurisdictions: Codes of the rule packs that hold; a kit's own, else the strictest of all, where none is given.
        job: The posting that a kit was made from; without it nothing is held against the inputs.
        company: The company context that a kit was made from.
        bank: The bank that a kit was made from; the package's own where it is not given.
        language: Two-letter code of the language that findings about texts are in; where not given, that of all texts
            together. Each text is read in its own, and a kit's findings are in the kit's.

    Returns:
        A review for each question, in order.

    Raises:
        InputError: A text is missing or too long, a level, interviewer or category is unknown, or the inputs are not
            those of the kit.
        ConfigurationError: A jurisdiction is unknown, or the bank is not that of the kit.
    """
    codes = known_jurisdictions(jurisdictions)
    if isinstance(questions, InterviewKit):
        return _of_kit(questions, codes, job, company, bank)
    given = [questions] if isinstance(questions, str | Mapping) else list(questions)
    defaults = {"level": level, "interviewer": interviewer}
    told = [_told(one, defaults) for one in given]
    said_in = language or language_of("\n".join(str(one["text"]) for one in told)) or "en"
    return tuple(_of_text(one, codes, said_in) for one in told)


def review_set(kit: InterviewKit, *, bank: Bank | None = None) -> tuple[Finding, ...]:
    """What is said about the questions of a kit taken together, besides what the kit says itself.

    Args:
        kit: The kit.
        bank: The bank that it was made from; the package's own where it is not given.
    """
    bank = bank if bank is not None else load_bank()
    behind = {q.slot: bank[q.canonical_id] for q in kit.questions if q.canonical_id in bank}
    told = {finding.rule for finding in kit.findings if not finding.rule.startswith("set.")}
    unset = () if "lawful.jurisdiction_unset" in told else unset_jurisdiction(kit.run.jurisdictions, kit.language)
    return (*unset, *kit_set.check(kit.questions, kit.plan, behind, language=kit.language, told=told))


def _of_kit(
    kit: InterviewKit,
    codes: tuple[str, ...],
    job: JobDescription | None,
    company: CompanyContext | None,
    bank: Bank | None,
) -> tuple[Review, ...]:
    if codes:
        kit = kit.model_copy(update={"run": kit.run.model_copy(update={"jurisdictions": codes})})
    inputs = None
    if job is not None:
        company = context_of(job, company)
        require_inputs_of(kit, job, company)
        inputs = Inputs(job, company, inspect(job, company, kit.run.jurisdictions).barred)
    bank = bank if bank is not None else load_bank()
    return tuple(
        Review(
            findings=(*findings_about(question, kit, bank, inputs), *(() if inputs else _of_quotes(question, kit))),
            labels=form.labels(question.text, language=kit.language),
            level=level_fit.fit(question.text, language=kit.language).level,
        )
        for question in kit.questions
    )


def _of_quotes(question: TailoredQuestion, kit: InterviewKit) -> Iterable[Finding]:
    """Findings about quotes that could not be held against the inputs, by their own words."""
    for number, quote in enumerate(question.evidence):
        _, barred = inspect_wording(quote.quote, quote.source, kit.run.jurisdictions)
        if any(one.rule.startswith("lawful.") for one in barred):
            field = f"evidence[{number}].quote"
            yield say("barred.quoted", kit.language, "block", field=field, slot=question.slot)


def _told(given: Written, defaults: Mapping[str, str | None]) -> dict[str, str | None]:
    """The parts of a question that somebody wrote, each of them known."""
    parts = {"text": given} if isinstance(given, str) else given
    if not isinstance(parts, Mapping):
        raise InputError(f"A question is a text, or a mapping with `text`; not {type(given).__name__}.")
    text = parts.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("A question needs a `text`.")
    if len(text) > LONGEST_TEXT:
        raise InputError(f"text: {len(text):,} characters; {LONGEST_TEXT:,} are the most.")
    return {
        "text": text,
        "level": _one_of("level", parts.get("level") or defaults["level"], LEVELS),
        "interviewer": _one_of("interviewer", parts.get("interviewer") or defaults["interviewer"], INTERVIEWERS),
        "category": _one_of("category", parts.get("category"), CATEGORIES),
    }


def _one_of(name: str, value: object, known: Sequence[str]) -> str | None:
    """A known name however it is written: `Cultural Fit`, `cultural-fit`."""
    if value is None:
        return None
    for one in known:
        if isinstance(value, str) and _letters(value) == _letters(one):
            return one
    raise InputError(f"{name}: one of {', '.join(known)}; not {str(value)[:40]!r}")


def _letters(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalpha())


def _of_text(told: Mapping[str, str | None], codes: tuple[str, ...], said_in: str) -> Review:
    given = str(told["text"])
    cleaned = clean(given)
    text = cleaned.text or "-"
    spoken = language_of(text)
    wanted = cast("RoleLevel | None", told["level"])
    fits = level_fit.fit(text).level
    names = [*_OF_A_TEXT, *(["level"] if wanted else []), *(["addressee"] if told["interviewer"] else [])]
    own = spoken or said_in
    found = _found(_stand_ins(text, told, wanted or fits, own, codes), names, given, cleaned)
    if said_in != own:
        # What a check hears depends on the language it is given; only the words are taken from the other reading.
        again = _found(_stand_ins(text, told, wanted or fits, said_in, codes), names, given, cleaned)
        words = {(one.rule, one.span): one for one in again}
        found = [words.get((one.rule, one.span), one).model_copy(update={"severity": one.severity}) for one in found]
    return Review(
        findings=tuple(finding.model_copy(update={"span": _placed(finding.span, given, cleaned)}) for finding in found),
        labels=form.labels(text),
        level=fits,
    )


def _found(stood_in: tuple[Answer, Brief], names: Sequence[str], given: str, cleaned: Cleaned) -> list[Finding]:
    """What the named checks say about a text."""
    answer, brief = stood_in
    found = [finding for name in names if name in CHECKS for finding in CHECKS[name](answer, brief)]
    found = [finding for finding in found if finding.field in {"text", None} and finding.rule not in _NOT_OF_A_TEXT]
    if cleaned.removed:
        unclean = answer.model_copy(update={"text": given})
        found += [finding for finding in CHECKS["hygiene"](unclean, brief) if finding.rule == "hygiene.control"]
    return found


def _stand_ins(
    text: str, told: Mapping[str, str | None], level: RoleLevel, language: str, codes: tuple[str, ...]
) -> tuple[Answer, Brief]:
    """A text as the checks take it: an answer that holds nothing else, and a brief that asks for nothing else."""
    category = cast("Category", told["category"] or "Strategic")
    interviewer = cast("Interviewer", told["interviewer"] or "peer")
    schema = schema_of(category)
    kind = "past_behaviour" if told["category"] == "Behavioral" else "situational"
    nothing = Anchors.model_construct(poor="", mixed="", good="", excellent="")
    answer = schema.answer.model_construct(
        None,
        slot="",
        evidence=[],
        why="",
        text=text,
        probes=[],
        anchors=nothing,
        red_flags=[],
        **{name: [] for name in schema.own.model_fields},
    )
    slot = Slot.model_construct(
        None,
        id="",
        category=category,
        canonical_id="",
        kind=kind,
        interviewer=interviewer,
        minutes=1,
        responsibility=None,
        why="",
    )
    canonical = CanonicalQuestion.model_construct(
        None,
        id="",
        text="",
        category=category,
        competency=None,
        levels=(level,),
        interviewers=(),
        kind=kind,
        intent="",
        signals=(),
        red_flags=(),
        probes=(),
    )
    profile = profile_of(level, language)
    job = JobDescription.model_construct(None, title="", text="", company=None, hidden=(), left_out=0)
    return answer, Brief(slot, canonical, profile, job, language=language, jurisdictions=codes)


def _placed(span: tuple[int, int] | None, given: str, cleaned: Cleaned) -> tuple[int, int] | None:
    """A span of a cleaned text as one of the text that was given."""
    if span is None:
        return None
    lead = _leading_space(given)
    start, end = span
    before = sum(removal.count for removal in cleaned.removed if removal.start <= start)
    within = sum(removal.count for removal in cleaned.removed if start < removal.start < end)
    return min(lead + start + before, len(given)), min(lead + end + before + within, len(given))


def _leading_space(given: str) -> int:
    composed = unicodedata.normalize("NFC", given)
    return len(composed) - len(composed.lstrip())
