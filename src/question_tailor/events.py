"""What happens while a kit is made, for whoever watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from question_tailor.findings import Finding
    from question_tailor.kit import InterviewKit, TailoredQuestion
    from question_tailor.slots import Slot


@dataclass(frozen=True, slots=True)
class SlotsAsked:
    """A request for these slots has left."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class QuestionAccepted:
    """An answer of the model has passed its schema and its checks; it will not be taken back."""

    question: TailoredQuestion


@dataclass(frozen=True, slots=True)
class QuestionSentBack:
    """An answer of the model has failed, and is asked for once more."""

    slot: Slot
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class QuestionDrafted:
    """A question was drafted without the model, or is the bank's own; its origin says which.

    Attributes:
        question: The question.
        findings: What was wrong with the model's answers; empty where none was asked.
    """

    question: TailoredQuestion
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class KitFinished:
    """The kit is complete; always the last event."""

    kit: InterviewKit


Event = SlotsAsked | QuestionAccepted | QuestionSentBack | QuestionDrafted | KitFinished
