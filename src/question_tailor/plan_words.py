"""What is said about a plan: why each choice was made, and which wishes it does not meet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from question_tailor._resources import toml, toml_in
from question_tailor.findings import Finding, say
from question_tailor.levels import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from question_tailor.vocabulary import Category
    from question_tailor.wishes import Choice, Wishes


def why_of(choice: Choice, wishes: Wishes, language: str) -> str:
    """Why this question and this interviewer, in words for the panel."""
    panel = toml_in("panel.toml", language)
    words = wishes.ranks[choice.question.id].words
    told = ", ".join(panel["slot"]["word"].format(word=word) for word in words)
    said = panel["slot"]["words"].format(words=told) if told else panel["slot"]["no_words"]
    reason: str = panel[choice.interviewer][wishes.level]["why"]
    listed = choice.interviewer in choice.question.interviewers
    return " ".join([said, reason] if listed else [said, reason, panel["slot"]["stand_in"]])


def category_name(category: Category, language: str) -> str:
    """A category as people say it in a language."""
    words = toml("words.toml")
    name: str = words.get(language, words["en"])["categories"][category]
    return name


def unmet_wishes(
    choices: Sequence[Choice], wishes: Wishes, categories: Sequence[Category], count: int, language: str
) -> Iterator[Finding]:
    """A finding for each wish that the choices do not meet."""
    if len(choices) < count:
        level = profile_of(wishes.level, language).name
        yield unmet("bank_thin", language, held=len(choices), level=level, count=count)
    held = {choice.question.category for choice in choices}
    if missing := [category for category in categories if category not in held]:
        names = ", ".join(category_name(category, language) for category in missing)
        yield unmet("categories", language, count=len(choices), missing=names)
    asked = Counter(choice.interviewer for choice in choices)
    if any(number > wishes.most_of_one(len(choices)) for number in asked.values()):
        yield unmet("interviewer_share", language)
    if idle := [name for name in wishes.panel if name not in asked]:
        yield unmet("panel", language, idle=", ".join(toml_in("panel.toml", language)["names"][name] for name in idle))
    if short := int(wishes.short_of_past_events(choices)):
        yield unmet("behavioural_share", language, short=short, share=wishes.numbers["behavioural_share"])
    if off := int(wishes.off_responsibilities(choices)):
        yield unmet("responsibilities", language, off=off)


def too_short(choices: Sequence[Choice], given: Sequence[int], minutes: int, language: str) -> Iterator[Finding]:
    """A finding where a past event gets fewer minutes than its story and its probes take."""
    numbers = toml("planning.toml")
    needed: int = numbers["past_event_minutes"]
    short = [share for choice, share in zip(choices, given, strict=True) if choice.question.kind == "past_behaviour"]
    short = [share for share in short if share < needed]
    if short:
        fit = max(1, int(minutes * (1 - numbers["spare_share"])) // needed)
        yield unmet("short", language, count=len(short), given=min(short), needed=needed, minutes=minutes, fit=fit)


def unmet(wish: str, language: str, **parameters: Any) -> Finding:  # noqa: ANN401 - whatever a message tells
    """A finding about a wish that a plan does not meet."""
    return say(f"plan.{wish}", language, "warn", field="plan", **parameters)
