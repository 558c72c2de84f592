"""What the headers of a response say to whoever sent the request: when to come back, and which exchange it was."""

from __future__ import annotations

import math
import re
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER: Final = re.compile(r"[0-9]{1,30}(\.[0-9]{0,30})?")
_WAITS: Final = (("retry-after-ms", 1000), ("retry-after", 1))
"""Headers that ask to wait, and how many of their units are a second; the finer one counts first."""
_NAMES_OF_THE_ID: Final = ("x-request-id", "request-id", "apim-request-id")
_LONGEST_ID: Final = 100


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds that a response asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date.

    Where a header came more than once, its longest wait counts.

    Args:
        headers: The response's headers, by lower-case name; values of one name joined by commas.
        now: Seconds since the epoch that a date is compared with; the clock's where it is not given.

    Returns:
        Seconds, not negative and finite, or None where nothing usable is asked.
    """
    for name, units in _WAITS:
        values = [value.strip() for value in headers.get(name, "").split(",")]
        if all(_NUMBER.fullmatch(value) for value in values):
            return max(float(value) for value in values) / units
    return _until(headers.get("retry-after", ""), time.time() if now is None else now)


def _until(date: str, now: float) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
        # An HTTP date is in GMT; one that does not say so must not be read in the zone of this machine.
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def request_id(headers: Mapping[str, str]) -> str | None:
    """The endpoint's own id of the exchange, where it gives one that can be printed."""
    for name in _NAMES_OF_THE_ID:
        value = headers.get(name, "").strip()
        if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_ID:
            return value
    return None
