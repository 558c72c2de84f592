"""Level fit: which role level a question is for, by its scope, horizon, people, money and stakeholders."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from question_tailor._resources import toml
from question_tailor.checks.phrases import PhraseBook
from question_tailor.checks.quoting import quoted
from question_tailor.findings import say
from question_tailor.levels import profile_of
from question_tailor.text import language as language_of
from question_tailor.vocabulary import LEVELS, RoleLevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from question_tailor.checks.brief import Brief
    from question_tailor.checks.phrases import Hit
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer

Aspect = Literal["scope", "horizon", "people", "money", "stakeholders"]

_LONGEST: Final = 4000
_LANGUAGES: Final = ("en", "de", "fr")


class Signal(BaseModel):
    """Something in a question that speaks for a level.

    Attributes:
        id: Its name in data/level_fit.toml.
        aspect: What it tells about.
        why: What it means.
        start: First character of the words in the text.
        end: One past their last character.
        weight: How much it speaks for each level that it speaks for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    aspect: Aspect
    why: str
    start: int
    end: int
    weight: dict[RoleLevel, int]


class LevelFit(BaseModel):
    """Which level a text fits best.

    Attributes:
        level: The level; where nothing was heard, the middle one.
        scores: What speaks for each level, added up.
        signals: What was heard, in the order of the text; one for each kind.
        confidence: From 0 (nothing was heard, or as much for one level as for another) to 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: RoleLevel
    scores: dict[RoleLevel, float]
    signals: tuple[Signal, ...]
    confidence: Annotated[float, Field(ge=0, le=1)]


def fit(text: str, *, language: str | None = None) -> LevelFit:
    """Which level a text fits best.

    Args:
        text: A question; its first 4,000 characters count.
        language: Two-letter code; heard from the text where it is not given. Other languages than English, German and
            French are held against all three.
    """
    signals = _heard(text[:_LONGEST], language)
    return _fit_of(_added(signals), signals)


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about a question that sounds like another level's; none where it does not speak of a level.

    The question's text counts, its probes count by less, and what they quote from the inputs at some length does not:
    that the company has five directors says nothing about what is asked.
    """
    share = toml("level_fit.toml")["probe_share"]
    heard = _asked(question.text, brief)
    scores = _added(heard)
    of_probes = _added(_asked(". ".join(question.probes), brief))
    together = {level: scores[level] + share * of_probes[level] for level in LEVELS}
    return _mismatch(_fit_of(together, heard), question.text, brief)


def _mismatch(found: LevelFit, text: str, brief: Brief) -> tuple[Finding, ...]:
    """What is to be said where a question fits another level than the kit's: nothing, or one finding."""
    data = toml("level_fit.toml")
    wanted = brief.profile.level
    lead = found.scores[found.level] - found.scores[wanted]
    steps = LEVELS.index(wanted) - LEVELS.index(found.level)
    far = abs(steps) > 1
    if steps == 0 or lead < data["warn_further_off" if far else "warn_next_level"]:
        return ()
    speaking = [signal for signal in found.signals if signal.weight.get(found.level, 0) > signal.weight.get(wanted, 0)]
    words = [text[signal.start : signal.end] for signal in speaking]
    return (
        say(
            "level.too_high" if steps > 0 else "level.too_low",
            brief.language,
            "block" if far and lead >= data["block_further_off"] else "warn",
            field="text",
            span=(speaking[0].start, speaking[0].end) if speaking else None,
            heard=profile_of(found.level, brief.language).name,
            meant=brief.profile.name,
            scope=brief.profile.scope,
            said=f" ({', '.join(words)})" if words else "",
        ),
    )


def _heard(text: str, language: str | None) -> tuple[Signal, ...]:
    """The signals of a text, the first of each kind."""
    code = language or language_of(text, least=2)
    languages = _LANGUAGES if code not in _LANGUAGES else ("en",) if code == "en" else (code, "en")
    entries = _entries()
    found: dict[str, Signal] = {}
    for hit in _book(languages).hear(text):
        entry = entries[hit.key]
        weight = _weight(entry, hit)
        if weight and hit.key not in found:
            found[hit.key] = Signal(
                id=hit.key, aspect=entry["aspect"], why=entry["why"], start=hit.start, end=hit.end, weight=weight
            )
    return tuple(found.values())


def _asked(text: str, brief: Brief) -> tuple[Signal, ...]:
    """The signals of a text without those in words that it takes over from the inputs."""
    text = text[:_LONGEST]
    taken = quoted(text, brief.public)
    return tuple(signal for signal in _heard(text, brief.language) if not {signal.start, signal.end - 1} <= taken)


def _weight(entry: Mapping[str, Any], hit: Hit) -> dict[RoleLevel, int]:
    """What a signal weighs; where it has a number, what that number weighs."""
    if "bands" not in entry:
        weight: dict[RoleLevel, int] = entry["weight"]
        return weight
    if hit.number is None:
        return {}
    fitting = (band for band in entry["bands"] if band.get("from", 0) <= hit.number <= band["upto"])
    return next((band["weight"] for band in fitting), {})


def _added(signals: Iterable[Signal]) -> dict[RoleLevel, float]:
    weights = [signal.weight for signal in signals]
    return {level: float(sum(weight.get(level, 0) for weight in weights)) for level in LEVELS}


def _fit_of(scores: dict[RoleLevel, float], signals: tuple[Signal, ...]) -> LevelFit:
    data = toml("level_fit.toml")
    ranked = sorted(scores.values(), reverse=True)
    best, second = ranked[0], ranked[1]
    silent: RoleLevel = data["silent"]
    level = max(data["order_of_ties"], key=lambda one: scores[one]) if best > 0 else silent
    return LevelFit(
        level=level, scores=scores, signals=signals, confidence=round((best - second) / (best + data["doubt"]), 2)
    )


@cache
def _entries() -> dict[str, dict[str, Any]]:
    data = toml("level_fit.toml")
    return {entry["id"]: entry for entry in [*data["signal"], *data["count"]]}


@cache
def _book(languages: tuple[str, ...]) -> PhraseBook:
    phrases = {
        name: [phrase.strip() for code in languages for phrase in entry.get(code, "").split(",") if phrase.strip()]
        for name, entry in _entries().items()
    }
    return PhraseBook(phrases, toml("level_fit.toml")["numbers"])
