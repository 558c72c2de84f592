"""What validation finds wrong in what a person wrote, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WORDS: Final[dict[str, str]] = {
    "missing": "is missing",
    "extra_forbidden": "there is no such field",
    "string_type": "has to be a text",
    "int_type": "has to be a whole number",
    "tuple_type": "has to be a list",
    "list_type": "has to be a list",
    "dict_type": "has to be a table",
    "model_type": "has to be a table",
    "string_too_short": "has to have at least {min_length} characters",
    "string_too_long": "may have at most {max_length} characters",
    "string_pattern_mismatch": "has characters that may not stand here, or is too short or too long",
    "too_short": "has to hold at least {min_length}, not {actual_length}",
    "too_long": "may hold at most {max_length}, not {actual_length}",
    "literal_error": "has to be {expected}",
    "value_error": "{error}",
}
"""By the type of the fault as pydantic names it; of others its own words are told."""


def in_words(fault: ErrorDetails) -> str:
    """A fault, of which the context is known, in words that go on from the name of the field."""
    context: dict[str, Any] = fault.get("ctx", {})
    words = _WORDS.get(fault["type"])
    return words.format(**context) if words else fault["msg"]
