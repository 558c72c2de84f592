"""Whom a posting says it wants, where the law lets no one want it: wishes by topic, in English, German and French.

The lawful check reads questions, where an attribute needs an owner. A posting speaks of nobody in particular, so here
it is the wish that is looked for: a seeking word, or a demand, together with an attribute of people.

The data (`data/lawful/wished/`) are regular expressions in lower case, in which a space stands for any white
space and `<name>` for the alternatives that the file lists under `[words]`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from question_tailor._resources import toml

_LANGUAGES: Final = ("en", "de", "fr")
_NAMED: Final = re.compile(r"<([a-z_]+)>")
_TOLD: Final = frozenset({"age", "appearance", "family", "marital_status", "name", "religion", "salary_history"})
"""Topics that applicants are asked to tell something of."""
_STOPS: Final = re.compile(r"[.;!?]\s")
_BREAKS: Final = re.compile(r"[.,;:!?()]\s?")
_FOR: Final = re.compile(
    r"\b(?:for|by|among|from|f\u00fcr|von|pour|par|chez)\s+(?:(?:the|all|many|those|die|alle|les|tous les|des)\s+)?"
    r"(?:(?:people|men|women|menschen|leute|personnes|adultes?|adults)\s+)?$"
)
"""What is for somebody else, where it stands right before them."""
_OPTIONAL_SPACE: Final = re.compile(r" [?*]")


def wishes(said: str) -> dict[str, tuple[int, int]]:
    """Where a statement of a posting wishes for an attribute.

    Args:
        said: One statement.

    Returns:
        By topic, start and end of the first wish.
    """
    lower = _lower(said)
    found: dict[str, tuple[int, int]] = {}
    for language in _LANGUAGES:
        for topic in _topics(language):
            if topic not in found and (span := _first(language, topic, lower)):
                found[topic] = span
    return {topic: span for topic, span in found.items() if not _is_excepted(topic, lower)}


def _first(language: str, topic: str, said: str) -> tuple[int, int] | None:
    for match in _wished(language, topic).finditer(said):
        if not (_is_declined(language, topic, said, match.span()) or _is_of_others(said, match.start())):
            return match.span()
    return None


def _is_declined(language: str, topic: str, said: str, span: tuple[int, int]) -> bool:
    """Whether a clause says that nobody need tell what is named in it: "leave out your age"."""
    if topic not in _TOLD:
        return False
    start, end = _stretch(_STOPS, said, *span)
    before = _named("not_asked", language).search(said, start, span[1])
    return before is not None or _named("not_needed", language).search(said, span[0], end) is not None


def _is_of_others(said: str, place: int) -> bool:
    """Whether customers or users stand before a place in its clause, or something is for them, and nobody is sought."""
    start, _ = _stretch(_BREAKS, said, place, place)
    others = _FOR.search(said, start, place) or _any("others", said, start, place)
    return bool(others) and not _any("seek", said, start, place)


def _any(name: str, said: str, start: int, end: int) -> bool:
    return any(_named(name, language).search(said, start, end) for language in _LANGUAGES)


def _stretch(stops: re.Pattern[str], said: str, start: int, end: int) -> tuple[int, int]:
    """Where the stretch between two stops begins and ends that holds a span."""
    begin = max((match.end() for match in stops.finditer(said, 0, start)), default=0)
    stop = stops.search(said, end)
    return begin, stop.start() if stop else len(said)


def is_spared(topic: str, said: str, place: int) -> bool:
    """Whether a statement says that an attribute is not wished for, "no photo, please", or speaks of somebody else.

    Args:
        topic: The topic.
        said: The statement.
        place: Where in it the attribute stands.
    """
    lower = _lower(said)
    if topic in _TOLD and any(_any(name, lower, 0, len(lower)) for name in ("not_asked", "not_needed")):
        return True
    return _is_excepted(topic, lower) or _is_of_others(lower, place)


def _is_excepted(topic: str, said: str) -> bool:
    return any(pattern.search(said) for pattern in _listed("spared", topic))


def is_weak(topic: str, words: str) -> bool:
    """Whether words are of a topic only beside others: who is energetic need not be healthy."""
    return any(pattern.search(_lower(words)) for pattern in _listed("weak", topic))


def _lower(said: str) -> str:
    """A text in lower case, of the same length; patterns that heed case are searched for far faster."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in said)


@cache
def _topics(language: str) -> dict[str, dict[str, Any]]:
    topics: dict[str, dict[str, Any]] = toml(f"lawful/wished/{language}.toml")["topic"]
    return topics


@cache
def _wished(language: str, topic: str) -> re.Pattern[str]:
    return _compiled("|".join(f"(?:{one})" for one in _topics(language)[topic]["wished"]), language)


@cache
def _named(name: str, language: str) -> re.Pattern[str]:
    return _compiled(rf"\b<{name}>(?![\w-])", language)


@cache
def _listed(name: str, topic: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        _compiled(table[name], language)
        for language in _LANGUAGES
        if name in (table := _topics(language).get(topic, {}))
    )


def _compiled(written: str, language: str) -> re.Pattern[str]:
    words: dict[str, str] = toml(f"lawful/wished/{language}.toml")["words"]
    while _NAMED.search(written):
        written = _NAMED.sub(lambda match: f"(?:{words[match.group(1)]})", written)
    spaced = _OPTIONAL_SPACE.sub(r"\\s*", written).replace(" ", r"\s+")
    return re.compile(spaced)
