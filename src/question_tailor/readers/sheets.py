"""Question banks from spreadsheets: CSV and XLSX to the entries that a TOML file would hold."""

from __future__ import annotations

import csv
import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from question_tailor.bank import MOST_ENTRIES
from question_tailor.bank_faults import Fault, Place
from question_tailor.bank_tables import Sheet, entries_of, known_headings
from question_tailor.errors import InputError
from question_tailor.readers import workbooks

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT: Final = frozenset({".csv", ".tsv"})
_OF_SPREADSHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".fods"})
_ZIP: Final = b"PK"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_OTHER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16 and UTF-32."""
_SEPARATORS: Final = (",", ";", "\t")
_MOST_COLUMNS: Final = 100
_AS_UTF_8: Final = "Save it as UTF-8: in a spreadsheet program as \u201cCSV UTF-8\u201d, or as XLSX."


def table_entries(name: str, raw: bytes, faults: list[Fault]) -> list[tuple[Place, dict[str, Any]]] | None:
    """The entries of a table, as `bank.Tables` wants them.

    Args:
        name: Name of the file. An XLSX file is told by its content, CSV by the suffix `.csv` or `.tsv`.
        raw: Its bytes.
        faults: What is wrong is added here.

    Returns:
        The entries; None where the file is no table.

    Raises:
        ConfigurationError: It is XLSX, and the extra `documents` is not installed.
    """
    try:
        sheet = _sheet(PurePath(name).suffix.lower(), raw)
    except InputError as error:
        faults.append(Fault(name, str(error)))
        return []
    return None if sheet is None else entries_of(name, sheet, faults)


def _sheet(suffix: str, raw: bytes) -> Sheet | None:
    if raw.startswith(_ZIP):
        return workbooks.read(raw)
    if raw.startswith(_OLD_OFFICE):
        raise InputError("This is an old Excel file (.xls), or one with a password. Save it as XLSX without one.")
    if suffix in _OF_SPREADSHEETS:
        raise InputError("This is no XLSX file, whatever its name says. Save it as XLSX or as CSV.")
    return _of_csv(raw) if suffix in _TEXT else None


def _of_csv(raw: bytes) -> Sheet:
    """The cells of a CSV file, separated by commas, semicolons or tabs, whichever its headings fit."""
    text = _decoded(raw)
    separator = max(_SEPARATORS, key=lambda one: known_headings(_first(text, one)))
    reader = _reader(text, separator)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, cells))
            if len(rows) > MOST_ENTRIES + 1:
                raise InputError(f"More than {MOST_ENTRIES:,} rows; more are not taken.")
    except csv.Error as error:
        raise InputError(f"Not valid CSV near line {reader.line_num}: {error}.") from None
    return _bounded(rows)


def _bounded(rows: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Rows as a sheet, without the empty cells at their ends.

    Raises:
        InputError: There are too many columns.
    """
    cut: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
        if last >= _MOST_COLUMNS:
            raise InputError(f"Row {number} has more than {_MOST_COLUMNS} cells.")
        cut.append((number, cells[: last + 1]))
    return Sheet(cut)


def _first(text: str, separator: str) -> list[str]:
    """The cells of the first row that holds anything."""
    try:
        return next((cells for cells in _reader(text, separator) if any(cell.strip() for cell in cells)), [])
    except csv.Error:
        return []


def _reader(text: str, separator: str) -> Any:  # noqa: ANN401 - the type of csv's readers has no public name
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _decoded(raw: bytes) -> str:
    if raw.startswith(_OTHER_MARKS) or b"\x00" in raw:
        raise InputError(f"This is UTF-16 or no text. {_AS_UTF_8}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"Not in UTF-8: line {line} has a byte that is none of it. {_AS_UTF_8}") from None
