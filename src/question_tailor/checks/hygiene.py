"""Hygiene: text that a panel can use as it is, one question at a time."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks.fields import candidate_facing, generated
from question_tailor.findings import Finding
from question_tailor.text import clean, fold, language, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Severity
    from question_tailor.schemas import Answer

_LONGEST_QUESTION: Final = 60
_QUOTED_RUN: Final = 12
_WHYS: Final = {
    "placeholder": ("It holds a placeholder.", "Write what belongs there, or leave it out."),
    "meta": ("It talks about itself or about the task.", "Say only what the panel needs."),
    "url": ("It holds an address.", "Leave the address out."),
    "email": ("It holds an e-mail address.", "Leave it out."),
    "markup": ("It holds markup.", "Write plain text."),
}


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about form: placeholders, talk about itself, addresses, markup, languages, second questions."""
    return (
        *_of_every_text(question, brief),
        *_of_language(question, brief),
        *_of_questions(question),
        *_of_length(question, brief),
    )


def _of_every_text(question: Answer, brief: Brief) -> Iterator[Finding]:
    for field, text in generated(question, brief.slot.category):
        for what, (why, advice) in _WHYS.items():
            if match := _pattern("patterns", what).search(text):
                yield _finding(what, "block", field, why, advice, match.span())
        if clean(text).removed or any(char in text for char in "\n\t"):
            yield _finding(
                "control",
                "block",
                field,
                "It holds invisible characters or line breaks.",
                "Write plain text on one line.",
            )


def _of_language(question: Answer, brief: Brief) -> Iterator[Finding]:
    heard = " ".join(text for _, text in candidate_facing(question))
    found = language(heard)
    if found is not None and found != brief.language:
        advice = f"Write in the language {brief.language}."
        yield _finding("language", "block", "text", f"It is written in another language ({found}).", advice)
    elif stray := sorted(_scripts(heard) - _scripts(brief.public) - {"LATIN"}):
        yield _finding(
            "language",
            "block",
            "text",
            f"It holds letters of another script ({stray[0].lower()}).",
            "Use the kit's own script.",
        )


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(char, "LATIN").split()[0] for char in text if char.isalpha() and not char.isascii()}


def _of_questions(question: Answer) -> Iterator[Finding]:
    for field, text in candidate_facing(question):
        if span := second_question(text):
            advice = "Ask for one thing; put the rest into the probes."
            yield _finding("second_question", "block", field, "It holds a second question.", advice, span)
    if not _pattern("question", "asks").search(question.text):
        yield _finding(
            "not_a_question", "block", "text", "It asks nothing.", "Write it as a question to the candidate."
        )


def second_question(text: str) -> tuple[int, int] | None:
    """Where a second question begins within a text; None where there is one question.

    Context sentences before a question make it no second one, nor does "and why" after what is asked.
    """
    marks = [match.start() for match in re.finditer(r"\?", text)]
    if len(marks) > 1:
        return marks[0] + 1, marks[1] + 1
    for match in _pattern("question", "second").finditer(text):
        if not _pattern("question", "single").match(text[match.start() :]):
            return match.span()
    return None


def _of_length(question: Answer, brief: Brief) -> Iterator[Finding]:
    if len(question.text.split()) > _LONGEST_QUESTION:
        why = f"It has more than {_LONGEST_QUESTION} words; nobody says that in one breath."
        yield _finding("length", "warn", "text", why, "Say it shorter.")
    said = words(fold(question.text).text)
    runs = {" ".join(said[start : start + _QUOTED_RUN]) for start in range(len(said) - _QUOTED_RUN + 1)}
    source = f" {' '.join(words(brief.public))} " if runs else ""
    if any(f" {run} " in source for run in runs):
        yield _finding(
            "quoting", "warn", "text", "It reads the posting back to the candidate.", "Ask what lies behind it."
        )


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(toml("hygiene.toml")[table][name], re.IGNORECASE if name != "placeholder" else re.NOFLAG)


def _finding(
    what: str, severity: Severity, field: str, why: str, suggestion: str, span: tuple[int, int] | None = None
) -> Finding:
    return Finding(rule=f"hygiene.{what}", severity=severity, field=field, why=why, span=span, suggestion=suggestion)
