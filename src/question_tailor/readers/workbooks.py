"""XLSX workbooks: the cells of the one sheet that a person sees first, or of the sheet `questions`.

A cell counts only if it holds text. Numbers, dates and truth values are faults, since a spreadsheet makes them of what
was typed (1.10, 012, 3/4); so are formulas, whose values depend on the program that last counted them, errors, and
merged cells. Hidden sheets are not read. Rows and columns that are hidden and hold something are faults: somebody who
looks at the sheet would not know of them.

Known limits: text in the colour of its background, and rows of no height, are read as any other.
"""

from __future__ import annotations

import io
import json
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from question_tailor.bank_faults import shown
from question_tailor.bank_tables import Sheet, letters
from question_tailor.errors import InputError, TailorError
from question_tailor.readers import archives, sandbox
from question_tailor.readers.extracted import Extracted
from question_tailor.readers.extras import library

if TYPE_CHECKING:
    from collections.abc import Callable

_LIBRARY: Final = "python_calamine"
_NAMED: Final = "The XLSX file"
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_PREFERRED: Final = "questions"
_MOST_ROWS: Final = 10_000
_MOST_COLUMNS: Final = 100
"""Up to which place cells are taken; the parser keeps a place for every cell before the last one."""
_MOST_WRONG: Final = 2_000
"""How many cells without text are told one by one."""
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ALPHABET: Final = 26
_AGAIN: Final = "give its column the format Text and type it again"
_HOLDS: Final = {
    bool: f"holds a truth value and no text; {_AGAIN}",
    int: f"holds a number and no text; {_AGAIN}",
    float: f"holds a number and no text; {_AGAIN}",
}
_HOLDS_A_DATE: Final = f"holds a date or a time and no text; {_AGAIN}"
_FORMULA: Final = "is a formula; put its value there, as text"
_ERROR: Final = "holds an error of the spreadsheet"
_HIDDEN_ROW: Final = "is hidden, perhaps by a filter; show it or delete it"
_HIDDEN_COLUMN: Final = "is hidden; show it or delete it"


def read(raw: bytes) -> Sheet:
    """The cells of a workbook, read in a process of its own.

    Raises:
        InputError: It is no workbook, damaged, encrypted, too large, made to do harm, has no sheet to read, or
            thousands of cells without text.
        ConfigurationError: python-calamine is not installed.
    """
    library(_LIBRARY, "spreadsheets")
    found = json.loads(sandbox.run("workbooks", raw).text)
    wrong: dict[int, dict[int, str]] = {}
    for row, column, why in found["wrong"]:
        wrong.setdefault(row, {})[column] = why
    return Sheet([(row, cells) for row, cells in found["rows"]], wrong, [(*fault,) for fault in found["faults"]])


