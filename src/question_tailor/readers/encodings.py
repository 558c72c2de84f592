"""Bytes to text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from question_tailor.errors import InputError

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_USUAL: Final = re.compile(
    r"(?:utf-?(?:8|16|32)|iso|latin|us-ascii|ascii|windows|cp|koi8|big5|gb|shift|sjis|euc|mac)", re.IGNORECASE
)
_HEAD: Final = 4_096
_OF_PAGES: Final = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
"""What browsers take in the place of an encoding that pages name."""


def decoded(raw: bytes, named: str, *, charset: str | None = None) -> str:
    """The text that bytes hold: by their mark, as UTF-8, by what they or their mail say, else as Windows-1252.

    Args:
        raw: The bytes.
        named: What they are called, for the error.
        charset: What is said of them elsewhere.

    Raises:
        InputError: They are no text, or in an encoding that is not known.
    """
    encodings = [encoding for mark, encoding in _MARKS.items() if raw.startswith(mark)][:1]
    if not encodings:
        if b"\x00" in raw:
            raise InputError(f"{named} is not a text file. Save it as text, or paste its text.")
        declared = _DECLARED.search(raw, 0, _HEAD)
        said = [charset or "", declared[1].decode("ascii") if declared else ""]
        encodings = ["utf-8", *(_OF_PAGES.get(name.lower(), name) for name in said if _USUAL.match(name)), "cp1252"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    raise InputError(f"{named} is in an encoding that is not known. Save it as UTF-8.")
