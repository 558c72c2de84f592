"""Whose attribute it is that a text speaks of: the candidate's, or somebody or something else's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks.lawful.phrases import read
from question_tailor.checks.lawful.tokens import CRAFT, ENDS, PEOPLE, STOPS, THINGS

if TYPE_CHECKING:
    from question_tailor.checks.lawful.lexicon import Mention
    from question_tailor.checks.lawful.tokens import Line

_NEVER: Final = r"(?!)"
_REACH: Final = 160
_SHORT: Final = 5
_ELSE: Final = PEOPLE + THINGS + CRAFT


@dataclass(frozen=True)
class Frames:
    """What stands around an attribute in a language when it is the candidate's.

    Attributes:
        before: Patterns that end where the attribute begins, by kind and by person (second, third).
        after: Patterns that begin where it ends, the same.
        taken: What follows an attribute that belongs to somebody or something else.
        person: Words that address or name the candidate.
        note: How a note about a candidate begins.
        alone: What follows a quality that stands for itself in a note.
    """

    before: dict[tuple[str, str], re.Pattern[str]]
    after: dict[tuple[str, str], re.Pattern[str]]
    taken: re.Pattern[str]
    person: re.Pattern[str]
    note: re.Pattern[str]
    alone: re.Pattern[str]
    spared: re.Pattern[str]
    him: re.Pattern[str]


@cache
def frames(language: str) -> Frames:
    """The frames of a language, compiled."""
    listed = toml("lawful/frames.toml")[language]
    before: dict[tuple[str, str], re.Pattern[str]] = {}
    after: dict[tuple[str, str], re.Pattern[str]] = {}
    for person in ("second", "third"):
        lists = {**listed["lists"], **listed[person]}
        for kind, written in listed["before"].items():
            before[kind, person] = _either(written, lists, closed=True)
        for kind, written in listed["after"].items():
            after[kind, person] = _either(written, lists)
    lists = {**listed["lists"], **listed["second"]}
    others = {name: _either(listed[name], lists) for name in ("taken", "person", "note", "alone", "spared", "him")}
    return Frames(before, after, **others)


def _either(written: str, lists: dict[str, str], *, closed: bool = False) -> re.Pattern[str]:
    phrases = [read(line.strip(), lists).pattern for line in written.splitlines() if line.strip()]
    whole = f"(?:{'|'.join(phrases)})" if phrases else _NEVER
    return re.compile(rf"(?<= ){whole}\Z" if closed else rf"(?<= ){whole}")


class Reading:
    """A line, and what of it is needed again and again to say whose an attribute is.

    Args:
        line: The line.
        note: Whether the whole text is a note about a candidate, or a posting's words about one.
    """

    def __init__(self, line: Line, *, note: bool) -> None:
        self._line = line
        self._note = note

    def is_candidates(self, mention: Mention) -> bool:
        """Whether what is mentioned is an attribute of the candidate or of a relative."""
        text = self._line.text
        known = frames(mention.entry.language)
        kind = mention.entry.kind
        if known.taken.match(text, mention.end):
            return False
        if kind == "asks":
            return self._only_candidate(mention.begin) or not known.him.search(text, mention.begin - 1, mention.end)
        start, end = self._sentence(mention)
        left = text[max(start, mention.begin - _REACH) - 1 : mention.begin]
        if any(self._framed(known, asked, mention, left) for asked in _asked(kind)):
            return True
        if kind == "own" and self._bare(start, end):
            return True
        clause = text[slice(*self._clause(mention))]
        if any(mark in clause for mark in _ELSE):
            return False
        if self._is_note(known, start) and (kind != "is" or known.alone.match(text, mention.end)):
            return True
        return kind == "telling" and (known.person.search(text) is not None or self._bare(start, end))

    def _framed(self, known: Frames, kind: str, mention: Mention, left: str) -> bool:
        persons = ("second", "third") if self._only_candidate(mention.begin) else ("second",)
        return any(
            known.before[kind, person].search(left) or known.after[kind, person].match(self._line.text, mention.end)
            for person in persons
        )

    def _only_candidate(self, begin: int) -> bool:
        """Whether nobody but the candidate was named so far, so that "he" or "she" must be the candidate."""
        return PEOPLE not in self._line.text[:begin]

    def _sentence(self, mention: Mention) -> tuple[int, int]:
        return _around(self._line.text, mention, ENDS)

    def _clause(self, mention: Mention) -> tuple[int, int]:
        return _around(self._line.text, mention, STOPS)

    def _bare(self, start: int, end: int) -> bool:
        """Whether a sentence is hardly more than the attribute."""
        sentence = self._line.text[start:end]
        return len(sentence.split()) <= _SHORT and not any(mark in sentence for mark in _ELSE)

    def _is_note(self, known: Frames, start: int) -> bool:
        return self._note or known.note.match(self._line.text, start) is not None


def _asked(kind: str) -> tuple[str, ...]:
    return ("own", "is", "does") if kind == "telling" else (kind,)


def _around(text: str, mention: Mention, stops: str) -> tuple[int, int]:
    """Where the stretch between two stops begins and ends that holds a mention."""
    start = max((text.rfind(f" {stop} ", 0, mention.begin) + 3 for stop in stops), default=0)
    ends = [place for stop in stops if (place := text.find(f" {stop} ", mention.end - 1)) >= 0]
    return (start if start > 2 else 1), (min(ends) + 3 if ends else len(text))  # noqa: PLR2004
