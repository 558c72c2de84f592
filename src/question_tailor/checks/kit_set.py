"""The questions of a kit as a whole: what they cover together, how they are shared out, and where they overlap.

Planning says itself which wishes a plan does not meet; what it has said is not said again here.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Final

from question_tailor._resources import toml, toml_in
from question_tailor.checks.duplicates import THRESHOLD, similarity
from question_tailor.checks.unnamed import unnamed_field
from question_tailor.findings import Finding, say
from question_tailor.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.kit import TailoredQuestion
    from question_tailor.slots import Plan

_OVERLAP: Final = 0.41
"""Similarity from which two questions go over the same ground; drafts that share a fact and nothing else stay below."""
_SAME_GROUND: Final = 0.25
"""The same for two questions of one category and competency."""
_WORDS_NAMED: Final = 5
_COMPETENCY_SHARE: Final = 1 / 3
_FEW: Final = 6
"""Below so many questions shares say little."""


def check(
    questions: Sequence[TailoredQuestion],
    plan: Plan,
    canonical: Mapping[str, CanonicalQuestion],
    *,
    language: str = "en",
    told: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Findings about a kit's questions taken together; all of them are warnings.

    Args:
        questions: The questions, in the order of the plan.
        plan: The plan that they fill.
        canonical: The bank's question behind each slot, by the slot's id; slots of an unknown bank are left out.
        language: Two-letter code of the language to say it in.
        told: Rules that the kit's findings name already; `plan.panel` stands for `set.panel`, and so on.
    """
    found = [
        *_repetitions(questions, canonical, language),
        *_coverage(questions, plan, canonical, language),
        *_shares(questions, plan, language),
        *_minutes(questions, language),
        *_left_open(questions, language),
    ]
    said = {rule.replace("plan.", "set.", 1) for rule in told}
    return tuple(finding for finding in found if finding.rule not in said)


def _repetitions(
    questions: Sequence[TailoredQuestion], canonical: Mapping[str, CanonicalQuestion], language: str
) -> Iterator[Finding]:
    for earlier, later in combinations(questions, 2):
        alike = similarity(earlier.text, later.text)
        if alike >= THRESHOLD:
            if not any(finding.rule == "duplicates.near" for one in (earlier, later) for finding in one.findings):
                yield say("set.near_duplicate", language, "warn", field="text", slot=later.slot, other=earlier.slot)
            continue
        first, second = _apart_from_shared_quotes(earlier, later)
        if earlier.interviewer != later.interviewer and similarity(first, second) >= _least(earlier, later, canonical):
            common = ", ".join(_in_common(first, second))
            yield say("set.overlap", language, "warn", field="text", slot=later.slot, other=earlier.slot, words=common)


def _apart_from_shared_quotes(one: TailoredQuestion, other: TailoredQuestion) -> tuple[str, str]:
    """Two questions without the words of a passage that both rest on: to stand on one duty is not to ask the same."""
    shared = [
        quote.quote
        for quote in one.evidence
        for second in other.evidence
        if quote.source == second.source and quote.start < second.end and second.start < quote.end
    ]
    if not shared:
        return one.text, other.text
    quoted = " ".join(shared)
    first, second = (
        " ".join(word for word in words(question.text) if similarity(word, quoted) == 0) for question in (one, other)
    )
    return first, second


def _in_common(first: str, second: str) -> list[str]:
    """The words of the second question that the first holds too, some of them."""
    common = dict.fromkeys(word for word in words(second) if similarity(word, first) > 0)
    return list(common)[:_WORDS_NAMED]


def _least(one: TailoredQuestion, other: TailoredQuestion, canonical: Mapping[str, CanonicalQuestion]) -> float:
    """How alike two questions have to be for two interviewers to hear the same."""
    first, second = canonical.get(one.slot), canonical.get(other.slot)
    same = bool(first and second and (first.category, first.competency) == (second.category, second.competency))
    return _SAME_GROUND if same else _OVERLAP


def _coverage(
    questions: Sequence[TailoredQuestion], plan: Plan, canonical: Mapping[str, CanonicalQuestion], language: str
) -> Iterator[Finding]:
    categories = Counter(question.category for question in questions)
    if categories and max(categories.values()) - min(categories.values()) > 1:
        said = toml("words.toml")
        names = said.get(language, said["en"])["categories"]
        most, least = (names[name] for name in (categories.most_common()[0][0], categories.most_common()[-1][0]))
        yield say("set.quotas", language, "warn", field="plan", most=most, least=least)
    behind = [canonical[question.slot] for question in questions if question.slot in canonical]
    competencies = Counter(entry.competency for entry in behind)
    for competency, count in competencies.most_common(1):
        if len(behind) >= _FEW and count > len(behind) * _COMPETENCY_SHARE:
            yield say(
                "set.competencies",
                language,
                "warn",
                field="plan",
                competency=competency,
                count=count,
                all=len(behind),
            )
    if plan.level == "cpo" and (missing := _missing_responsibilities(plan, language)):
        yield say("set.responsibilities", language, "warn", field="plan", missing=", ".join(missing))


def _missing_responsibilities(plan: Plan, language: str) -> list[str]:
    """Names of the responsibilities that no question is about though their share is one question or more."""
    entries = toml_in("responsibilities.toml", language)
    total = sum(sum(entry["share"]) for entry in entries.values())
    held = {slot.responsibility for slot in plan.slots}
    return [
        entry["name"]
        for key, entry in entries.items()
        if key not in held and sum(entry["share"]) / total * len(plan.slots) >= 1
    ]


def _shares(questions: Sequence[TailoredQuestion], plan: Plan, language: str) -> Iterator[Finding]:
    numbers = toml("planning.toml")
    names = toml_in("panel.toml", language)["names"]
    count = len(questions)
    asked = Counter(question.interviewer for question in questions)
    most = max(int(count * numbers["interviewer_share"] + 1e-9), -(-count // max(len(plan.panel), 1)))
    over = [names[name] for name in plan.panel if asked[name] > most]
    if over and len(plan.panel) >= numbers["smallest_capped_panel"]:
        yield say("set.interviewer_share", language, "warn", field="plan", who=", ".join(over))
    idle = [names[name] for name in plan.panel if name not in asked]
    if idle and count >= len(plan.panel):
        yield say("set.panel", language, "warn", field="plan", who=", ".join(idle))
    past = sum(slot.kind == "past_behaviour" for slot in plan.slots)
    if count >= _FEW and past < int(count * numbers["behavioural_share"]):
        yield say("set.behavioural_share", language, "warn", field="plan", past=past, count=count)


def _minutes(questions: Sequence[TailoredQuestion], language: str) -> Iterator[Finding]:
    least: int = toml("planning.toml")["least_minutes"]
    for question in questions:
        if question.minutes < least:
            yield say("set.minutes", language, "warn", field="minutes", slot=question.slot, least=least)


def _left_open(questions: Sequence[TailoredQuestion], language: str) -> Iterator[Finding]:
    """Which questions nobody names a value or a method for, said once for all of them."""
    open_ones = [(unnamed_field(q, language), q.slot) for q in questions if q.origin in {"bank", "person"}]
    for field in ("value", "subject"):
        if slots := [slot for left_open, slot in open_ones if left_open == field]:
            yield say(f"set.{field}_unnamed", language, "warn", slots=", ".join(slots))
