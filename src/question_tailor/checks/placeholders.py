"""Placeholders: what stands in a text in place of something that was to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks.clauses import pattern

if TYPE_CHECKING:
    import re

    from question_tailor.checks.clauses import Span

_BEFORE: Final = 40
_OPENING_QUOTES: Final = frozenset("\"'\u201c\u201e\u00ab\u2018\u201a")


def placeholder(text: str) -> Span | None:
    """Where a placeholder stands; None where there is none.

    Brackets that are spoken of are none: a tag of HTML, a variable, what stands in code or in quotation marks.
    """
    for match in pattern("any", "placeholder").finditer(text):
        if not _is_spoken_of(text, match):
            return match.span()
    return None


def _is_spoken_of(text: str, match: re.Match[str]) -> bool:
    before, said = text[max(0, match.start() - _BEFORE) : match.start()], match.group()
    if said[0] == "<" and said.strip("</>").lower() in _elements():
        return True
    if before[-1:] in _OPENING_QUOTES and (said[0] == "<" or said.isalpha()):
        return True
    in_code = text[: match.start()].count("`") % 2 == 1
    in_front = not before and pattern("any", "heading").match(text) is not None
    named = said[0] in "<{[$%" and pattern("any", "mentioned").search(before) is not None
    return in_code or in_front or named


def _elements() -> list[str]:
    names: str = toml("form/any.toml")["words"]["elements"]
    return names.split()
