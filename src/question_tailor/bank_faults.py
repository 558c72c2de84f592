"""What is wrong in a question bank, and where: the entry and field of a TOML file, the row and column of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from question_tailor.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_SHOWN: Final = 80
_IN_COLUMNS_OF_THEIR_OWN: Final = frozenset({"anchors", "fields"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or that a person should look at.

    Attributes:
        file: Name of the file.
        why: What it is.
        entry: Id of the entry, or its number where it has none.
        row: Row of a table, counted as a spreadsheet does.
        column: Column of a table, by its heading; by its letters where it has none that is known.
        field: Field of an entry of TOML, with dots.
    """

    file: str
    why: str
    entry: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        if self.row is not None:
            place = [self.file, f"row {self.row}", *([f"column {self.column}"] if self.column else [])]
        else:
            place = [
                self.file,
                *([f"entry {self.entry}"] if self.entry else []),
                *([self.field] if self.field else []),
                *([f"column {self.column}"] if self.column else []),
            ]
        return f"{', '.join(place)}: {self.why}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry of a bank stands.

    Attributes:
        file: Name of the file.
        entry: Id of the entry, or its number where it has none.
        row: Row of a table; None for TOML.
        told: Columns of a table that something was said of already, so that an empty one is no second fault.
    """

    file: str
    entry: str | None = None
    row: int | None = None
    told: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.file}, {f'row {self.row}' if self.row is not None else f'entry {self.entry}'}"

    def fault(self, why: str, *steps: str | int) -> Fault:
        """A fault of this entry.

        Args:
            why: What is wrong.
            *steps: Where in the entry, as pydantic says it: `source`, `document`; none for the entry as a whole.
        """
        if self.row is None:
            return Fault(self.file, why, entry=self.entry, field=".".join(map(str, steps)) or "entry")
        column, further = _column(steps)
        return Fault(self.file, further + why, entry=self.entry, row=self.row, column=column)


def _column(steps: Sequence[str | int]) -> tuple[str | None, str]:
    """The column of a table that a field stands in, and which item of its list."""
    if not steps:
        return None, ""
    names = [str(step) for step in steps if isinstance(step, str)]
    numbers = [step for step in steps if isinstance(step, int)]
    if names[0] == "source":
        column = "_".join(names[:2])
    elif names[0] in _IN_COLUMNS_OF_THEIR_OWN and len(names) > 1:
        column = names[1]
    else:
        column = names[0]
    return column, f"item {numbers[0] + 1}: " if numbers else ""


def shown(name: str) -> str:
    """A name out of a file as it stands in a message: on one line, without what cannot be seen, not long."""
    said = " ".join(clean(name).text.split())
    return said if len(said) <= _LONGEST_SHOWN else said[: _LONGEST_SHOWN - 1] + "\u2026"
