"""What the bank's own text leaves open: the value or the method that neither the inputs nor the bank name.

A phrase of data/drafting.toml stands there then. It claims nothing, so that no check holds it against the inputs; it
counts only where no model wrote the question, which may not leave anything open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from question_tailor._resources import toml_in

if TYPE_CHECKING:
    from question_tailor.findings import Finding
    from question_tailor.kit import TailoredQuestion
    from question_tailor.schemas import Answer

_RULES: Final[dict[Literal["value", "subject"], str]] = {
    "value": "category.value_unknown",
    "subject": "category.subject_unknown",
}


def unnamed_field(question: Answer | TailoredQuestion, language: str) -> Literal["value", "subject"] | None:
    """The field of a question that is left open; None where none is."""
    phrase = toml_in("drafting.toml", language)["fields"]["unknown"]
    return next((field for field in _RULES if getattr(question, field, None) == phrase), None)


def without_unnamed(findings: tuple[Finding, ...], question: Answer, language: str) -> tuple[Finding, ...]:
    """Findings without the one about the field that is left open."""
    field = unnamed_field(question, language)
    return tuple(finding for finding in findings if field is None or finding.rule != _RULES[field])
