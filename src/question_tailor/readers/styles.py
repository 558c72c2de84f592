"""CSS as far as it hides elements: inline declarations, and the plain rules of a page's own style sheets."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Style = dict[str, str]

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_LENGTH: Final = re.compile(
    r"([+-]?\d*\.?\d+(?:e[+-]?\d{1,3})?)\s*(px|pt|em|rem|ex|ch|pc|cm|mm|in|vw|vh|%)?", re.IGNORECASE
)
_FAINT: Final = 0.05
_FAR: Final = -300.0
_PIXELS: Final = {
    "": 1.0,
    "px": 1.0,
    "pt": 1.34,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "ch": 8.0,
    "pc": 16.0,
    "cm": 38.0,
    "mm": 3.8,
    "in": 96.0,
    "vw": 12.0,
    "vh": 8.0,
}
_LONGEST_LENGTH: Final = 30
_MOST_RULES: Final = 20_000
_MOST_ALIKE: Final = 200
_SELECTOR: Final = re.compile(r"(?P<tag>[a-z][a-z0-9]*|\*)?(?P<rest>(?:[.#][\w-]+)*)\Z", re.IGNORECASE)
_PART: Final = re.compile(r"([.#])([\w-]+)")
_BRACE: Final = re.compile(r"([{}])")
_CONDITION: Final = re.compile(r"@(?!layer|supports|media\s+(?:all|screen)\s*\Z)", re.IGNORECASE)
_READ: Final = frozenset(
    {
        "display",
        "visibility",
        "content-visibility",
        "font-size",
        "position",
        "left",
        "top",
        "right",
        "bottom",
        "text-indent",
        "clip",
        "clip-path",
        "transform",
        "color",
        "background",
        "background-color",
    }
)
"""What is read of style sheets; not opacity: pages that fade in when they are scrolled begin with it at 0."""


def declarations(css: str) -> Style:
    """The declarations of a `style` attribute or of a rule's body, in lower case; the last of a name counts."""
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", css)).lower()
    found: Style = {}
    for part in plain.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code <= 0x10FFFF else ""  # noqa: PLR2004 - the last code point
    return match[2]


def hiding(style: Mapping[str, str]) -> str | None:
    """The channel in which declarations hide an element with all that is in it; None where they do not."""
    if style.get("display") == "none":
        return "display-none"
    if style.get("content-visibility") == "hidden" or style.get("mso-hide") == "all":
        return "visibility"
    if (opacity := number(style.get("opacity", ""))) is not None and opacity <= _FAINT:
        return "opacity"
    return "off-screen" if _is_away(style) or _is_clipped(style) else None


def _is_away(style: Mapping[str, str]) -> bool:
    placed = style.get("position") in {"absolute", "fixed", "relative"}
    edges = ["text-indent", "margin-left", "margin-top", "margin-right"]
    edges += ["left", "top", "right", "bottom"] if placed else []
    lengths = [pixels(style.get(edge, ""), whole=1000.0) for edge in edges]
    moved = [pixels(length, whole=1000.0) for length in re.findall(r"-\d[\d.]*[a-z%]*", style.get("transform", ""))]
    if any(length is not None and length <= _FAR for length in [*lengths, *moved]):
        return True
    return re.search(r"scale[xy]?\(\s*0?\.?0*\s*[,)]", style.get("transform", "")) is not None


def _is_clipped(style: Mapping[str, str]) -> bool:
    clip = style.get("clip", "").replace(" ", "")
    if re.match(r"rect\((?:[01](?:px)?,?){4}\)", clip):
        return True
    if re.match(r"(?:inset\((?:50|100)%|circle\(0)", style.get("clip-path", "").replace(" ", "")):
        return True
    if style.get("overflow", style.get("overflow-x", "")) not in {"hidden", "clip"}:
        return False
    sizes = [pixels(style.get(side, ""), whole=1000.0) for side in ("width", "height", "max-width", "max-height")]
    return any(size is not None and size <= 1 for size in sizes)


def number(value: str) -> float | None:
    """A number, or a percentage as its share of one; None for anything else."""
    try:
        found = float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def pixels(value: str, *, whole: float) -> float | None:
    """A length in pixels, roughly; percentages of `whole`. None for what is no plain length."""
    match = _LENGTH.fullmatch(value.strip()[:_LONGEST_LENGTH])
    if match is None:
        return None
    unit = (match[2] or "").lower()
    return float(match[1]) * (whole / 100 if unit == "%" else _PIXELS[unit])


@dataclass(slots=True)
class StyleSheet:
    """The plain rules of a page's style sheets: those for one element by its name, classes and id."""

    _rules: dict[str, dict[frozenset[str], tuple[int, Style]]] = field(default_factory=dict)
    _count: int = 0

    def add(self, css: str) -> None:
        """Take up a style sheet."""
        for selector, style, conditional in _rules(css):
            read = {name: value for name, value in style.items() if name in _READ}
            if conditional:  # what only some screens hide is shown; what some show again is not hidden
                read = {name: value for name, value in read.items() if hiding({name: value}) is None}
            if read and self._count < _MOST_RULES:
                self._take(selector, read)

    def _take(self, selector: str, style: Style) -> None:
        for one in selector.split(","):
            match = _SELECTOR.match(one.strip())
            if match is None or not one.strip():
                continue
            needs = frozenset(sign + name for sign, name in _PART.findall(match["rest"]))
            tag = match["tag"].lower() if match["tag"] and match["tag"] != "*" else ""
            weight = sum(100 if need[0] == "#" else 10 for need in needs) + bool(tag)
            rules = self._rules.setdefault(min(needs) if needs else tag, {})
            needs |= {tag} if tag else frozenset()
            if needs in rules:
                rules[needs] = (weight, {**rules[needs][1], **style})
            elif len(rules) < _MOST_ALIKE:
                rules[needs] = (weight, style)
                self._count += 1

    def of(self, tag: str, classes: Iterable[str], identity: str) -> Style:
        """The declarations that apply to an element, by the weight of their selectors."""
        if not self._rules:
            return {}
        has = {tag, f"#{identity}", *(f".{name}" for name in classes)}
        rules = [rule for key in ("", *has) for rule in self._rules.get(key, {}).items()]
        found = [weighed for needs, weighed in rules if needs <= has]
        merged: Style = {}
        for _, style in sorted(found, key=lambda rule: rule[0]):
            merged |= style
        return merged


def _rules(css: str) -> Iterator[tuple[str, Style, bool]]:
    """Selector, declarations and whether they hold under a condition only, of each rule of a style sheet."""
    opened: list[str] = []
    pieces = _BRACE.split(_COMMENT.sub("", css))
    for said, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            opened.append(said.rpartition(";")[2].strip())
        elif opened:
            selector = opened.pop()
            if said.strip() and selector and not selector.startswith("@"):
                yield selector, declarations(said), any(_CONDITION.match(outer) for outer in opened)
