"""A question bank as a table: one row a question, one column a field; docs/banks.md has the columns.

Cells are text. Several items of one field stand in one cell, each on a line of its own or between ` | `.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.bank_faults import Fault, Place, shown
from question_tailor.cells import LONGEST_CELL, marked, unmarked
from question_tailor.errors import BankError
from question_tailor.schemas import schema_of
from question_tailor.vocabulary import CATEGORIES
from question_tailor.written_names import code_of, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from question_tailor.canonical import CanonicalQuestion

_ANCHORS: Final = ("poor", "mixed", "good", "excellent")
_NEEDED: Final = (
    "id",
    "category",
    "text",
    "competency",
    "levels",
    "interviewers",
    "kind",
    "intent",
    "signals",
    "red_flags",
    "probes",
    "source_document",
    "source_section",
)
_FURTHER: Final = ("responsibility", *_ANCHORS)
_LAST: Final = "frames"
_LISTS: Final = frozenset({"levels", "interviewers", "signals", "red_flags", "probes", "frames", "depth_markers"})
_CODES: Final = frozenset({"levels", "interviewers"})
"""Lists of known names, which may stand between commas too."""
_ITEMS: Final = re.compile(r"\s\|\s")
_NAMES: Final = re.compile(r"[,;/|\n]")
_BRACES: Final = re.compile(r"\{(\w{1,20})\}")
_FIRST_LETTER: Final = ord("A")
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet.

    Attributes:
        rows: The rows that hold anything, each with its number, counted from 1 as a spreadsheet does.
        wrong: What is wrong with cells that hold no text, by row and then by column from 0.
        faults: What else is wrong with the sheet: row and column, None where it is about neither, and what.
    """

    rows: Sequence[tuple[int, Sequence[str]]]
    wrong: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    faults: Sequence[tuple[int | None, str | None, str]] = ()


@cache
def columns() -> tuple[str, ...]:
    """All columns that a table may have."""
    return (*_NEEDED, *_FURTHER, *_own_fields(), _LAST)


def known_headings(cells: Iterable[str]) -> int:
    """How many cells of a row are headings of columns."""
    return sum(letters_of(cell) in _headings() for cell in cells)


def entries_of(file: str, sheet: Sheet, faults: list[Fault]) -> list[tuple[Place, dict[str, Any]]]:
    """The entries of a table in the form that a TOML file gives them, not validated yet.

    Args:
        file: Name of the file.
        sheet: Its cells.
        faults: What is wrong is added here.
    """
    faults += [Fault(file, why, row=row, column=column) for row, column, why in sheet.faults]
    if not sheet.rows:
        faults.append(Fault(file, "holds no row"))
        return []
    (number, headings), *rows = sheet.rows
    headed = _headed(file, number, headings, sheet, faults)
    if not headed:
        return []
    missing = frozenset(_NEEDED) - set(headed.values())
    return [_entry(file, row, cells, headed, missing, sheet, faults) for row, cells in rows]


