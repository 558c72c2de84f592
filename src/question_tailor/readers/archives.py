"""ZIP archives of others, looked through before anything is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from question_tailor.errors import InputError, TailorError

MOST_ENTRIES: Final = 200
LARGEST_TOTAL: Final = 20_000_000
"""Bytes of all entries, unpacked."""
LARGEST_XML: Final = 8_000_000
"""Bytes of one entry of XML, which takes about 20 times as much when it is parsed."""
HIGHEST_RATIO: Final = 100
_SMALL: Final = 100_000
"""Bytes up to which an entry may be packed to any ratio: lists of styles are the same words over and over."""
_ENTRY: Final = b"PK\x01\x02"
_ENCRYPTED: Final = 0x1
_ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_XML: Final = (".xml", ".rels")
_DECLARATIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")


def entries(raw: bytes, named: str) -> dict[str, bytes]:
    """What an archive of XML holds, by name.

    The list of entries is looked through first: what it declares too large is never unpacked. While unpacking, no more
    is read than was declared.

    Args:
        raw: The archive.
        named: What it is called in messages: `The DOCX file`.

    Raises:
        InputError: It is damaged, encrypted or too large, has a name twice, holds an archive, or XML with declarations
            of its own (which is how entities and addresses of other files come in).
    """
    if raw.count(_ENTRY) > MOST_ENTRIES:
        raise InputError(f"{named} has more than {MOST_ENTRIES} entries.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            listed = archive.infolist()
            _look_through(listed, named)
            unpacked = {entry.filename: archive.read(entry) for entry in listed}
    except (TailorError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - a damaged archive may raise anything out of zipfile and zlib
        raise InputError(f"{named} is damaged, or packed in an unusual way ({type(error).__name__}).") from None
    for name, content in unpacked.items():
        if content.startswith(_ARCHIVES):
            raise InputError(f"{named} holds another archive or file of Office. Take it out, or save the file as PDF.")
        if name.lower().endswith(_XML):
            _look_at_xml(content, named)
    return unpacked


def _look_through(listed: list[zipfile.ZipInfo], named: str) -> None:
    names = [entry.filename.lower() for entry in listed]
    if len(names) > MOST_ENTRIES:
        raise InputError(f"{named} has more than {MOST_ENTRIES} entries.")
    if len(set(names)) < len(names):
        raise InputError(f"{named} has entries of the same name, so what it says depends on who reads it.")
    if any(entry.flag_bits & _ENCRYPTED for entry in listed):
        raise InputError(f"{named} is encrypted. Save it without a password.")
    if sum(entry.file_size for entry in listed) > LARGEST_TOTAL:
        raise InputError(f"{named} is larger than {LARGEST_TOTAL:,} bytes when it is unpacked.")
    for entry in listed:
        if entry.file_size > max(_SMALL, HIGHEST_RATIO * entry.compress_size):
            raise InputError(f"{named} is packed more than {HIGHEST_RATIO} to 1, as no document is.")
        if entry.file_size > LARGEST_XML and entry.filename.lower().endswith(_XML):
            raise InputError(f"{named} holds XML of more than {LARGEST_XML:,} bytes.")


def _look_at_xml(content: bytes, named: str) -> None:
    # UTF-16 has a zero beside each letter of a declaration.
    plain = content.replace(b"\x00", b"") if b"\x00" in content[:200] else content
    if any(declaration in plain for declaration in _DECLARATIONS):
        raise InputError(f"{named} declares entities of its own, as no document does.")
