"""Barred words: no question rests on a sentence of the inputs that steers to protected attributes or is no posting.

Nor does any of its texts repeat such a sentence, whoever told the model to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from question_tailor.checks.confidential import runs
from question_tailor.checks.evidence import locate
from question_tailor.checks.fields import generated
from question_tailor.findings import Finding, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.schemas import Answer


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about quotes that touch a barred sentence, and texts that repeat one."""
    found = list(_echoes(question, brief)) if brief.barred else []
    for number, quote in enumerate(question.evidence if brief.barred else ()):
        span = locate(quote.quote, brief.source(quote.source))
        touched = next((one for one in brief.barred if span and one.touches(quote.source, *span)), None)
        if touched:
            check_name, _, what = touched.rule.partition(".")
            rule = "barred.quoted" if check_name == "lawful" else f"barred.quoted#{what}"
            found.append(say(rule, brief.language, "block", field=f"evidence[{number}].quote"))
    return tuple(found)


def _echoes(question: Answer, brief: Brief) -> Iterator[Finding]:
    barred = "\n".join(brief.source(one.source)[one.start : one.end] for one in brief.barred)
    canonical = brief.canonical.model_dump_json()
    language = brief.language
    told = runs(barred, language) - runs(brief.public, language) - runs(canonical, language)
    for field, text in generated(question, brief.slot.category):
        if runs(text, language) & told:
            yield say("barred.echoed", brief.language, "block", field=field)
