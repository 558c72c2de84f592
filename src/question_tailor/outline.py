"""The headings of Markdown and plain text, and what is kept of a text that is too long."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MARKDOWN: Final = re.compile(r"(#{1,6})\s+(\S.*)")
_BOLD: Final = re.compile(r"(?:\*\*|__)([^*_\s].{0,79}?)(?:\*\*|__)\s*:?$")
_LONGEST_HEADING: Final = 80
LOWEST: Final = 7
"""Level of a heading that is no Markdown heading."""
_FIRST, _MIDDLE, _LAST = range(3)
_READ: Final = 10
"""Times the cap up to which a text is looked through."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        line: Its line, counted from 0.
        level: 1 to 6 as in Markdown; 7 for bold, upper-case and colon lines.
        text: Its words.
        lines: How many lines it takes.
    """

    line: int
    level: int
    text: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text within a cap.

    Attributes:
        text: What is kept, in the order of the text.
        left_out: How many characters are not.
        sections: Headings of the sections that were left out or cut; the empty string where a section has none.
    """

    text: str
    left_out: int = 0
    sections: tuple[str, ...] = ()


def headings(text: str) -> Iterator[Heading]:
    """The headings of a text, in Markdown or as people make them in plain text."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        said = line.strip()
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if match := _MARKDOWN.match(said):
            yield Heading(number, len(match[1]), match[2].rstrip("#").strip())
        elif said and len(below) >= 3 and set(below) in ({"="}, {"-"}):  # noqa: PLR2004 - an underline
            yield Heading(number, 1 if below[0] == "=" else 2, said, 2)
        elif len(said) <= _LONGEST_HEADING and (match := _BOLD.match(said)):
            yield Heading(number, LOWEST, match[1].strip(" :"))
        elif 0 < len(said) <= _LONGEST_HEADING and _stands_alone(said):
            yield Heading(number, LOWEST, said.strip(" :"))


def _stands_alone(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    shouted = line.isupper() and len(letters) > 3  # noqa: PLR2004 - not an acronym
    return bool(letters) and (shouted or (line.endswith(":") and line[0].isalpha()))


def shortened(text: str, cap: int) -> Shortened:
    """Bring a text within a cap: its head, then sections on the work, then the others, as far as they go.

    A section that does not fit whole is cut where a line ends. What is kept stays in the order of the text.

    Args:
        text: The cleaned text.
        cap: Most characters that may be kept.
    """
    if len(text) <= cap:
        return Shortened(text)
    sections = _sections(text[: _READ * cap])
    order = sorted(range(len(sections)), key=lambda place: (sections[place].rank, place))
    kept: dict[int, str] = {}
    room = cap
    for place in order:
        section = sections[place]
        piece = _within(section.text, room)
        if not kept or not section.heading or "\n" in piece or len(piece) == len(section.text):
            kept[place] = piece
            room -= len(piece) + 1
    said = "\n".join(kept[place] for place in sorted(kept) if kept[place])
    cut = [section.heading for place, section in enumerate(sections) if len(kept.get(place, "")) < len(section.text)]
    return Shortened(said.rstrip(), len(text) - len(said.rstrip()), tuple(dict.fromkeys(cut)))


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    text: str
    rank: int


def _sections(text: str) -> list[_Section]:
    lines = text.splitlines()
    found = list(headings(text))
    ranks = list(_ranks(found))
    starts = [heading.line for heading in found]
    head = (
        [] if starts and starts[0] == 0 else [_Section("", "\n".join(lines[: starts[0] if starts else None]), _FIRST)]
    )
    rest = [
        _Section(heading.text, "\n".join(lines[start:end]), rank)
        for heading, rank, (start, end) in zip(found, ranks, pairwise([*starts, len(lines)]), strict=True)
    ]
    if not head and rest:
        rest[0] = _Section(rest[0].heading, rest[0].text, _FIRST)
    return head + rest


def _ranks(found: Iterable[Heading]) -> Iterator[int]:
    """The rank of each heading's section; one below another shares its rank where its own words say nothing."""
    above: list[tuple[int, int]] = []
    for heading in found:
        while above and above[-1][0] >= heading.level:
            above.pop()
        rank = _rank_of(heading.text)
        if rank == _MIDDLE and above:
            rank = above[-1][1]
        above.append((heading.level, rank))
        yield rank


def _rank_of(heading: str) -> int:
    if _pattern("last").search(heading):
        return _LAST
    return _FIRST if _pattern("first").search(heading) else _MIDDLE


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(toml("outline.toml")[name], re.IGNORECASE)


def _within(text: str, room: int) -> str:
    """A text within some room, cut where a line or at least a word ends."""
    if len(text) <= room:
        return text
    if room <= 0:
        return ""
    ends = (text.rfind("\n", 0, room + 1), text.rfind(" ", 0, room + 1), room)
    return text[: next(end for end in ends if end > room // 2)].rstrip()