def extract(raw: bytes, _pick: str | int | None = None) -> Extracted:
    """The cells of a workbook, as JSON in the place of a text.

    Args:
        raw: The file.
        _pick: Unused.

    Raises:
        InputError: As `read`.
    """
    calamine = library(_LIBRARY, "spreadsheets")
    parts = archives.entries(raw, _NAMED)
    if _WORKBOOK not in parts or _RELATIONS not in parts:
        raise InputError("This is no XLSX workbook. Save the spreadsheet as XLSX or as CSV.")
    try:
        name, part = _chosen(parts)
        marks = _Marks()
        _parse(parts[part], marks.begin)
        rows = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name(name)
        found = _cells(rows.to_python(skip_empty_area=False), marks)
    except (TailorError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a damaged file may raise anything out of the parsers
        raise InputError(f"{_NAMED} is damaged or of a kind that is not read ({type(error).__name__}).") from None
    return Extracted(json.dumps(found))


@dataclass(slots=True)
class _Marks:
    """What a sheet's XML says that its values do not; places are (row, column), rows from 1 and columns from 0.

    Attributes:
        wrong: Formulas and errors.
        hidden_rows: Numbers of hidden rows.
        hidden_columns: First and last of columns that are hidden.
        merged: Ranges of merged cells.
        place: Where the cell that was last seen stands.
    """

    wrong: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    place: tuple[int, int] = (0, -1)

    def begin(self, name: str, given: dict[str, str]) -> None:
        """Take in an element.

        Raises:
            InputError: It is the content of a cell too far to the right or too far down.
        """
        if name == "row":
            self._row(given)
        elif name == "c":
            self._cell(given)
        elif name in {"v", "is", "f"}:
            self._content(name)
        elif name == "col" and _is_on(given.get("hidden")):
            self.hidden_columns.append((int(given["min"]) - 1, int(given["max"]) - 1))
        elif name == "mergeCell":
            self.merged.append(shown(given.get("ref", "")))

    def _row(self, given: dict[str, str]) -> None:
        number = int(given.get("r", self.place[0] + 1))
        self.place = number, -1
        if _is_on(given.get("hidden")):
            self.hidden_rows.add(number)

    def _cell(self, given: dict[str, str]) -> None:
        self.place = _placed(given.get("r"), self.place[0], self.place[1] + 1)
        if given.get("t") == "e":
            self.wrong[self.place] = _ERROR

    def _content(self, name: str) -> None:
        if self.place[0] > _MOST_ROWS or self.place[1] >= _MOST_COLUMNS:
            raise InputError(f"The sheet has cells below row {_MOST_ROWS:,} or beyond {_MOST_COLUMNS} columns.")
        if name == "f":
            self.wrong[self.place] = _FORMULA


def _chosen(parts: dict[str, bytes]) -> tuple[str, str]:
    """Name and part of the sheet to read."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str, bool]] = []

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("Type", "").endswith("/worksheet"):
            target = given.get("Target", "")
            targets[given.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def sheet(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append((given.get("name", ""), given.get("id", ""), given.get("state", "visible") == "visible"))

    _parse(parts[_RELATIONS], relation)
    _parse(parts[_WORKBOOK], sheet)
    seen = [
        (name, targets[relation]) for name, relation, visible in sheets if visible and targets.get(relation) in parts
    ]
    if not seen:
        raise InputError("The workbook has no sheet that is not hidden.")
    return next((one for one in seen if one[0].strip().casefold() == _PREFERRED), seen[0])


def _placed(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of a cell: what it says of itself, else the next place."""
    found = _REFERENCE.fullmatch(reference) if reference else None
    if found is None:
        return row, column
    place = 0
    for letter in found[1]:
        place = place * _ALPHABET + ord(letter) - ord("A") + 1
    return int(found[2]), place - 1


def _cells(values: list[list[Any]], marks: _Marks) -> dict[str, Any]:
    """Rows, wrong cells and faults of a sheet, as JSON takes them.

    Raises:
        InputError: More cells than are told one by one hold no text.
    """
    wrong = dict(marks.wrong)
    rows: dict[int, list[str]] = {}
    for number, cells in enumerate(values, start=1):
        for column, value in enumerate(cells):
            if not isinstance(value, str):
                wrong.setdefault((number, column), _HOLDS.get(type(value), _HOLDS_A_DATE))
        if len(wrong) > _MOST_WRONG:
            raise InputError(f"More than {_MOST_WRONG:,} cells hold numbers, dates or formulas. Make the sheet text.")
        said = [value if isinstance(value, str) else "" for value in cells]
        if any(cell.strip() for cell in said):
            rows[number] = said
    for number, _ in wrong:
        rows.setdefault(number, [])
    filled = {column for cells in rows.values() for column, cell in enumerate(cells) if cell.strip()}
    filled |= {column for _, column in wrong}
    faults = [
        *((number, None, _HIDDEN_ROW) for number in sorted(marks.hidden_rows & set(rows))),
        *(
            (None, letters(column), _HIDDEN_COLUMN)
            for column in sorted(filled)
            if any(first <= column <= last for first, last in marks.hidden_columns)
        ),
        *((None, None, f"the cells {merged} are merged; take them apart") for merged in marks.merged),
    ]
    return {
        "rows": sorted(rows.items()),
        "wrong": [(number, column, why) for (number, column), why in sorted(wrong.items())],
        "faults": faults,
    }


def _is_on(said: str | None) -> bool:
    return said in {"1", "true"}


def _parse(content: bytes, begin: Callable[[str, dict[str, str]], None]) -> None:
    """Tell of each element by its local name, its attributes by theirs."""

    def local(name: str, given: dict[str, str]) -> None:
        begin(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in given.items()})

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = local
    parser.Parse(content, True)  # noqa: FBT003 - expat's own
