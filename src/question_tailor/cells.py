"""Cells of spreadsheets: which text one would run as a formula, and how it is kept from that and brought back."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_CELL: Final = 32_767
"""Characters that a cell of a spreadsheet holds at the most."""
_BEGIN_A_FORMULA: Final = frozenset("=+-@\t\r\n\0|")
_MARK: Final = "'"
"""What makes a spreadsheet take the rest of a cell for text."""


def begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet may run a cell as a formula.

    The beginning is judged as a spreadsheet may see it: format characters gone, full-width forms folded, spaces left
    out.
    """
    seen = unicodedata.normalize("NFKC", "".join(char for char in cell if unicodedata.category(char) != "Cf"))
    return seen.lstrip(" \u00a0")[:1] in _BEGIN_A_FORMULA and bool(seen.strip())


def marked(cell: str) -> str:
    """A cell that is text and stays text; `unmarked` gives the cell back, whatever it was."""
    return _MARK + cell if begins_a_formula(cell.lstrip(_MARK)) else cell


def unmarked(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula; one that marks nothing is part of the text."""
    return cell[1:] if cell.startswith(_MARK) and begins_a_formula(cell.lstrip(_MARK)) else cell
