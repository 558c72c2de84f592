"""What each role level is, and which level a title and a posting speak of."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from question_tailor._resources import toml
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
def profile_of(level: RoleLevel) -> LevelProfile:
    """The profile of a level, from the package's data."""
    return LevelProfile.model_validate({"level": level, **toml("levels.toml")["level"][level]})


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
