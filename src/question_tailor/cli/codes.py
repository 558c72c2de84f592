"""Codes of jurisdictions as they are given on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def split_codes(given: Iterable[str] | None) -> list[str]:
    """The codes in an option that may be repeated and may hold several with commas."""
    return [code.strip() for option in given or () for code in option.split(",") if code.strip()]
