"""Facts: no figure, product, person or organisation that neither the inputs nor the bank name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks.fields import generated
from question_tailor.checks.support import figures, figures_held, holds_name, names
from question_tailor.findings import Finding

if TYPE_CHECKING:
    from question_tailor.checks.brief import Brief
    from question_tailor.schemas import Answer

_TOLD: Final = 40


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about figures and names in any generated text that have no source."""
    canonical = brief.canonical
    known = f"{brief.public}\n{canonical.model_dump_json()}\n{brief.profile.model_dump_json()}"
    free = set(toml("hygiene.toml")["free_figures"])
    held = figures_held(known)
    found: list[Finding] = []
    for field, text in generated(question, brief.slot.category):
        for figure, span in figures(text):
            if figure not in free and re.sub(r"\D", "", figure) not in held:
                why = f"The figure {text[span[0] : span[1]][:_TOLD]} stands in neither text."
                found.append(_finding("figure", field, why, "Leave it out, or say it in words without a number.", span))
        for name, span in names(text):
            if not holds_name(name, known):
                why = f"The name {name[:_TOLD]} stands in neither text."
                found.append(
                    _finding("name", field, why, "Use only names that the posting or the company text uses.", span)
                )
    return tuple(found)


def _finding(what: str, field: str, why: str, suggestion: str, span: tuple[int, int]) -> Finding:
    return Finding(rule=f"facts.{what}", severity="block", field=field, why=why, suggestion=suggestion, span=span)
