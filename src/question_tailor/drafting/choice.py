"""Which fact a canonical question is asked around."""

from __future__ import annotations

import re
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
_MOST_OF_A_SHAPE: Final = {"doing": 1.0, "thing": 0.4, "people": 0.3, "value": 0.2, "words": 1.0, "said": 1.0}
"""Share of a kit's questions that may be asked around facts of one shape; duties carry a kit best."""
_VALUE_FOR_CULTURE: Final = 1.0
_MATTERS: Final[dict[str, frozenset[str]]] = {
    "product": frozenset(
        {"strategy", "vision", "execution", "customer-insight", "metrics", "technology", "commercial", "communication"}
    ),
    "customers": frozenset({"strategy", "vision", "customer-insight", "metrics", "commercial"}),
    "stakeholder": frozenset({"stakeholders", "communication"}),
    "team": frozenset({"leading-people", "hiring", "organisation"}),
}
"""The competencies that a kind of fact has to do with, whatever its words are; a name shares none with a question."""
_NEAR: Final[dict[Competency, tuple[Competency, ...]]] = {
    "metrics": ("customer-insight",),
    "customer-insight": ("metrics",),
    "hiring": ("leading-people",),
    "leading-people": ("hiring",),
    "vision": ("strategy",),
    "strategy": ("vision", "commercial"),
    "commercial": ("strategy",),
    "communication": ("stakeholders",),
    "stakeholders": ("communication",),
    "execution": ("technology",),
}
"""Competencies so near that a duty which speaks of one leads to a question about the other."""
_SHARED_BY_A_SENTENCE: Final = 2
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+")
_SHORTEST_ROOT: Final = 4
_INFINITIVE_ENDINGS: Final = {
    "en": re.compile(r"ing$"),
    "de": re.compile(r"(?:e?n)$"),
    "fr": re.compile(r"(?:er|ir|re|oir)$"),
}


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


def spread_out(
    canonical: Mapping[str, CanonicalQuestion],
    facts: Sequence[Fact],
    own: Mapping[str, Fact],
    language: str = "en",
    *,
    most: int = 2,
) -> dict[str, Fact]:
    """A fact for each slot that has none yet: each fact a first time before any comes again, the best pairs first.

    Args:
        canonical: The canonical question behind each slot, by the slot's id.
        facts: The facts of the inputs.
        own: Facts that slots have already, by the slot's id.
        language: Two-letter code of the kit's language.
        most: How many questions of a kit may be asked around the same words.

    Returns:
        The facts by the slot's id, those of `own` among them; slots that no fact fits are left out.
    """
    found = dict(own)
    for turn in range(most):
        pairs = sorted(
            (
                (slot, fact, (echoes(question, fact, language), -_closeness(question, fact, language)))
                for slot, question in canonical.items()
                if slot not in found
                for fact in fitting(question, facts, list(found.values()), language, most=most)
            ),
            key=lambda pair: (*pair[2], pair[0], pair[1].source, pair[1].start),
        )
        for slot, fact, _ in pairs:
            if slot not in found and _times_used(fact, list(found.values())) <= turn:
                found[slot] = fact
    return found


def fitting(
    canonical: CanonicalQuestion, facts: Sequence[Fact], used: Sequence[Fact], language: str = "en", *, most: int = 2
) -> list[Fact]:
    """The facts that a question can be asked around, the best first, and each before any comes again.

    Args:
        canonical: The bank's question.
        facts: The facts of the inputs.
        used: Facts that other questions of the kit are asked around, or will be; one for each question.
        language: Two-letter code of the kit's language.
        most: How many questions of a kit may be asked around the same words.
    """
    worn = {id(fact): _times_used(fact, used) for fact in facts}
    return sorted(
        (fact for fact in usable(canonical, facts) if worn[id(fact)] < most and fits(canonical, fact, language)),
        key=lambda fact: (
            worn[id(fact)],
            echoes(canonical, fact, language),
            -_closeness(canonical, fact, language),
            fact.source,
            fact.start,
        ),
    )


def fits(canonical: CanonicalQuestion, fact: Fact, language: str = "en") -> bool:
    """Whether a question and a fact have a word or a matter in common, so that one leads to the other."""
    if fact.shape == "words":
        return True  # in another language than the question, so that words cannot tell
    if fact.shape == "value" or canonical.competency in _MATTERS.get(fact.kind, ()):
        return True
    if fact.kind == "team":
        return False  # "a team of 22" shares its words with questions that ask about somebody to convince
    about = _about(canonical)
    general: str = toml_in("drafting.toml", language)["general_words"]
    if fact.shape == "said":  # stands before the question without a word that leads over to it
        speaks_of_it = _speaks_of(fact.phrase, canonical.competency, language)
        return _words_shared(canonical, fact, language) + speaks_of_it >= _SHARED_BY_A_SENTENCE
    if (_stems(fact.phrase, language) & _stems(about, language)) - _stems(general, language):
        return True
    titles = toml_in("drafting.toml", language)["titles"].split()
    phrase = " ".join(word for word in fact.phrase.split() if word.strip(",.").lower() not in titles)
    near = {canonical.competency, *_NEAR.get(canonical.competency, ())}
    return any(_speaks_of(phrase, competency, language) for competency in sorted(near))


