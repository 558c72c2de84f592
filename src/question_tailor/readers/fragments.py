"""HTML as it stands within JSON: pieces of a page, written by an editor's toolbar.

They are read without a library, by the rules of the HTML standard for tokens, and by the most important of its rules
for what closes what. Whole pages are read by `html`, with a parser that knows all of them.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, Literal

from question_tailor.errors import InputError
from question_tailor.readers.markup import BLOCKS, VOID, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.cleaning import Removal

_Kind = Literal["start", "end", "text", "comment", "odd"]

LARGEST_FRAGMENT: Final = 1_000_000
_DEEPEST: Final = 200
_TOKEN: Final = re.compile(
    r"""
    <!--(?P<comment>(?:(?!-?>).*?(?=--!?>|\Z))?)(?:--!?>|-?>|\Z)
    |<(?P<start>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[\s/]++|=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|(?!["'])[^\s>]*+))?|=)*+)(?:>|\Z)
    |</(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+(?:>|\Z)
    |<(?:!|\?|/(?=[^a-zA-Z]))(?P<odd>[^>]*+)(?:>|\Z)
    |(?P<text>[^<]++|<)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final[tuple[_Kind, ...]] = ("start", "end", "text", "comment", "odd")
_ATTRIBUTE: Final = re.compile(
    r"""(=?[^\s/>=]+)(?:\s*=\s*(?:"([^"]*)(?:"|\Z)|'([^']*)(?:'|\Z)|([^\s>"'][^\s>]*)?))?""", re.DOTALL
)
_RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"})
_CLOSES_P: Final = BLOCKS - {
    "li",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "option",
    "optgroup",
    "body",
    "html",
}
_SIBLINGS: Final = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select", "datalist"}),
}
"""What closes an earlier one of its kind, and within what it does not look further."""
_MARKUP: Final = re.compile(
    r"</(?:p|ul|ol|li|div|h[1-6]|strong|b|em|i|span|table|section)\s*>|<br\s*/?>|<(?:p|li)>", re.IGNORECASE
)
_ESCAPED_MARKUP: Final = re.compile(r"&(?:amp;)*lt;/?(?:p|ul|ol|li|div|h[1-6]|strong|b|em|span|br)\b", re.IGNORECASE)
_TIMES_ESCAPED: Final = 3


def is_markup(text: str) -> bool:
    """Whether a field holds HTML, perhaps escaped, and no plain text."""
    return _MARKUP.search(text) is not None or _ESCAPED_MARKUP.search(text) is not None


def text_of_markup(markup: str) -> tuple[str, tuple[Removal, ...]]:
    """The text of a piece of HTML, with headings and bullets, and what was hidden in it.

    Args:
        markup: HTML; also escaped to entities, once or several times, as some job boards give it; or plain text.

    Raises:
        InputError: It is too large, or nested too deep.
    """
    if len(markup) > LARGEST_FRAGMENT:
        raise InputError(f"A description of {len(markup):,} characters is more than {LARGEST_FRAGMENT:,}.")
    for _ in range(_TIMES_ESCAPED):
        if _MARKUP.search(markup) or not _ESCAPED_MARKUP.search(markup):
            break
        markup = html.unescape(markup)
    if not _MARKUP.search(markup):
        return html.unescape(markup).strip(), ()
    writer = Writer()
    stack = _Stack(writer)
    for kind, said, attributes in _tokens(markup):
        if kind == "start":
            stack.start(said.lower(), _attributes(attributes))
        elif kind == "end":
            stack.end(said.lower())
        elif kind == "text":
            writer.text(html.unescape(said))
        else:
            writer.removed("comment", len(said))
    return writer.done()


def _tokens(markup: str) -> Iterator[tuple[_Kind, str, str]]:
    """Tokens: their kind, name or text, and a start's attributes.

    What stands in `script` and its like is one text, whatever it looks like.
    """
    place = 0
    while match := _TOKEN.match(markup, place):
        place = match.end()
        kind: _Kind = next(name for name in _KINDS if match[name] is not None)
        yield kind, match[kind], match["attributes"] or ""
        if kind == "start" and match["start"].lower() in _RAW:
            closing = re.compile(rf"</{match['start']}(?=[\s/>])|\Z", re.IGNORECASE).search(markup, place)
            end = closing.start() if closing else len(markup)
            yield "text", markup[place:end], ""
            place = end


def _attributes(said: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(said):
        value = next((group for group in match.groups()[1:] if group is not None), None)
        found.setdefault(match[1].lower(), html.unescape(value) if value else value)
    return found


class _Stack:
    """The elements that are open, and what closes them."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._tags: list[str] = []

    def start(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in _CLOSES_P:
            self._close({"p"}, within=BLOCKS - {"p"})
        if tag in _SIBLINGS:
            self._close(*_SIBLINGS[tag])
        self._writer.start(tag, attributes)
        if tag not in VOID:
            self._tags.append(tag)
            if len(self._tags) > _DEEPEST:
                raise InputError(f"A description is nested more than {_DEEPEST} elements deep.")

    def end(self, tag: str) -> None:
        """Close an element, unless a block within it is open still: that one's own end is waited for."""
        self._close({tag}, within=frozenset() if tag in BLOCKS else BLOCKS)

    def _close(self, tags: set[str], within: frozenset[str] | set[str]) -> None:
        for place in range(len(self._tags) - 1, -1, -1):
            if self._tags[place] in tags:
                for _ in range(len(self._tags) - place):
                    self._tags.pop()
                    self._writer.end()
                return
            if self._tags[place] in within:
                return
