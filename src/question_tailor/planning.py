"""The plan: which canonical question goes into which slot, who asks it and for how long. Decided here, not by a model.

Where wishes collide they hold in this order: minutes, number of questions, categories covered, no interviewer above
their share, behavioural share, shares of a CPO's responsibilities. Each one not met is a finding. The same inputs give
the same plan.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from question_tailor._resources import toml
from question_tailor.bank import in_language
from question_tailor.checks.brief import without_barred
from question_tailor.checks.duplicates import THRESHOLD, similarity
from question_tailor.errors import ConfigurationError
from question_tailor.plan_words import category_name, too_short, unmet, unmet_wishes, why_of
from question_tailor.ranking import Rank, rank, together
from question_tailor.slots import Plan, Slot
from question_tailor.text import language as language_of
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS
from question_tailor.wishes import Choice, Wishes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from question_tailor.bank import Bank
    from question_tailor.canonical import CanonicalQuestion
    from question_tailor.checks.brief import Barred
    from question_tailor.findings import Finding
    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.vocabulary import Category, Interviewer, RoleLevel

_MOST_QUESTIONS: Final = 40
_MINUTES: Final = range(5, 1441)
_MOST_ROUNDS: Final = 200
_CONSIDERED: Final = 40
"""The best of a category that are tried in a slot; with a large bank the rest would not be better."""


def make_plan(
    bank: Bank,
    *,
    level: RoleLevel,
    job: JobDescription,
    company: CompanyContext | None = None,
    panel: Sequence[Interviewer] = INTERVIEWERS,
    categories: Sequence[Category] = CATEGORIES,
    questions: int = 12,
    minutes: int = 180,
    avoid: Iterable[str] = (),
    avoid_ids: Collection[str] = (),
    barred: Collection[Barred] = (),
    language: str = "en",
) -> tuple[Plan, tuple[Finding, ...]]:
    """Plan a kit.

    Args:
        bank: The question bank.
        level: Role level.
        job: The posting.
        company: The company context; its confidential text counts for the ranking and is not told.
        panel: Who takes part.
        categories: What to cover.
        questions: How many questions, 1 to 40.
        minutes: Minutes that the whole panel has, 5 to 1440.
        avoid: Texts of questions used before.
        avoid_ids: Canonical questions used before.
        barred: What of posting and company text counts for nothing, since no question may be built on it.
        language: Two-letter code of the language that the kit is written in.

    Returns:
        The plan, and a finding for each wish that it does not meet.

    Raises:
        ConfigurationError: An option is out of its range, or the bank has nothing for this level.
    """
    panel, categories = _known("panel", panel, INTERVIEWERS), _known("categories", categories, CATEGORIES)
    _known("level", [level], LEVELS)
    _within("questions", questions, range(1, _MOST_QUESTIONS + 1))
    _within("minutes", minutes, _MINUTES)
    numbers = toml("planning.toml")
    findings: list[Finding] = []
    count = min(questions, minutes // numbers["least_minutes"])
    if count < questions:
        findings.append(unmet("questions", language, minutes=minutes, count=count, questions=questions))
    ranks = _ranks(bank, [question.id for question in bank if level in question.levels], job, company, barred)
    free = _unused(bank, level, categories, tuple(avoid), frozenset(avoid_ids))
    wishes = Wishes(level, panel, ranks)
    choices = _choose(free, wishes, _quotas(categories, free, count))
    if not choices:
        raise ConfigurationError(f"The question bank has no question of level {level} in {', '.join(categories)}.")
    findings += unmet_wishes(choices, wishes, categories, count, language)
    given = _minutes_of(choices, minutes, numbers)
    findings += too_short(choices, given, minutes, language)
    slots = tuple(
        Slot(
            id=f"s{number:02}",
            category=choice.question.category,
            canonical_id=choice.question.id,
            kind=choice.question.kind,
            interviewer=choice.interviewer,
            minutes=share,
            responsibility=choice.question.responsibility if level == "cpo" else None,
            why=why_of(choice, wishes, language),
        )
        for number, (choice, share) in enumerate(zip(choices, given, strict=True), start=1)
    )
    plan = Plan(level=level, minutes=minutes, spare_minutes=minutes - sum(given), panel=panel, slots=slots)
    return plan, tuple(findings)


def replacement(
    bank: Bank,
    plan: Plan,
    slot_id: str,
    *,
    job: JobDescription,
    company: CompanyContext | None = None,
    avoid: Iterable[str] = (),
    avoid_ids: Collection[str] = (),
    barred: Collection[Barred] = (),
    language: str = "en",
) -> tuple[Slot, tuple[Finding, ...]]:
    """Plan one slot anew, with the next best canonical question of its category that the plan does not hold.

    Args:
        bank: The question bank.
        plan: The plan that holds the slot.
        slot_id: Id of the slot.
        job: The posting.
        company: The company context.
        avoid: Texts of questions used before.
        avoid_ids: Canonical questions used before.
        barred: What of posting and company text counts for nothing, since no question may be built on it.
        language: Two-letter code of the language that the kit is written in.

    Returns:
        The slot; with its old canonical question and a finding where the bank has no other.

    Raises:
        ConfigurationError: The plan has no such slot, or the bank does not know its question.
    """
    slot = next((slot for slot in plan.slots if slot.id == slot_id), None)
    if slot is None:
        raise ConfigurationError(f"slot: one of {', '.join(slot.id for slot in plan.slots)}, not {slot_id!r}")
    if slot.canonical_id not in bank:
        raise ConfigurationError(f"The question bank has no entry {slot.canonical_id}; give the bank of this kit.")
    held = frozenset(old.canonical_id for old in plan.slots) | frozenset(avoid_ids)
    free = _unused(bank, plan.level, [slot.category], tuple(avoid), held)
    wishes = Wishes(plan.level, plan.panel, _ranks(bank, [question.id for question in bank], job, company, barred))
    choices = [Choice(question, slot.interviewer) for question in free]
    if not choices:
        return slot, (unmet("bank_thin#replacement", language, category=category_name(slot.category, language)),)
    past = slot.kind == "past_behaviour"
    best = min(
        choices,
        key=lambda choice: (
            past and choice.question.kind != "past_behaviour",
            choice.question.responsibility != slot.responsibility,
            -wishes.fit([choice]),
            choice.question.id,
        ),
    )
    changed = {
        "canonical_id": best.question.id,
        "kind": best.question.kind,
        "responsibility": best.question.responsibility if plan.level == "cpo" else None,
        "why": why_of(best, wishes, language),
    }
    return slot.model_copy(update=changed), ()


def _ranks(
    bank: Bank, ids: Sequence[str], job: JobDescription, company: CompanyContext | None, barred: Collection[Barred]
) -> dict[str, Rank]:
    """How well questions fit the inputs; words are compared in the language that each input is in."""
    of_job = f"{job.title}\n{without_barred(job.text, 'job', barred)}"
    of_company = without_barred(company.text, "company", barred) if company else ""
    secret = company.confidential if company else ""
    spoken = language_of(of_job) or bank.language
    also_spoken = language_of(f"{of_company}\n{secret}") or spoken
    if also_spoken == spoken:
        return rank(_in_words(bank, ids, spoken), f"{of_job}\n{of_company}", secret, language=spoken)
    return together(
        rank(_in_words(bank, ids, spoken), of_job, language=spoken),
        rank(_in_words(bank, ids, also_spoken), of_company, secret, language=also_spoken),
    )


def _in_words(bank: Bank, ids: Sequence[str], language: str) -> list[CanonicalQuestion]:
    worded = in_language(bank, language)
    return [worded[name] for name in ids]


def _unused(
    bank: Bank, level: RoleLevel, categories: Collection[Category], avoid: Sequence[str], avoid_ids: frozenset[str]
) -> list[CanonicalQuestion]:
    """The bank's questions of a level and some categories, without those that were used before."""
    return [
        question
        for question in bank
        if level in question.levels
        and question.category in categories
        and question.id not in avoid_ids
        and not any(similarity(question.text, used) >= THRESHOLD for used in avoid)
    ]