def echoes(canonical: CanonicalQuestion, fact: Fact, language: str = "en") -> bool:
    """Whether every frame of a question says the verb of a duty once more: "Launches go on while launching"."""
    if fact.shape != "doing":
        return False
    frames = [frame.text for frame in canonical.frames if frame.fact == fact.shape]
    return bool(frames) and all(says_verb_of(frame, fact, language) for frame in frames)


def says_verb_of(frame: str, fact: Fact, language: str = "en") -> bool:
    """Whether the sentence of a frame that takes a duty has a word with the root of the duty's verb."""
    phrase = fact.phrase.split()
    verb = (phrase[-1] if language == "de" else phrase[0]).lower().strip(",")
    ending = _INFINITIVE_ENDINGS[language]
    root = ending.sub("", verb.removeprefix("zu") if language == "de" else verb)
    around = next((said for said in _SENTENCE.split(frame) if "{doing}" in said), frame).replace("{doing}", "")
    return len(root) >= _SHORTEST_ROOT and any(word.startswith(root) for word in bare_words(around, language))


def distinct(facts: Sequence[Fact]) -> int:
    """How many facts there are of which no two stand in the same words."""
    kept: list[Fact] = []
    for fact in facts:
        if not _overlaps(fact, kept):
            kept.append(fact)
    return len(kept)


def _times_used(fact: Fact, used: Sequence[Fact]) -> int:
    said = fact.phrase.lower()
    return sum(_overlaps(fact, [other]) or other.phrase.lower() == said for other in used)


def usable(canonical: CanonicalQuestion, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a shape that the question has a frame for. Values are only for Cultural Fit."""
    shapes: set[str] = {frame.fact for frame in canonical.frames} or {"doing", "thing", "people", "value"}
    if canonical.category != "Cultural Fit":
        shapes -= {"value"}
    shapes |= {"words", "said"}
    return [fact for fact in facts if fact.shape in shapes]


def score(canonical: CanonicalQuestion, fact: Fact, language: str = "en") -> float:
    """How well a fact fits a question: by the words they share, by its competency and by its kind."""
    said = _stems(_about(canonical), language)
    spoken = _stems(fact.phrase, language)
    shared = len(spoken & said) / (1 + len(spoken) / 4)
    speaks_of_it = _speaks_of(fact.phrase, canonical.competency, language)
    value = _VALUE_FOR_CULTURE if fact.shape == "value" else 0.0
    return _OVERLAP * shared + _COMPETENCY * speaks_of_it + _KINDS[fact.kind] + value


def _closeness(canonical: CanonicalQuestion, fact: Fact, language: str) -> float:
    """How well a fact fits a question where both are few: words in common tell more than a competency."""
    return score(canonical, fact, language) + _words_shared(canonical, fact, language)


def _words_shared(canonical: CanonicalQuestion, fact: Fact, language: str) -> int:
    general: str = toml_in("drafting.toml", language)["general_words"]
    shared = _roots(fact.phrase, language) & _roots(_about(canonical), language)
    return len(shared - _roots(general, language))


def _about(canonical: CanonicalQuestion) -> str:
    return " ".join([canonical.text, canonical.intent, *canonical.signals])


def _overlaps(fact: Fact, used: Collection[Fact]) -> bool:
    """Whether the same words of the input carry a question already."""
    return any(fact.source == other.source and fact.start < other.end and other.start < fact.end for other in used)


def _speaks_of(phrase: str, competency: Competency, language: str) -> bool:
    told: str = toml_in("drafting.toml", language)["competencies"][competency]
    if language == "de":
        return any(part in phrase.lower() for part in told.split())
    return bool(_stems(phrase, language) & _stems(told, language))


@lru_cache(maxsize=4096)
def _roots(text: str, language: str) -> frozenset[str]:
    """Telling words without their endings, whole: "custom" is not "customers"."""
    ignored = toml_in("planning.toml", language)["words_that_say_nothing"]
    return frozenset(
        stem(word, language)
        for word in bare_words(text, language)
        if len(word) > 3 and word not in ignored  # noqa: PLR2004
    )


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    """Beginnings of words; of a German word its end too, since a compound is about its last part."""
    ignored = toml_in("planning.toml", language)["words_that_say_nothing"]
    telling = [word for word in bare_words(text, language) if len(word) > 3 and word not in ignored]  # noqa: PLR2004
    if language != "de":
        return frozenset(word[:_STEM] for word in telling)
    roots = [stem(word, language) for word in telling]
    return frozenset(part for root in roots for part in (root[:_GERMAN_STEM], root[-_GERMAN_STEM:])) - {"produkt"}
