"""The rule that each category has of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.findings import say
from question_tailor.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.levels import LevelProfile
    from question_tailor.schemas import Answer

_STEM: Final = 5
_SHORTEST: Final = 3
_FITTING: Final = {"horizon": "horizons", "scale": "scales", "people_scope": "people_scopes"}


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about a question that is not of its category or, by its own fields, of its level."""
    category = brief.slot.category
    found = [*_level(question, brief)]
    if category == "Technical":
        found += _technical(question, brief)
    if category == "Cultural Fit":
        found += _cultural(question, brief)
    return tuple(found)


def _level(question: Answer, brief: Brief) -> Iterator[Finding]:
    own = {field: getattr(question, field, None) for field in _FITTING}
    yield from of_the_level(own, brief.profile, brief.language)


def of_the_level(own: Mapping[str, Any], profile: LevelProfile, language: str) -> Iterator[Finding]:
    """Findings about fields of a category whose value does not fit a level.

    Args:
        own: The fields by name; others than horizon, scale and people scope do not count.
        profile: The level.
        language: Two-letter code of the language to say it in.
    """
    for field, allowed in _FITTING.items():
        value = own.get(field)
        fitting: tuple[str, ...] = getattr(profile, allowed)
        if value is not None and value not in fitting:
            yield say(
                f"category.{field}",
                language,
                "block",
                field=field,
                value=repr(value),
                level=profile.name,
                fitting=", ".join(fitting),
            )


def _technical(question: Answer, brief: Brief) -> Iterator[Finding]:
    subject = _stems(question.subject)  # type: ignore[attr-defined]  # a Technical answer has it
    canonical = brief.canonical
    entry = " ".join([canonical.text, canonical.intent, *canonical.signals, *canonical.probes, str(canonical.fields)])
    known = _stems(brief.public) | _stems(entry)
    if not subject or not subject <= known:
        yield say("category.subject_unknown", brief.language, "block", field="subject")
    elif not subject & _stems(question.text):
        yield say("category.subject_not_asked", brief.language, "warn", field="text")


def _cultural(question: Answer, brief: Brief) -> Iterator[Finding]:
    value: str = question.value  # type: ignore[attr-defined]  # a Cultural Fit answer has it
    named = brief.source("company") or brief.job.text
    if (
        value != brief.canonical.fields.get("value")
        and fold(value).text.strip(" .\"'").lower() not in fold(named).text.lower()
    ):
        yield say("category.value_unknown", brief.language, "block", field="value")
    if match := _pattern("likeness", "pattern").search(question.text):
        yield say("category.likeness", brief.language, "block", field="text", span=match.span())


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in words(text) if len(word) >= _SHORTEST or word in {"ab", "ai", "ml"}}


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(toml("hygiene.toml")[table][name], re.IGNORECASE)
