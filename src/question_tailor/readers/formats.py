"""What a file is, by its content, and what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from question_tailor.errors import InputError
from question_tailor.readers import docx, html, mail, pdf
from question_tailor.readers.encodings import decoded
from question_tailor.readers.extracted import Extracted
from question_tailor.readers.pasted import without_page
from question_tailor.readers.structured import from_json, from_toml, from_yaml

if TYPE_CHECKING:
    from question_tailor.readers.files import Source

LARGEST_TEXT_FILE: Final = 2_000_000
_NOT_READ: Final = {
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file, or one with a password",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image or a sound",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
}
_WAY_OUT: Final = "Save it as PDF, DOCX, a web page or text, or paste its text."
_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|\?xml|html|head|body|div|p|h[1-6]|ul|ol|table|section|article|main|span|meta|title|font|style)\b",
    re.IGNORECASE,
)
_MOST_COMMENTS: Final = 20
_JSON: Final = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:[\[{"]|\]))')
_YAML_SUFFIXES: Final = frozenset({".yaml", ".yml"})
_TOML_SUFFIX: Final = ".toml"
_JSON_SUFFIXES: Final = frozenset({".json", ".jsonld"})


@dataclass(frozen=True, slots=True)
class Data:
    """What JSON, YAML or TOML hold.

    Attributes:
        document: Dictionaries, lists and scalars.
    """

    document: Any


def read(source: Source, pick: str | int | None = None) -> Extracted | Data:
    """What stands in a source.

    Content decides what it is. Only text, Markdown, YAML and TOML look alike, and are told by the suffix.

    Args:
        source: The source.
        pick: Which posting, where a web page holds several.

    Raises:
        InputError: It is in a format that is not read, empty, damaged or too large.
        ConfigurationError: A library that the format needs is not installed.
    """
    raw, named = source.raw, source.named
    for magic, kind in _NOT_READ.items():
        if raw.startswith(magic):
            raise InputError(f"{named} is {kind}. {_WAY_OUT}")
    if not raw.strip():
        raise InputError(f"{named} is empty.")
    if raw.lstrip()[:5] == b"%PDF-":
        return pdf.read(raw)
    if raw.startswith(b"PK"):
        return docx.read(raw)
    if mail.is_mail(raw):
        return mail.extract(raw, pick)
    if len(raw) <= html.LARGEST_PAGE and _is_html(text := decoded(raw, named)):
        return html.read(raw, pick)
    if len(raw) > LARGEST_TEXT_FILE:
        raise InputError(f"{named} is larger than {LARGEST_TEXT_FILE:,} bytes.")
    return _plain(text, named, source.suffix)


def _is_html(text: str) -> bool:
    """Whether a text begins with an element of HTML, perhaps after comments such as `saved from`."""
    place = len(text) - len(text.lstrip())
    for _ in range(_MOST_COMMENTS):
        if not text.startswith("<!--", place) or (end := text.find("-->", place)) < 0:
            break
        place = end + 3
        while place < len(text) and text[place].isspace():
            place += 1
    return _HTML.match(text, place) is not None


def _plain(text: str, named: str, suffix: str) -> Extracted | Data:
    if suffix in _JSON_SUFFIXES or _JSON.match(text):
        return Data(from_json(text, named))
    if suffix in _YAML_SUFFIXES:
        return Data(from_yaml(text, named))
    if suffix == _TOML_SUFFIX:
        return Data(from_toml(text, named))
    kept, page = without_page(text.replace("\r\n", "\n").replace("\r", "\n"))
    return Extracted(kept, hidden=page) if page else Extracted(text)
