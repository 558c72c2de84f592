"""The notation of phrases in the data, and what it means as a regular expression over a line.

A phrase is words with a space between. `retir*` is any word with that beginning, `*versicherung` with that ending;
`(a|b c)` one of these, `[a|b]` one of these or none, `!(a|b)` none of these next; `..` up to four words, `...` up to
eight with commas among them, neither across a word marked as somebody or something else; `_` one such
word; `@` a word marked like that; `#` a figure; `<` and `>` the edges of a clause; `{name}` a list of the language.

No repetition stands within another one, and each word of a line can be read in one way only, so matching takes time
in proportion to the phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor.checks.lawful.tokens import MARKS, PEOPLE, STOPS, THINGS, spellings
from question_tailor.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS: Final = re.compile(r"!\(|[()\[\]|<>]|\.\.\.|\.\.|\{\w+\}|[^\s()\[\]|<>{}]+")
_WORD: Final = f"[^ {re.escape(STOPS + MARKS)}]+ "
_SOMEBODY_ELSE: Final = f"[^ ]+[{re.escape(PEOPLE + THINGS)}] "
_BEGINS: Final = f"(?<![^{re.escape(STOPS)}] )"
_END: Final = rf"(?=[{re.escape(STOPS)}] |\Z)"
_GAP: Final = f"(?:{_WORD}){{0,4}}?"
_WIDE_GAP: Final = f"(?:(?:{_WORD}|, )){{0,8}}?"
_MARK: Final = f"[{re.escape(MARKS)}]?"
_ENDINGS: Final = {
    "en": ("", "s", "es", "ed", "ing"),
    "de": ("", "e", "en", "er", "es", "em", "s", "n"),
    "fr": ("", "e", "s", "es"),
}
_SHORTEST_BENT: Final = 4
_ANY: Final = frozenset({""})
"""Stands among the first words where a phrase may begin with anything."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, read.

    Attributes:
        pattern: What it means over a line, from the start of a word on; it ends after a space.
        first: The words that it can begin with, as written in the data: `retir*`, `*versicherung`, `#`.
    """

    pattern: str
    first: frozenset[str]


def read(written: str, lists: Mapping[str, str], language: str = "") -> Phrase:
    """Read a phrase of the data.

    Args:
        written: The phrase.
        lists: The language's lists by name, each written like `(a|b)`.
        language: Whose endings a word of the phrase may have in the text; the empty string for no endings.

    Raises:
        ConfigurationError: A bracket is not closed, a list is unknown, or the phrase begins with a gap.
    """
    parts = _PARTS.findall(_filled(written, lists))
    reader = _Reader(parts, written, language)
    pattern, first, nullable = reader.alternatives()
    if not reader.done:
        raise ConfigurationError(f"A bracket is closed that was not opened: {written}")
    begins = (form for part in first if part for form in forms(part, language))
    return Phrase(pattern, frozenset(begins) | (_ANY if nullable or "" in first else frozenset()))


def _filled(written: str, lists: Mapping[str, str]) -> str:
    written = re.sub(r"n't\b", " not", written)
    written = re.sub(r"(?<=\w)'(?=s\b)", " '", written).replace("s' ", "s ").replace("s'|", "s|").replace("s')", "s)")
    for _ in range(4):  # lists may name lists
        for name in re.findall(r"\{(\w+)\}", written):
            if name not in lists:
                raise ConfigurationError(f"No list is called {name!r}: {written}")
            written = written.replace(f"{{{name}}}", lists[name])
    return written


_Read = tuple[str, frozenset[str], bool]
"""A pattern, its first words, and whether it may be empty."""
_FIXED: Final = {"<": _BEGINS, ">": _END, "..": _GAP, "...": _WIDE_GAP}


class _Reader:
    """Reads the parts of one phrase from left to right."""

    def __init__(self, parts: list[str], written: str, language: str) -> None:
        self._parts = parts
        self._written = written
        self._language = language
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._parts)

    def alternatives(self) -> _Read:
        patterns: list[str] = []
        first: frozenset[str] = frozenset()
        nullable = False
        while True:
            pattern, begins, empty = self._sequence()
            patterns.append(pattern)
            first |= begins
            nullable |= empty
            if self.done or self._parts[self._at] != "|":
                break
            self._at += 1
        return (f"(?:{'|'.join(patterns)})" if len(patterns) > 1 else patterns[0]), first, nullable

    def _sequence(self) -> _Read:
        pattern = ""
        first: frozenset[str] = frozenset()
        nullable = True
        while not self.done and self._parts[self._at] not in {"|", ")", "]"}:
            piece, begins, empty = self._piece()
            pattern += piece
            if nullable:
                first |= begins
                nullable = empty
        return pattern, first, nullable

    def _piece(self) -> _Read:
        part = self._parts[self._at]
        self._at += 1
        if part in {"(", "[", "!("}:
            return self._bracket(part)
        if part in _FIXED:
            return _FIXED[part], (_ANY if part[0] == "." else frozenset()), True
        return _word(part, self._language), frozenset({part}), False

    def _bracket(self, kind: str) -> _Read:
        inner, begins, empty = self.alternatives()
        if self.done:
            raise ConfigurationError(f"A bracket is not closed: {self._written}")
        self._at += 1
        if kind == "!(":
            return f"(?!{inner})", frozenset(), True
        optional = kind == "["
        return f"(?:{inner}){'?' if optional else ''}", begins, empty or optional


def forms(part: str, language: str) -> tuple[str, ...]:
    """The forms in which a word of a phrase may stand in a line, with the notation's own marks left as they are."""
    if part.startswith("*") or part.endswith("*"):
        return tuple(f"*{way}" if part.startswith("*") else f"{way}*" for way in spellings(part.strip("*")))
    return tuple(way + ending for way, endings in _bent(part, language) for ending in endings)


def _bent(part: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each spelling of a word without what changes, and the endings it may have."""
    exact = len(part) > 1 and part.startswith("=")
    ways = spellings(part[1:] if exact else part)
    if exact or len(part) < _SHORTEST_BENT or not part.isalpha() or language not in _ENDINGS:
        return [(way, ("",)) for way in ways]
    if language == "en" and part.endswith("e"):
        return [(way[:-1], ("e", "es", "ed", "ing")) for way in ways]
    if language == "en" and part.endswith("y") and part[-2] not in "aeou":
        return [(way[:-1], ("y", "ies", "ied", "ying")) for way in ways]
    return [(way, _ENDINGS[language]) for way in ways]


@lru_cache(maxsize=65_536)
def _word(part: str, language: str) -> str:
    if part in _WHOLE:
        return _WHOLE[part]
    if part.startswith("*") or part.endswith("*"):
        body = "|".join(map(re.escape, spellings(part.strip("*"))))
        before, after = "[^ ]*" * part.startswith("*"), "[^ ]*" * part.endswith("*")
        return f"{before}(?:{body}){after}{_MARK} "
    bodies = [
        re.escape(way) + (f"(?:{'|'.join(endings)})" if len(endings) > 1 else endings[0])
        for way, endings in _bent(part, language)
    ]
    return f"{bodies[0] if len(bodies) == 1 else f'(?:{chr(124).join(bodies)})'}{_MARK} "


_WHOLE: Final = {"_": _WORD, "@": _SOMEBODY_ELSE, "#": r"\d[^ ]* "}
