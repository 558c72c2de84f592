"""Which fact a canonical question is asked around."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.facts import Fact

_STEM: Final = 5
_OVERLAP: Final = 1.0
_COMPETENCY: Final = 1.5
_KINDS: Final = {
    "challenge": 0.6,
    "duty": 0.4,
    "stakeholder": 0.3,
    "product": 0.3,
    "team": 0.3,
    "customers": 0.2,
    "value": 0.0,
}
_SAME_SHAPE: Final = 0.25
_VALUE_FOR_CULTURE: Final = 1.0


def fitting(canonical: CanonicalQuestion, facts: Sequence[Fact], used: Sequence[Fact]) -> list[Fact]:
    """The facts that a question can be asked around, the best first; those used before come last.

    A fact fits by the words that it shares with the question, by its competency and by its kind; shapes that were used
    often in the kit count less. Values are only for Cultural Fit.
    """
    shapes = {frame.fact for frame in canonical.frames} or {"doing", "thing", "people", "value"}
    if canonical.category != "Cultural Fit":
        shapes -= {"value"}
    said = _stems(" ".join([canonical.text, canonical.intent, *canonical.signals]))
    competency = _stems(toml("drafting.toml")["competencies"][canonical.competency])
    worn = Counter(fact.shape for fact in used)
    taken = {fact.phrase.lower() for fact in used}

    def score(fact: Fact) -> float:
        spoken = _stems(fact.phrase)
        shared = len(spoken & said) / (1 + len(spoken) / 4)
        value = _VALUE_FOR_CULTURE if fact.shape == "value" else 0.0
        return (
            _OVERLAP * shared
            + _COMPETENCY * bool(spoken & competency)
            + _KINDS[fact.kind]
            + value
            - _SAME_SHAPE * worn[fact.shape]
        )

    usable = [fact for fact in facts if fact.shape in shapes]
    return sorted(
        usable,
        key=lambda fact: (_overlaps(fact, used) or fact.phrase.lower() in taken, -score(fact), fact.source, fact.start),
    )


def _overlaps(fact: Fact, used: Collection[Fact]) -> bool:
    """Whether the same words of the input carry a question already."""
    return any(fact.source == other.source and fact.start < other.end and other.start < fact.end for other in used)


def _stems(text: str) -> set[str]:
    ignored = toml("planning.toml")["words_that_say_nothing"]
    return {word[:_STEM] for word in words(text) if len(word) > 3 and word not in ignored}  # noqa: PLR2004
