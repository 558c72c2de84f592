"""Wording of an input that must not reach a question: it steers to protected attributes, talks to a model, is internal.

Each such sentence is reported with its place and barred: no question is built on it and none may quote it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks import lawful
from question_tailor.checks.brief import Barred
from question_tailor.findings import Finding, say
from question_tailor.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from question_tailor.vocabulary import Source

_SHORT_LINE: Final = 60
"""A line shorter than this was ended by its author; a longer one may only be wrapped."""
_LONGEST: Final = 1_500
_OPENING: Final = (
    r"(?:^|[.!?:;\u2026)\]]\s+|[\n(\[>#*_\u2022\u2013\u2014-]\s*|<!--\s*"
    r"|\b(?:please|now|then|important|bitte|jetzt|svp)\b[,:]?\s+)"
)
"""Where a sentence, a line, a bullet or a bracket begins, perhaps with a word that says how urgent it is."""
_QUOTES: Final = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019`"


def inspect_wording(
    text: str, source: Source, jurisdictions: Sequence[str] = (), *, language: str = "en"
) -> tuple[tuple[Finding, ...], tuple[Barred, ...]]:
    """Look for wording that must not reach a question.

    Args:
        text: The cleaned input, without its confidential part.
        source: Which input it is.
        jurisdictions: Codes of the rule packs that hold; the strictest of all where none is given.
        language: Two-letter code of the language to say it in.

    Returns:
        Findings, all of them warnings since the kit is still made, and the sentences that are barred.
    """
    findings: list[Finding] = []
    barred: list[Barred] = []
    for start, end in statements(text):
        said = text[start:end]
        found = [*_steering(said, source, jurisdictions, language), *_told(said, source, language)]
        findings += [_moved(finding, start) for finding in found]
        barred += [Barred(source, start, end, finding.rule) for finding in found]
    return tuple(findings), tuple(barred)


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, list items and lines of a text; a line that only wraps belongs to the one before."""
    for start, end in sentences(text):
        begin = start
        for match in re.finditer(r"\n\s*", text[start:end]):
            stop, following = start + match.start(), start + match.end()
            if stop - begin < _SHORT_LINE and not text[following].islower():
                yield from _bounded(begin, stop)
                begin = following
        yield from _bounded(begin, end)


def _bounded(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A statement in pieces of a length that no check minds, for texts without any full stop."""
    for begin in range(start, end, _LONGEST):
        yield begin, min(begin + _LONGEST, end)


def _steering(said: str, source: Source, jurisdictions: Sequence[str], language: str) -> Iterator[Finding]:
    if _pattern("steering", "equal_treatment").search(said):
        return
    for finding in lawful.find(said, jurisdictions=jurisdictions, field=source, form="posting"):
        topic = finding.rule.partition(".")[2].replace("_", " ").replace("-", " ")
        told = say("input.steers", language, "warn", field=source, span=finding.span, topic=topic)
        yield told.model_copy(update={"rule": finding.rule})


def _told(said: str, source: Source, language: str) -> Iterator[Finding]:
    if span := _talks_to_a_model(said):
        yield say("input.talks_to_model", language, "warn", field=source, span=span)
    if span := _is_marked(said):
        yield say("input.confidential", language, "warn", field=source, span=span)


def _talks_to_a_model(said: str) -> tuple[int, int] | None:
    for pattern in (*_patterns("start"), *_patterns("anywhere")):
        for match in pattern.finditer(said):
            if not _is_mentioned(said, match.start()):
                return match.span()
    return None


def _is_mentioned(said: str, place: int) -> bool:
    """Whether a quotation mark opens right before a place and words stand before it: talk about such a text."""
    before = said[:place].rstrip()
    return before.endswith(tuple(_QUOTES)) and any(char.isalpha() for char in before)


@cache
def _patterns(where: str) -> tuple[re.Pattern[str], ...]:
    opening = f"{_OPENING}[{_QUOTES}]?" if where == "start" else ""
    listed: list[str] = toml("preflight.toml")["model"][where]
    return tuple(re.compile(f"{opening}{pattern}", re.IGNORECASE) for pattern in listed)


def _is_marked(said: str) -> tuple[int, int] | None:
    if _pattern("confidential", "promise").search(said):
        return None
    match = _pattern("confidential", "line").search(said) or _pattern("confidential", "anywhere").search(said)
    return match.span() if match else None


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(toml("preflight.toml")[table][name], re.IGNORECASE)


def _moved(finding: Finding, by: int) -> Finding:
    start, end = finding.span or (0, 0)
    return finding.model_copy(update={"span": (start + by, end + by)})
