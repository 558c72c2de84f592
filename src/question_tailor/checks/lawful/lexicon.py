"""What the data says for each topic and language: phrases, and the frames that give an attribute its owner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal, get_args

from question_tailor._resources import data, toml
from question_tailor.checks.lawful.phrases import Phrase, read
from question_tailor.checks.lawful.tokens import MARKS, STOPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from question_tailor.checks.lawful.tokens import Line
    from question_tailor.findings import Severity

Kind = Literal["plain", "full", "asks", "own", "is", "does", "telling", "allow"]
"""How a phrase speaks of a topic.

`plain` needs nothing more, and there are few; `full` needs the candidate, named or addressed in it or beside it; `asks`
nothing more where it names or addresses the candidate, and is `telling` otherwise;
`own` is a noun that somebody has; `is` is what somebody is; `does` is what somebody does; `telling` is a word that is
seldom used of anything else; `allow` is a lawful way to put it.
"""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_BENT: Final[frozenset[Kind]] = frozenset({"plain", "full", "asks"})
"""Kinds whose words may have the endings of their language."""
FOLDER: Final = "lawful/words"
_SHORTEST: Final = 2
_LONGEST: Final = 24


@dataclass(frozen=True)
class Entry:
    """One phrase of a topic."""

    topic: str
    language: str
    kind: Kind
    severity: Severity
    phrase: Phrase

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase, compiled when it is first needed: most phrases never are."""
        return re.compile(self.phrase.pattern)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a line where an entry's phrase stands.

    Attributes:
        entry: The entry.
        start: Number of its first word.
        begin: Where it begins in the line's text.
        end: Where it ends there, after a space.
    """

    entry: Entry
    start: int
    begin: int
    end: int


@dataclass(frozen=True)
class Index:
    """Entries by what they can begin with."""

    exact: dict[str, tuple[Entry, ...]]
    starting: dict[str, tuple[Entry, ...]]
    ending: dict[str, tuple[Entry, ...]]
    figures: tuple[Entry, ...]

    def at(self, word: str) -> Iterator[Entry]:
        """The entries that a word can begin."""
        bare = word.rstrip(MARKS)
        yield from self.exact.get(bare, ())
        if bare[:1].isdigit():
            yield from self.figures
        for length in range(_SHORTEST, min(len(bare), _LONGEST) + 1):
            yield from self.starting.get(bare[:length], ())
            yield from self.ending.get(bare[-length:], ())


def mentions(line: Line, languages: Iterable[str]) -> Iterator[Mention]:
    """Every place in a line where a phrase of some languages stands, in the order of the line."""
    indices = [_index(language) for language in sorted(languages)]
    for number, word in enumerate(line.words):
        if word in STOPS:
            continue
        begin = line.starts[number]
        for index in indices:
            for entry in index.at(word):
                if match := entry.pattern.match(line.text, begin):
                    yield Mention(entry, number, begin, match.end())


@cache
def _index(language: str) -> Index:
    exact: dict[str, list[Entry]] = {}
    starting: dict[str, list[Entry]] = {}
    ending: dict[str, list[Entry]] = {}
    figures: list[Entry] = []
    for entry in entries(language):
        for word in entry.phrase.first:
            if word == "#":
                figures.append(entry)
                continue
            where = starting if word.endswith("*") else ending if word.startswith("*") else exact
            where.setdefault(word.strip("*"), []).append(entry)
    return Index(_frozen(exact), _frozen(starting), _frozen(ending), tuple(figures))


def _frozen(lists: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {word: tuple(dict.fromkeys(listed)) for word, listed in lists.items()}


@cache
def entries(language: str) -> tuple[Entry, ...]:
    """All entries of a language: its files are those whose names begin with its code."""
    found: list[Entry] = []
    for file in sorted(data(FOLDER).iterdir(), key=lambda file: file.name):
        if not file.name.startswith(f"{language}_"):
            continue
        for topic, listed in toml(f"{FOLDER}/{file.name}")["topic"].items():
            found += _of_topic(topic, language, listed, "block")
            found += _of_topic(topic, language, listed.get("warn", {}), "warn")
    return tuple(found)


def _of_topic(topic: str, language: str, listed: dict[str, str], severity: Severity) -> Iterator[Entry]:
    lists = toml("lawful/frames.toml")[language]["lists"]
    for kind in KINDS:
        for written in listed.get(kind, "").splitlines():
            if written.strip():
                bent = language if kind in _BENT and _is_long(written) else ""
                yield Entry(topic, language, kind, severity, read(written.strip(), lists, bent))


def _is_long(written: str) -> bool:
    """Whether a phrase is more than one choice between words."""
    depth = 0
    for char in written.strip():
        depth += (char in "([") - (char in ")]")
        if char == " " and depth == 0:
            return True
    return False
