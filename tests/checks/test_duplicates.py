import pytest

from question_tailor.bank import load_bank
from question_tailor.checks.duplicates import THRESHOLD, check, similarity

SAME = [
    (
        "Tell me about a time you had to choose which of several platforms would be closed.",
        "Which of several platforms did you have to close? Tell me about the choice.",
    ),
    (
        "Describe how you told a board that a launch would be late.",
        "Tell us about a launch that was late and how you told the board.",
    ),
    (
        "Erzählen Sie von einer Situation, in der Sie ein Produkt eingestellt haben.",
        "Beschreiben Sie, wie Sie ein Produkt eingestellt haben.",
    ),
]
DIFFERENT = [
    (
        "Tell me about a time you told the board that a launch would be late.",
        "Tell me about a time you asked the board for money for a second market.",
    ),
    (
        "Describe a product leader whom you developed.",
        "Describe a product that you closed although it still earned money.",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_question_in_other_words_is_near(one, other):
    assert similarity(one, other) >= THRESHOLD
    assert similarity(one, other) == similarity(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_shared_topic_makes_no_duplicate(one, other):
    assert similarity(one, other) < THRESHOLD


def test_no_two_questions_of_the_bank_are_near():
    bank = list(load_bank())
    near = [
        (one.id, other.id)
        for place, one in enumerate(bank)
        for other in bank[:place]
        if similarity(one.text, other.text) >= THRESHOLD
    ]

    assert near == []


def test_a_question_that_is_taken_blocks(answer, brief):
    taken = "Which of several working platforms did you have to choose to be closed down?"

    (finding,) = check(answer(), brief(taken=(taken,)))
    assert (finding.rule, finding.severity, finding.field) == ("duplicates.near", "block", "text")


def test_a_probe_that_repeats_the_question_warns(answer, brief):
    question = answer(
        probes=["Who argued for another one?", "Which of several working platforms would be closed down?"]
    )

    (finding,) = check(question, brief())
    assert (finding.rule, finding.severity, finding.field) == ("duplicates.probe", "warn", "probes[1]")


def test_a_new_question_passes(answer, brief):
    assert check(answer(), brief(taken=("Tell me about a leader whom you developed.",))) == ()
