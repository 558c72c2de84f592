"""Wordings, gone through in turn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from question_tailor.facts import Fact


class Wording:
    """Counts how often each shape of fact was used, so that the next question is worded differently."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()
        self._kept = 0

    def move_on(self, shape: str) -> None:
        """Count a kept draft."""
        self._used[shape] += 1
        self._kept += 1

    def next_of(self, options: Sequence[str], shape: str) -> str:
        """The wording whose turn it is."""
        return options[self._used[shape] % len(options)]

    def spread(self, options: Sequence[str]) -> Iterator[str]:
        """All options, the one whose turn it is first."""
        start = self._kept % len(options) if options else 0
        yield from options[start:]
        yield from options[:start]


def filled(wording: str, fact: Fact, question: str = "") -> str:
    """A wording with the fact in it, beginning with a capital."""
    text = wording.replace("{question}", question).replace("{" + fact.shape + "}", fact.phrase)
    return text[:1].upper() + text[1:]
