"""Which elements of HTML a reader does not see, and by what channel they are hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.readers.styles import (
    Colour,
    StyleSheet,
    alike,
    background,
    colour,
    declarations,
    hiding,
    is_transparent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

WHITE: Final[Colour] = (255, 255, 255)
BLACK: Final[Colour] = (0, 0, 0)
_HANDED_DOWN: Final = frozenset({"none", "inherit", "initial", "unset", "currentcolor"})
SPOKEN: Final = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "content", "srcdoc")
"""Attributes with words that a reader does not see, or sees on hovering only."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours that an element hands down to those within it; None where they are not known.

    Attributes:
        ink: Colour of text.
        paper: Colour of the background.
    """

    ink: Colour | None = BLACK
    paper: Colour | None = WHITE


@dataclass(slots=True)
class Sight:
    """What can be seen of a document.

    Known limits: style sheets in other files, selectors of more than one element, scripts, custom properties and
    `calc`, text under other elements, text in images.

    Attributes:
        sheet: The page's own style sheets.
        paint: Colours of the whole page.
    """

    sheet: StyleSheet = field(default_factory=StyleSheet)
    paint: Paint = field(default_factory=Paint)

    def hides(self, tag: str, attributes: Mapping[str, str | None], around: Paint) -> tuple[str | None, Paint]:
        """Whether an element is hidden.

        Args:
            tag: Its name, in lower case.
            attributes: Its attributes, names in lower case.
            around: The colours that it inherits.

        Returns:
            The channel that hides it, None where it is shown; and the colours for those within it.
        """
        classes = (attributes.get("class") or "").split()
        if channel := _by_nature(tag, attributes) or _by_class(classes):
            return channel, around
        style = self.sheet.of(tag, classes, attributes.get("id") or "")
        if inline := attributes.get("style"):
            style = {**style, **declarations(inline)}
        if style and (channel := hiding(style)):
            return channel, around
        return self._painted(attributes, style, around)

    @staticmethod
    def _painted(
        attributes: Mapping[str, str | None], style: Mapping[str, str], around: Paint
    ) -> tuple[str | None, Paint]:
        ink, paper = around.ink, around.paper
        said = style.get("color") or attributes.get("color")
        if said and said not in _HANDED_DOWN:
            ink = colour(said)
        if "background" in style or "background-color" in style:
            paper = background(style) or (around.paper if _is_clear(style) else None)
        elif said := attributes.get("bgcolor"):
            paper = colour(said)
        paint = Paint(ink, paper)
        if paint != around and ink and paper and alike(ink, paper):
            return "same-colour", paint
        return None, paint


def _is_clear(style: Mapping[str, str]) -> bool:
    said = f"{style.get('background', '')} {style.get('background-color', '')}".split()
    return all(word in _HANDED_DOWN or is_transparent(word) for word in said)


def _by_nature(tag: str, attributes: Mapping[str, str | None]) -> str | None:
    if tag in _listed("elements", "hidden") or (tag == "dialog" and "open" not in attributes):
        return tag
    if tag == "title":
        return "page-title"
    if "hidden" in attributes:
        return "hidden-attribute"
    return "aria-hidden" if (attributes.get("aria-hidden") or "").strip().lower() == "true" else None


def _by_class(classes: list[str]) -> str | None:
    for name in classes:
        if name in _listed("classes", "screen_reader"):
            return "screen-reader-class"
        if name in _listed("classes", "hide"):
            shown = any(_shows_again().match(other) for other in classes)
            return None if shown else "hidden-class"
    return None


@cache
def _listed(table: str, name: str) -> frozenset[str]:
    listed: list[Any] = toml("html.toml")[table][name]
    return frozenset(listed)


@cache
def _shows_again() -> re.Pattern[str]:
    return re.compile(toml("html.toml")["classes"]["shows_again"])
