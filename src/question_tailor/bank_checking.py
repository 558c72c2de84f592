"""A look at a question bank before it is used: what is wrong in it, what the checks say of its texts, what it lacks.

No model is asked. About ten questions are looked at in a second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from question_tailor.bank import bank_languages, language_in, shipped
from question_tailor.checks.category import of_the_level
from question_tailor.checks.duplicates import THRESHOLD, similarity
from question_tailor.checks.jurisdictions import known_jurisdictions
from question_tailor.levels import profile_of
from question_tailor.readers import gather_bank
from question_tailor.reviewing import review
from question_tailor.vocabulary import CATEGORIES, LEVELS, Category, RoleLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from question_tailor.bank import Entry
    from question_tailor.bank_faults import Fault
    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.findings import Severity

_MOST_COMPARED: Final = 1_000
"""Up to how many entries are compared with each other; the comparisons grow with the square."""
_SUPPOSED: Final = "form.hypothetical"


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that a person should look at.

    Attributes:
        rule: Id of the rule; those of the checks, `bank.hidden` or `bank.near`.
        severity: `block` where no kit would ask it like this.
        fault: Where it stands, and what it is.
    """

    rule: str
    severity: Severity
    fault: Fault


@dataclass(frozen=True, slots=True)
class BankCheck:
    """What was found in a bank.

    Attributes:
        questions: How many of its entries are sound: can be used as they stand in the bank.
        blocked: How many of those have a warning that blocks.
        language: Two-letter code of the language that they are written in.
        faults: Why the bank cannot be used; none where it can.
        warnings: What else a person should look at, of the sound entries.
        empty: Categories and levels that no sound entry is for.
    """

    questions: int
    blocked: int
    language: str
    faults: tuple[Fault, ...]
    warnings: tuple[Warned, ...]
    empty: tuple[tuple[Category, RoleLevel], ...]


def check_bank(path: Path | str, *, jurisdictions: str | Iterable[str] = ()) -> BankCheck:
    """Look through a bank of one's own.

    Args:
        path: A TOML, CSV or XLSX file, or a folder of them.
        jurisdictions: Codes of the rule packs that hold; the strictest of all where none is given.

    Raises:
        InputError: There is no such file, or it is too large.
        ConfigurationError: A jurisdiction is unknown, or a library that a file needs is not installed.
    """
    codes = known_jurisdictions(jurisdictions)
    found = gather_bank(path)
    questions = [entry.question for entry in found.entries]
    language = language_in(questions)
    held = {(question.category, level) for question in questions for level in question.levels}
    warnings = (*_of_texts(found.entries, codes), *_near(found.entries, language))
    blocked = {(one.fault.file, one.fault.row, one.fault.entry) for one in warnings if one.severity == "block"}
    return BankCheck(
        questions=len(questions),
        blocked=len(blocked),
        language=language,
        faults=tuple(found.faults),
        warnings=warnings,
        empty=tuple((category, level) for category in CATEGORIES for level in LEVELS if (category, level) not in held),
    )


def _of_texts(entries: Iterable[Entry], codes: Sequence[str]) -> Iterator[Warned]:
    """What was hidden in the entries, and what the checks say of their texts."""
    for entry in entries:
        yield from (Warned("bank.hidden", "warn", fault) for fault in entry.hidden)
        yield from _of_the_question(entry, codes)
        yield from _of_the_levels(entry)
        for number, probe in enumerate(entry.question.probes):
            yield from _of_a_text(entry, probe, ("probes", number), codes, blocking=False)
        for text, *steps in _for_interviewers(entry.question):
            yield from _of_a_text(entry, text, steps, codes, blocking=True)


def _of_the_question(entry: Entry, codes: Sequence[str]) -> Iterator[Warned]:
    question = entry.question
    (reviewed,) = review({"text": question.text, "category": question.category}, jurisdictions=codes)
    for finding in reviewed.findings:
        if finding.rule == _SUPPOSED and question.kind == "situational":
            continue  # the bank says itself that it supposes a case
        why = f"{finding.why} {finding.suggestion or ''}".strip()
        yield Warned(finding.rule, finding.severity, entry.place.fault(why, "text"))


def _of_the_levels(entry: Entry) -> Iterator[Warned]:
    """Fields of the category that do not fit a level which the question is for."""
    for level in entry.question.levels:
        for finding in of_the_level(entry.question.fields, profile_of(level), "en"):
            why = f"{finding.why} {finding.suggestion or ''}".strip()
            yield Warned(finding.rule, finding.severity, entry.place.fault(why, "fields", str(finding.field)))


def _of_a_text(
    entry: Entry, text: str, steps: Sequence[str | int], codes: Sequence[str], *, blocking: bool
) -> Iterator[Warned]:
    """Topics to keep out of interviews; form is for questions. What only interviewers read may touch on a topic."""
    (reviewed,) = review(text, jurisdictions=codes)
    for finding in reviewed.findings:
        if finding.rule.startswith("lawful.") and (finding.severity == "block" or not blocking):
            yield Warned(finding.rule, finding.severity, entry.place.fault(finding.why, *steps))


def _for_interviewers(question: CanonicalQuestion) -> Iterator[tuple[str, str] | tuple[str, str, str | int]]:
    """The texts that only interviewers read, each with its place in the entry."""
    yield question.intent, "intent"
    for name in ("signals", "red_flags"):
        for number, text in enumerate(getattr(question, name)):
            yield text, name, number
    if question.anchors:
        for rating, text in question.anchors.model_dump().items():
            yield text, "anchors", rating


def _near(entries: Sequence[Entry], language: str) -> Iterator[Warned]:
    """Entries that ask what the package's own bank asks under another id, or what an earlier entry asks."""
    own = {question.id: question.text for question in shipped(language)} if language in bank_languages() else {}
    earlier: dict[str, str] = {}
    for entry in entries:
        known = {**own, **earlier}
        known.pop(entry.question.id, None)
        near = next((one for one, text in known.items() if similarity(entry.question.text, text) >= THRESHOLD), None)
        if near is not None:
            whose = "an earlier entry" if near in earlier else "the package's own bank"
            yield Warned("bank.near", "warn", entry.place.fault(f"asks nearly what {near} of {whose} asks", "text"))
        if len(entries) <= _MOST_COMPARED:
            earlier[entry.question.id] = entry.question.text