def _quotas(categories: Sequence[Category], free: Iterable[CanonicalQuestion], count: int) -> dict[Category, int]:
    """So many questions divided evenly among the categories, as far as the bank reaches."""
    stock = Counter(question.category for question in free)
    quotas: dict[Category, int] = dict.fromkeys(categories, 0)
    for _ in range(count):
        open_ones = [category for category in categories if quotas[category] < stock[category]]
        if not open_ones:
            break
        quotas[min(open_ones, key=lambda category: quotas[category])] += 1
    return quotas


def _choose(free: Sequence[CanonicalQuestion], wishes: Wishes, quotas: dict[Category, int]) -> list[Choice]:
    """Choose the best of each category, then exchange single choices for as long as that comes nearer to the wishes."""
    by_category = {category: [q for q in free if q.category == category] for category in quotas}
    for questions in by_category.values():
        questions.sort(key=lambda question: (-wishes.ranks[question.id].score, question.id))
    choices = [
        Choice(question, _best_interviewer(question, wishes))
        for category, quota in quotas.items()
        for question in by_category[category][:quota]
    ]
    for _ in range(_MOST_ROUNDS):
        better = _best_exchange(choices, by_category, wishes)
        if better is None:
            break
        choices = better
    return _in_running_order(choices, wishes)


