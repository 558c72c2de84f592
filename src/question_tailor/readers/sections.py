"""Headings of Markdown and plain text, and what stands under some of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKDOWN: Final = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_BOLD: Final = re.compile(r"(?:\*\*|__)(.{1,80}?)(?:\*\*|__)\s*:?$")
_CONFIDENTIAL: Final = re.compile(r"\W*(?:confidential|vertraulich|confidentiel(?:le)?)\b(?P<rest>.*)$", re.IGNORECASE)
_LONGEST_HEADING: Final = 80
_MOST_WORDS_AFTER: Final = 6
_LOWEST: Final = 7
"""Level of a heading that is no Markdown heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        line: Its line, counted from 0.
        level: 1 to 6 as in Markdown; 7 for bold, upper-case and colon lines.
        text: Its words.
        lines: How many lines it takes.
    """

    line: int
    level: int
    text: str
    lines: int = 1


def headings(text: str) -> Iterator[Heading]:
    """The headings of a text, in Markdown or as people make them in plain text."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        said = line.strip()
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if match := _MARKDOWN.match(said):
            yield Heading(number, len(match[1]), match[2].strip())
        elif said and len(below) >= 3 and set(below) in ({"="}, {"-"}):  # noqa: PLR2004 - an underline
            yield Heading(number, 1 if below[0] == "=" else 2, said, 2)
        elif (match := _BOLD.match(said)) and len(said) <= _LONGEST_HEADING:
            yield Heading(number, _LOWEST, match[1].strip(" :"))
        elif 0 < len(said) <= _LONGEST_HEADING and _stands_alone(said):
            yield Heading(number, _LOWEST, said.strip(" :"))


def _stands_alone(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    return bool(letters) and ((line.isupper() and len(letters) > 3) or (line.endswith(":") and line[0].isalpha()))  # noqa: PLR2004


def without_confidential(text: str) -> tuple[str, str]:
    """Part a text at its headings `Confidential`, `Vertraulich` and `Confidentiel`.

    What stands under such a heading is confidential up to the next heading of its level or above; in doubt it stays
    confidential: under a heading that is no Markdown heading only a Markdown heading, or another in the same form,
    ends it.

    Returns:
        The text without these sections, and the sections.
    """
    lines = text.splitlines()
    found = list(headings(text))
    found += [Heading(n, _LOWEST, line.strip()) for n, line in enumerate(lines) if _names_confidential_line(line)]
    found = sorted({heading.line: heading for heading in reversed(found)}.values(), key=lambda heading: heading.line)
    hidden: set[int] = set()
    for place, heading in enumerate(found):
        rest = _is_confidential(heading.text)
        if rest is None:
            continue
        end = next((later.line for later in found[place + 1 :] if later.level <= heading.level), len(lines))
        hidden.update(range(heading.line, end))
    kept = "\n".join(line for number, line in enumerate(lines) if number not in hidden)
    secret = "\n".join(line for number, line in enumerate(lines) if number in hidden)
    return kept, secret


def _is_confidential(heading: str) -> str | None:
    match = _CONFIDENTIAL.match(heading)
    if match is None:
        return None
    rest = match["rest"].strip(" :*_-\u2013\u2014")
    return rest if len(rest.split()) <= _MOST_WORDS_AFTER else None


def _names_confidential_line(line: str) -> bool:
    """A line that holds nothing but the word, as `Confidential`, or the word, a colon and the text itself."""
    said = line.strip().strip("*_# ")
    return _CONFIDENTIAL.fullmatch(said) is not None and (" " not in said or ":" in said[:40])
