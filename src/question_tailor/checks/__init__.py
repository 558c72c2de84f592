"""Checks: pure functions from a question and what it is held against to findings, one to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor.checks import (
    addressee,
    barred,
    category,
    confidential,
    duplicates,
    evidence,
    facts,
    form,
    hygiene,
    lawful,
    level,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer

CHECKS: Final[dict[str, Callable[[Answer, Brief], tuple[Finding, ...]]]] = {
    "lawful": lawful.check,
    "evidence": evidence.check,
    "barred": barred.check,
    "facts": facts.check,
    "confidential": confidential.check,
    "category": category.check,
    "level": level.check,
    "addressee": addressee.check,
    "form": form.check,
    "duplicates": duplicates.check,
    "hygiene": hygiene.check,
}
"""The checks by name, in the order of their findings. The name begins the ids of the check's rules."""


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Every check's findings about a question, stamped with its slot."""
    return tuple(
        finding.model_copy(update={"slot": brief.slot.id})
        for one in CHECKS.values()
        for finding in one(question, brief)
    )
