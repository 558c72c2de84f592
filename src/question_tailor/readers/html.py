"""Web pages: their main text, without what a reader does not see and what is no part of a posting.

Known limits: what only a browser can tell is not seen here: style sheets in other files, selectors of more than one
element, scripts, text under other elements, text in images. See `Sight`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from question_tailor.cleaning import Removal
from question_tailor.errors import InputError
from question_tailor.readers import jsonld, sandbox
from question_tailor.readers.encodings import decoded
from question_tailor.readers.extracted import Extracted, Fields
from question_tailor.readers.extras import library
from question_tailor.readers.jobs import jobs_in, picked
from question_tailor.readers.looks import Look
from question_tailor.readers.markup import Writer
from question_tailor.readers.page import Comment, Element, settle_main, write
from question_tailor.readers.parts import phrase
from question_tailor.readers.structured import from_json
from question_tailor.readers.styles import StyleSheet
from question_tailor.readers.titles import bare
from question_tailor.readers.visible import Sight

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PAGE: Final = 6_000_000
_MOST_NODES: Final = 100_000
_DEEPEST: Final = 400
_FEW_TAGS: Final = 15_000
_FEW_BYTES: Final = 120_000
_FEWEST_LETTERS: Final = 40
_NEXT_TO_NOTHING: Final = 0.3
_WRAPPING: Final = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*\Z")
_NEARLY_ALL: Final = 0.6


def read(raw: bytes, pick: str | int | None = None) -> Extracted:
    """The text and fields of a web page, as `extract` gives them, whatever the page does to the parser.

    Raises:
        InputError: As `extract`; or it takes too much time or memory to read.
        ConfigurationError: selectolax is not installed.
    """
    # Deep nesting and floods of attributes cost the parser the square of their number: 15,000 take it a second.
    if raw.count(b"<") <= _FEW_TAGS and len(raw) <= _FEW_BYTES:
        return extract(raw, pick)
    library("selectolax.lexbor", "web pages")
    return sandbox.run("html", raw, pick)


def extract(raw: bytes, pick: str | int | None = None) -> Extracted:
    """The text and fields of a web page.

    A JobPosting in JSON-LD gives the fields, and the text too where the page shows it; lines of it that the page does
    not show are left out and reported as `json-ld`, unless the page shows next to nothing without its scripts.

    Args:
        raw: The page.
        pick: Which posting, where JSON-LD holds several.

    Raises:
        InputError: It is too large, nested too deep, or shows no text.
        ConfigurationError: selectolax is not installed.
    """
    if len(raw) > LARGEST_PAGE:
        raise InputError(f"The web page is larger than {LARGEST_PAGE:,} bytes.")
    parser = library("selectolax.lexbor", "web pages").LexborHTMLParser(decoded(raw, "The web page"))
    data = list(_data(parser))
    jobs = [job for document in data for job in jobs_in(document)]
    sight = _sight(parser)
    page = _tree(parser.root, told=bool(jobs))
    settle_main(page, sight)
    writer = Writer(sight)
    write(page, writer)
    main, hidden = writer.done()
    if jobs:
        return _agreed(
            picked(jobs, pick, "The web page").extract(), Extracted(main, hidden=hidden), _all_shown(page, sight)
        )
    if sum(char.isalpha() for char in main) < _FEWEST_LETTERS:
        raise InputError(
            "The web page shows no text without its scripts. Print it from a browser as a PDF, or copy its text."
        )
    names = (phrase(one.get("name")) for document in data for one in jsonld.of_type(document, "Organization"))
    return Extracted(main, Fields(company=next((name for name in names if name), None)), hidden)


def _data(parser: Any) -> Iterator[Any]:  # noqa: ANN401 - a parser of selectolax
    """The JSON-LD of a page; what is none is passed over, since pages work without it."""
    for script in parser.css("script[type]"):
        if _is_data(script):
            said = _WRAPPING.sub("", script.text(deep=True))
            try:
                yield from_json(said, "The page's data")
            except InputError:
                continue


def _is_data(node: Any) -> bool:  # noqa: ANN401 - a node of selectolax
    kind = node.attributes.get("type") if node.tag == "script" else None
    return (kind or "").partition(";")[0].strip().lower() == "application/ld+json"


def _sight(parser: Any) -> Sight:  # noqa: ANN401 - a parser of selectolax
    sheet = StyleSheet()
    for style in parser.css("style"):
        sheet.add(style.text(deep=True))
    elsewhere = any("stylesheet" in (link.attributes.get("rel") or "").lower() for link in parser.css("link[rel]"))
    # Where a style sheet in another file sets the page's colours, what stands on what cannot be told.
    return Sight(sheet, Look(None, None) if elsewhere else Look())


def _tree(root: Any, *, told: bool) -> Element:  # noqa: ANN401 - a node of selectolax
    """The page as elements of our own.

    Args:
        root: The page as the parser has it.
        told: Whether the page's data are read, and so are not hidden.

    Raises:
        InputError: It has too many elements, or they are nested too deep.
    """
    page = Element(root.tag, dict(root.attributes))
    stack = [(page, root, 0)]
    count = 0
    while stack:
        element, node, depth = stack.pop()
        if depth > _DEEPEST:
            raise InputError(f"The web page is nested more than {_DEEPEST} elements deep.")
        child = node.child
        while child is not None:
            count += 1
            if count > _MOST_NODES:
                raise InputError(f"The web page has more than {_MOST_NODES:,} elements.")
            if child.tag == "-text":
                element.children.append(child.text_content or "")
            elif child.tag == "-comment":
                element.children.append(Comment(len(child.comment_content or "")))
            elif child.tag is None:  # `<?xml:namespace ... ?>`, which a browser takes for a comment
                element.children.append(Comment(len(child.html or "")))
            elif not child.tag.startswith("-") and not (told and _is_data(child)):
                inner = Element(child.tag, dict(child.attributes), element)
                element.children.append(inner)
                if child.tag == "template":  # the parser keeps its content out of the page
                    inner.children.append("".join(fragment.html or "" for fragment in child.template_fragments()))
                stack.append((inner, child, depth + 1))
            child = child.next
    return page


def _all_shown(page: Element, sight: Sight) -> str:
    """All that a page shows, its furniture too, in the form in which texts are compared."""
    for element in page.within():
        element.aside = False
    writer = Writer(sight)
    write(page, writer)
    return _letters(writer.done()[0])


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _agreed(described: Extracted, main: Extracted, shown: str) -> Extracted:
    """What the data of a page say, as far as the page shows it; the page's own text where that says far more.

    Args:
        described: The posting in the page's data.
        main: The page's main text.
        shown: All that the page shows, letters only.
    """
    if len(shown) < _NEXT_TO_NOTHING * len(_letters(described.text)):
        return Extracted(described.text, described.fields, (*described.hidden, *main.hidden))
    fields = _shown_fields(described.fields, shown)
    lines = described.text.split("\n")
    kept = [lines.pop(0)] if fields.title else []
    removed: list[Removal] = []
    for line in lines:
        if not (letters := _letters(line)) or letters in shown:
            kept.append(line)
        else:
            removed.append(Removal("json-ld", len("\n".join(kept)), len(line)))
    text = "\n".join(kept).strip()
    if not fields.title or len(_letters(text)) < _NEARLY_ALL * len(_letters(main.text)):
        return Extracted(main.text, fields, main.hidden)
    return Extracted(text, fields, (*described.hidden, *removed, *main.hidden))


def _shown_fields(fields: Fields, shown: str) -> Fields:
    """Fields without a title or a company that the page does not show."""
    title = bare(fields.title, "") if fields.title else ""
    return replace(
        fields,
        title=fields.title if _letters(title) in shown else None,
        company=fields.company if fields.company and _letters(fields.company) in shown else None,
    )
