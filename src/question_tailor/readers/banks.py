"""Question banks of one's own: TOML, CSV and XLSX files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from question_tailor import bank
from question_tailor.readers.sheets import table_entries

if TYPE_CHECKING:
    from question_tailor.bank import Bank, Gathered


def load_bank(path: Path | str | None = None, *, extend: bool = False, language: str | None = None) -> Bank:
    """Load a question bank.

    Args:
        path: A TOML, CSV or XLSX file, or a folder of them; the package's own bank where it is not given.
        extend: Whether the entries come on top of the package's own; of two with the same id the user's counts.
        language: Two-letter code of the language of the entries; told from their texts where it is not given, and
            English for the package's own.

    Raises:
        ConfigurationError: The package's own bank is not written in that language; or the file is XLSX, and the extra
            `documents` is not installed.
        InputError: The file is not there, too large, or holds no entry.
        BankError: Entries have faults; all of them are listed.
    """
    return bank.load_bank(path, extend=extend, language=language, tables=table_entries)


def gather_bank(path: Path | str) -> Gathered:
    """All that a bank's files hold, sound or not.

    Raises:
        ConfigurationError, InputError: As `load_bank`.
    """
    return bank.gathered(bank.files_at(Path(path), table_entries), table_entries)
