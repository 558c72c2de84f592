"""The text of whatever a caller gives: a path, bytes, or the text itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from question_tailor.errors import InputError

LARGEST_FILE: Final = 2_000_000
STANDARD_INPUT: Final = "-"
_TEXT_SUFFIXES: Final = frozenset({"", ".txt", ".text", ".md", ".markdown"})
_MAGIC: Final = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file",
}
_HTML: Final = re.compile(rb"\s*(?:<!doctype html|<html\b|<\?xml)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?|ftp|file)://", re.IGNORECASE)
_WAY_OUT: Final = "Text (.txt) and Markdown (.md) are read; save it as one of these, or paste its text."


def text_of(source: Path | str | bytes, what: str) -> str:
    """The text behind a source.

    Args:
        source: A path; `-` for standard input; a text of more than one line; or the bytes of a text file.
        what: What it is meant to be, for the error: `posting`, `company text`.

    Raises:
        InputError: It is an address, is not there, is no text, is empty or too large.
    """
    if isinstance(source, bytes):
        return _decoded(source, f"The {what}")
    if isinstance(source, str) and _ADDRESS.match(source.strip()) and "\n" not in source.strip():
        raise InputError(
            f"The {what} is an address, and nothing is fetched. Open it, save the page as text, give the file."
        )
    if isinstance(source, str) and "\n" in source:
        return _decoded(source.encode("utf-8", "surrogatepass"), f"The {what}")
    if str(source) == STANDARD_INPUT:
        return _decoded(sys.stdin.buffer.read(LARGEST_FILE + 1), f"The {what} on standard input")
    return _of_file(Path(source), what)


def _of_file(path: Path, what: str) -> str:
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
    if path.suffix.lower() not in _TEXT_SUFFIXES:
        raise InputError(f"{named} has a format that is not read ({path.suffix}). {_WAY_OUT}")
    return _decoded(raw, named)


def _decoded(raw: bytes, named: str) -> str:
    if len(raw) > LARGEST_FILE:
        raise InputError(f"{named} is larger than {LARGEST_FILE:,} bytes.")
    for magic, kind in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(f"{named} is {kind}. {_WAY_OUT}")
    if _HTML.match(raw):
        raise InputError(f"{named} is a web page's source. {_WAY_OUT}")
    text = _text(raw, named)
    if not text.strip():
        raise InputError(f"{named} is empty.")
    return text


def _text(raw: bytes, named: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in raw:
        raise InputError(f"{named} is not a text file. {_WAY_OUT}")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{named} is in an encoding that is not known. Save it as UTF-8.")
