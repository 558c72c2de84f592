"""Sentences that give orders about an answer, or are code: no part of a posting, whatever they stand between.

Reporting that a text talks to a model is preflight's; this is the wider net for what is never quoted or repeated.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any, Final

from question_tailor._resources import toml

_LONGEST_TITLE: Final = 14
"""Words of a title that can be one."""
_LETTERS_AND_FIGURES: Final = re.compile(r"(?=\w*[a-z])(?=\w*\d)\w+")


def is_doubtful(said: str) -> bool:
    """Whether a sentence of an input is never to be quoted, built on or repeated."""
    if _pattern("code").search(said):
        return True
    folded = _folded(said)
    return bool(_pattern("orders").search(folded) and _pattern("answering").search(folded))


def is_doubtful_title(title: str) -> bool:
    """Whether a title is none: it is too long for one, or a doubtful sentence."""
    return len(title.split()) > _LONGEST_TITLE or is_doubtful(title)


def _folded(said: str) -> str:
    """Lower case, with full-width forms, look-alike letters, figures for letters and stacked marks folded."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", said).lower() if not unicodedata.combining(char)
    ).translate(_table("looks_like"))
    figures = _table("figures")
    return _LETTERS_AND_FIGURES.sub(lambda match: match.group().translate(figures), plain)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    listed: str = toml("doubtful.toml")[name]
    if name == "code":
        return re.compile(listed, re.MULTILINE)
    # The text that it is held against has no accents either.
    bare = "".join(char for char in unicodedata.normalize("NFKD", listed) if not unicodedata.combining(char))
    return re.compile(bare)


@cache
def _table(name: str) -> dict[int, Any]:
    return str.maketrans(toml("doubtful.toml")[name])
