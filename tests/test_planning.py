import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor import ConfigurationError, load_bank, read_company, read_posting
from question_tailor.bank import Bank
from question_tailor.planning import make_plan, replacement
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS
from samples import COMPANY, POSTING

BANK = load_bank()
JOB, FIRM = read_posting(POSTING), read_company(COMPANY)


def plan(**options):
    return make_plan(BANK, **{"level": "cpo", "job": JOB, "company": FIRM, **options})


@pytest.mark.parametrize("level", LEVELS)
def test_a_default_plan_meets_every_wish(level):
    made, findings = plan(level=level)

    assert findings == ()
    assert len(made.slots) == 12
    assert Counter(slot.category for slot in made.slots) == dict.fromkeys(CATEGORIES, 2)
    assert max(Counter(slot.interviewer for slot in made.slots).values()) <= 4
    assert {slot.interviewer for slot in made.slots} == set(INTERVIEWERS)
    assert sum(slot.kind == "past_behaviour" for slot in made.slots) >= 9
    assert sum(slot.minutes for slot in made.slots) + made.spare_minutes == 180
    assert all(level in BANK[slot.canonical_id].levels for slot in made.slots)
    assert len({slot.canonical_id for slot in made.slots}) == 12


def test_a_cpo_plan_follows_the_shares_of_time_of_the_responsibilities():
    made, _ = plan()

    held = Counter(slot.responsibility for slot in made.slots)
    assert held["clarity"] >= 3
    assert held["integration"] >= 2
    assert len(held) == 8


def test_only_a_cpo_has_responsibilities():
    made, _ = plan(level="vp")

    assert {slot.responsibility for slot in made.slots} == {None}


@given(
    st.sets(st.sampled_from(INTERVIEWERS), min_size=1),
    st.sets(st.sampled_from(CATEGORIES), min_size=1),
    st.integers(1, 14),
    st.integers(5, 400),
    st.sampled_from(LEVELS),
)
def test_whatever_is_asked_for_the_order_of_wishes_holds(panel, categories, questions, minutes, level):
    panel, categories = sorted(panel), sorted(categories)

    made, findings = plan(level=level, panel=panel, categories=categories, questions=questions, minutes=minutes)

    rules = {finding.rule for finding in findings}
    assert sum(slot.minutes for slot in made.slots) + made.spare_minutes == minutes
    assert all(5 <= slot.minutes <= 15 for slot in made.slots)
    assert len(made.slots) == questions or rules & {"plan.questions", "plan.bank_thin"}
    assert {slot.category for slot in made.slots} == set(categories) or "plan.categories" in rules
    assert {slot.interviewer for slot in made.slots} <= set(panel)
    assert [slot.id for slot in made.slots] == [f"s{number:02}" for number in range(1, len(made.slots) + 1)]
    if len(panel) >= 3 and len(made.slots) >= 5:
        most = max(Counter(slot.interviewer for slot in made.slots).values())
        assert most <= max(0.4 * len(made.slots), 2) or "plan.interviewer_share" in rules


def test_too_few_minutes_shrink_the_number_of_questions_and_say_so():
    made, findings = plan(questions=12, minutes=30)

    assert len(made.slots) == 6
    assert "plan.questions" in {finding.rule for finding in findings}


def test_the_plan_explains_each_slot_with_public_words_only():
    made, _ = plan()

    assert any("board" in slot.why for slot in made.slots)
    assert not any("Nordkai" in slot.why or "runway" in slot.why for slot in made.slots)


def test_confidential_text_moves_the_ranking():
    firm = FIRM.model_copy(
        update={"confidential": "We retire products, sunset them and stop serving unprofitable segments. " * 9}
    )

    assert plan()[0] != plan(company=firm)[0]


def test_questions_used_before_are_left_out():
    first, _ = plan()
    used = [BANK[slot.canonical_id].text for slot in first.slots]

    by_text, _ = plan(avoid=used)
    by_id, _ = plan(avoid_ids={slot.canonical_id for slot in first.slots})

    held = {slot.canonical_id for slot in first.slots}
    assert not held & {slot.canonical_id for slot in by_text.slots}
    assert not held & {slot.canonical_id for slot in by_id.slots}


def test_a_thin_bank_gives_a_smaller_plan_and_a_finding():
    few = Bank([question for question in BANK if "cpo" in question.levels][:3])

    made, findings = make_plan(few, level="cpo", job=JOB)

    assert len(made.slots) == 3
    assert "plan.bank_thin" in {finding.rule for finding in findings}


def test_a_replaced_slot_keeps_its_place_and_takes_a_question_that_the_plan_does_not_hold():
    made, _ = plan()
    old = made.slots[3]

    new, findings = replacement(BANK, made, old.id, job=JOB, company=FIRM)

    assert findings == ()
    assert (new.id, new.category, new.interviewer, new.minutes) == (old.id, old.category, old.interviewer, old.minutes)
    assert new.canonical_id not in {slot.canonical_id for slot in made.slots}


def test_replacing_a_slot_that_is_not_there_names_those_that_are():
    made, _ = plan(questions=2)

    with pytest.raises(ConfigurationError, match="s01, s02"):
        replacement(BANK, made, "s77", job=JOB)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"questions": 0}, "questions"),
        ({"questions": 41}, "questions"),
        ({"questions": True}, "questions"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"panel": []}, "panel"),
        ({"panel": ["cmo"]}, "panel"),
        ({"categories": ["Vision"]}, "categories"),
        ({"level": "director"}, "level"),
    ],
)
def test_an_option_out_of_range_is_named(options, named):
    with pytest.raises(ConfigurationError, match=named):
        plan(**options)


PROGRAM = """
from samples import COMPANY, POSTING
from question_tailor import load_bank, read_company, read_posting
from question_tailor.planning import make_plan
plan, _ = make_plan(load_bank(), level="head", job=read_posting(POSTING), company=read_company(COMPANY))
print(plan.model_dump_json())
"""


def test_the_same_inputs_give_the_same_plan_in_another_process():
    plans = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd="tests",
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(plans) == 1
