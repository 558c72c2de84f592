"""The bytes behind whatever a caller gives: a path, standard input, bytes, or the text itself."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from question_tailor.errors import InputError

LARGEST_FILE: Final = 20_000_000
"""Bytes of the largest file that is opened at all; each format has a smaller cap of its own."""
STANDARD_INPUT: Final = "-"
_ADDRESS: Final = re.compile(r"(?:https?|ftp|file)://", re.IGNORECASE)
_CONTENT: Final = ("{", "[", "<")
_LONGEST_PATH: Final = 4_096


@dataclass(frozen=True, slots=True)
class Source:
    """What was given.

    Attributes:
        named: What it is called in messages: `The posting jobs.json`.
        raw: Its bytes.
        suffix: Of its path, in lower case with the dot; empty where it has none.
    """

    named: str
    raw: bytes
    suffix: str = ""


def opened(source: Path | str | bytes, what: str) -> Source:
    """Open a source.

    Args:
        source: A path; `-` for standard input; a text of more than one line, or one that begins as JSON or HTML do;
            or bytes.
        what: What it is meant to be, for messages: `posting`, `company text`.

    Raises:
        InputError: It is none of these, an address, empty, is not there, cannot be read, or is too large.
    """
    if not isinstance(source, Path | str | bytes):
        raise InputError(f"The {what} has to be a path, a text, bytes or a dictionary, not {type(source).__name__}.")
    if isinstance(source, bytes):
        return _capped(Source(f"The {what}", source))
    if isinstance(source, str):
        said = source.strip()
        if not said:
            raise InputError(f"The {what} is empty.")
        if _ADDRESS.match(said) and "\n" not in said:
            raise InputError(
                f"The {what} is an address, and nothing is fetched. Open it, save the page as a file, give the file."
            )
        if "\n" in source or said.startswith(_CONTENT) or len(said) > _LONGEST_PATH:
            return _capped(Source(f"The {what}", source.encode("utf-8", "ignore")))
    if str(source) == STANDARD_INPUT:
        named = f"The {what} on standard input"
        return _capped(Source(named, sys.stdin.buffer.read(LARGEST_FILE + 1)))
    return _of_file(Path(source), what)


def _of_file(path: Path, what: str) -> Source:
    named = f"The {what} {path}"
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise InputError(f"{named} is a folder; give a file.") from None
    except FileNotFoundError:
        raise InputError(f"{named} is not there. A text that is no path has to hold a line break.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{named} cannot be read: {type(error).__name__}.") from None
    return _capped(Source(named, raw, path.suffix.lower()))


def _capped(source: Source) -> Source:
    if len(source.raw) > LARGEST_FILE:
        raise InputError(f"{source.named} is larger than {LARGEST_FILE:,} bytes.")
    return source
