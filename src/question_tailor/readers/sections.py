"""The parts of a text that are confidential."""

from __future__ import annotations

import re
from typing import Final

from question_tailor.cleaning import clean
from question_tailor.outline import LOWEST, Heading, headings

_CONFIDENTIAL: Final = re.compile(
    r"\W{0,10}(?:confidential|vertraulich|confidentiel(?:le)?)\b(?P<rest>.*)$", re.IGNORECASE
)
_MOST_WORDS_AFTER: Final = 6


def without_confidential(text: str) -> tuple[str, str]:
    """Part a text at its headings `Confidential`, `Vertraulich` and `Confidentiel`.

    What stands under such a heading is confidential up to the next heading of its level or above; in doubt it stays
    confidential: under a heading that is no Markdown heading only a Markdown heading, or another in the same form,
    ends it.

    Returns:
        The text without these sections, and the sections.
    """
    lines = text.splitlines()
    # As a reader sees it: a heading copied from a web page may hold soft hyphens. Most lines have nothing to clean.
    seen = [line if line.isascii() and line.isprintable() else clean(line).text for line in lines]
    found = list(headings("\n".join(seen)))
    found += [Heading(n, LOWEST, line.strip()) for n, line in enumerate(seen) if _names_confidential_line(line)]
    found = sorted({heading.line: heading for heading in reversed(found)}.values(), key=lambda heading: heading.line)
    hidden: set[int] = set()
    end = 0
    for place, heading in enumerate(found):
        if heading.line < end or not is_confidential(heading.text):
            continue
        later = (found[number] for number in range(place + 1, len(found)))
        end = next((other.line for other in later if other.level <= heading.level), len(lines))
        hidden.update(range(heading.line, end))
    kept = "\n".join(line for number, line in enumerate(lines) if number not in hidden)
    secret = "\n".join(line for number, line in enumerate(lines) if number in hidden)
    return kept, secret


def is_confidential(heading: str) -> bool:
    """Whether what stands under a heading, cleaned, is confidential."""
    match = _CONFIDENTIAL.match(heading)
    return match is not None and len(match["rest"].strip(" :*_-\u2013\u2014").split()) <= _MOST_WORDS_AFTER


def _names_confidential_line(line: str) -> bool:
    """A line that holds nothing but the word, as `Confidential`, or the word, a colon and the text itself."""
    said = line.strip().strip("*_# ")
    return _CONFIDENTIAL.fullmatch(said) is not None and (" " not in said or ":" in said[:40])