def _best_exchange(
    choices: list[Choice], by_category: dict[Category, list[CanonicalQuestion]], wishes: Wishes
) -> list[Choice] | None:
    """The choices with the one exchange that helps most, or None where none helps."""
    best_cost, best = wishes.cost(choices), None
    taken = {choice.question.id for choice in choices}
    for place, choice in enumerate(choices):
        others = [question for question in by_category[choice.question.category] if question.id not in taken]
        for question in [choice.question, *others[:_CONSIDERED]]:
            for interviewer in wishes.panel:
                tried = [*choices[:place], Choice(question, interviewer), *choices[place + 1 :]]
                cost = wishes.cost(tried)
                if cost < best_cost:
                    best_cost, best = cost, tried
    return best


def _best_interviewer(question: CanonicalQuestion, wishes: Wishes) -> Interviewer:
    return max(
        wishes.panel, key=lambda name: (wishes.fit_of_interviewer(Choice(question, name)), -wishes.panel.index(name))
    )


def _in_running_order(choices: Iterable[Choice], wishes: Wishes) -> list[Choice]:
    """One interviewer after the other, as the panel is named; with each, past events before views."""
    return sorted(
        choices,
        key=lambda choice: (
            wishes.panel.index(choice.interviewer),
            choice.question.kind != "past_behaviour",
            CATEGORIES.index(choice.question.category),
            choice.question.id,
        ),
    )


def _minutes_of(choices: Sequence[Choice], minutes: int, numbers: dict[str, Any]) -> list[int]:
    """Whole minutes for each question: more for past events, within bounds, some left over where there is room."""
    least, most = numbers["least_minutes"], numbers["most_minutes"]
    room = max(int(minutes * (1 - numbers["spare_share"])), min(minutes, least * len(choices)))
    weights = [numbers["past_event_weight"] if c.question.kind == "past_behaviour" else 1.0 for c in choices]
    shares = [min(most, max(least, int(room * weight / sum(weights)))) for weight in weights]
    while sum(shares) > room:
        shares[shares.index(max(shares))] -= 1
    return shares


def _known(option: str, given: Sequence[Any], known: Sequence[Any]) -> tuple[Any, ...]:
    """The given names, each once, in the order given."""
    wrong = [name for name in given if name not in known]
    if wrong or not given:
        raise ConfigurationError(f"{option}: some of {', '.join(known)}; not {', '.join(map(repr, wrong)) or 'none'}")
    return tuple(dict.fromkeys(given))


def _within(option: str, value: object, allowed: range) -> None:
    if isinstance(value, bool) or value not in allowed:
        raise ConfigurationError(f"{option}: a whole number from {allowed.start} to {allowed[-1]}, not {value!r}")
