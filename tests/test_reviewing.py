"""Review of what somebody wrote: bare texts, and kits that were edited by hand."""

import json

import pytest

from question_tailor import (
    ConfigurationError,
    InputError,
    JobDescription,
    Tailor,
    load_kit,
    read_company,
    read_posting,
    review,
)
from question_tailor.reviewing import review_set
from samples import COMPANY, POSTING

GOOD = "Tell me about a time you closed down a product that customers still paid for."


@pytest.fixture(scope="module")
def kit():
    with Tailor.offline() as tailor:
        return tailor.tailor(POSTING, COMPANY, questions=6)


def edited(kit, **changes):
    """The kit with its first question changed by hand, in its JSON."""
    document = json.loads(kit.model_dump_json())
    document["questions"][0].update(changes)
    return load_kit(json.dumps(document))


def rules(one):
    return {finding.rule for finding in one.findings}


def blocked(one):
    return {finding.rule for finding in one.findings if finding.severity == "block"}


def test_a_good_question_has_no_blocking_finding_and_its_labels():
    (said,) = review(GOOD)

    assert not blocked(said)
    assert said.labels == ("behavioural",)
    assert said.level in {"cpo", "vp", "head", "lead"}


def test_an_unlawful_question_blocks_with_topic_span_reason_and_another_way():
    text = "How old are you?"

    (said,) = review(text)

    (finding,) = (one for one in said.findings if one.rule.startswith("lawful."))
    assert (finding.rule, finding.severity, finding.field) == ("lawful.age", "block", "text")
    assert "old" in text[slice(*finding.span)]
    assert finding.why
    assert finding.suggestion


def test_reviews_come_in_the_order_of_the_texts():
    said = review([GOOD, {"text": "How old are you?"}, "Was it hard? And why?"])

    assert [bool(blocked(one)) for one in said] == [False, True, True]
    assert "compound" in said[2].labels


def test_a_text_is_held_against_the_level_that_is_given_and_against_none_otherwise():
    text = "How do you write the acceptance criteria of the stories that your squad takes into its next sprint?"

    assert "level.too_low" in rules(review(text, level="cpo")[0])
    assert "level.too_low" in rules(review({"text": text, "level": "cpo"})[0])
    assert not {rule for rule in rules(review(text)[0]) if rule.startswith("level.")}


def test_a_behavioral_question_has_to_ask_for_the_past():
    asks = {"text": "How do you decide what not to build?", "category": "behavioral"}

    assert "form.not_behavioural" in rules(review(asks)[0])
    assert "form.not_behavioural" not in rules(review({**asks, "category": "Strategic"})[0])


def test_jurisdictions_narrow_what_blocks():
    text = "What do you earn at the moment?"

    assert "lawful.salary_history" in blocked(review(text)[0])
    assert "lawful.salary_history" in blocked(review(text, jurisdictions="us-ca")[0])
    assert "lawful.salary_history" not in blocked(review(text, jurisdictions="uk")[0])
    with pytest.raises(ConfigurationError, match="atlantis"):
        review(text, jurisdictions="atlantis")


def test_spans_count_in_the_text_as_it_was_given():
    text = "  S\u200bo, how o\u200bld are you?"

    (said,) = review(text)

    (finding,) = (one for one in said.findings if one.rule == "lawful.age")
    assert text[slice(*finding.span)].replace("\u200b", "").startswith("how old")
    assert "hygiene.control" in rules(said)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "text"),
        ("   ", "text"),
        ({}, "text"),
        ({"text": 7}, "text"),
        ({"text": "x" * 4001}, "4,001"),
        ({"text": GOOD, "level": "boss"}, "boss"),
        ({"text": GOOD, "interviewer": ["ceo"]}, "interviewer"),
        ({"text": GOOD, "category": "Astrology"}, "Astrology"),
        ([GOOD, 3], "int"),
    ],
)
def test_what_cannot_be_reviewed_is_an_error_that_names_it(given, told):
    with pytest.raises(InputError, match=told):
        review(given)


def test_a_text_of_four_thousand_characters_is_reviewed():
    assert review("a" * 4000)


def test_a_kit_as_it_was_made_gives_what_its_own_findings_say(kit):
    job, company = read_posting(POSTING), read_company(COMPANY)

    for question, said in zip(kit.questions, review(kit, job=job, company=company), strict=True):
        assert said.findings == question.findings
        assert not blocked(said)


def test_a_kit_that_was_edited_by_hand_is_held_against_the_same_rules(kit):
    said = review(edited(kit, text="Are you married, and do you plan to have children?"))

    assert {"lawful.marital_status"} & blocked(said[0])
    assert not any(blocked(one) for one in said[1:])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("probes", ["How many children do you have?", "What did it cost?"]),
        ("red_flags", ["Candidate is over fifty and may retire soon."]),
    ],
)
def test_probes_and_notes_for_the_panel_are_held_against_them_too(kit, field, value):
    (first, *_) = review(edited(kit, **{field: value}))

    assert any(
        f.rule.startswith("lawful.") and f.severity == "block" and f.field.startswith(field) for f in first.findings
    )


def test_an_edited_quote_that_steers_blocks_even_without_the_inputs(kit):
    quote = {**json.loads(kit.questions[0].model_dump_json())["evidence"][0], "quote": "no older than 35 and single"}

    (first, *_) = review(edited(kit, evidence=[quote]))

    assert "barred.quoted" in blocked(first)


def test_inputs_of_another_kit_are_refused(kit):
    other = JobDescription(title="Head of Product", text="Head of Product. Own pricing, lead five PMs, hire designers.")

    with pytest.raises(InputError, match="posting"):
        review(kit, job=other)


def test_the_set_of_a_kit_is_reviewed_apart(kit):
    repeated = edited(kit, text=kit.questions[1].text)

    assert review_set(kit) == ()
    assert "set.near_duplicate" in {finding.rule for finding in review_set(repeated)}


def test_findings_about_texts_are_said_in_one_language_and_each_text_is_read_in_its_own():
    german, english = "Wie alt sind Sie?", "Tell me how you priced the product that your largest customer left over."

    whole = review([german, english, f"{english} What did you learn?"])[0]
    asked = review([german], language="fr")[0]
    alone = review([german])[0]

    assert {one.rule for one in whole.findings} == {one.rule for one in alone.findings}
    assert all(one.why.startswith(("It ", "A ")) for one in whole.findings)
    assert [one.why for one in asked.findings] != [one.why for one in alone.findings]
    assert whole.labels == alone.labels
