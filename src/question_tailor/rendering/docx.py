"""A kit as a Word document: real styles, a section for each interviewer, room to score and to take notes."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from question_tailor.rendering.extras import needed

if TYPE_CHECKING:
    from question_tailor.rendering.view import KitView, PartView, QuestionView

_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The same in every file, so that equal kits give equal bytes."""
_NOTE_LINES: Final = 3
_ANCHOR_WIDTHS: Final = (2.4, 11.8, 2.4)
"""Centimetres."""
_GREY: Final = (0x55, 0x5B, 0x66)
_SHADE: Final = "F1F3F6"


def to_docx(kit: KitView) -> bytes:
    """A kit as DOCX: no macro, no link, no hidden text, no metadata about who made it.

    Raises:
        ConfigurationError: The extra `documents` is not installed.
    """
    docx = needed("docx", "documents", "a Word document")
    document = docx.Document()
    _set_up(document, kit)
    _cover(document, kit)
    for part in kit.parts:
        if part.interviewer is not None:
            document.add_page_break()
        _part(document, part, kit)
    if kit.findings:
        document.add_page_break()
        document.add_heading(kit.words["findings"], 1)
        for found in kit.findings:
            told = f"{found.severity_name}, {found.rule}"
            _line(
                document, f"{told}, {found.slot}: {found.why}" if found.slot else f"{told}: {found.why}", "List Bullet"
            )
    out = io.BytesIO()
    document.save(out)
    return _with_one_time(out.getvalue())


def _set_up(document: Any, kit: KitView) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - an extra

    about = document.core_properties
    about.title, about.author, about.comments = _text(kit.heading)[:250], "", ""
    about.created = about.modified = _MADE
    about.language = kit.language
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 12.5), ("Heading 3", 10.5)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.font.color.rgb = RGBColor(0x1D, 0x2B, 0x3A)
        style.paragraph_format.keep_with_next = True
    section.header.paragraphs[0].text = _text(kit.heading)
    _footer(section.footer.paragraphs[0], kit)
    for paragraph in (*section.header.paragraphs, *section.footer.paragraphs):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), RGBColor(*_GREY)


def _footer(paragraph: Any, kit: KitView) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415

    told = " \u00b7 ".join(part for part in (kit.sha256[:12], _text(kit.signed)) if part)
    paragraph.add_run(f"{told}\t\t" if told else "\t\t")
    run = paragraph.add_run()
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if code else "w:fldChar")
        if code:
            element.text = code
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - python-docx has no page numbers of its own


def _cover(document: Any, kit: KitView) -> None:  # noqa: ANN401
    words = kit.words
    document.add_heading(_text(kit.heading), 0)
    _line(document, kit.level_name)
    if kit.audience == "candidate":
        return
    if kit.wrong_role:
        _line(document, kit.wrong_role)
    _line(document, kit.made_with)
    _line(document, words["a_person_decides"])
    document.add_heading(words["time_plan"], 2)
    table = document.add_table(rows=1, cols=len(kit.columns) + 1)
    table.style = "Table Grid"
    _fill(table.rows[0], [words["category"], *kit.columns], bold=True)
    for name, counts in kit.grid:
        _fill(table.add_row(), [name, *(str(count) if count else "" for count in counts)])
    _fill(table.add_row(), [words["minutes"], *(str(part.minutes) for part in kit.parts)], bold=True)


def _part(document: Any, part: PartView, kit: KitView) -> None:  # noqa: ANN401
    words = kit.words
    document.add_heading(part.name, 1)
    if part.interviewer is None:
        for question in part.questions:
            said = f"{question.category_name} ({question.minutes} {words['minutes']})"
            _line(document, f"{said}: {question.text}" if question.text else said, "List Bullet")
        return
    _line(document, f"{words['to_open']}{words['colon']} {words['open_quote']}{part.opening}{words['close_quote']}")
    for question in part.questions:
        _question(document, question, words)
    _line(document, f"{words['to_close']}{words['colon']} {words['open_quote']}{part.closing}{words['close_quote']}")


def _question(document: Any, question: QuestionView, words: dict[str, Any]) -> None:  # noqa: ANN401
    heading = f"{question.slot} \u00b7 {question.category_name} \u00b7 {question.minutes} {words['minutes']}"
    document.add_heading(heading, 2)
    asked = _line(document, question.text)
    asked.runs[0].bold = True
    asked.paragraph_format.keep_with_next = True
    _line(document, f"{words['why']}{words['colon']} {question.why}")
    for quote, source in question.evidence:
        _line(document, f"{words['open_quote']}{quote}{words['close_quote']} ({source})", "Quote")
    document.add_heading(words["follow_up"], 3)
    for probe in question.probes:
        _line(document, probe, "List Bullet")
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    _fill(table.rows[0], [words["rating"], words["sounds_like"], words["score"]], bold=True)
    for number, name, text in question.anchors:
        _fill(table.add_row(), [f"{number} {name}", text, "\u2610"])
    _shape_anchors(table)
    document.add_heading(words["red_flags"], 3)
    for flag in question.red_flags:
        _line(document, flag, "List Bullet")
    for name, value in question.fields:
        _line(document, f"{name}{words['colon']} {value}")
    _small(document, f"{question.canonical_id}, {question.origin_name}. {question.reason}")
    for found in question.findings:
        _line(document, f"{words['finding']} ({found.severity_name}, {found.rule}): {found.why}", "List Bullet")
    document.add_heading(words["notes"], 3)
    for _ in range(_NOTE_LINES):
        _line(document, "_" * 86)


def _shape_anchors(table: Any) -> None:  # noqa: ANN401
    """Widths for a rating, its text and a box; the table stays on one page where it can."""
    from docx.shared import Cm  # noqa: PLC0415 - an extra

    table.autofit = False
    for column, width in zip(table.columns, _ANCHOR_WIDTHS, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_cannot_split())  # noqa: SLF001 - no such setting of its own
        for cell, width in zip(row.cells, _ANCHOR_WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.keep_with_next = row is not table.rows[-1]
            cell.paragraphs[0].paragraph_format.space_after = 0


def _cannot_split() -> Any:  # noqa: ANN401
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra

    return OxmlElement("w:cantSplit")


def _fill(row: Any, texts: list[str], *, bold: bool = False) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415

    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(_text(text))
        run.bold = bold
        if bold:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), _SHADE)
            cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no shading of its own


def _line(document: Any, text: str, style: str | None = None) -> Any:  # noqa: ANN401
    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(_text(text))
    return paragraph


def _small(document: Any, text: str) -> None:  # noqa: ANN401
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - an extra

    run = _line(document, text).runs[0]
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(*_GREY)


def _text(text: str) -> str:
    """Text that XML can hold, on one line."""
    kept = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Cn"})
    return " ".join(kept.split())


def _with_one_time(raw: bytes) -> bytes:
    """The same archive with the same time on all its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, date_time=_MADE.timetuple()[:6])
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(member))
    return out.getvalue()
