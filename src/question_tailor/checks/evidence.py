"""Evidence: every quote stands in its source, to the letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor.findings import say
from question_tailor.text import Folded, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer, Quote

_FEWEST_WORDS: Final = 3
_OTHER: Final = {"job": "company", "company": "job"}
_WITHOUT_SPACES: Final = (range(0x0E00, 0x0F00), range(0x1000, 0x10A0), range(0x1780, 0x1800), range(0x2E80, 0xD800))
"""Scripts without spaces between words: Thai and Lao, Myanmar, Khmer; Chinese, Japanese and Korean."""
_WITHIN_FIGURES: Final = frozenset(".,'\u2019:/")
_GROUPING_SPACES: Final = frozenset(" \u00a0\u2009\u202f")
_HYPHENS: Final = frozenset("-\u2010\u2011")
_MINUS_SIGNS: Final = frozenset("-\u2010\u2011\u2012\u2013\u2212")
_APOSTROPHES: Final = frozenset("'\u2019\u02bc")
_WITHIN_WORDS: Final = frozenset("&@_")
_BEFORE_SMALL_LETTERS: Final = frozenset(".:*\u00b7")
"""What joins letters to one word where a small one follows at once: Node.js, Manager:in, Kolleg*innen."""
_ELIDED: Final = re.compile(
    r"(?<!\w)(?:[cdjlmnst]|(?:lors|puis|jus|quoi)?qu|un|gl|(?:de|ne|a|su|da)ll|que[sl]l?t?)$", re.IGNORECASE
)
"""French and Italian words that lean on the next one: `l'organisation` is two words, `don't` is one."""
_SINGLE_CAPITAL: Final = re.compile(r"(?<!\w)[^\W\d_]$")
_GROUP_BEFORE: Final = re.compile(r"(?<![\w.,])\d{1,3}$|(?<=[ \u00a0\u2009\u202f])\d{3}$")
_GROUP_AFTER: Final = re.compile(r"\d{3}(?!\d)")


def locate(quote: str, source: str) -> tuple[int, int] | None:
    """Find a quote in its source.

    White space, quotation marks, dashes, the ellipsis character and the case of the first letter may differ; nothing
    else may. Words and figures stand whole: `12` is not found in `120`, `1,200`, `1 200` or `12.5`, nor `road` in
    `roadmap`, `don` in `don't` or `profit` in `non-profit`. Nothing is joined or guessed.

    Args:
        quote: The words that are said to stand in the source.
        source: The cleaned text.

    Returns:
        Start and end in the source, in characters, of the first such place; None where there is none.
    """
    folded = _folded(source)
    as_given = _find(quote, folded, source)
    return as_given or _find(unicodedata.normalize("NFC", quote), folded, source)


def _find(quote: str, folded: Folded, source: str) -> tuple[int, int] | None:
    wanted = _same_marks(fold(quote).text).strip()
    if not any(char.isalnum() for char in wanted):
        return None
    places = sorted(place for form in _first_letters(wanted) for place in _places(form, folded.text))
    for start in places:
        end = start + len(wanted)
        if _halves(folded, start) or _halves(folded, end):
            continue
        span = folded.origin[start], folded.origin[end - 1] + 1
        if not (_cuts(source, span[0]) or _cuts(source, span[1]) or _drops_sign(source, span[0])):
            return span
    return None


@lru_cache(maxsize=8)
def _folded(source: str) -> Folded:
    """A source folded once for all quotes of a kit."""
    folded = fold(source)
    return Folded(_same_marks(folded.text), folded.origin)


def _same_marks(text: str) -> str:
    """Single and double quotation marks as one; a JSON answer often has the one for the other."""
    return text.replace('"', "'")


def _first_letters(wanted: str) -> set[str]:
    """A quote with its first letter as it is, as a capital and small; marks may stand before that letter."""
    place = next(index for index, char in enumerate(wanted) if char.isalnum())
    first = wanted[place]
    forms = {first, first.upper(), first.lower()}
    return {f"{wanted[:place]}{form}{wanted[place + 1 :]}" for form in forms if len(form) == 1}


def _places(wanted: str, text: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _halves(folded: Folded, edge: int) -> bool:
    """Whether an edge runs through one character of the source, or through a row of dots."""
    if not 0 < edge < len(folded.text):
        return False
    return folded.origin[edge - 1] == folded.origin[edge] or folded.text[edge - 1 : edge + 1] == ".."


def _cuts(text: str, edge: int) -> bool:
    """Whether a word or figure goes on across an edge, perhaps with one of its marks between."""
    if not 0 < edge < len(text):
        return False
    before, after = text[edge - 1], text[edge]
    if _in_word(before) and (_in_word(after) or unicodedata.category(after).startswith("M")):
        return True
    return _joins(text, edge) or (_joins(text, edge - 1) and not _leans(text, edge - 1))


def _joins(text: str, at: int) -> bool:
    """Whether the character at a place is no letter or digit, and joins its neighbours to one word or figure."""
    if not 0 < at < len(text) - 1:
        return False
    before, mark, after = text[at - 1], text[at], text[at + 1]
    if not (_in_word(before) and _in_word(after)):
        return False
    if before.isdigit() and after.isdigit():
        return mark in _WITHIN_FIGURES or mark == "_" or (mark in _GROUPING_SPACES and _groups(text, at))
    if mark in _BEFORE_SMALL_LETTERS and after.islower():
        return True
    if mark == ".":  # `U.S.`, but not two sentences without a space between
        return bool(_SINGLE_CAPITAL.search(text[max(0, at - 2) : at]))
    return mark in _HYPHENS or mark in _APOSTROPHES or mark in _WITHIN_WORDS


def _groups(text: str, at: int) -> bool:
    """Whether a space separates the thousands of one figure."""
    return bool(_GROUP_BEFORE.search(text[max(0, at - 4) : at]) and _GROUP_AFTER.match(text, at + 1))


def _leans(text: str, at: int) -> bool:
    """Whether an apostrophe ends a word that leans on the next one, so that a quote may begin after it."""
    return text[at] in _APOSTROPHES and bool(_ELIDED.search(text[max(0, at - 8) : at]))


def _drops_sign(text: str, start: int) -> bool:
    """Whether a figure at the start of a quote has a minus sign before it; at the start of a line it is a bullet."""
    return (
        start > 1
        and text[start].isdigit()
        and text[start - 1] in _MINUS_SIGNS
        and not text[start - 2].isalnum()
        and text[start - 2] != "\n"
    )


def _in_word(char: str) -> bool:
    """Whether a character is a letter or digit of a script that puts spaces between words."""
    return char.isalnum() and not any(ord(char) in block for block in _WITHOUT_SPACES)


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about quotes that are missing, not to be found, from the other source, or too short to show anything."""
    if not question.evidence:
        return (say("evidence.missing", brief.language, "block", field="evidence"),)
    return tuple(
        finding
        for number, quote in enumerate(question.evidence)
        for finding in _of_quote(quote, f"evidence[{number}].quote", brief)
    )


def _of_quote(quote: Quote, field: str, brief: Brief) -> Iterator[Finding]:
    if locate(quote.quote, brief.source(quote.source)) is None:
        other = _OTHER[quote.source]
        if locate(quote.quote, brief.source("job" if other == "job" else "company")) is not None:
            yield say("evidence.wrong_source", brief.language, "block", field=field, source=other)
        else:
            yield say("evidence.not_found", brief.language, "block", field=field)
    elif len(quote.quote.split()) < _FEWEST_WORDS and not any(c.isdigit() or c.isupper() for c in quote.quote[1:]):
        yield say("evidence.too_short", brief.language, "warn", field=field)
