"""Drafts where the inputs name few facts: each is used sparingly, and only where it leads to the question."""

from collections import Counter

import pytest

from question_tailor import Tailor
from question_tailor.bank import load_bank
from question_tailor.drafting.choice import fits, fitting, says_verb_of
from question_tailor.facts import Fact, find_facts

PROSE = (
    "Head of Product at Lumio\n\nLumio helps dentists. You own our product roadmap and the discovery process. You will"
    " grow the team from 3 to 7 PMs, fix our onboarding where 60% of practices drop off, and launch our insurance"
    " claims product in Germany this year. You report to Anna.\n"
)
COMPANY = (
    "# Fernbank\n\nFernbank sells payroll to care providers. 310 people in Leeds and Cork.\n\n"
    "The product organisation shipped 9 of 21 committed roadmap items last year.\n"
    "Sales closes about 30% of new deals with a custom promise.\n\n"
    "## Values\n- Say the hard thing early\n- Care staff come first\n"
)
BANK = load_bank()


def duty(phrase, start=0):
    return Fact("doing", "duty", phrase, "job", start, start + 1)


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(PROSE, COMPANY, level="head", thin_ok=True)


def test_no_words_of_the_inputs_carry_more_than_two_questions(kit):
    carried = Counter(quote.quote for question in kit.questions for quote in question.evidence)

    assert max(carried.values()) <= 2


def test_the_duties_of_a_posting_in_prose_all_reach_the_kit(kit):
    quotes = " ".join(quote.quote for question in kit.questions for quote in question.evidence)

    for word in ("roadmap", "3 to 7 PMs", "onboarding", "Germany"):
        assert word in quotes


def test_what_the_company_tells_of_itself_carries_questions_when_the_posting_says_little(kit):
    quotes = [quote for question in kit.questions for quote in question.evidence if quote.source == "company"]

    assert any("30%" in quote.quote or "9 of 21" in quote.quote for quote in quotes)


def test_most_questions_are_drafted_even_around_few_facts(kit):
    assert sum(question.origin == "offline" for question in kit.questions) > len(kit.questions) / 2


def test_a_fact_stands_three_times_in_a_question_at_the_most(kit):
    for question in kit.questions:
        parts = [question.text, question.why, *question.probes, *question.anchors.model_dump().values()]
        said = " ".join(parts).lower()
        for fact in find_facts(PROSE, "job"):
            assert said.count(fact.phrase.lower()) <= 3


def test_only_the_highest_anchor_is_tied_to_the_role(kit):
    for question in kit.questions:
        anchors = BANK[question.canonical_id].anchors
        if anchors and question.origin == "offline":
            assert question.anchors.good == anchors.good
            assert question.anchors.excellent.startswith(anchors.excellent)
            assert question.anchors.excellent != anchors.excellent


def test_a_fact_that_two_questions_rest_on_is_not_offered_again():
    question = BANK["technical-discovery-interviews-surprise"]
    facts = [duty("owning discovery with customers"), duty("running customer interviews", 10)]

    assert fitting(question, facts, [facts[0]])[0] == facts[1]
    assert fitting(question, facts, [facts[0], facts[0]]) == [facts[1]]


def test_a_fact_fits_a_question_of_its_own_matter_only():
    hiring = duty("growing the team from 3 to 7 PMs")

    assert fits(BANK["leadership-vacancy-given-up"], hiring)
    assert not fits(BANK["strategic-share-for-foundations"], hiring)


@pytest.mark.parametrize(
    ("language", "frame", "phrase", "repeated"),
    [
        ("en", "Launches go on while you are {doing}. Tell us more.", "launching the claims product", True),
        ("en", "Much can go wrong in {doing}. Which launch went wrong?", "launching the claims product", False),
        ("de", "Wer dabei führen soll, {doing}, braucht Rat.", "zwei Teams in Köln zu führen", True),
        ("de", "Denken Sie an die Aufgabe, {doing}.", "zwei Teams in Köln zu führen", False),
        ("fr", "Pour piloter tout cela et {doing}, il faut du temps.", "piloter le budget produit", True),
        ("fr", "Il faudra ici {doing}.", "piloter le budget produit", False),
    ],
)
def test_a_frame_that_says_the_verb_of_a_duty_once_more_is_known(language, frame, phrase, repeated):
    assert says_verb_of(frame, duty(phrase), language) is repeated


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "Sales closes about 30% of new deals with a custom promise.", True),
        ("en", "We were founded in 2014 in a garage in Cork.", False),
        ("en", "310 people in Manchester, Leeds and Cork.", False),
        ("en", "Engineering is 120 people; the CTO is Dev Patel.", False),
        ("de", "Der Vertrieb schließt 30 Prozent der Verträge mit einer Zusage ab.", True),
        ("fr", "Trois sites sur 12 ont manqué la date promise aux clients.", True),
    ],
)
def test_a_plain_sentence_with_a_figure_is_what_a_company_tells_of_itself(language, text, said):
    found = [fact for fact in find_facts(text, "company", language=language) if fact.shape == "said"]

    assert [fact.phrase for fact in found] == ([text] if said else [])
