"""Where in the cleaned text that lies which a reader took out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.cleaning import cleaned_positions
from question_tailor.inputs import Hidden

if TYPE_CHECKING:
    from question_tailor.readers.extracted import Extracted


def placed(found: Extracted, kept: str) -> tuple[Hidden, ...]:
    """What was hidden in a file, with positions in the cleaned text.

    Args:
        found: What a reader gave.
        kept: The part of its text that is used; positions before a part that is not are exact.
    """
    if not found.hidden:
        return ()
    removals = sorted(found.hidden, key=lambda removal: removal.start)
    positions = cleaned_positions(kept, [min(removal.start, len(kept)) for removal in removals])
    places = zip(removals, positions, strict=True)
    return tuple(Hidden(channel=one.channel, start=at, count=one.count) for one, at in places)
