"""Words that a question takes over from the inputs: they tell of the company, not of what is asked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_RUN: Final = 4
_WORD: Final = re.compile(r"\w+")


def quoted(text: str, public: str) -> frozenset[int]:
    """The places of a text that lie within four or more words in a row of the inputs, whatever their case.

    Args:
        text: A question, or a part of it.
        public: The words of the inputs.
    """
    known = _runs(public)
    said = list(_WORD.finditer(text))
    places: set[int] = set()
    for first in range(len(said) - _RUN + 1):
        run = said[first : first + _RUN]
        if " ".join(word.group().lower() for word in run) in known:
            places.update(range(run[0].start(), run[-1].end()))
    return frozenset(places)


@lru_cache(maxsize=8)
def _runs(text: str) -> frozenset[str]:
    said = _WORD.findall(text.lower())
    return frozenset(" ".join(said[first : first + _RUN]) for first in range(len(said) - _RUN + 1))