def table_of(questions: Iterable[CanonicalQuestion]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Questions as a table: the headings, and a row of cells for each. No cell begins a formula.

    Raises:
        BankError: A text holds what separates items in a cell, or is longer than a cell.
    """
    listed = list(questions)
    faults: list[str] = []
    cells = [_cells(question, faults) for question in listed]
    if faults:
        raise BankError(tuple(faults))
    own = list(dict.fromkeys(name for row in cells for name in row if name in _own_fields()))
    held = tuple(
        name for name in (*_NEEDED, *_FURTHER, *own, _LAST) if name in _NEEDED or any(name in row for row in cells)
    )
    return held, [[marked(row.get(name, "")) for name in held] for row in cells]


def letters(index: int) -> str:
    """A column as a spreadsheet calls it: `A` for 0, `AB` for 27."""
    before, place = divmod(index, _LETTERS)
    return (letters(before - 1) if before else "") + chr(_FIRST_LETTER + place)


def _headed(file: str, number: int, headings: Sequence[str], sheet: Sheet, faults: list[Fault]) -> dict[int, str]:
    """Which column each place of a row is; empty where no heading is known."""
    known = _headings()
    headed: dict[int, str] = {}
    unknown: list[Fault] = []
    for index, heading in enumerate(headings):
        name = known.get(letters_of(heading))
        if name is None or index in sheet.wrong.get(number, {}):
            unknown += _unknown(file, number, index, heading, sheet)
        elif name in headed.values():
            faults.append(Fault(file, "there is another column of this name", row=number, column=name))
        else:
            headed[index] = name
    if not headed:
        faults.append(Fault(file, f"none of its headings is known; there have to be {', '.join(_NEEDED)}", row=number))
        return {}
    faults += unknown
    for name in _NEEDED:
        if name not in headed.values():
            faults.append(Fault(file, "this column is missing", row=number, column=name))
    return headed


def _unknown(file: str, number: int, index: int, heading: str, sheet: Sheet) -> list[Fault]:
    """What there is to say of a heading that is no column's name; nothing where the whole column is empty."""
    if why := sheet.wrong.get(number, {}).get(index):
        return [Fault(file, why, row=number, column=letters(index))]
    if shown(heading):
        near = get_close_matches(letters_of(heading)[:40], [letters_of(name) for name in columns()], n=1)
        meant = next((f"; is it {name}?" for name in columns() if [letters_of(name)] == near), "")
        return [
            Fault(file, f"no column is called \u201c{shown(heading)}\u201d{meant}", row=number, column=letters(index))
        ]
    filled = any(len(cells) > index and cells[index].strip() for _, cells in sheet.rows)
    return [Fault(file, "has no heading", row=number, column=letters(index))] if filled else []


def _entry(
    file: str,
    row: int,
    cells: Sequence[str],
    headed: Mapping[int, str],
    missing: frozenset[str],
    sheet: Sheet,
    faults: list[Fault],
) -> tuple[Place, dict[str, Any]]:
    """One row as an entry."""
    wrong = sheet.wrong.get(row, {})
    for index, why in wrong.items():
        faults.append(Fault(file, why, row=row, column=headed.get(index, letters(index))))
    if any(cell.strip() for cell in cells[len(sheet.rows[0][1]) :]):
        why = "there are more cells than headings: each column needs one, and a text with the separator in it quotes"
        faults.append(Fault(file, why, row=row))
    given: dict[str, Any] = {}
    for index, name in headed.items():
        cell = unmarked(cells[index].strip()) if index < len(cells) else ""
        if cell and index not in wrong:
            given[name] = _value(name, cell)
    told = missing | {headed[index] for index in wrong if index in headed}
    entry = given.get("id")
    return Place(file, shown(entry) if entry else None, row, frozenset(told)), _nested(given)


def _value(name: str, cell: str) -> Any:  # noqa: ANN401 - text, a list of texts, or a list of frames
    """A cell as the field takes it. Names that are not known stay as they are, and the field refuses them."""
    if name in _CODES:
        return [_code(name, item.strip()) for item in _NAMES.split("\n".join(cell.splitlines())) if item.strip()]
    if name in _LISTS:
        items = [item.strip() for line in cell.splitlines() for item in _ITEMS.split(line) if item.strip()]
        return [_frame(item) for item in items] if name == "frames" else items
    return _code(name, cell)


def _code(name: str, said: str) -> str:
    return code_of(name, said) or said


def _frame(text: str) -> dict[str, str]:
    """A frame; which fact it takes stands in its braces."""
    found = _BRACES.search(text)
    return {"fact": found[1] if found else "", "text": text}


def _nested(given: dict[str, Any]) -> dict[str, Any]:
    """Cells as an entry of TOML has them: source, anchors and fields as tables of their own."""
    source = {part: given.pop(f"source_{part}") for part in ("document", "section") if f"source_{part}" in given}
    anchors = {name: given.pop(name) for name in _ANCHORS if name in given}
    fields = {name: given.pop(name) for name in list(given) if name in _own_fields()}
    return {
        **given,
        "source": source,
        **({"anchors": anchors} if anchors else {}),
        **({"fields": fields} if fields else {}),
    }


def _cells(question: CanonicalQuestion, faults: list[str]) -> dict[str, str]:
    """The filled cells of a question by their columns."""
    entry = question.model_dump(mode="json", exclude_none=True)
    source, anchors, own = entry.pop("source"), entry.pop("anchors", {}), entry.pop("fields")
    values = {**entry, **{f"source_{part}": text for part, text in source.items()}, **anchors, **own}
    values["frames"] = [frame["text"] for frame in entry["frames"]]
    cells: dict[str, str] = {}
    for name, value in values.items():
        items = value if isinstance(value, list) else [value]
        if name in _LISTS and any(len(item.splitlines()) > 1 or _ITEMS.search(item) for item in items):
            faults.append(
                f"entry {question.id}, {name}: an item holds a line break or \u201c | \u201d, which separate the items "
                "of a cell; change the text"
            )
        cell = "\n".join(items)
        if len(cell) >= LONGEST_CELL:
            faults.append(f"entry {question.id}, {name}: longer than the {LONGEST_CELL:,} characters of a cell")
        if cell:
            cells[name] = cell
    return cells


@cache
def _headings() -> dict[str, str]:
    """The column that each way of writing a heading stands for."""
    further = {letters_of(way): name for name, ways in toml("bank_tables.toml")["headings"].items() for way in ways}
    return further | {letters_of(name): name for name in columns()}


@cache
def _own_fields() -> tuple[str, ...]:
    """The fields that single categories have."""
    return tuple(name for category in CATEGORIES for name in schema_of(category).own.model_fields)
