"""Signing a kit locks it: from then on every candidate is asked the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from question_tailor.cleaning import clean
from question_tailor.errors import ConfigurationError
from question_tailor.record import Signature

if TYPE_CHECKING:
    from question_tailor.kit import InterviewKit

_LONGEST_NAME: Final = 200


def sign(kit: InterviewKit, by: str, *, at: datetime | None = None) -> InterviewKit:
    """Lock a kit under somebody's name.

    The signature holds a hash of the whole kit. `load_kit` refuses a signed kit that was changed since, and every
    change through this library refuses a signed kit. It shows that nothing changed, not who signed: whoever can write
    the file can sign it anew.

    Args:
        kit: The kit; it is not changed.
        by: Name of the person who signs, 1 to 200 characters.
        at: When; now where it is not given.

    Raises:
        InputError: The kit is signed already.
        ConfigurationError: There is no name, or it is too long, or the time has no time zone.
    """
    kit.require_unsigned()
    name = " ".join(clean(by).text.split())
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise ConfigurationError(f"by: the name of the person who signs, 1 to {_LONGEST_NAME} characters")
    if at is not None and at.tzinfo is None:
        raise ConfigurationError("at: a time with its time zone")
    signature = Signature(by=name, at=at or datetime.now(UTC), sha256=kit.content_sha256)
    return kit.model_copy(update={"signature": signature})


def unlock(kit: InterviewKit) -> InterviewKit:
    """A kit without its signature, which may be changed; one that nobody signed as it is."""
    return kit.model_copy(update={"signature": None})
