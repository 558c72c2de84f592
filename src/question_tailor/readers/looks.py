"""How the text of an element looks, as far as that decides whether it can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from question_tailor.readers.styles import number, pixels

if TYPE_CHECKING:
    from collections.abc import Mapping

Colour = tuple[int, int, int]

_HEX: Final = re.compile(r"#([0-9a-f]{3,8})\Z")
_RGB: Final = re.compile(r"rgba?\(([^)]*)\)")
_NAMED: Final[dict[str, Colour]] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "floralwhite": (255, 250, 240),
    "black": (0, 0, 0),
}
WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
_HANDED_DOWN: Final = frozenset({"none", "inherit", "initial", "unset", "revert", "currentcolor"})
_SAME: Final = 16
_TINY: Final = 2.5
_RELATIVE: Final = ("em", "%", "ex", "ch")


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to those within it, each of which may change it again.

    Attributes:
        ink: Colour of text; None where it is not known.
        paper: Colour of the background; None where it is not known.
        clear: Whether text is transparent.
        tiny: Whether text is too small to be seen.
        shown: Whether text is visible.
    """

    ink: Colour | None = BLACK
    paper: Colour | None = WHITE
    clear: bool = False
    tiny: bool = False
    shown: bool = True

    @property
    def veil(self) -> str | None:
        """The channel in which text that looks so is hidden; None where it can be read."""
        if not self.shown:
            return "visibility"
        if self.tiny:
            return "font-size"
        if self.clear:
            return "transparent"
        return "same-colour" if self.ink and self.paper and _alike(self.ink, self.paper) else None

    def under(self, style: Mapping[str, str]) -> Look:
        """How an element with these declarations looks within one that looks so."""
        drawn = style.get("-webkit-text-fill-color") or style.get("color") or "inherit"
        shines_through = "text" in (style.get("background-clip"), style.get("-webkit-background-clip"))
        visibility = style.get("visibility", "inherit")
        return Look(
            ink=self.ink if drawn in _HANDED_DOWN else colour(drawn),
            paper=self._paper_under(style),
            clear=self.clear if drawn in _HANDED_DOWN else is_transparent(drawn) and not shines_through,
            tiny=_is_tiny(style, around=self.tiny),
            shown=self.shown if visibility in _HANDED_DOWN else visibility not in {"hidden", "collapse"},
        )

    def _paper_under(self, style: Mapping[str, str]) -> Colour | None:
        said = f"{style.get('background', '')} {style.get('background-color', '')}".split()
        if all(word in _HANDED_DOWN or is_transparent(word) for word in said):
            return self.paper
        return background(style)


def _is_tiny(style: Mapping[str, str], *, around: bool) -> bool:
    """Whether text is too small to be seen; `around` says so of the text around it, which sizes may refer to."""
    named = style.get("font-size")
    sizes = [named] if named else [part.partition("/")[0] for part in style.get("font", "").split()]
    told = {size: length for size in sizes if (length := pixels(size, whole=16.0)) is not None}
    if not told:
        return around and not (named and named not in _HANDED_DOWN)
    relative = all(size.endswith(_RELATIVE) and not size.endswith("rem") for size in told)
    return min(told.values()) < _TINY or (around and relative)


def is_transparent(value: str) -> bool:
    """Whether a colour is written so that nothing is seen of it."""
    if value == "transparent":
        return True
    if (match := _HEX.match(value)) and len(match[1]) in {4, 8}:
        return int(match[1][-(len(match[1]) // 4) :], 16) == 0
    if match := re.match(r"(?:rgb|hsl)a?\(([^)]*)\)", value):
        parts = re.split(r"[\s,/]+", match[1].strip())
        return len(parts) == 4 and number(parts[3]) == 0  # noqa: PLR2004 - red, green, blue and alpha
    return False


def colour(value: str) -> Colour | None:
    """A colour in red, green and blue; None where it is not written in one of the usual ways."""
    value = value.strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if match := _HEX.match(value):
        digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])  # noqa: PLR2004 - short form
        return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) in {6, 8} else None
    if match := _RGB.match(value):
        parts = [number(part) for part in re.split(r"[\s,/]+", match[1].strip())[:3]]
        if len(parts) == 3 and all(part is not None for part in parts):  # noqa: PLR2004 - red, green and blue
            red, green, blue = (min(max(int(part or 0), 0), 255) for part in parts)
            return red, green, blue
    return None


def background(style: Mapping[str, str]) -> Colour | None:
    """The background's colour, where declarations name one."""
    if named := style.get("background-color"):
        return colour(named)
    parts = re.findall(r"rgba?\([^)]*\)|\S+", style.get("background", ""))
    return next((found for part in parts if (found := colour(part))), None)


def _alike(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _SAME
