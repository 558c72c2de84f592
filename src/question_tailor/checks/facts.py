"""Facts: no figure, product, person or organisation that neither the inputs nor the bank name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.checks.fields import generated
from question_tailor.checks.support import figures, figures_held, holds_name, looks_like_a_name, names
from question_tailor.findings import say

if TYPE_CHECKING:
    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding, Severity
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
                told = text[span[0] : span[1]][:_TOLD]
                found.append(say("facts.figure", brief.language, "block", field=field, span=span, figure=told))
        for name, span in names(text, brief.language):
            if not holds_name(name, known):
                severity = _severity(name, brief.language)
                found.append(say("facts.name", brief.language, severity, field=field, span=span, name=name[:_TOLD]))
    return tuple(found)


def _severity(name: str, language: str) -> Severity:
    """In German a word with a capital may be a noun that is not known, so that a person has to look."""
    return "warn" if language == "de" and not looks_like_a_name(name) else "block"
