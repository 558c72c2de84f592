"""The elements of a web page, and which of them are its main text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.readers.looks import Look
from question_tailor.readers.markup import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.readers.markup import Writer
    from question_tailor.readers.visible import Sight

_MAIN: Final = 0.4
"""Share of the page's text that `main` or `article` has to hold to be taken for the posting."""
_LARGE: Final = 0.5
"""Share of the page's text from which on nothing is thrown out for its name."""
_MINOR: Final = 0.15
"""Share of the page's text up to which an element may be thrown out for its name."""
_LINKED: Final = 0.7
_FEWEST_LINKS: Final = 3
_FEWEST_INPUTS: Final = 2
_INPUTS: Final = frozenset({"input", "textarea", "select"})
_LINK_BLOCKS: Final = frozenset({"ul", "ol", "div", "section", "table", "p", "dl", "span"})
_KEPT: Final = frozenset(
    {"html", "head", "body", "main", "h1", "title", "meta", "script", "style", "noscript", "template"}
)
_NAME: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, of which only the length is known."""

    length: int


@dataclass(slots=True, eq=False)
class Element:
    """An element, and what its text amounts to.

    Attributes:
        tag: Its name.
        attributes: Its attributes.
        children: What it holds, in order; text as it is.
        parent: What holds it.
        length: Letters and other visible characters within.
        linked: How many of them stand in links.
        links: How many links.
        inputs: How many fields to fill in.
        headline: Whether a visible `h1` is within.
        aside: Whether it is no part of the main text.
    """

    tag: str
    attributes: dict[str, str | None]
    parent: Element | None = None
    children: list[Element | Comment | str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    links: int = 0
    inputs: int = 0
    headline: bool = False
    aside: bool = False

    @property
    def is_void(self) -> bool:
        """Whether it can hold nothing."""
        return self.tag in VOID

    @property
    def elements(self) -> Iterator[Element]:
        """The elements that it holds."""
        return (child for child in self.children if isinstance(child, Element))

    def within(self) -> Iterator[Element]:
        """It and all elements in it, those that hold others before them."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(list(element.elements)))


def settle_main(page: Element, sight: Sight) -> None:
    """Mark what of a page is no part of its main text.

    Navigation, banners, cookie notices, footers, side columns, application forms and lists of links are told by their
    elements, roles and names, and by how much of their text is links.

    Args:
        page: The whole page.
        sight: What of it can be seen.
    """
    _measure(page, sight, spoken_only=False)
    for element in page.within():
        # A page that was saved with a dialog open has its whole content marked so.
        if element.length > _LARGE * page.length and "aria-hidden" in element.attributes:
            del element.attributes["aria-hidden"]
    _measure(page, sight, spoken_only=True)
    main = _main(page)
    for element in list(page.within()):
        element.aside = _is_aside(element, page)
    _leave_only(main, page)


def _measure(page: Element, sight: Sight, *, spoken_only: bool) -> None:
    for element in reversed(list(page.within())):
        attributes = element.attributes
        if not spoken_only and "aria-hidden" in attributes:
            attributes = {name: value for name, value in attributes.items() if name != "aria-hidden"}
        hidden = sight.of(element.tag, attributes, Look())[0] is not None
        inner = [] if hidden else list(element.elements)
        said = 0 if hidden else sum(len("".join(child.split())) for child in element.children if isinstance(child, str))
        is_link = element.tag == "a" and "href" in element.attributes
        element.length = said + sum(child.length for child in inner)
        element.linked = element.length if is_link else sum(child.linked for child in inner)
        element.links = is_link + sum(child.links for child in inner)
        element.inputs = _is_input(element) + sum(child.inputs for child in inner)
        element.headline = not hidden and (element.tag == "h1" or any(child.headline for child in inner))


def _is_input(element: Element) -> bool:
    return element.tag in _INPUTS and (element.attributes.get("type") or "").lower() not in {
        "hidden",
        "submit",
        "search",
    }


def _main(page: Element) -> Element:
    """The element that holds the posting, with the page's headline; the page itself where none says so."""
    for element in page.within():
        role = (element.attributes.get("role") or "").lower()
        if (element.tag in {"main", "article"} or role == "main") and element.length >= _MAIN * page.length:
            main: Element | None = element
            while main is not None and page.headline and not main.headline:
                main = main.parent
            return main or page
    return page


def _is_aside(element: Element, page: Element) -> bool:
    if element.tag in _KEPT or element.length > _LARGE * page.length:
        return False
    if element.tag in _listed("elements", "aside"):
        return True
    if element.headline:
        return False
    if element.tag == "header" and _heads_page(element):
        return page.headline or element.links >= _FEWEST_LINKS
    return _has_role(element) or _has_name(element, page.length) or _is_form(element) or _is_crowded(element)


def _has_role(element: Element) -> bool:
    roles = (element.attributes.get("role") or "").lower().split()
    return not _listed("elements", "roles").isdisjoint(roles)


def _has_name(element: Element, total: int) -> bool:
    named = f"{element.attributes.get('class') or ''} {element.attributes.get('id') or ''}"
    words = {word.lower() for word in _NAME.findall(named)}
    if words & _listed("furniture", "always"):
        return True
    is_minor = element.length <= _MINOR * total or element.links >= _FEWEST_LINKS
    return is_minor and bool(words & _listed("furniture", "words"))


def _is_form(element: Element) -> bool:
    return element.tag == "form" and element.inputs >= _FEWEST_INPUTS


def _is_crowded(element: Element) -> bool:
    """Whether it is mostly links."""
    crowded = element.links >= _FEWEST_LINKS and element.linked >= _LINKED * element.length
    return crowded and element.tag in _LINK_BLOCKS


def _heads_page(element: Element) -> bool:
    """Whether a `header` is that of the page, not of an article within it."""
    around = element.parent
    while around is not None:
        if around.tag in {"main", "article", "section"}:
            return False
        around = around.parent
    return True


def _leave_only(main: Element, page: Element) -> None:
    """Mark all that stands beside an element; what is never shown, as the page's head, is still told."""
    inner = main
    while (around := inner.parent) is not None:
        for beside in around.elements:
            beside.aside = beside.aside or (beside is not inner and beside.tag != "head")
        around.children = [child for child in around.children if not isinstance(child, str)]
        inner.aside = False
        inner = around
    page.aside = False


def write(page: Element, writer: Writer) -> None:
    """Tell a writer of a page, in the order of the page."""
    stack: list[Element | Comment | str | None] = [page]
    while stack:
        node = stack.pop()
        if node is None:
            writer.end()
        elif isinstance(node, str):
            writer.text(node)
        elif isinstance(node, Comment):
            writer.removed("comment", node.length)
        else:
            writer.start(node.tag, node.attributes, aside=node.aside)
            if not node.is_void:
                stack.append(None)
                stack.extend(reversed(node.children))


@cache
def _listed(table: str, name: str) -> frozenset[str]:
    listed: list[Any] = toml("html.toml")[table][name]
    return frozenset(listed)
