"""What is said about the questions of a kit taken together."""

import pytest

from question_tailor import Tailor, kits, read_posting
from question_tailor.bank import load_bank
from question_tailor.checks import kit_set
from samples import COMPANY, POSTING

BANK = load_bank()


@pytest.fixture(scope="module")
def kit():
    with Tailor.offline() as tailor:
        return tailor.tailor(POSTING, COMPANY, questions=12)


def found(kit, *, questions=None, plan=None, canonical=None, told=()):
    behind = {question.slot: BANK[question.canonical_id] for question in kit.questions}
    given = kit_set.check(questions or kit.questions, plan or kit.plan, {**behind, **(canonical or {})}, told=told)
    return {finding.rule: finding for finding in given}


def changed(kit, *changes):
    """The questions of a kit, the first ones changed."""
    rest = kit.questions[len(changes) :]
    return [q.model_copy(update=change) for q, change in zip(kit.questions, changes, strict=False)] + list(rest)


def test_a_planned_kit_gives_no_finding(kit):
    assert found(kit) == {}


def test_two_questions_that_ask_the_same_are_told_once(kit):
    twice = changed(kit, {}, {"text": kit.questions[0].text})

    finding = found(kit, questions=twice)["set.near_duplicate"]

    assert finding.slot == kit.questions[1].slot
    assert kit.questions[0].slot in finding.why

    known = (*kit.questions[1].findings, finding.model_copy(update={"rule": "duplicates.near"}))
    told = changed(kit, {}, {"text": kit.questions[0].text, "findings": known})
    assert "set.near_duplicate" not in found(kit, questions=told)


def test_two_interviewers_on_the_same_ground_are_told(kit):
    first = "Which product did you last stop, and what became of its customers?"
    second = "Tell me about the last product that you stopped and what happened to customers."
    both = [{"text": first, "interviewer": "ceo"}, {"text": second, "interviewer": "cto"}]

    assert "set.overlap" in found(kit, questions=changed(kit, *both))
    both[1]["interviewer"] = "ceo"
    assert "set.overlap" not in found(kit, questions=changed(kit, *both))


def test_what_two_questions_have_in_common_is_named(kit):
    first = "Which product did you last stop, and what became of its customers?"
    second = "Tell me about the last product that you stopped and what happened to customers."
    both = [{"text": first, "interviewer": "ceo"}, {"text": second, "interviewer": "cto"}]

    finding = found(kit, questions=changed(kit, *both))["set.overlap"]

    assert "product" in finding.why
    assert "customers" in finding.why


def test_two_questions_that_only_rest_on_the_same_duty_do_not_overlap(kit):
    duty = "moving 900 customers off our legacy payroll product"
    quote = kit.questions[0].evidence[0].model_copy(update={"quote": duty})
    first = f"Nerves can fray over {duty}. Whom did you lose?"
    second = f"Some groundwork for {duty} stays hidden. What came first?"
    both = [
        {"text": first, "interviewer": "ceo", "evidence": (quote,)},
        {"text": second, "interviewer": "cto", "evidence": (quote,)},
    ]
    elsewhere = [both[0], {**both[1], "evidence": ()}]

    assert "set.overlap" not in found(kit, questions=changed(kit, *both))
    assert "set.overlap" in found(kit, questions=changed(kit, *elsewhere))


def test_one_interviewer_with_most_of_the_questions_and_one_with_none_are_told(kit):
    alone = [question.model_copy(update={"interviewer": "ceo"}) for question in kit.questions]

    told = found(kit, questions=alone)

    assert "CEO" in told["set.interviewer_share"].why
    assert "CTO" in told["set.panel"].why


def test_a_competency_that_fills_the_kit_is_told(kit):
    one = BANK[kit.questions[0].canonical_id]
    canonical = {question.slot: one for question in kit.questions[:6]}

    assert one.competency in found(kit, canonical=canonical)["set.competencies"].why


def test_a_category_with_far_more_questions_than_another_is_told(kit):
    strategic = [question.model_copy(update={"category": "Strategic"}) for question in kit.questions[:3]]

    assert "Strategic" in found(kit, questions=[*strategic, *kit.questions[3:]])["set.quotas"].why


def test_responsibilities_and_past_events_are_counted_by_the_plan(kit):
    slots = [slot.model_copy(update={"responsibility": "vision", "kind": "knowledge"}) for slot in kit.plan.slots]

    told = found(kit, plan=kit.plan.model_copy(update={"slots": tuple(slots)}))

    assert "Clarity" in told["set.responsibilities"].why
    assert "0 of 12" in told["set.behavioural_share"].why


def test_too_few_minutes_for_a_follow_up_are_told(kit):
    assert found(kit, questions=changed(kit, {"minutes": 3}))["set.minutes"].slot == kit.questions[0].slot


def test_what_planning_has_said_is_not_said_again(kit):
    alone = [question.model_copy(update={"interviewer": "ceo"}) for question in kit.questions]

    told = found(kit, questions=alone, told={"plan.interviewer_share", "plan.panel"})

    assert not {"set.interviewer_share", "set.panel"} & set(told)


def test_what_was_said_of_the_set_is_said_anew_when_a_question_is_replaced(kit):
    stale = found(kit, questions=changed(kit, {"minutes": 3}))["set.minutes"]
    told = kit.model_copy(update={"findings": (*kit.findings, stale.model_copy(update={"slot": "s05"}))})

    with Tailor.offline() as tailor:
        renewed = tailor.replace(told, "s02", POSTING, COMPANY)

    assert "set.minutes" not in {finding.rule for finding in renewed.findings}


def test_findings_are_in_the_kits_language(kit):
    alone = [question.model_copy(update={"interviewer": "ceo"}) for question in kit.questions]

    for language, said in (("de", "Anteil an Fragen"), ("fr", "part de questions")):
        told = kit_set.check(alone, kit.plan, {}, language=language)
        assert any(said in finding.why for finding in told)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_without_company_values_the_kit_says_so_once_and_nothing_blocks(language):
    """The company text is optional: what it would have named is no fault of the questions."""
    with Tailor.offline() as tailor:
        kit = tailor.tailor(POSTING, questions=12, language=language)

    of_values = [question for question in kit.questions if question.category == "Cultural Fit"]
    assert {question.origin for question in of_values} == {"bank"}
    assert not [one for question in kit.questions for one in question.findings if one.severity == "block"]
    (said,) = [finding for finding in kit.findings if finding.rule == "set.value_unnamed"]
    assert said.severity == "warn"
    assert all(question.slot in said.why for question in of_values)


def test_a_question_of_the_bank_that_a_person_rewords_still_leaves_the_value_open():
    with Tailor.offline() as tailor:
        kit = tailor.tailor(POSTING, questions=6)
    slot = next(question.slot for question in kit.questions if question.category == "Cultural Fit")

    edited = kits.edit(kit, {slot: "When did you last act on a value that cost the company something?"})
    with_inputs = kits.edit(kit, {slot: "When did you last pay for a value?"}, job=read_posting(POSTING))

    for new in (edited, with_inputs):
        assert "category.value_unknown" not in {finding.rule for finding in new.question(slot).findings}
        assert "set.value_unnamed" in {finding.rule for finding in new.findings}
