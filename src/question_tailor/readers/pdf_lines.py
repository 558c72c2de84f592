"""From the pieces of text that a PDF page draws to headings, bullets and paragraphs.

A PDF knows letters and places only. Lines that fill the width and stand close to the next go on in it; larger or bold
lines of their own are headings; a sign at the beginning of a line is a bullet.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from question_tailor.cleaning import Removal

if TYPE_CHECKING:
    from collections.abc import Iterable

BULLET: Final = "\u2022"
_BULLET: Final = re.compile(
    r"(?:[\u2022\u2023\u2043\u204c\u204d\u2219\u25a0\u25aa\u25ab\u25cf\u25cb\u25e6\u25b6\u25b8\u25ba\u2713\u2714\u27a2"
    r"\u2756\uf0b7\uf0a7\uf0d8\u00b7]|[-*o\u2013\u2014](?=\s))\s*"
)
_ONLY_BULLET: Final = re.compile(rf"(?:{_BULLET.pattern}|[-*\u2013])\s*\Z")
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s")
_HYPHENATED: Final = re.compile(r"[^\W\d_]{2}[-\u2010\u00ad]\Z")
_RANGE: Final = re.compile(r"\d[-\u2010\u2013]\Z")
_LOWER_NEXT: Final = re.compile(r"(?P<word>[^\W\d_]+)")
_SUSPENDED: Final = frozenset({"and", "or", "to", "und", "oder", "bis", "bzw", "et", "ou"})
"""Words after a hyphen that stands for a part left out: `short- and long-term`."""
_LARGER: Final = 1.12
_LONGEST_HEADING: Final = 90
_APART: Final = 1.45
"""Distance of two lines, in distances of most lines, from which on they are two paragraphs."""
_FULL: Final = 0.62
"""Share of the longest lines from which on a line is thought to go on in the next."""
_SAME_LINE: Final = 0.35
_LEVELS: Final = 3


@dataclass(slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: Its words.
        page: Number of its page.
        x: Where it begins, from the left, in points.
        y: Where it stands, from the bottom, in points.
        size: Of its letters, in points.
        bold: Whether its letters are bold.
        hidden: What was hidden in it or before it, with positions in `text`.
    """

    text: str = ""
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    hidden: list[Removal] = field(default_factory=list)


def text_of(lines: Iterable[Line]) -> tuple[str, tuple[Removal, ...]]:
    """The text of lines, and what was hidden among them, with positions in it."""
    tidied = _without_lone_bullets(list(lines))
    body = _most(round(line.size, 1) for line in tidied for _ in line.text)
    sizes = sorted({round(line.size, 1) for line in tidied if line.size > _LARGER * body}, reverse=True)
    pitch = _most(round(one.y - two.y) for one, two in pairwise(tidied) if one.page == two.page and one.y > two.y)
    lengths = sorted(len(line.text) for line in tidied if line.text)
    full = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    written = _Written()
    before: Line | None = None
    for line in tidied:
        if not line.text:
            written.hide(line.hidden)
        else:
            prefix, words = _told(line, sizes)
            goes_on = before is not None and not prefix and _goes_on(before, line, pitch, full)
            shift = len(line.text) - len(words)
            if goes_on and written.prefix.startswith("#") and line.size != getattr(before, "size", 0):
                goes_on = False
            written.add(prefix, words, [_moved(one, -shift) for one in line.hidden], goes_on=goes_on)
            before = line
    return written.done()


@dataclass(slots=True)
class _Written:
    """Text under way."""

    text: str = ""
    prefix: str = ""
    hidden: list[Removal] = field(default_factory=list)

    def add(self, prefix: str, words: str, hidden: Iterable[Removal], *, goes_on: bool) -> None:
        if goes_on:
            self.text, between = _joint(self.text, words)
        else:
            close = prefix == "- " == self.prefix
            between = ("\n" if close else "\n\n") + prefix if self.text else prefix
            self.prefix = prefix
        self.text += between
        self.hidden += [_moved(one, len(self.text)) for one in hidden]
        self.text += words

    def hide(self, hidden: Iterable[Removal]) -> None:
        self.hidden += [Removal(one.channel, len(self.text), one.count) for one in hidden]

    def done(self) -> tuple[str, tuple[Removal, ...]]:
        told = [Removal(one.channel, min(max(one.start, 0), len(self.text)), one.count) for one in self.hidden]
        return self.text, tuple(sorted(told, key=lambda removal: removal.start))


def _moved(removal: Removal, by: int) -> Removal:
    return Removal(removal.channel, max(removal.start + by, 0), removal.count)


def _joint(text: str, words: str) -> tuple[str, str]:
    """Text, and what stands between it and the words of its next line.

    A hyphen at the end of a line goes where small letters follow it that end no list of compounds. Whether the word has
    it anywhere else tells a compound such as `long-term` from a word that was cut.
    """
    if not _HYPHENATED.search(text):
        return text, "" if _RANGE.search(text) and words[:1].isdigit() else " "
    match = _LOWER_NEXT.match(words)
    if not match or not match["word"].islower():
        return text, ""
    if match["word"] in _SUSPENDED:
        return text, " "
    whole = re.search(r"[^\W\d_]+\Z", text[:-1])
    hyphened = f"{whole[0] if whole else ''}-{match['word']}"
    return (text, "") if hyphened.lower() in text.lower() else (text[:-1], "")


def _without_lone_bullets(lines: list[Line]) -> list[Line]:
    """Lines where a bullet that was drawn by itself stands before the text beside it."""
    tidied: list[Line] = []
    bullet: Line | None = None
    for line in lines:
        line.text = line.text.strip()
        if bullet is not None and line.text:
            beside = line.page == bullet.page and abs(line.y - bullet.y) <= max(line.size, bullet.size)
            if beside and not _BULLET.match(line.text):
                line.text = f"{BULLET} {line.text}"
                line.x = min(line.x, bullet.x)
                line.hidden = [*bullet.hidden, *(_moved(one, 2) for one in line.hidden)]
            else:
                tidied.append(Line(page=bullet.page, hidden=bullet.hidden))
            bullet = None
        if _ONLY_BULLET.match(line.text):
            bullet = line
        else:
            tidied.append(line)
    return tidied


def _told(line: Line, sizes: list[float]) -> tuple[str, str]:
    """What a line begins with in Markdown, and its words."""
    if match := _BULLET.match(line.text):
        return "- ", line.text[match.end() :]
    short = len(line.text) <= _LONGEST_HEADING and not line.text.endswith((".", ",", ";"))
    if short and round(line.size, 1) in sizes:
        return "#" * min(sizes.index(round(line.size, 1)) + 1, _LEVELS) + " ", line.text
    if short and line.bold:
        return "### ", line.text
    return "", line.text


def _goes_on(before: Line, line: Line, pitch: float, full: int) -> bool:
    """Whether a line goes on with the sentence of the one before."""
    if abs(before.size - line.size) > _SAME_LINE * max(before.size, 1) or _NUMBERED.match(line.text):
        return False
    if before.page != line.page:
        return line.text[:1].islower() and not before.text.endswith((".", "!", "?", ":"))
    down = before.y - line.y
    if abs(down) <= _SAME_LINE * before.size:
        return True
    close = 0 < down <= _APART * pitch if pitch else False
    cut = _HYPHENATED.search(before.text) or _RANGE.search(before.text)
    return close and (len(before.text) >= _FULL * full or line.text[:1].islower() or cut is not None)


def _most(values: Iterable[float]) -> float:
    """The value that stands there most often; 0 where there is none."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else 0
