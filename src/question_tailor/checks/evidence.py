"""Evidence: every quote stands in its source, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor.findings import Finding
from question_tailor.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.schemas import Answer, Quote

_FEWEST_WORDS: Final = 3
_OTHER: Final = {"job": "company", "company": "job"}
_WITHOUT_SPACES: Final = (range(0x0E00, 0x0F00), range(0x1000, 0x10A0), range(0x1780, 0x1800), range(0x2E80, 0xD800))
"""Scripts without spaces between words: Thai and Lao, Myanmar, Khmer; Chinese, Japanese and Korean."""
_WITHIN_FIGURES: Final = ".,'\u2019:/\u00a0 "


def locate(quote: str, source: str) -> tuple[int, int] | None:
    """Find a quote in its source.

    White space, quotation marks, dashes, the ellipsis character and the case of the first letter may differ; nothing
    else may. Words and figures stand whole: `12` is not found in `120`, `1,200` or `12.5`, nor `road` in `roadmap`.
    Nothing is joined or guessed.

    Args:
        quote: The words that are said to stand in the source.
        source: The cleaned text.

    Returns:
        Start and end in the source, in characters, of the first such place; None where there is none.
    """
    wanted = fold(quote).text.strip()
    if not any(char.isalnum() for char in wanted):
        return None
    folded = fold(source)
    first = {wanted, wanted[0].upper() + wanted[1:], wanted[0].lower() + wanted[1:]}
    places = sorted(place for form in first for place in _places(form, folded.text))
    for start in places:
        end = start + len(wanted)
        if not (_cuts(folded.text, start) or _cuts(folded.text, end)):
            return folded.origin[start], folded.origin[end - 1] + 1
    return None


def _places(wanted: str, text: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _cuts(text: str, edge: int) -> bool:
    """Whether a word or figure goes on across an edge; in a figure perhaps with one of its marks between."""
    if not 0 < edge < len(text):
        return False
    before, after = text[edge - 1], text[edge]
    if _writes_words_apart(before) and _writes_words_apart(after):
        return True
    if before.isdigit() and after in _WITHIN_FIGURES.strip() and edge + 1 < len(text):
        return text[edge + 1].isdigit()
    if after.isdigit() and before in _WITHIN_FIGURES.strip() and edge > 1:
        return text[edge - 2].isdigit()
    return False


def _writes_words_apart(char: str) -> bool:
    """Whether a character is a letter or digit of a script that puts spaces between words."""
    return char.isalnum() and not any(ord(char) in block for block in _WITHOUT_SPACES)


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about quotes that are missing, not to be found, from the other source, or too short to show anything."""
    if not question.evidence:
        return (
            _blocking(
                "missing", "evidence", "There is no quote.", "Quote 4 to 30 words of the posting or company text."
            ),
        )
    return tuple(
        finding
        for number, quote in enumerate(question.evidence)
        for finding in _of_quote(quote, f"evidence[{number}].quote", brief)
    )


def _of_quote(quote: Quote, field: str, brief: Brief) -> Iterator[Finding]:
    if locate(quote.quote, brief.source(quote.source)) is None:
        other = _OTHER[quote.source]
        if locate(quote.quote, brief.source("job" if other == "job" else "company")) is not None:
            yield _blocking(
                "wrong_source", field, "The quote stands in the other text.", f"Give its source as {other}."
            )
        else:
            yield _blocking(
                "not_found",
                field,
                "The quote does not stand in the text like this.",
                "Copy one unbroken passage word for word, with its figures whole; do not shorten or correct it.",
            )
    elif len(quote.quote.split()) < _FEWEST_WORDS and not any(c.isdigit() or c.isupper() for c in quote.quote[1:]):
        yield Finding(
            rule="evidence.too_short", severity="warn", field=field, why="The quote is too short to show anything."
        )


def _blocking(what: str, field: str, why: str, suggestion: str) -> Finding:
    return Finding(rule=f"evidence.{what}", severity="block", field=field, why=why, suggestion=suggestion)
