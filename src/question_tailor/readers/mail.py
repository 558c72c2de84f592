"""E-mail (.eml) and web pages saved in one file (.mht), which have the form of an e-mail."""

from __future__ import annotations

import re
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any, Final

from question_tailor.cleaning import Removal
from question_tailor.errors import InputError
from question_tailor.readers import html
from question_tailor.readers.encodings import decoded
from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.readers.titles import has_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_LARGEST_HEADER: Final = 20_000
_MOST_PARTS: Final = 500
_FEWEST_LETTERS: Final = 40
_HEADER: Final = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MARKS: Final = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to"})
_USUAL: Final = frozenset({b"from", b"date", b"subject"})
_MOST_HEADERS: Final = 200
_REPLIES: Final = re.compile(r"(?:(?:re|aw|fwd?|wg|tr|rv)\s*:\s*){1,10}", re.IGNORECASE)


def is_mail(raw: bytes) -> bool:
    """Whether a file begins with the header of an e-mail, and not only with lines such as `Title:`."""
    names: set[bytes] = set()
    place = 0
    for _ in range(_MOST_HEADERS):
        match = _HEADER.match(raw, place)
        if match is None:
            break
        names.add(match[1].lower())
        place = match.end()
    ends = raw[place : place + 2].startswith((b"\n", b"\r\n"))
    return ends and (bool(names & _MARKS) or names >= _USUAL)


def extract(raw: bytes, pick: str | int | None = None) -> Extracted:
    """The text of an e-mail: its text part, else its HTML part.

    Attachments and attached e-mails are left alone; how many there were is reported in the channel `attachment`.

    Args:
        raw: The e-mail.
        pick: Which posting, where its HTML part names several in its data.

    Raises:
        InputError: It is damaged, or has no text.
        ConfigurationError: It has only HTML, and selectolax is not installed.
    """
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw)
        parts = list(_parts(message))
        plain = [decoded_part for part in parts if (decoded_part := _of_type(part, "text/plain")) is not None]
        pages = [page for part in parts if (page := _of_type(part, "text/html")) is not None]
        subject = _subject(message)
    except InputError:
        raise
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"The e-mail is damaged: {type(error).__name__}.") from None
    text = "\n\n".join(plain).strip()
    found = Extracted(text)
    if pages and sum(char.isalpha() for char in text) < _FEWEST_LETTERS:
        found = html.read("\n".join(pages[:1]).encode("utf-8", "ignore"), pick)
    if not found.text.strip():
        raise InputError("The e-mail has no text of its own. Save its attachment, and give that.")
    fields = found.fields
    if subject and fields.title is None and not has_title(found.text):
        fields = Fields(title=subject, company=fields.company)
    count = sum(_is_attached(part) for part in parts)
    attached = (Removal("attachment", len(found.text), count),) if count else ()
    return Extracted(found.text, fields, (*found.hidden, *attached))


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message that hold something themselves; attached messages are not opened."""
    stack = [message]
    for _ in range(_MOST_PARTS):
        if not stack:
            return
        part = stack.pop()
        if sum(len(str(value)) for _, value in part.raw_items()) > _LARGEST_HEADER:
            raise InputError(f"A part of the e-mail has a header of more than {_LARGEST_HEADER:,} characters.")
        inner: Any = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            stack.extend(reversed(inner))
        else:
            yield part
    if stack:
        raise InputError(f"The e-mail has more than {_MOST_PARTS} parts.")


def _is_attached(part: Message) -> bool:
    related = part.get("Content-ID") is not None or part.get("Content-Location") is not None
    named = part.get_filename() is not None and not related
    is_message = part.get_content_maintype() == "message"
    return named or is_message or part.get_content_disposition() == "attachment"


def _of_type(part: Message, kind: str) -> str | None:
    if part.get_content_type() != kind or _is_attached(part):
        return None
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return None
    return decoded(raw, "The e-mail", charset=str(part.get_content_charset() or ""))


def _subject(message: Message) -> str | None:
    said = " ".join(str(make_header(decode_header(str(message.get("Subject", ""))))).split())
    match = _REPLIES.match(said)
    return (said[match.end() :] if match else said)[:200] or None
