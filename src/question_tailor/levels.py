"""What each role level is, and which level a title and a posting speak of."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from question_tailor._resources import toml, toml_in
from question_tailor.vocabulary import Horizon, PeopleScope, RoleLevel, Scale


class LevelProfile(BaseModel):
    """One role level.

    Attributes:
        level: Its id.
        name: As a person says it: `Chief Product Officer`.
        scope: What the role is responsible for.
        horizon: How far ahead it looks, in words.
        people_span: Whom and how many it leads.
        money: What it answers for in money.
        stakeholders: With whom it settles things.
        wrong_answer: What an answer from another level sounds like.
        horizons: Horizons that a question of this level may have, the usual one first.
        scales: Organisational scales that fit, the usual one first.
        people_scopes: People scopes that fit, the usual one first.
        sources: Where this comes from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: RoleLevel
    name: str
    scope: str
    horizon: str
    people_span: str
    money: str
    stakeholders: str
    wrong_answer: str
    horizons: Annotated[tuple[Horizon, ...], Field(min_length=1)]
    scales: Annotated[tuple[Scale, ...], Field(min_length=1)]
    people_scopes: Annotated[tuple[PeopleScope, ...], Field(min_length=1)]
    sources: Annotated[tuple[str, ...], Field(min_length=1)]


@cache
def profile_of(level: RoleLevel, language: str = "en") -> LevelProfile:
    """The profile of a level, from the package's data, in a language; in English where the data has no other."""
    return LevelProfile.model_validate({"level": level, **toml_in("levels.toml", language)["level"][level]})


class LevelGuess(BaseModel):
    """Which level a title and a posting speak of.

    Attributes:
        level: A role level, `ambiguous` where the confidence is below 0.7, or `none`: not a product leader's role.
        confidence: From 0 to 1.
        best: The likeliest role level, also where `level` is `ambiguous` or `none`.
        why: What the guess rests on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Literal["cpo", "vp", "head", "lead", "ambiguous", "none"]
    confidence: Annotated[float, Field(ge=0, le=1)]
    best: RoleLevel
    why: str


_LONGEST_TITLE: Final = 300
_LONGEST_TEXT: Final = 20_000
_MARKS: Final = re.compile(
    r"\((?:[a-z]\s?[/|*.,]\s?)*(?:all genders|gn|[a-z])\)|\b[mwfdxhi](?:[/|][mwfdxhi]){1,3}\b"
    r"|(?<=\w)[:*_](?:in|innen)\b|/-?in\b"
)
_VICE_PRESIDENT: Final = re.compile(
    r"\b(?:(senior|executive|group|associate|assistant)\s+)?vice[ -]pr[eé]sident(?:e|in)?\b"
)
_GRADES: Final = {"senior": "svp", "executive": "evp", "group": "gvp", "associate": "avp", "assistant": "avp"}
_WITHOUT_TEAM: Final = 0.25


def detect_level(title: str, text: str = "") -> LevelGuess:
    """Which role level a title speaks of, with what the posting says of a led team.

    Args:
        title: The role's title, as it stands.
        text: The posting, or a part of it; empty where only the title is known.
    """
    said = _plain(title)
    posting = text[:_LONGEST_TEXT].lower()
    rules = _rules()
    if re.search(r"\bcpo\b", said) and "product" not in said and _not_product(said, posting):
        return LevelGuess(level="none", confidence=0.85, best="lead", why="CPO stands for another office here.")
    for rule in rules:
        if match := rule["pattern"].search(said):
            return _judged(rule, match.group(), posting)
    return LevelGuess(level="none", confidence=0.9, best="lead", why="The title does not speak of product.")


def _not_product(said: str, posting: str) -> bool:
    pattern = toml("titles.toml")["not_product"]
    return bool(re.search(pattern, said) or (re.search(pattern, posting) and "product" not in posting))


def _judged(rule: dict[str, Any], matched: str, posting: str) -> LevelGuess:
    level, confidence = rule["level"], rule["confidence"]
    why = f"The title says \u201c{matched[:80]}\u201d"
    led = _shows("led_team", posting)
    if "with_team" in rule and led:
        confidence, why = rule["with_team"], f"{why} and the posting speaks of a team that is led"
    if level != "none" and _shows("no_team", posting) and level != "lead":
        confidence, why = confidence - _WITHOUT_TEAM, f"{why}, but the posting speaks of no team"
    best: RoleLevel = "lead" if level == "none" else level
    unsure = confidence < toml("titles.toml")["unsure"]
    return LevelGuess(level="ambiguous" if unsure else level, confidence=round(confidence, 2), best=best, why=f"{why}.")


def _shows(what: str, posting: str) -> bool:
    return any(re.search(pattern, posting) for pattern in toml("titles.toml")[what])


def _plain(title: str) -> str:
    """A title in the form that the rules of titles.toml expect."""
    said = _MARKS.sub(" ", title[:_LONGEST_TITLE].lower().replace("\u2019", "'"))
    said = re.sub(r"\b([sea]?)v\.\s?p\.?(?!\w)", r"\1vp", said)
    said = _VICE_PRESIDENT.sub(lambda match: _GRADES.get(match[1] or "", "vp"), said)
    said = re.sub(r"\s*[&+]\s*", " and ", said)
    said = re.sub(r"\bsr\b\.?", "senior", said)
    said = re.sub(r"\bjr\b\.?", "junior", said)
    said = re.sub(r"\s*(?:[,;|:/()\[\]\u2022\u00b7]|\s[-\u2010-\u2015]+\s|[\u2013\u2014])\s*", " , ", said)
    return " ".join(said.split())


@cache
def _rules() -> list[dict[str, Any]]:
    return [{**rule, "pattern": re.compile(rule["match"])} for rule in toml("titles.toml")["rule"]]
