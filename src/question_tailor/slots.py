"""The places of a kit that are to be filled, decided before any model is asked."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from question_tailor.vocabulary import Category, Interviewer, Kind, Responsibility, RoleLevel


class Slot(BaseModel):
    """One place in the plan.

    Attributes:
        id: `s01`, `s02`, ... in the order of the plan.
        category: What the question is about.
        canonical_id: The bank's question that is tailored here.
        kind: What kind of answer that question asks for.
        interviewer: Who asks.
        minutes: Time for question, answer and probes.
        responsibility: For a CPO, which of the eight responsibilities it is about.
        why: Why this canonical question was chosen and why this interviewer asks it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    category: Category
    canonical_id: str
    kind: Kind
    interviewer: Interviewer
    minutes: Annotated[int, Field(ge=1)]
    responsibility: Responsibility | None
    why: str


class Plan(BaseModel):
    """The slots of one kit and the frame that they fit.

    Attributes:
        level: Role level that the kit is for.
        minutes: Minutes that the whole panel has.
        spare_minutes: What the questions leave of them: openings, and the candidate's own questions.
        panel: Who takes part.
        slots: The places to fill, in the order in which the kit shows them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: RoleLevel
    minutes: Annotated[int, Field(ge=1)]
    spare_minutes: Annotated[int, Field(ge=0)]
    panel: tuple[Interviewer, ...]
    slots: tuple[Slot, ...]
