"""Duplicates: no question asks what another asks already."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml
from question_tailor.findings import say
from question_tailor.text import stem, words

if TYPE_CHECKING:
    from question_tailor.checks.brief import Brief
    from question_tailor.findings import Finding
    from question_tailor.schemas import Answer

THRESHOLD: Final = 0.6
"""Similarity from which two questions count as the same; set on the labelled pairs of the tests."""

_STEM: Final = 6
_SHORTEST: Final = 3
_SAME_PROBE: Final = 0.85


def similarity(first: str, second: str) -> float:
    """How much two questions ask the same, from 0 to 1.

    The share of the shorter one's content words that the other holds too, weighed with the share of all of them, so
    that other word order and filling words do not hide a repetition, and one shared topic does not make one.
    """
    one, other = _content(first), _content(second)
    if not one or not other:
        return 1.0 if first.strip().lower() == second.strip().lower() else 0.0
    shared = len(one & other)
    return round(0.5 * shared / min(len(one), len(other)) + 0.5 * shared / len(one | other), 4)


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    ignored = toml("hygiene.toml")["words_of_every_question"]
    return frozenset(stem(word)[:_STEM] for word in words(text) if len(word) >= _SHORTEST and word not in ignored)


def check(question: Answer, brief: Brief) -> tuple[Finding, ...]:
    """Findings about a question that repeats one that is taken, and probes that repeat it or each other."""
    found: list[Finding] = []
    for taken in brief.taken:
        if similarity(question.text, taken) >= THRESHOLD:
            found.append(say("duplicates.near", brief.language, "block", field="text"))
            break
    said = [question.text, *question.probes]
    for number, probe in enumerate(question.probes):
        if any(similarity(probe, earlier) >= _SAME_PROBE for earlier in said[: number + 1]):
            found.append(say("duplicates.probe", brief.language, "warn", field=f"probes[{number}]"))
    return tuple(found)
