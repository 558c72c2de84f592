"""One entry of the question bank."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from question_tailor.vocabulary import (
    LEVELS,
    Category,
    Competency,
    FactShape,
    Interviewer,
    Kind,
    Responsibility,
    RoleLevel,
)

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=600)]

Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=240)]
Long = Annotated[str, StringConstraints(strip_whitespace=True, min_length=12, max_length=480)]
"""The bounds of `schemas`, for what a kit may take over in the bank's own words."""


class SourceNote(BaseModel):
    """Where a canonical question comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Line
    section: Line


class Frame(BaseModel):
    """How a question is asked once a fact of the inputs is known.

    What a shape is depends on the bank's language (docs/banks.md has examples):

    - `doing`: English an -ing phrase; German a zu-infinitive phrase, after a comma; French an infinitive phrase.
    - `thing`: a name or noun phrase; German without article in the accusative, French with article where it has one.
    - `people`: people or a body with article; German in the dative.
    - `value`: a company value; the frame sets the quotation marks.

    Attributes:
        fact: The grammatical shape of the fact that it takes.
        text: The question, with the shape's name in braces where the fact goes: `{doing}`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact: FactShape
    text: Line

    @model_validator(mode="after")
    def _has_its_place(self) -> Frame:
        if self.text.count("{") != 1 or self.text.count("{" + self.fact + "}") != 1:
            raise ValueError(f"must hold {{{self.fact}}} once and no other brace")
        return self


class AnchorTexts(BaseModel):
    """What an answer sounds like at each of the four ratings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    poor: Long
    mixed: Long
    good: Long
    excellent: Long


class CanonicalQuestion(BaseModel):
    """One entry of the bank, before it is tailored.

    Attributes:
        id: Unique in its bank: letters, digits and hyphens.
        text: The question as it would be asked of anybody.
        category: Which of the six it belongs to.
        competency: What it is evidence of.
        levels: The one role level, or two adjacent ones, that it fits.
        interviewers: Who can both ask it and judge the answer.
        kind: What kind of answer it asks for.
        intent: What it finds out.
        signals: What a good answer shows.
        red_flags: What a bad answer shows.
        probes: Follow-up questions.
        source: Document and section that it comes from.
        responsibility: Which of a CPO's eight responsibilities it is about; for entries of level `cpo`.
        anchors: What answers sound like at each rating; drafted from signals and red flags where missing.
        frames: How to ask it around a fact of the inputs; general frames serve where there are none.
        fields: Fields of its category that hold whatever the inputs are, such as the `mechanism`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{1,79}$")]
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=12, max_length=400)]
    category: Category
    competency: Competency
    levels: Annotated[tuple[RoleLevel, ...], Field(min_length=1, max_length=2)]
    interviewers: Annotated[tuple[Interviewer, ...], Field(min_length=1, max_length=4)]
    kind: Kind
    intent: Long
    signals: Annotated[tuple[Line, ...], Field(min_length=1, max_length=6)]
    red_flags: Annotated[tuple[Short, ...], Field(min_length=1, max_length=6)]
    probes: Annotated[tuple[Short, ...], Field(min_length=1, max_length=6)]
    source: SourceNote
    responsibility: Responsibility | None = None
    anchors: AnchorTexts | None = None
    frames: tuple[Frame, ...] = ()
    fields: dict[str, Any] = {}

    @model_validator(mode="after")
    def _adjacent_levels(self) -> CanonicalQuestion:
        places = sorted(LEVELS.index(level) for level in self.levels)
        if len(set(places)) != len(places) or places[-1] - places[0] > 1:
            raise ValueError("levels: one level, or two adjacent ones of cpo, vp, head, lead")
        return self
