import json
from pathlib import Path

import pytest

from question_tailor.bank import load_bank
from question_tailor.checks.level import check, fit
from question_tailor.vocabulary import LEVELS

DATA = Path(__file__).parents[1] / "data"


def rates(name):
    rows = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]
    steps = [abs(LEVELS.index(row["level"]) - LEVELS.index(fit(row["text"]).level)) for row in rows]
    return len(rows), steps.count(0) / len(rows), (steps.count(0) + steps.count(1)) / len(rows)


@pytest.mark.parametrize("name", ["level_fit.jsonl", "seen/level_fit.jsonl"])
def test_labelled_questions_fit_the_level_of_their_label(name):
    count, exact, within_one = rates(name)

    assert count >= 150
    assert exact >= 0.95
    assert within_one >= 0.98


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("cpo", "How do you prepare the board for an acquisition that pays off in four years?"),
        ("vp", "How do you share out a head-count budget among your directors for the coming year?"),
        ("head", "How do you set the direction of a product line with five product managers who report to you?"),
        ("lead", "How do you keep your squad's backlog short from sprint to sprint?"),
        ("cpo", "Wie erklären Sie dem Aufsichtsrat eine Übernahme?"),
        ("vp", "Wie übersetzen Sie die Jahresziele für mehrere Produktteams und deren Leiter?"),
        ("head", "Wie führen Sie fünf Produktmanager, die direkt an Sie berichten?"),
        ("lead", "Wie priorisieren Sie das Backlog Ihres Squads für den nächsten Sprint?"),
        ("cpo", "Comment défendez-vous une acquisition devant le conseil d'administration ?"),
        ("vp", "Comment répartissez-vous le budget annuel entre vos directeurs et leurs équipes ?"),
        ("head", "Comment donnez-vous un cap à une ligne de produits avec quatre product managers ?"),
        ("lead", "Comment tenez-vous le backlog de votre squad d'un sprint à l'autre ?"),
    ],
)
def test_scope_horizon_people_money_and_stakeholders_tell_the_level_in_three_languages(level, text):
    found = fit(text)

    assert found.level == level
    assert found.confidence >= 0.4


def test_what_was_heard_is_told_with_its_place_and_reason():
    text = "Tell me about a time you asked the board for money."

    (signal,) = fit(text).signals
    assert (signal.id, signal.aspect, text[signal.start : signal.end]) == ("board", "stakeholders", "board")
    assert signal.weight["cpo"] == fit(text).scores["cpo"]
    assert signal.why


def test_a_question_that_speaks_of_no_level_gets_the_middle_one_and_no_confidence():
    found = fit("What did you learn from your last failure?")

    assert (found.level, found.confidence, found.signals) == ("head", 0, ())


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ("You lead four product managers. What is hard?", "You lead forty product managers. What is hard?"),
        ("How do you plan two years ahead?", "How do you plan five years ahead?"),
        ("What do you do first in a 60-person company?", "What do you do first in a 6,000-person company?"),
        ("Wie verteilen Sie zwei Stellen?", "Wie verteilen Sie zwanzig Stellen?"),
        ("Comment répartissez-vous 3 millions ?", "Comment répartissez-vous 300 millions ?"),
    ],
)
def test_a_larger_number_speaks_for_a_higher_level(few, many):
    assert LEVELS.index(fit(many).level) < LEVELS.index(fit(few).level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("How do you shape the company strategy?", "cpo"),
        ("The company strategy is set. How do you turn it into targets for your teams?", "vp"),
        ("How do you report to the chief product officer when the plan fails?", "vp"),
        ("As our chief product officer, how would you report to the board?", "cpo"),
        ("How do you pay down technical debt with your squad?", "lead"),
        ("How do you onboard a squad?", "lead"),
    ],
)
def test_the_longer_phrase_counts_where_a_shorter_one_would_mislead(text, level):
    assert fit(text).level == level


TOO_LOW = "How do you keep the backlog of your squad honest from one sprint to the next?"
TOO_HIGH = "How do you win the board for an acquisition that pays off in five years?"
PROBES = ["Who argued for another way?", "What came of it?"]


@pytest.mark.parametrize(
    ("text", "level", "rule", "severity"),
    [
        (TOO_LOW, "cpo", "level.too_low", "block"),
        (TOO_LOW, "vp", "level.too_low", "block"),
        (TOO_LOW, "head", "level.too_low", "warn"),
        (TOO_HIGH, "vp", "level.too_high", "warn"),
        (TOO_HIGH, "head", "level.too_high", "block"),
        (TOO_HIGH, "lead", "level.too_high", "block"),
    ],
)
def test_a_question_of_another_level_is_found_and_blocks_from_two_levels_on(text, level, rule, severity, answer, brief):
    (finding,) = check(answer(text=text, probes=PROBES), brief(level=level))

    assert (finding.rule, finding.severity, finding.field) == (rule, severity, "text")
    assert text[slice(*finding.span)]
    assert finding.suggestion


@pytest.mark.parametrize(("text", "level"), [(TOO_LOW, "lead"), (TOO_HIGH, "cpo")])
def test_a_question_of_its_own_level_passes(text, level, answer, brief):
    assert check(answer(text=text, probes=PROBES), brief(level=level)) == ()


@pytest.mark.parametrize("level", LEVELS)
def test_a_question_that_hardly_speaks_of_a_level_passes_at_each(level, answer, brief):
    question = answer(text="Tell me about a decision of yours that you regret to this day.", probes=PROBES)

    assert check(question, brief(level=level)) == ()


def test_probes_count_by_less_than_the_text(answer, brief):
    probes = ["What did the board say?", "What did the investors say?"]
    plain = "Tell me about a decision of yours that you regret to this day."

    (finding,) = check(answer(text=plain, probes=probes), brief(level="lead"))
    assert (finding.severity, finding.span) == ("warn", None)
    assert check(answer(text=TOO_LOW, probes=probes), brief(level="lead")) == ()


def test_words_quoted_from_the_inputs_do_not_count(answer, brief):
    quoting = answer(text="While you lead 34 product people through four directors, what do you regret?", probes=PROBES)
    own_words = answer(text="While four directors and 34 people report to you, what do you regret?", probes=PROBES)

    assert check(quoting, brief(level="cpo")) == ()
    assert [finding.rule for finding in check(own_words, brief(level="cpo"))] == ["level.too_low"]


def test_no_question_of_the_bank_is_blocked_at_its_own_levels_and_few_are_warned_of(answer, brief):
    found = [
        finding
        for entry in load_bank()
        for level in entry.levels
        for finding in check(answer(text=entry.text, probes=list(entry.probes)[:4]), brief(level=level))
    ]

    assert [finding for finding in found if finding.severity == "block"] == []
    assert len(found) <= 10


@pytest.mark.parametrize(
    "text",
    ["1 " * 2000, "team " * 800, "a" * 4000, "l'" * 2000, "turn strategy " * 280, "board " * 5000, "İ" * 400, ""],
)
def test_a_hostile_text_gets_an_answer_all_the_same(text):
    assert fit(text).level in LEVELS
