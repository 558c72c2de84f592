"""How text in a Word document looks and what kind of paragraph it is in, by its styles and its own properties.

Of styles, the document's defaults and those of paragraphs and characters count, each with those that it is based on.
What a table's style says of rows and columns is not followed: where it shades anything, the background in that table is
not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from question_tailor.readers.looks import BLACK, WHITE, Colour, Look, colour

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF: Final = frozenset({"0", "false", "off"})
_HIGHLIGHTS: Final[dict[str, Colour]] = {
    "white": WHITE,
    "black": BLACK,
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "magenta": (255, 0, 255),
    "blue": (0, 0, 255),
    "red": (255, 0, 0),
    "lightGray": (192, 192, 192),
}
_PAPER_THEMES: Final = frozenset({"background1", "light1"})
_TINY: Final = 4
"""Half-points."""
_NARROW: Final = 10
"""Per cent of the width of letters."""
_TWIPS: Final = 40
"""Height of a line or a row up to which nothing is seen of it, in twentieths of a point."""
_FAR: Final = 12_000
"""Indentation from which on a paragraph is off the page, in twentieths of a point; 11,906 are the width of A4."""
_HEADING: Final = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_DEEPEST_HEADING: Final = 6
_DEEPEST_LIST: Final = 8
_DIGITS: Final = re.compile(r"-?\d{1,9}")

Properties = dict[str, Any]
"""What an element says of text: `hidden`, `bold`, `ink`, `paper` (None where not known), `size`, `width`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a paragraph is.

    Attributes:
        heading: Its level, from 1; 0 for text.
        item: Its level in a list, from 1; 0 where it is in none.
        veil: The channel in which all of it is hidden; None where it is not.
    """

    heading: int = 0
    item: int = 0
    veil: str | None = None


@dataclass(slots=True)
class _Style:
    text: Properties = field(default_factory=dict)
    paragraph: Properties = field(default_factory=dict)


class Styles:
    """The styles of a document.

    Args:
        root: The element `w:styles`; None where there is none.
    """

    def __init__(self, root: Any = None) -> None:  # noqa: ANN401 - an element of lxml
        self._elements = {} if root is None else {said(one, "styleId"): one for one in root.iterchildren(f"{W}style")}
        self._known: dict[str, _Style] = {}
        self._defaults: Properties = {}
        if root is not None:
            defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            self._defaults = text_properties(defaults)
        self._normal = next(
            (
                name
                for name, one in self._elements.items()
                if said(one, "type") == "paragraph" and said(one, "default") in {"1", "true"}
            ),
            "",
        )

    def paragraph(self, properties: Any) -> tuple[Kind, Properties]:  # noqa: ANN401 - an element of lxml
        """What a paragraph is, and what it says of the text in it.

        Args:
            properties: The element `w:pPr`; None where there is none.
        """
        style = self._of(said_in(properties, "pStyle") or self._normal)
        own = {**style.paragraph, **_paragraph_properties(properties)}
        heading, item = int(own.get("heading", 0)), 0
        if own.get("list"):
            item = min(int(own.get("depth", 0)), _DEEPEST_LIST) + 1
        text = {**self._defaults, **style.text}
        if "paper" in own:
            text["paper"] = own["paper"]
        return Kind(heading, 0 if heading else item, own.get("veil")), text

    def run(self, properties: Any, around: Properties) -> Properties:  # noqa: ANN401 - an element of lxml
        """What a run says of its text.

        Args:
            properties: The element `w:rPr`; None where there is none.
            around: What the paragraph says.
        """
        if properties is None:
            return around
        named = said_in(properties, "rStyle")
        return {**around, **(self._of(named).text if named else {}), **text_properties(properties)}

    def shades(self, name: str) -> bool:
        """Whether a style of tables, or one that it is based on, shades anything."""
        return any(True for element in self._chain(name) for _ in element.iter(f"{W}shd"))

    def _of(self, name: str) -> _Style:
        if name not in self._known:
            style = _Style()
            for element in reversed(self._chain(name)):
                style.text |= text_properties(element.find(f"{W}rPr"))
                heading = _heading_of(said_in(element, "name"))
                style.paragraph |= {"heading": heading} if heading else {}
                style.paragraph |= _paragraph_properties(element.find(f"{W}pPr"))
            self._known[name] = style
        return self._known[name]

    def _chain(self, name: str) -> list[Any]:
        """A style and those that it is based on; a circle ends where it closes."""
        chain: dict[str, Any] = {}
        while name in self._elements and name not in chain:
            chain[name] = self._elements[name]
            name = said_in(chain[name], "basedOn")
        return list(chain.values())


def look(properties: Properties, paper: Colour | None) -> Look:
    """How text with these properties looks on a background that has this colour unless they name another."""
    return Look(
        ink=properties.get("ink"),
        paper=properties.get("paper", paper),
        tiny=properties.get("size", 99) <= _TINY or properties.get("width", 100) <= _NARROW,
    )


def said(element: Any, name: str) -> str:  # noqa: ANN401 - an element of lxml
    """An attribute of an element; empty where it has none such."""
    return str(element.get(f"{W}{name}") or "")


def said_in(element: Any, name: str) -> str:  # noqa: ANN401 - an element of lxml
    """The value of a property within an element; empty where there is none."""
    inner = None if element is None else element.find(f"{W}{name}")
    return "" if inner is None else said(inner, "val")


def figure(given: str | None) -> int | None:
    """A whole number; None where it is none."""
    match = _DIGITS.match(given or "")
    return int(match[0]) if match else None


def is_on(element: Any, name: str) -> bool | None:  # noqa: ANN401 - an element of lxml
    """Whether a property is switched on; None where nothing is said of it."""
    inner = element.find(f"{W}{name}")
    return None if inner is None else said(inner, "val").lower() not in _OFF


def is_flat(height: Any) -> bool:  # noqa: ANN401 - an element of lxml
    """Whether a row is set to a height at which nothing is seen of it."""
    least = None if height is None else figure(said(height, "val"))
    return least is not None and said(height, "hRule") == "exact" and least <= _TWIPS


def text_properties(element: Any) -> Properties:  # noqa: ANN401 - an element of lxml
    """What `w:rPr` says."""
    if element is None:
        return {}
    found: Properties = {}
    for name, tag in (("hidden", "vanish"), ("bold", "b")):
        if (switched := is_on(element, tag)) is not None:
            found[name] = switched
    for name, tag in (("size", "sz"), ("width", "w")):
        if (value := figure(said_in(element, tag))) is not None:
            found[name] = value
    if (ink := element.find(f"{W}color")) is not None:
        found["ink"] = _colour(ink, "val", "themeColor", "themeShade")
    if (shade := element.find(f"{W}shd")) is not None:
        found |= paper_of(shade)
    highlight = said_in(element, "highlight")
    if highlight and highlight != "none":
        found["paper"] = _HIGHLIGHTS.get(highlight)
    return found


def paper_of(shade: Any) -> Properties:  # noqa: ANN401 - an element of lxml
    """The background that `w:shd` gives: `paper`, or nothing where it gives none."""
    kind = said(shade, "val")
    if kind == "solid":
        return {"paper": _colour(shade, "color", "themeColor", "themeShade")}
    if said(shade, "fill") in {"", "auto"} and not said(shade, "themeFill"):
        return {} if kind in {"", "clear", "nil"} else {"paper": None}
    return {"paper": _colour(shade, "fill", "themeFill", "themeFillShade") if kind in {"", "clear", "nil"} else None}


def _colour(element: Any, name: str, theme: str, shade: str) -> Colour | None:  # noqa: ANN401 - an element of lxml
    """A colour; None where it is not told, as of `auto`, which is always one that can be read."""
    if said(element, theme) in _PAPER_THEMES and not said(element, shade):
        return WHITE
    return colour(f"#{said(element, name)}")


def _heading_of(name: str) -> int:
    if name.lower() == "title":
        return 1
    match = _HEADING.match(name)
    return min(int(match[1]), _DEEPEST_HEADING) if match else 0


def _paragraph_properties(element: Any) -> Properties:  # noqa: ANN401 - an element of lxml
    if element is None:
        return {}
    found: Properties = {}
    level = figure(said_in(element, "outlineLvl"))
    if level is not None:
        found["heading"] = min(level + 1, _DEEPEST_HEADING) if level < 9 else 0  # noqa: PLR2004 - 9 is text
    if (numbering := element.find(f"{W}numPr")) is not None:
        if number := said_in(numbering, "numId"):
            found["list"] = number != "0"
        if (depth := figure(said_in(numbering, "ilvl"))) is not None:
            found["depth"] = max(depth, 0)
    if (shade := element.find(f"{W}shd")) is not None:
        found |= paper_of(shade)
    if veil := _veil(element):
        found["veil"] = veil
    return found


def _veil(element: Any) -> str | None:  # noqa: ANN401 - an element of lxml
    if (spacing := element.find(f"{W}spacing")) is not None and said(spacing, "lineRule") == "exact":
        height = figure(said(spacing, "line"))
        if height is not None and height <= _TWIPS:
            return "font-size"
    for tag, names in (("ind", ("left", "start", "firstLine", "hanging")), ("framePr", ("x", "y"))):
        inner = element.find(f"{W}{tag}")
        if inner is not None and any(abs(figure(said(inner, name)) or 0) >= _FAR for name in names):
            return "off-screen"
    return None
