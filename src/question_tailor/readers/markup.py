"""From the elements of HTML to text with headings, bullets and rows, and a list of what was hidden among them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from question_tailor.cleaning import Removal
from question_tailor.readers.visible import SPOKEN, Sight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from question_tailor.readers.looks import Look

VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
"""Elements that hold nothing."""
BLOCKS: Final = frozenset(
    {
        *("address", "article", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
        *("hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary"),
        *("table", "caption", "tbody", "thead", "tfoot", "tr", "td", "th", "ul", "option", "optgroup"),
    }
)
"""Elements that begin and end a block of text."""
_SPACED: Final = BLOCKS - {"li", "tr", "td", "th", "dt", "dd", "tbody", "thead", "tfoot", "option", "optgroup"}
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BOLD: Final = frozenset({"b", "strong"})
_BOLD_HEADING: Final = "### "
_LONGEST_HEADING: Final = 80
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_OFTEN: Final = frozenset(
    {"script", "style", "template", "noscript", "svg", "iframe", "comment", "meta", "page-title", *SPOKEN}
)
"""Channels that nearly every page has in many places; they are told once, at the first place, with all characters."""


@dataclass(frozen=True, slots=True)
class _Mark:
    channel: str
    count: int


@dataclass(slots=True)
class _Line:
    """A line: what it begins with, and its words, with what was hidden among them."""

    prefix: str = ""
    pieces: list[str | _Mark] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        return any(isinstance(piece, str) for piece in self.pieces)


@dataclass(slots=True)
class _Flow:
    """Text under way: finished lines, and the line that is being written."""

    lines: list[_Line] = field(default_factory=list)
    line: _Line = field(default_factory=_Line)
    space: bool = False
    gap: bool = False
    bold: bool = True

    def write(self, data: str, *, bold: bool = False) -> None:
        words = data.split()
        if not words:
            self.space = self.space or bool(data)
            return
        if (self.space or data[0].isspace()) and self.line.has_words:
            self.line.pieces.append(" ")
        self.line.pieces.append(" ".join(words))
        self.space = data[-1].isspace()
        self.bold = self.bold and bold

    def end_line(self, *, gap: bool = False) -> None:
        self.space = False
        if self.line.has_words:
            prefix = self.line.prefix
            if self.bold and not prefix and _reads_as_heading(self.line):
                self.line.prefix = _BOLD_HEADING
            self.add([self.line])
            self.line = _Line(" " * len(prefix) if prefix.strip() in {"", "-"} else "")
        self.bold = True
        self.gap = self.gap or gap

    def add(self, lines: Iterable[_Line]) -> None:
        if self.gap and self.lines:
            self.lines.append(_Line())
        self.gap = False
        self.lines += lines


def _reads_as_heading(line: _Line) -> bool:
    """Whether a line that is bold throughout heads what follows, as editors without headings have it."""
    said = "".join(piece for piece in line.pieces if isinstance(piece, str))
    return len(said) <= _LONGEST_HEADING and not said.endswith((".", "!", ";", ","))


@dataclass(slots=True)
class _Open:
    """An element that has begun and not ended."""

    tag: str
    look: Look
    hidden: str | None = None
    aside: bool = False
    seen: int = 0


class Writer:
    """Writes the text of a document, told of its elements one after another.

    Args:
        sight: What can be seen of the document.
    """

    def __init__(self, sight: Sight | None = None) -> None:
        self._sight = sight or Sight()
        self._open: list[_Open] = [_Open("", self._sight.look)]
        self._flow = _Flow()
        self._rows: list[tuple[_Flow, list[_Flow]]] = []
        self._around_cells: list[_Flow] = []
        self._lists = 0
        self._items = 0
        self._bold = 0

    def start(self, tag: str, attributes: Mapping[str, str | None], *, aside: bool = False) -> None:
        """An element begins.

        Args:
            tag: Its name, in lower case.
            attributes: Its attributes, names in lower case.
            aside: Whether it is no part of the text, though it can be seen.
        """
        around = self._open[-1]
        if around.hidden or around.aside:
            element = _Open(tag, around.look, around.hidden, around.aside)
        else:
            channel, look = self._sight.of(tag, attributes, around.look)
            element = _Open(tag, look, channel, aside)
        shown = not (element.hidden or element.aside)
        if shown:
            self._begin(tag)
            self._report_attributes(tag, attributes)
        if tag in VOID:
            self._end(tag, shown=shown)
        else:
            self._open.append(element)

    def end(self) -> None:
        """The element that began last ends."""
        element = self._open.pop()
        if element.hidden and element.seen:
            self._flow.line.pieces.append(_Mark(element.hidden, element.seen))
        self._end(element.tag, shown=not (element.hidden or element.aside))

    def text(self, data: str) -> None:
        """Text of the element that is open."""
        element = self._open[-1]
        if element.hidden:
            element.seen += len(" ".join(data.split()))
        elif element.aside:
            pass
        elif veil := element.look.veil:
            self.removed(veil, len(" ".join(data.split())))
        elif element.tag == "pre":
            for number, line in enumerate(data.split("\n")):
                if number:
                    self._flow.end_line()
                self._flow.write(line)
        else:
            self._flow.write(data, bold=self._bold > 0)

    def removed(self, channel: str, count: int) -> None:
        """Something that is never shown stands here, such as a comment."""
        if count and not (self._open[-1].hidden or self._open[-1].aside):
            self._flow.line.pieces.append(_Mark(channel, count))

    def done(self) -> tuple[str, tuple[Removal, ...]]:
        """The text, and what was hidden, with positions in that text."""
        while len(self._open) > 1:
            self.end()
        self._flow.end_line()
        return _joined([*self._flow.lines, _Line(pieces=self._flow.line.pieces)])

    def _begin(self, tag: str) -> None:
        flow = self._flow
        if tag in BLOCKS:
            flow.end_line(gap=self._stands_apart(tag))
        if tag in _HEADINGS:
            flow.line.prefix = "#" * _HEADINGS[tag] + " "
        elif tag == "li":
            flow.line.prefix = "  " * max(self._lists - 1, 0) + "- "
            self._items += 1
        elif tag == "br":
            flow.end_line()
        elif tag in _LISTS:
            self._lists += 1
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "tr":
            self._rows.append((flow, []))
        elif tag in {"td", "th"} and self._rows:
            self._around_cells.append(flow)
            self._flow = _Flow()
            self._rows[-1][1].append(self._flow)

    def _end(self, tag: str, *, shown: bool) -> None:
        if not shown:
            return
        if tag in {"td", "th"} and self._around_cells:
            self._flow.end_line()
            self._flow = self._around_cells.pop()
        elif tag == "tr" and self._rows:
            self._flow, cells = self._rows.pop()
            _add_row(self._flow, cells)
        elif tag in _BOLD:
            self._bold -= 1
        elif tag in BLOCKS:
            self._items -= tag == "li"
            self._lists -= tag in _LISTS
            self._flow.end_line(gap=self._stands_apart(tag))
            if not self._items or tag == "li":
                self._flow.line.prefix = ""

    def _stands_apart(self, tag: str) -> bool:
        """Whether a blank line parts a block from its neighbours; within a list none does."""
        return tag in _SPACED and not self._items

    def _report_attributes(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        for name in SPOKEN:
            if said := attributes.get(name):
                self.removed("meta" if tag == "meta" else name, len(said))


def _add_row(flow: _Flow, cells: Iterable[_Flow]) -> None:
    """A row: one line where its cells are words only, else the cells' blocks one after another."""
    told = [cell for cell in cells if cell.lines or cell.line.pieces]
    filled = [cell for cell in told if cell.lines]
    flow.end_line()
    if filled:
        filled[0].lines[0].pieces[:0] = flow.line.pieces
        flow.line.pieces = []
    if len(filled) > 1 and all(len(cell.lines) == 1 and _is_plain(cell.lines[0]) for cell in filled):
        row: list[str | _Mark] = []
        for number, cell in enumerate(filled):
            row += [" | "] * bool(number) + cell.lines[0].pieces
        flow.add([_Line("| ", [*row, " |"])])
    else:
        for cell in filled:
            flow.gap = True
            flow.add(cell.lines)
    flow.line.pieces += [mark for cell in told for mark in cell.line.pieces]


def _is_plain(line: _Line) -> bool:
    return not line.prefix.strip() or line.prefix == _BOLD_HEADING


def _joined(lines: Iterable[_Line]) -> tuple[str, tuple[Removal, ...]]:
    pieces: list[str] = []
    length = 0
    told: dict[tuple[str, int], int] = Counter()
    first: dict[str, int] = {}
    for number, line in enumerate(lines):
        begun = next((at for at, piece in enumerate(line.pieces) if isinstance(piece, str)), len(line.pieces))
        prefix = [line.prefix] if line.has_words else []
        for piece in ["\n"] * bool(number) + line.pieces[:begun] + prefix + line.pieces[begun:]:
            if isinstance(piece, _Mark):
                place = first.setdefault(piece.channel, length) if piece.channel in _OFTEN else length
                told[piece.channel, place] += piece.count
            else:
                pieces.append(piece)
                length += len(piece)
    text = "".join(pieces).rstrip()
    found = [Removal(channel, min(start, len(text)), count) for (channel, start), count in told.items()]
    return text, tuple(sorted(found, key=lambda removal: removal.start))
