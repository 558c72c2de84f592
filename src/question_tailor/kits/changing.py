"""What every change of a kit has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.assembly import recounted
from question_tailor.errors import ConfigurationError
from question_tailor.kit import InterviewKit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from question_tailor.bank import Bank
    from question_tailor.findings import Finding
    from question_tailor.kit import TailoredQuestion
    from question_tailor.slots import Plan


def require_slots(kit: InterviewKit, slots: Iterable[str]) -> None:
    """Make sure that a kit has these slots.

    Raises:
        ConfigurationError: It has not.
    """
    known = [slot.id for slot in kit.plan.slots]
    if unknown := [slot for slot in slots if slot not in known]:
        raise ConfigurationError(f"slot: one of {', '.join(known)}; not {', '.join(map(repr, unknown))}")


def require_known(kit: InterviewKit, bank: Bank) -> None:
    """Make sure that a bank knows the canonical questions of a kit.

    Raises:
        ConfigurationError: It is the bank of another kit.
    """
    if unknown := [slot.canonical_id for slot in kit.plan.slots if slot.canonical_id not in bank]:
        raise ConfigurationError(f"The question bank has no entry {unknown[0][:80]!r}; give the bank of this kit.")


def changed(
    kit: InterviewKit,
    questions: Mapping[str, TailoredQuestion],
    *,
    plan: Plan | None = None,
    findings: Sequence[Finding] | None = None,
) -> InterviewKit:
    """A kit with some of its questions changed, counted anew and validated as a whole.

    Args:
        kit: The kit; it is not changed.
        questions: The changed questions by their slots.
        plan: The changed plan, in the order of which the questions stand; the kit's own where it is not given.
        findings: What is said about the kit as a whole; the kit's own where it is not given.
    """
    plan = plan or kit.plan
    held = {question.slot: question for question in kit.questions} | dict(questions)
    ordered = tuple(held[slot.id] for slot in plan.slots)
    return InterviewKit(
        **{
            **dict(kit),
            "questions": ordered,
            "plan": plan,
            "coverage": recounted(kit.coverage, ordered),
            "findings": kit.findings if findings is None else tuple(findings),
        }
    )
