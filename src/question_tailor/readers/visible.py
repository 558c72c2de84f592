"""Which elements of HTML a reader does not see, and by what channel they are hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.readers.looks import Look
from question_tailor.readers.styles import StyleSheet, declarations, hiding

if TYPE_CHECKING:
    from collections.abc import Mapping

SPOKEN: Final = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "content", "srcdoc")
"""Attributes with words that a reader does not see, or sees on hovering only."""


@dataclass(slots=True)
class Sight:
    """What can be seen of a document.

    Known limits: style sheets in other files, selectors of more than one element, scripts, custom properties and
    `calc`, text under other elements, text in images.

    Attributes:
        sheet: The page's own style sheets.
        look: How the text of the whole page looks.
    """

    sheet: StyleSheet = field(default_factory=StyleSheet)
    look: Look = field(default_factory=Look)

    def of(self, tag: str, attributes: Mapping[str, str | None], around: Look) -> tuple[str | None, Look]:
        """What can be seen of an element.

        Args:
            tag: Its name, in lower case.
            attributes: Its attributes, names in lower case.
            around: How text around it looks.

        Returns:
            The channel that hides it with all that is in it, None where none does; and how its own text looks.
        """
        classes = (attributes.get("class") or "").split()
        if channel := _by_nature(tag, attributes) or _by_class(classes):
            return channel, around
        style = self.sheet.of(tag, classes, attributes.get("id") or "")
        for name, meant in (("bgcolor", "background-color"), ("color", "color")):
            if said := attributes.get(name):
                style = {meant: said.strip().lower(), **style}
        if inline := attributes.get("style"):
            style = {**style, **declarations(inline)}
        return (hiding(style), around.under(style)) if style else (None, around)


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
