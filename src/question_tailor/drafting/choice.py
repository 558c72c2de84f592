"""Which fact a canonical question is asked around."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml_in
from question_tailor.text import bare_words, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.facts import Fact
    from question_tailor.vocabulary import Competency

_STEM: Final = 5
_GERMAN_STEM: Final = 7
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
_MOST_OF_A_SHAPE: Final = {"doing": 1.0, "thing": 0.4, "people": 0.3, "value": 0.2, "words": 1.0}
"""Share of a kit's questions that may be asked around facts of one shape; duties carry a kit best."""
_VALUE_FOR_CULTURE: Final = 1.0


def assigned(
    canonical: Mapping[str, CanonicalQuestion], facts: Sequence[Fact], language: str = "en"
) -> dict[str, Fact]:
    """A fact for each slot, by its id, no two from the same words: the best pairs of the whole kit first.

    Args:
        canonical: The canonical question behind each slot, by the slot's id.
        facts: The facts of the inputs.
        language: Two-letter code of the kit's language.
    """
    pairs = sorted(
        (
            (slot, fact, score(question, fact, language))
            for slot, question in canonical.items()
            for fact in usable(question, facts)
        ),
        key=lambda pair: (-pair[2], pair[0], pair[1].source, pair[1].start),
    )
    found: dict[str, Fact] = {}
    worn: Counter[str] = Counter()
    for slot, fact, _ in pairs:
        most = _MOST_OF_A_SHAPE[fact.shape] * len(canonical)
        if slot not in found and worn[fact.shape] < most and not _overlaps(fact, found.values()):
            found[slot] = fact
            worn[fact.shape] += 1
    return found


def fitting(
    canonical: CanonicalQuestion, facts: Sequence[Fact], used: Sequence[Fact], language: str = "en"
) -> list[Fact]:
    """The facts that a question can be asked around, the best first; those used before come last."""
    taken = {fact.phrase.lower() for fact in used}
    return sorted(
        usable(canonical, facts),
        key=lambda fact: (
            _overlaps(fact, used) or fact.phrase.lower() in taken,
            -score(canonical, fact, language),
            fact.source,
            fact.start,
        ),
    )


def usable(canonical: CanonicalQuestion, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a shape that the question has a frame for. Values are only for Cultural Fit."""
    shapes: set[str] = {frame.fact for frame in canonical.frames} or {"doing", "thing", "people", "value"}
    if canonical.category != "Cultural Fit":
        shapes -= {"value"}
    shapes.add("words")
    return [fact for fact in facts if fact.shape in shapes]


def score(canonical: CanonicalQuestion, fact: Fact, language: str = "en") -> float:
    """How well a fact fits a question: by the words they share, by its competency and by its kind."""
    said = _stems(" ".join([canonical.text, canonical.intent, *canonical.signals]), language)
    spoken = _stems(fact.phrase, language)
    shared = len(spoken & said) / (1 + len(spoken) / 4)
    speaks_of_it = _speaks_of(fact.phrase, canonical.competency, language)
    value = _VALUE_FOR_CULTURE if fact.shape == "value" else 0.0
    return _OVERLAP * shared + _COMPETENCY * speaks_of_it + _KINDS[fact.kind] + value


def _overlaps(fact: Fact, used: Collection[Fact]) -> bool:
    """Whether the same words of the input carry a question already."""
    return any(fact.source == other.source and fact.start < other.end and other.start < fact.end for other in used)


def _speaks_of(phrase: str, competency: Competency, language: str) -> bool:
    told: str = toml_in("drafting.toml", language)["competencies"][competency]
    if language == "de":
        return any(part in phrase.lower() for part in told.split())
    return bool(_stems(phrase, language) & _stems(told, language))


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    """Beginnings of words; of a German word its end too, since a compound is about its last part."""
    ignored = toml_in("planning.toml", language)["words_that_say_nothing"]
    telling = [word for word in bare_words(text, language) if len(word) > 3 and word not in ignored]  # noqa: PLR2004
    if language != "de":
        return frozenset(word[:_STEM] for word in telling)
    roots = [stem(word, language) for word in telling]
    return frozenset(part for root in roots for part in (root[:_GERMAN_STEM], root[-_GERMAN_STEM:])) - {"produkt"}
