"""Wording of an input that must not reach a question: it steers to protected attributes, talks to a model, is internal.

Each such sentence is reported with its place and barred: no question is built on it and none may quote it.
"""

from __future__ import annotations

import re
import textwrap
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks import lawful
from question_tailor.checks.brief import Barred
from question_tailor.checks.doubtful import is_doubtful
from question_tailor.checks.lawful.places import rules, topic_name
from question_tailor.findings import Finding, say
from question_tailor.preflight.wished import is_spared, is_weak, wishes
from question_tailor.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from question_tailor.vocabulary import Source

_SHORT_LINE: Final = 60
"""A line shorter than this was ended by its author; a longer one may only be wrapped."""
_LONGEST: Final = 1_500
_LONGEST_QUOTE: Final = 90
"""Characters of a statement that a finding shows, so that the reader can find it."""
_A_POSTING: Final = "text"
_A_NOTE: Final = "red_flags[0]"
"""A field that is read as a note about a candidate."""
_OPENING: Final = (
    r"(?:^|[.!?:;\u2026)\]]\s+|[\n(\[>#*_\u2022\u2013\u2014-]\s*|<!--\s*"
    r"|\b(?:please|now|then|important|bitte|jetzt|svp)\b[,:]?\s+)"
)
"""Where a sentence, a line, a bullet or a bracket begins, perhaps with a word that says how urgent it is."""
_QUOTES: Final = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019`"
_QUOTE: Final = re.compile(f"[{_QUOTES}]")


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
        Findings, all of them warnings since the kit is still made, and the sentences that are barred: those of the
        findings, and without a finding those that are orders about an answer, or code.
    """
    findings: list[Finding] = []
    barred: list[Barred] = []
    line, counted = 1, 0
    for start, end in statements(text):
        said = text[start:end]
        lead = len(said) - len(said.lstrip())
        line += text.count("\n", counted, start + lead)
        counted = start + lead
        place = _place(source, line, language)
        told = list(_told(said, source, place, language))
        doubtful = is_doubtful(said)
        shown = place if told or doubtful else _quoted(place, said, language)
        found = [*_steering(said, source, jurisdictions, shown, language), *told]
        if not found and doubtful:
            barred.append(Barred(source, start, end, "input.doubtful"))
        findings += [_moved(finding, start) for finding in found]
        barred += [Barred(source, start, end, finding.rule) for finding in found]
    return tuple(findings), tuple(barred)


def _place(source: Source, line: int, language: str) -> str:
    """Which line of which input, in words."""
    words = toml("preflight.toml")["places"]
    place: str = words.get(language, words["en"])[source]
    return place.format(line=line)


def _quoted(place: str, said: str, language: str) -> str:
    """A place with the first words of what stands there. Only for statements that are no order to a model."""
    words = toml("preflight.toml")["places"]
    quote = textwrap.shorten(said.strip(" \t\n-*\u2022"), _LONGEST_QUOTE, placeholder=" \u2026")
    quoted: str = words.get(language, words["en"])["quoted"]
    return quoted.format(place=place, quote=quote)


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


def _steering(said: str, source: Source, jurisdictions: Sequence[str], place: str, language: str) -> Iterator[Finding]:
    if _pattern("steering", "equal_treatment").search(said):
        return
    applying = rules(frozenset(jurisdictions))
    found = {f"lawful.{topic}": span for topic, span in wishes(said).items() if topic in applying}
    if not _pattern("steering", "offer").search(said):
        found = _steers(said, jurisdictions) | found
    for rule, span in found.items():
        topic = topic_name(rule.partition(".")[2], language)
        told = say("input.steers", language, "warn", field=source, span=span, place=place, topic=topic)
        yield told.model_copy(update={"rule": rule})


def _steers(said: str, jurisdictions: Sequence[str]) -> dict[str, tuple[int, int]]:
    """By rule, where a statement steers.

    Where it describes a person it is read as a note about one too, and its parts count by themselves: "a person under
    40 who leads our teams" speaks of a person and then of work, and read as one it is about the work. What would only
    be a warning counts there alone.
    """
    person = _pattern("steering", "person").match(said) is not None
    readings: list[tuple[int, str, lawful.Form, str]] = [(0, said, "posting", _A_POSTING)]
    if person:
        readings.append((0, said, "question", _A_NOTE))
        readings += [(start, said[start:end], "posting", _A_POSTING) for start, end in _parts(said)]
    found: dict[str, tuple[int, int]] = {}
    for start, part, form, field in readings:
        for finding in lawful.find(part, jurisdictions=jurisdictions, form=form, field=field):
            counts = finding.severity == "block" or (person and part == said)
            if finding.span is None or not counts:
                continue
            span = (start + finding.span[0], start + finding.span[1])
            if _is_meant(finding.rule, said, span):
                found.setdefault(finding.rule, span)
    return found


def _is_meant(rule: str, said: str, span: tuple[int, int]) -> bool:
    """Whether a topic that postings have their own reasons to name is asked of a person."""
    topic = rule.partition(".")[2]
    if is_weak(topic, said[slice(*span)]) or is_spared(topic, said, span[0]):
        return False
    needed: str | None = toml("preflight.toml")["steering"]["only_with"].get(topic)
    return needed is None or re.search(needed, said, re.IGNORECASE) is not None


def _parts(said: str) -> list[tuple[int, int]]:
    cuts = [match.span() for match in _pattern("steering", "parts").finditer(said)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(said)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if cuts and said[start:end].strip()]


def _told(said: str, source: Source, place: str, language: str) -> Iterator[Finding]:
    if span := _talks_to_a_model(said):
        yield say("input.talks_to_model", language, "warn", field=source, span=span, place=place)
    if span := _is_marked(said):
        yield say("input.confidential", language, "warn", field=source, span=span, place=place)


def _talks_to_a_model(said: str) -> tuple[int, int] | None:
    for pattern in (*_patterns("start"), *_patterns("anywhere")):
        for match in pattern.finditer(said):
            if not _is_mentioned(said, match.end() - 1):
                return match.span()
    return None


def _is_mentioned(said: str, place: int) -> bool:
    """Whether a place lies in quotation marks that open behind other words: talk about such a text."""
    opened = -1
    for match in _QUOTE.finditer(said, 0, place):
        before, after = said[: match.start()][-1:], said[match.end() :][:1]
        if opened < 0 and not before.isalnum():
            opened = match.start()
        elif opened >= 0 and not after.isalnum():
            opened = -1
    return opened >= 0 and any(char.isalpha() for char in said[:opened])


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
