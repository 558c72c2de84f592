"""Question banks as files: TOML, CSV and XLSX, each read back equal by `load_bank`."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from question_tailor.bank_tables import table_of
from question_tailor.errors import ConfigurationError
from question_tailor.rendering.extras import needed
from question_tailor.rendering.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from question_tailor.canonical import CanonicalQuestion

_TABLES: Final = ("source", "anchors", "fields")
_SHEET: Final = "questions"
_WIDTHS: Final = {"id": 24, "text": 50, "levels": 10, "interviewers": 12, "category": 16, "kind": 16}
_USUAL_WIDTH: Final = 34
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same in every file, so that equal banks give equal bytes."""


def bank_to_toml(questions: Iterable[CanonicalQuestion]) -> str:
    """Questions as a TOML file, an entry after the other."""
    return "\n".join(_toml(question.model_dump(mode="json", exclude_none=True)) for question in questions)


def bank_to_csv(questions: Iterable[CanonicalQuestion]) -> str:
    """Questions as CSV with commas, lines ending in CR LF. No cell is a formula.

    Raises:
        BankError: A text cannot stand in a table; see `bank_tables.table_of`.
    """
    headings, rows = table_of(questions)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue()


def bank_to_xlsx(questions: Iterable[CanonicalQuestion]) -> bytes:
    """Questions as XLSX. Every cell has the format Text, so that what is typed there later stays as it was typed.

    Raises:
        BankError: A text cannot stand in a table; see `bank_tables.table_of`.
        ConfigurationError: The extra `xlsx` is not installed.
    """
    headings, rows = table_of(questions)
    xlsxwriter = needed("xlsxwriter", "xlsx", "a spreadsheet")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "num_format": "@"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(_SHEET)
    sheet.freeze_panes(1, 1)
    for place, heading in enumerate(headings):
        sheet.set_column(place, place, _WIDTHS.get(heading, _USUAL_WIDTH), cell)
        sheet.write_string(0, place, heading, head)
    for line, row in enumerate(rows, start=1):
        for place, said in enumerate(row):
            if said:
                sheet.write_string(line, place, said, cell)
    book.close()
    return out.getvalue()


def save_bank(questions: Iterable[CanonicalQuestion], path: Path) -> None:
    """Write questions into a file, whole or not at all; its suffix says as what.

    CSV gets a byte order mark, which spreadsheet programs need to read it as UTF-8.

    Raises:
        ConfigurationError: The suffix is not known, the extra `xlsx` is not installed, or the file cannot be written.
        BankError: A text cannot stand in a table; see `bank_tables.table_of`.
    """
    suffix = path.suffix.lower()
    if suffix == ".toml":
        raw = bank_to_toml(questions).encode()
    elif suffix == ".csv":
        raw = bank_to_csv(questions).encode("utf-8-sig")
    elif suffix == ".xlsx":
        raw = bank_to_xlsx(questions)
    else:
        raise ConfigurationError(f"{path}: the suffix has to be one of .toml, .csv, .xlsx.")
    write_whole(path, raw)


def _toml(entry: dict[str, Any]) -> str:
    """One entry: its texts and lists, then the tables in it, since TOML has them last."""
    lines = ["[[question]]"]
    lines += [f"{name} = {_value(value)}" for name, value in entry.items() if name not in _TABLES and value != []]
    for name in _TABLES:
        if held := entry.get(name):
            lines += [f"[question.{name}]", *(f"{key} = {_value(value)}" for key, value in held.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:  # noqa: ANN401 - a text, a list, or a table in a list
    if isinstance(value, str):
        # What JSON escapes TOML escapes in the same way, but for the control characters that no bank holds.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if any(isinstance(item, dict) for item in value):
        return "[\n" + "".join(f"  {_value(item)},\n" for item in value) + "]"
    return "[" + ", ".join(_value(item) for item in value) + "]"
