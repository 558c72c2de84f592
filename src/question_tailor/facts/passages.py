"""A text cut into passages: bullets, headings and paragraphs, each with its place and the kind of its section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from question_tailor.facts.lists import table

if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLET: Final = re.compile(r"\s*(?:[-*\u2022\u00b7\u25aa\u25cf\u25e6\u2013\u2014>\uf0b7+]|o|\(?\d{1,2}[.)])\s+(?=\S)")
_MARKDOWN_HEADING: Final = re.compile(r"\s*#{1,6}\s+")
_UNDERLINE: Final = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|\*{3,})\s*$")
_LONGEST_HEADING: Final = 70
_LONGEST_PASSAGE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A bullet, a heading or a paragraph.

    Attributes:
        kind: Which of them.
        start: First character of its words, without a bullet's mark.
        end: One past its last character.
        section: What its section is about, a key of `sections` in facts.toml; `other` where no heading tells.
    """

    kind: Literal["bullet", "heading", "paragraph"]
    start: int
    end: int
    section: str


def passages(text: str, language: str) -> Iterator[Passage]:
    """The passages of a text, in order; lines that only wrap are taken together."""
    section = "other"
    begun: tuple[Literal["bullet", "paragraph"], int, int] | None = None
    for start, end in _lines(text):
        line = text[start:end]
        said = line.strip()
        bullet = _BULLET.match(line)
        heading = not bullet and _is_heading(said, language)
        if begun and (not said or bullet or heading or _UNDERLINE.match(line)):
            yield Passage(begun[0], begun[1], begun[2], section)
            begun = None
        if not said or _UNDERLINE.match(line):
            continue
        if heading:
            section = _section_of(said, language)
            yield Passage("heading", start + len(line) - len(line.lstrip("# *_\t")), end, section)
        elif bullet:
            begun = ("bullet", start + bullet.end(), end)
        elif begun and end - begun[1] <= _LONGEST_PASSAGE:
            begun = (begun[0], begun[1], end)
        else:
            begun = ("paragraph", start + len(line) - len(line.lstrip()), end)
    if begun:
        yield Passage(begun[0], begun[1], begun[2], section)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line.rstrip())
        start += len(line) + 1


def _is_heading(line: str, language: str) -> bool:
    if not 0 < len(line) <= _LONGEST_HEADING:
        return False
    if _MARKDOWN_HEADING.match(line):
        return True
    bold = line.startswith(("**", "__")) and line.rstrip(": ").endswith(("**", "__"))
    letters = [char for char in line if char.isalpha()]
    shouted = len(letters) > 2 and line.isupper() and not line.endswith(".")  # noqa: PLR2004 - not an acronym
    announces = line.endswith(":") and len(line.split()) <= 8  # noqa: PLR2004 - a longer one is a sentence
    return bold or shouted or announces or _is_bare_heading(line, language)


def _is_bare_heading(line: str, language: str) -> bool:
    """A short line of its own that names a section: "What you will do"."""
    if len(line.split()) > 6 or line[-1] in ".,;!" or not line[0].isupper():  # noqa: PLR2004 - headings are short
        return False
    return _section_of(line, language) != "other" and not any(char.isdigit() for char in line)


def _section_of(heading: str, language: str) -> str:
    said = heading.lower()
    sections: dict[str, list[str]] = table(language)["sections"]
    return next((kind for kind, marks in sections.items() if any(mark in said for mark in marks)), "other")
