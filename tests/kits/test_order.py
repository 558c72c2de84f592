import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor import Tailor, kits, load_kit
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.vocabulary import INTERVIEWERS
from samples import COMPANY, POSTING

KIT = Tailor.offline().tailor(POSTING, COMPANY)
SLOTS = [slot.id for slot in KIT.plan.slots]


@given(
    first=st.permutations(SLOTS).flatmap(lambda order: st.integers(0, 12).map(lambda count: order[:count])),
    interviewers=st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(INTERVIEWERS), max_size=1),
    minutes=st.dictionaries(st.sampled_from(SLOTS), st.integers(1, 10), max_size=6),
)
def test_reordering_loses_nothing_and_counts_anew(first, interviewers, minutes):
    new = kits.reorder(KIT, first, interviewers=interviewers, minutes=minutes)

    order = [question.slot for question in new.questions]
    assert order == [*first, *(slot for slot in SLOTS if slot not in first)]
    assert {question.slot: question.text for question in new.questions} == {q.slot: q.text for q in KIT.questions}
    for question in new.questions:
        old = KIT.question(question.slot)
        assert question.interviewer == interviewers.get(question.slot, old.interviewer)
        assert question.minutes == minutes.get(question.slot, old.minutes)
    assert sum(new.coverage.minutes.values()) + new.plan.spare_minutes == KIT.plan.minutes
    assert load_kit(new.model_dump_json()) == new


@given(order=st.permutations(SLOTS))
def test_the_old_order_gives_the_old_kit(order):
    assert kits.reorder(kits.reorder(KIT, order), SLOTS) == KIT


def test_another_interviewer_brings_the_reason_for_them_and_joins_the_panel():
    small = Tailor.offline().tailor(POSTING, COMPANY, panel=["ceo", "cto"], questions=6)
    slot = next(slot for slot in small.plan.slots if slot.interviewer == "ceo")

    new = kits.reorder(small, interviewers={slot.id: "cfo"})

    assert new.plan.panel == ("ceo", "cto", "cfo")
    moved = next(moved for moved in new.plan.slots if moved.id == slot.id)
    assert "CFO" in moved.why
    assert "CEO" not in moved.why


def test_what_is_said_of_the_shares_is_that_of_the_new_order():
    crowded = kits.reorder(KIT, interviewers=dict.fromkeys(SLOTS, "ceo"))

    rules = [finding.rule for finding in crowded.findings]
    assert {"set.interviewer_share", "set.panel"} <= set(rules)
    back = kits.reorder(crowded, interviewers={slot.id: slot.interviewer for slot in KIT.plan.slots})
    assert back.findings == KIT.findings


def test_what_planning_said_of_the_shares_goes_when_others_ask():
    small = Tailor.offline().tailor(POSTING, COMPANY, questions=2)
    assert "plan.panel" in {finding.rule for finding in small.findings}

    same = kits.reorder(small, ["s02"])
    other = kits.reorder(small, interviewers={"s01": "peer"})

    assert "plan.panel" in {finding.rule for finding in same.findings}
    assert "plan.panel" not in {finding.rule for finding in other.findings}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"first": ["s99"]}, "'s99'"),
        ({"first": ["s01", "s01"]}, "each slot once"),
        ({"interviewers": {"s99": "ceo"}}, "'s99'"),
        ({"interviewers": {"s01": "coo"}}, "'coo'"),
        ({"minutes": {"s01": 0}}, "whole number"),
        ({"minutes": {"s01": True}}, "whole number"),
        ({"minutes": {"s01": "5"}}, "whole number"),
        ({"minutes": {"s01": 170}}, "the panel has 180"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(arguments, told):
    with pytest.raises(ConfigurationError, match=told):
        kits.reorder(KIT, **arguments)


def test_a_signed_kit_keeps_its_order():
    with pytest.raises(InputError, match="signed"):
        kits.reorder(kits.sign(KIT, "A. Panel"), ["s02"])
