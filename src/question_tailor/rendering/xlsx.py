"""A kit as a spreadsheet: an overview, then a sheet for each interviewer."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from question_tailor.rendering.extras import needed
from question_tailor.rendering.tables import columns, neutral, rows

if TYPE_CHECKING:
    from question_tailor.rendering.view import KitView

_WIDTHS: Final = {"slot": 6, "interviewer": 12, "category": 18, "minutes": 8, "question": 50, "why": 40}
_USUAL_WIDTH: Final = 34
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same in every file, so that equal kits give equal bytes."""
_FORBIDDEN_IN_A_SHEETS_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_SHEETS_NAME: Final = 31


def to_xlsx(kit: KitView) -> bytes:
    """A kit as XLSX. Every cell is text or a number; nothing is a formula or a link.

    Raises:
        ConfigurationError: The extra `xlsx` is not installed.
    """
    xlsxwriter = needed("xlsxwriter", "xlsx", "a spreadsheet")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": neutral(kit.heading)[:255], "created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    if kit.audience == "panel":
        _overview(book.add_worksheet(kit.words["time_plan"][:_LONGEST_SHEETS_NAME]), kit, head, cell)
    names = columns(kit)
    by_part: dict[str, list[dict[str, str]]] = {part.name: [] for part in kit.parts}
    for part in kit.parts:
        for row in rows(kit):
            if row.get("interviewer", part.name) == part.name:
                by_part[part.name].append(row)
    for name, of_part in by_part.items():
        sheet = book.add_worksheet(name.translate(_FORBIDDEN_IN_A_SHEETS_NAME).strip()[:_LONGEST_SHEETS_NAME])
        _questions(sheet, names, of_part, head, cell)
    book.close()
    return out.getvalue()


def _overview(sheet: Any, kit: KitView, head: Any, cell: Any) -> None:  # noqa: ANN401 - xlsxwriter's own
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(kit.columns), 16)
    sheet.write_string(0, 0, neutral(kit.heading), head)
    sheet.write_string(1, 0, kit.level_name, cell)
    sheet.write_string(2, 0, neutral(kit.made_with), cell)
    sheet.write_string(3, 0, kit.sha256[:12], cell)
    sheet.write_row(5, 0, [kit.words["category"], *kit.columns], head)
    for line, (name, counts) in enumerate(kit.grid, start=6):
        sheet.write_string(line, 0, name, cell)
        for place, count in enumerate(counts, start=1):
            sheet.write_number(line, place, count, cell)
    last = 6 + len(kit.grid)
    sheet.write_string(last, 0, kit.words["minutes"], head)
    for place, part in enumerate(kit.parts, start=1):
        sheet.write_number(last, place, part.minutes, head)


def _questions(sheet: Any, names: tuple[str, ...], lines: list[dict[str, str]], head: Any, cell: Any) -> None:  # noqa: ANN401
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, name in enumerate(names):
        sheet.set_column(place, place, _WIDTHS.get(name, _USUAL_WIDTH))
        sheet.write_string(0, place, name.replace("_", " "), head)
    for line, row in enumerate(lines, start=1):
        for place, name in enumerate(names):
            if name == "minutes":
                sheet.write_number(line, place, int(row[name]), cell)
            else:
                sheet.write_string(line, place, neutral(row[name]), cell)
