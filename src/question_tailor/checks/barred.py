"""Barred words: no question rests on a sentence of the inputs that steers to protected attributes or is no posting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from question_tailor.checks.evidence import locate
from question_tailor.findings import Finding

if TYPE_CHECKING:
    from question_tailor.checks.brief import Brief
    from question_tailor.schemas import Answer

_WHYS: Final = {
    "lawful": "This quote steers to a topic to keep out of interviews.",
    "input.talks_to_model": "This quote talks to a model; it is no part of the posting.",
    "input.confidential": "This quote is marked as confidential or internal.",
}


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about quotes that touch a barred sentence."""
    found: list[Finding] = []
    for number, quote in enumerate(question.evidence if brief.barred else ()):
        span = locate(quote.quote, brief.source(quote.source))
        touched = next((one for one in brief.barred if span and one.touches(quote.source, *span)), None)
        if touched:
            check_name = touched.rule.partition(".")[0]
            found.append(
                Finding(
                    rule="barred.quoted",
                    severity="block",
                    field=f"evidence[{number}].quote",
                    why=_WHYS.get(touched.rule) or _WHYS[check_name],
                    suggestion="Rest the question on another passage.",
                )
            )
    return tuple(found)
