"""Word documents: text, headings, lists and tables in their order, without what a reader does not see.

Hidden are runs with the property `hidden` or in letters of 2 points and less, text in the colour of its background,
paragraphs and rows squeezed to nothing or moved off the page, comments, tracked deletions, codes of fields,
descriptions of pictures, and the document's own properties.

Known limits: headers, footers, footnotes and endnotes are not read; neither are charts and diagrams. What a table's
style says of its rows is not followed, so white text in a table with shading by style is kept. Text under a picture or
another text box is taken for visible.
"""

from __future__ import annotations

import io
from typing import Any, Final

from question_tailor.errors import InputError, TailorError
from question_tailor.readers import archives, sandbox
from question_tailor.readers.extracted import Extracted
from question_tailor.readers.extras import library
from question_tailor.readers.looks import WHITE, Colour, colour
from question_tailor.readers.markup import Writer
from question_tailor.readers.word_elements import COMPATIBLE, chosen, fill_of, is_boxed, is_far, is_squeezed, within
from question_tailor.readers.word_looks import (
    Kind,
    Properties,
    Styles,
    W,
    is_flat,
    is_on,
    look,
    paper_of,
    said,
    said_in,
)

_NAMED: Final = "The DOCX file"
_MAIN: Final = "[Content_Types].xml"
_DELETED: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_PROPERTIES: Final = ("title", "subject", "keywords", "comments", "category", "content_status")
_CUSTOM: Final = ("docProps/custom.xml",)
_PIECES: Final = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_VANISHED: Final = "hidden-run"
_UNSEEN: Final = {f"{W}delText": "tracked-deletion", f"{W}instrText": "field-code"}
_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})


def read(raw: bytes) -> Extracted:
    """The text of a Word document, as `extract` gives it, read in a process of its own.

    Raises:
        InputError: As `extract`; or it takes too much time or memory to read.
        ConfigurationError: python-docx is not installed.
    """
    library("docx", "Word documents")
    return sandbox.run("docx", raw)


