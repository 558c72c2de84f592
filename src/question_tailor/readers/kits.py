"""Kits."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from question_tailor.errors import InputError
from question_tailor.kit import SCHEMA_VERSION, InterviewKit

_LARGEST_KIT: Final = 4_000_000
_TOLD_FAULTS: Final = 10


def load_kit(source: Path | str | bytes) -> InterviewKit:
    """Load a kit from its JSON.

    Args:
        source: A path, or the JSON itself.

    Raises:
        InputError: It is not there, or is no kit of this schema version; the first faults are named.
    """
    named, raw = _raw(source)
    if len(raw) > _LARGEST_KIT:
        raise InputError(f"{named} is larger than {_LARGEST_KIT:,} bytes.")
    try:
        return InterviewKit.model_validate_json(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)[:_TOLD_FAULTS]
        told = "; ".join(f"{'.'.join(str(step) for step in fault['loc']) or 'all'}: {fault['msg']}" for fault in faults)
        raise InputError(f"{named} is no kit of schema version {SCHEMA_VERSION}: {told}") from None


def _raw(source: Path | str | bytes) -> tuple[str, bytes]:
    if isinstance(source, bytes):
        return "The kit", source
    if isinstance(source, str) and source.lstrip().startswith("{"):
        return "The kit", source.encode("utf-8", "replace")
    try:
        return f"The kit {source}", Path(source).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"The kit {source} cannot be read: {type(error).__name__}.") from None
