"""Confidential text: nothing that only it holds shows anywhere in a question."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml, toml_in
from question_tailor.checks.fields import generated
from question_tailor.checks.support import figures, figures_held, holds_name, names
from question_tailor.findings import say
from question_tailor.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer

_RUN: Final = 4
_WORDS_THAT_TELL: Final = 2


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about names, figures and turns of phrase of the confidential text; they never repeat them."""
    confidential = brief.company.confidential if brief.company else ""
    if not confidential:
        return ()
    public = f"{brief.public}\n{brief.canonical.model_dump_json()}"
    language = brief.language
    secret = runs(confidential, language) - runs(public, language)
    secret_figures = figures_held(confidential) - figures_held(public) - set(toml("hygiene.toml")["free_figures"])
    return tuple(
        say("confidential.leak", brief.language, "block", field=field)
        for field, text in _texts(question, brief)
        if _leaks(text, confidential, public, secret, secret_figures, language)
    )


def _texts(question: Answer, brief: Brief) -> Iterator[tuple[str, str]]:
    yield from generated(question, brief.slot.category)
    for number, quote in enumerate(question.evidence):
        yield f"evidence[{number}].quote", quote.quote


def _leaks(
    text: str,
    confidential: str,
    public: str,
    secret: frozenset[str],
    secret_figures: frozenset[str],
    language: str,
) -> bool:
    if runs(text, language) & secret or any(
        figure.replace(".", "").replace(",", "") in secret_figures for figure, _ in figures(text)
    ):
        return True
    said = [name for name, _ in names(f"the {text}", language)]
    # As a name: "Know" at the start of a sentence is none because a confidential sentence says "know".
    return any(re.search(rf"\b{re.escape(name)}\b", confidential) and not holds_name(name, public) for name in said)


@lru_cache(maxsize=64)
def runs(text: str, language: str) -> frozenset[str]:
    """Runs of four words of a text that tell something: at least two are no function words."""
    said = words(text)
    ignored = set(toml("hygiene.toml")["words_of_every_question"]) | set(
        toml_in("planning.toml", language)["words_that_say_nothing"]
    )
    taken = (said[start : start + _RUN] for start in range(len(said) - _RUN + 1))
    return frozenset(" ".join(run) for run in taken if sum(word not in ignored for word in run) >= _WORDS_THAT_TELL)