def extract(raw: bytes, _pick: str | int | None = None) -> Extracted:
    """The text of a Word document.

    Args:
        raw: The file.
        _pick: Unused: a document holds one text.

    Raises:
        InputError: It is no Word document, damaged, encrypted, too large, made to do harm, or shows no text.
        ConfigurationError: python-docx is not installed.
    """
    docx = library("docx", "Word documents")
    parts = archives.entries(raw, _NAMED)
    if _MAIN not in parts or not any(name.startswith("word/") for name in parts):
        raise InputError("This is a ZIP archive, or a spreadsheet or presentation. Give a DOCX file, or a PDF of it.")
    try:
        document = docx.Document(io.BytesIO(raw))
        found = _Reader(document).read(parts)
    except (TailorError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file may raise anything out of lxml and python-docx
        raise InputError(f"{_NAMED} is damaged or of a kind that is not read ({type(error).__name__}).") from None
    if not found.text.strip():
        raise InputError(f"{_NAMED} shows no text. If it holds pictures of text, copy the text out of them.")
    return found


class _Reader:
    """Walks through a document and writes its text."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 - python-docx has no types
        self._document = document
        self._styles = Styles(document.styles.element)
        self._comments = _comment_lengths(document)
        self._writer = Writer()
        self._lists = 0

    def read(self, parts: dict[str, bytes]) -> Extracted:
        about = self._document.core_properties
        told = sum(len(str(getattr(about, name) or "")) for name in _PROPERTIES)
        told += sum(_custom_length(parts[name]) for name in _CUSTOM if name in parts)
        settings = self._document.settings.element
        told += sum(len(said(variable, "val")) for variable in settings.iter(f"{W}docVar"))
        self._writer.removed("metadata", told)
        body = self._document.element.body
        ground = self._document.element.find(f"{W}background")
        shown = ground is not None and settings.find(f"{W}displayBackgroundShape") is not None
        self._blocks(body, colour(f"#{said(ground, 'color')}") if shown else WHITE)
        self._end_lists(0)
        text, hidden = self._writer.done()
        return Extracted(text, hidden=hidden)

    def _blocks(self, around: Any, paper: Colour | None) -> None:  # noqa: ANN401 - an element of lxml
        for element in around.iterchildren(tag="*"):
            if element.tag == f"{W}p":
                self._paragraph(element, paper)
            elif element.tag == f"{W}tbl":
                self._end_lists(0)
                self._table(element, paper)
            elif element.tag == f"{W}altChunk":
                self._writer.removed("attachment", 1)
            elif element.tag in _DELETED:
                self._hide(element, "tracked-deletion")
            elif element.tag.startswith(W) or element.tag == f"{COMPATIBLE}AlternateContent":
                self._blocks(chosen(element), paper)

    def _paragraph(self, element: Any, paper: Colour | None) -> None:  # noqa: ANN401
        kind, text = self._styles.paragraph(element.find(f"{W}pPr"))
        if kind.veil:
            self._hide(element, kind.veil)
            return
        self._begin(kind)
        self._inline(element, text, paper, plain=bool(kind.heading))
        if not kind.item:
            self._writer.end()

    def _begin(self, kind: Kind) -> None:
        if not kind.item:
            self._end_lists(0)
            self._writer.start(f"h{kind.heading}" if kind.heading else "p", {})
            return
        self._end_lists(kind.item)
        if self._lists == kind.item:
            self._writer.end()
            self._writer.start("li", {})
        while self._lists < kind.item:
            self._writer.start("ul", {})
            self._writer.start("li", {})
            self._lists += 1

    def _end_lists(self, depth: int) -> None:
        """End lists that are deeper than this; each level is a list and the item that is open in it."""
        while self._lists > depth:
            self._writer.end()
            self._writer.end()
            self._lists -= 1

    def _table(self, table: Any, paper: Colour | None) -> None:  # noqa: ANN401
        properties = table.find(f"{W}tblPr")
        if self._styles.shades(said_in(properties, "tblStyle")):
            paper = None
        self._writer.start("table", {})
        for row in within(table, f"{W}tr"):
            about = row.find(f"{W}trPr")
            if about is not None and about.find(f"{W}del") is not None:
                self._hide(row, "tracked-deletion")
            elif about is not None and (is_on(about, "hidden") or is_flat(about.find(f"{W}trHeight"))):
                self._hide(row, "off-screen")
            else:
                self._row(row, paper)
        self._writer.end()

    def _row(self, row: Any, paper: Colour | None) -> None:  # noqa: ANN401
        self._writer.start("tr", {})
        for cell in within(row, f"{W}tc"):
            shade = cell.find(f"{W}tcPr/{W}shd")
            own = {} if shade is None else paper_of(shade)
            self._apart("td", cell, own.get("paper", paper))
        self._writer.end()

    def _apart(self, tag: str, element: Any, paper: Colour | None) -> None:  # noqa: ANN401
        """Blocks with lists of their own."""
        outer, self._lists = self._lists, 0
        self._writer.start(tag, {})
        self._blocks(element, paper)
        self._end_lists(0)
        self._writer.end()
        self._lists = outer

    def _inline(self, around: Any, text: Properties, paper: Colour | None, *, plain: bool) -> None:  # noqa: ANN401
        """Runs and what holds them.

        Args:
            around: A paragraph, a link, an insertion or the like.
            text: What the paragraph says of its text.
            paper: Colour of the background.
            plain: Whether bold means nothing, as in a heading.
        """
        for element in around.iterchildren(tag="*"):
            if element.tag == f"{W}r":
                self._run(element, text, paper, plain=plain)
            elif element.tag in _DELETED:
                self._hide(element, "tracked-deletion")
            elif element.tag == f"{W}pPr":
                continue
            elif element.tag.rpartition("}")[2] in {"oMath", "oMathPara"}:
                self._writer.text("".join(element.itertext()))
            elif element.tag.startswith(W) or element.tag == f"{COMPATIBLE}AlternateContent":
                self._inline(chosen(element), text, paper, plain=plain)

    def _run(self, run: Any, around: Properties, paper: Colour | None, *, plain: bool) -> None:  # noqa: ANN401
        text = self._styles.run(run.find(f"{W}rPr"), around)
        veil = _VANISHED if text.get("hidden") else look(text, paper).veil
        bold = bool(text.get("bold")) and not plain
        if bold:
            self._writer.start("b", {})
        self._pieces(run, veil, paper)
        if bold:
            self._writer.end()

    def _pieces(self, run: Any, veil: str | None, paper: Colour | None) -> None:  # noqa: ANN401
        for piece in run.iterchildren(tag="*"):
            said_here = piece.text or "" if piece.tag == f"{W}t" else _PIECES.get(piece.tag, "")
            if said_here and veil:
                self._writer.removed(veil, len(said_here.strip()))
            elif said_here:
                self._writer.text(said_here)
            elif piece.tag in _BREAKS:
                self._writer.start("br", {})
            elif piece.tag in _UNSEEN:
                self._writer.removed(_UNSEEN[piece.tag], len((piece.text or "").strip()))
            elif piece.tag == f"{W}commentReference":
                self._writer.removed("comment", self._comments.get(said(piece, "id"), 0))
            elif piece.tag == f"{W}ruby":
                base = piece.find(f"{W}rubyBase")
                self._inline(piece if base is None else base, {}, paper, plain=True)
            elif piece.tag == f"{COMPATIBLE}AlternateContent":
                self._pieces(chosen(piece), veil, paper)
            elif piece.tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                # The run's colour and size are not those of a text box in it.
                self._drawing(piece, veil if veil == _VANISHED else None, paper)

    def _drawing(self, drawing: Any, veil: str | None, paper: Colour | None) -> None:  # noqa: ANN401
        spoken = 0
        for element in drawing.iter("*"):
            name = element.tag.rpartition("}")[2]
            if name == "docPr":
                spoken += len(element.get("descr") or "") + len(element.get("title") or "")
                veil = veil or ("hidden-attribute" if element.get("hidden") in {"1", "true"} else None)
            elif name in {"shape", "rect", "roundrect"}:
                spoken += len(element.get("alt") or "")
                veil = veil or ("visibility" if "visibility:hidden" in (element.get("style") or "") else None)
            elif is_far(element, name) or (name == "extent" and is_squeezed(element)):
                veil = veil or "off-screen"
            elif name == "spPr":
                paper = fill_of(element, paper)
            elif element.tag == f"{W}txbxContent" and not is_boxed(element, drawing):
                if veil:
                    self._hide(element, veil)
                else:
                    self._apart("div", element, paper)
        self._writer.removed("alt", spoken)

    def _hide(self, element: Any, channel: str) -> None:  # noqa: ANN401
        """Count all words of an element as hidden."""
        count = sum(len(one.text or "") for one in element.iter(f"{W}t", f"{W}delText"))
        self._writer.removed(channel, count)


def _comment_lengths(document: Any) -> dict[str, int]:  # noqa: ANN401
    """How long each comment is, by its id."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - an extra

    lengths: dict[str, int] = {}
    for part in document.part.package.iter_parts():
        if str(part.content_type).endswith("wordprocessingml.comments+xml"):
            for comment in parse_xml(part.blob).iter(f"{W}comment"):
                lengths[said(comment, "id")] = sum(len(one.text or "") for one in comment.iter(f"{W}t"))
    return lengths


def _custom_length(content: bytes) -> int:
    from docx.oxml import parse_xml  # noqa: PLC0415 - an extra

    return len("".join(parse_xml(content).itertext()))
