import pytest

from question_tailor._resources import toml
from question_tailor.bank import load_bank
from question_tailor.checks.addressee import check
from question_tailor.vocabulary import CATEGORIES, INTERVIEWERS, LEVELS

PLAIN = "Tell me about a decision of yours that you regret to this day."


@pytest.fixture
def found(answer, brief):
    """A function that gives the findings about a text that somebody asks."""

    def checked(text, interviewer, category="Strategic", named=(), level="cpo", language="en"):
        made = brief(category, level=level, language=language)
        canonical = made.canonical.model_copy(update={"interviewers": named, "text": "-"})
        slot = made.slot.model_copy(update={"interviewer": interviewer})
        return check(
            answer(category, text=text), brief(category, level=level, slot=slot, canonical=canonical, language=language)
        )

    return checked


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("How did you change the way your engineers do code reviews?", "cfo", "cto"),
        ("Walk me through how you paid down technical debt in the data model.", "ceo", "cto"),
        ("How did you defend the gross margin in your P&L?", "cto", "cfo"),
        ("How did you argue for capital allocation to a product?", "peer", "ceo"),
        ("What did your last usability test change about the prototype?", "cfo", "peer"),
        ("How do you coach a struggling product manager?", "cfo", "peer"),
        ("How do you prepare the supervisory board for bad news?", "peer", "ceo"),
    ],
)
def test_who_cannot_judge_what_is_asked_is_warned_of_and_who_can_is_not(text, wrong, right, found):
    (finding,) = found(text, wrong)

    assert (finding.rule, finding.severity, finding.field) == ("addressee.wrong", "warn", "text")
    assert text[slice(*finding.span)]
    assert found(text, right) == ()


@pytest.mark.parametrize(
    ("text", "language", "wrong", "right", "topic"),
    [
        ("Wie haben Sie technische Schulden in der Codebasis abgebaut?", "de", "cfo", "cto", "Softwareentwicklung"),
        ("Wie haben Sie die Bruttomarge Ihrer Sparte verteidigt?", "de", "cto", "cfo", "Marge"),
        ("Comment avez-vous réduit la dette technique ?", "fr", "cfo", "cto", "ingénierie"),
        ("Comment avez-vous défendu votre compte de résultat ?", "fr", "cto", "cfo", "marges"),
    ],
)
def test_german_and_french_questions_are_heard_too_and_answered_in_their_language(
    text, language, wrong, right, topic, found
):
    (finding,) = found(text, wrong, language=language)

    assert topic in finding.why
    assert found(text, right, language=language) == ()


def test_the_finding_gives_the_panels_reason_and_who_should_ask_instead(found):
    (finding,) = found("How did you change the way your engineers do code reviews?", "cfo", level="vp")
    panel = toml("panel.toml")

    assert "hands-on engineering practice" in finding.why
    assert panel["cfo"]["vp"]["why"] in finding.why
    assert finding.suggestion.startswith("Better asked by: CTO.")
    assert panel["cto"]["vp"]["why"] in finding.suggestion


def test_a_question_that_also_asks_for_what_somebody_can_judge_is_theirs(found):
    assert found("What did technical debt cost you in gross margin?", "cfo") == ()
    assert found("What did technical debt cost you in gross margin?", "cto") == ()


def test_what_only_sets_the_scene_is_not_asked_about(found):
    assert found(f"Your targets will matter to the board. {PLAIN}", "peer") == ()
    assert found("The board waits. How do you prepare the board for bad news?", "peer") != ()


def test_words_taken_over_from_the_posting_are_not_asked_about(found):
    taken = "What was hard when you had to present product results and the investment case to the board every quarter?"

    assert found(taken, "peer") == ()


def test_whom_neither_the_category_nor_the_banks_question_names_is_warned_of(found):
    (unsuited,) = found(PLAIN, "ceo", "Technical", named=("cto", "peer"))

    assert "Technical" in unsuited.why
    assert unsuited.suggestion.startswith("Better asked by: CTO.")
    assert found(PLAIN, "ceo", "Technical", named=("ceo", "cto")) == ()
    assert [finding.rule for finding in found(PLAIN, "ceo", "Technical")] == ["addressee.wrong"]
    assert found(PLAIN, "peer", "Strategic") == ()


def test_whom_the_bank_names_may_ask_its_own_question_but_not_one_that_was_turned_away_from_it(answer, brief):
    text = "Take us to a time technical debt pushed aside something that sales was waiting for."
    made = brief("Technical", level="vp")
    slot = made.slot.model_copy(update={"interviewer": "cfo"})
    own = made.canonical.model_copy(update={"interviewers": ("cfo",), "text": text})
    turned = own.model_copy(update={"text": PLAIN})

    assert check(answer("Technical", text=text), brief("Technical", level="vp", slot=slot, canonical=own)) == ()
    (finding,) = check(answer("Technical", text=text), brief("Technical", level="vp", slot=slot, canonical=turned))
    assert finding.rule == "addressee.wrong"


def test_the_banks_own_questions_can_be_asked_by_whom_they_name(answer, brief):
    for entry in load_bank():
        for name in entry.interviewers:
            made = brief(entry.category, canonical=entry, level=entry.levels[0])
            slot = made.slot.model_copy(update={"interviewer": name})

            given = brief(entry.category, canonical=entry, level=entry.levels[0], slot=slot)
            assert check(answer(entry.category, text=entry.text), given) == (), entry.id


@pytest.mark.parametrize("level", LEVELS)
def test_every_category_has_somebody_who_can_ask_it(level):
    weights = [toml("panel.toml")[name][level]["weight"] for name in INTERVIEWERS]

    assert all(max(weight[category] for weight in weights) >= 2 for category in CATEGORIES)
