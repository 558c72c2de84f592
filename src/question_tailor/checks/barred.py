"""Barred words: no question rests on a sentence of the inputs that steers to protected attributes or is no posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.checks.evidence import locate
from question_tailor.findings import Finding, say

if TYPE_CHECKING:
    from question_tailor.checks.brief import Brief
    from question_tailor.schemas import Answer


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about quotes that touch a barred sentence."""
    found: list[Finding] = []
    for number, quote in enumerate(question.evidence if brief.barred else ()):
        span = locate(quote.quote, brief.source(quote.source))
        touched = next((one for one in brief.barred if span and one.touches(quote.source, *span)), None)
        if touched:
            check_name, _, what = touched.rule.partition(".")
            rule = "barred.quoted" if check_name == "lawful" else f"barred.quoted#{what}"
            found.append(say(rule, brief.language, "block", field=f"evidence[{number}].quote"))
    return tuple(found)
