"""The notation of phrases in the data, and what it means as a regular expression over a line.

A phrase is words with a space between. `retir*` is any word with that beginning, `*versicherung` with that ending;
`(a|b c)` one of these, `[a|b]` one of these or none, `!(a|b)` none of these next; `..` up to three words, `...` up to
eight with commas among them, neither across a word marked as somebody or something else; `_` one such
word; `@` a word marked like that; `#` a figure; `<` and `>` the edges of a clause; `{name}` a list of the language.

No repetition stands within another one, and each word of a line can be read in one way only, so matching takes time
in proportion to the phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_GAP: Final = f"(?:{_WORD}){{0,3}}?"
_WIDE_GAP: Final = f"(?:(?:{_WORD}|, )){{0,8}}?"
_MARK: Final = f"[{re.escape(MARKS)}]?"
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


def read(written: str, lists: Mapping[str, str]) -> Phrase:
    """Read a phrase of the data.

    Args:
        written: The phrase.
        lists: The language's lists by name, each written like `(a|b)`.

    Raises:
        ConfigurationError: A bracket is not closed or a list is unknown.
    """
    parts = _PARTS.findall(_filled(written, lists))
    pattern, first, nullable, rest = _alternatives(parts, 0, written)
    if rest != len(parts):
        raise ConfigurationError(f"A bracket is closed that was not opened: {written}")
    return Phrase(pattern, first | _ANY if nullable else first)


def _filled(written: str, lists: Mapping[str, str]) -> str:
    written = re.sub(r"n't\b", " not", written)
    written = re.sub(r"(?<=\w)'(?=s\b)", " '", written).replace("s' ", "s ").replace("s'|", "s|").replace("s')", "s)")
    for _ in range(4):  # lists may name lists
        for name in re.findall(r"\{(\w+)\}", written):
            if name not in lists:
                raise ConfigurationError(f"No list is called {name!r}: {written}")
            written = written.replace(f"{{{name}}}", lists[name])
    return written


_Read = tuple[str, frozenset[str], bool, int]
"""A pattern, its first words, whether it may be empty, and where reading goes on."""


def _alternatives(parts: list[str], at: int, written: str) -> _Read:
    patterns: list[str] = []
    first: frozenset[str] = frozenset()
    nullable = False
    while True:
        pattern, begins, empty, at = _sequence(parts, at, written)
        patterns.append(pattern)
        first |= begins
        nullable |= empty
        if at >= len(parts) or parts[at] != "|":
            break
        at += 1
    return (f"(?:{'|'.join(patterns)})" if len(patterns) > 1 else patterns[0]), first, nullable, at


def _sequence(parts: list[str], at: int, written: str) -> _Read:
    pattern = ""
    first: frozenset[str] = frozenset()
    nullable = True
    while at < len(parts) and parts[at] not in {"|", ")", "]"}:
        piece, begins, empty, at = _piece(parts, at, written)
        pattern += piece
        if nullable:
            first |= begins
            nullable = empty
    return pattern, first, nullable, at


def _piece(parts: list[str], at: int, written: str) -> _Read:
    part = parts[at]
    if part in {"(", "[", "!("}:
        inner, begins, empty, at = _alternatives(parts, at + 1, written)
        if at >= len(parts):
            raise ConfigurationError(f"A bracket is not closed: {written}")
        if part == "!(":
            return f"(?!{inner})", frozenset(), True, at + 1
        optional = part == "["
        return f"(?:{inner}){'?' if optional else ''}", begins, empty or optional, at + 1
    fixed = {"<": (_BEGINS, True), ">": (_END, True), "..": (_GAP, True), "...": (_WIDE_GAP, True)}
    if part in fixed:
        pattern, empty = fixed[part]
        return pattern, (_ANY if part[0] == "." else frozenset()), empty, at + 1
    return _word(part), frozenset({part}), False, at + 1


def _word(part: str) -> str:
    if part == "_":
        return _WORD
    if part == "@":
        return _SOMEBODY_ELSE
    if part == "#":
        return r"\d[^ ]* "
    ways = spellings(part.strip("*"))
    body = re.escape(ways[0]) if len(ways) == 1 else f"(?:{'|'.join(map(re.escape, ways))})"
    before = "[^ ]*" if part.startswith("*") else ""
    after = "[^ ]*" if part.endswith("*") else _MARK
    return f"{before}{body}{after} "
