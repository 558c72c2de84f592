"""Characters that act on whatever shows a text, made visible: they steer terminals, or turn a line around."""

from __future__ import annotations

from typing import Final

_REPLACEMENT: Final = "\ufffd"
_PICTURES: Final = 0x2400
"""Where Unicode has a picture for each control character of ASCII."""
_VISIBLE: Final = (
    {code: chr(_PICTURES + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
    | {0x7F: "\u2421"}
    | dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT)
)


def visible(text: str) -> str:
    """Text in which control characters and bidirectional controls are seen rather than obeyed; nothing else changes."""
    return text.translate(_VISIBLE)
