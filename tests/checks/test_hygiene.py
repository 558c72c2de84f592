import pytest

from question_tailor.checks.hygiene import check


def rules(question, brief):
    return [finding.rule for finding in check(question, brief)]


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("probes", ["Did you read https://example.com/x first?", "Why?!"], "hygiene.url"),
        ("why", "Ask hr@example.com what this is meant to find out.", "hygiene.email"),
        ("why", "Ask hr (at) example about what this is meant to find out.", "hygiene.email"),
        ("probes", ["Did you call +31 10 555 01 42 first?", "Why?!"], "hygiene.phone"),
        ("probes", ["Did you call 0049 (0)30/5550142 first?", "Why?!"], "hygiene.phone"),
        ("probes", ["Did you call 030 5550142 first?", "Why?!"], "hygiene.phone"),
        ("probes", ["Did you call 01.55.50.14.20 first?", "Why?!"], "hygiene.phone"),
        ("probes", ["Did you call (212) 555-0142 first?", "Why?!"], "hygiene.phone"),
        ("probes", ["Did you use sk-live-4f9Zq81Lm22Xv7Bn first?", "Why?!"], "hygiene.key"),
        ("why", "Finds out who holds AKIAIOSFODNN7EXAMPLE and why that is.", "hygiene.key"),
        ("why", "Finds out who holds 9f86d081884c7d659a2feaa0c55ad015 and why.", "hygiene.key"),
        ("text", "Tell me about a time you closed a **working** platform.", "hygiene.markup"),
        ("text", "Tell me about a time you closed <b>a platform</b>.", "hygiene.markup"),
        ("text", "Tell me about a time you closed\na platform for good.", "hygiene.control"),
        ("text", "Tell me about a time you closed a plat\u200bform for good.", "hygiene.control"),
    ],
)
def test_what_no_kit_may_hold_blocks(field, text, rule, answer, brief):
    found = check(answer(**{field: text}), brief())

    assert rule in [finding.rule for finding in found]
    assert all(finding.severity == "block" for finding in found if finding.rule == rule)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Erzählen Sie von einer Situation, in der Sie eine Plattform für die Kunden geschlossen haben.", "en"),
        ("Tell me about a time you had to choose which of several platforms would be closed.", "de"),
        ("Tell me about a time you closed a платформа for all of its customers.", "en"),
    ],
)
def test_another_language_or_script_blocks(text, language, answer, brief):
    assert "hygiene.language" in rules(answer(text=text), brief(language=language))


def test_what_the_form_check_calls_a_placeholder_is_not_called_markup_too(answer, brief):
    question = answer(text="Tell me about a time you closed {{product}} for good.")

    assert not [rule for rule in rules(question, brief()) if rule == "hygiene.markup"]


def test_a_question_that_nobody_can_say_in_one_breath_warns(answer, brief):
    long = "Tell me about a time you closed a platform " + "that many customers relied upon every day " * 8

    found = check(answer(text=long.strip() + "."), brief())
    assert ("hygiene.length", "warn") in [(finding.rule, finding.severity) for finding in found]


def test_reading_the_posting_back_warns(answer, brief):
    said = "Tell me about a time you had to set the metrics by which we know that the platform stays healthy."

    assert "hygiene.quoting" in rules(answer(text=said), brief())


@pytest.mark.parametrize(
    "said",
    [
        "from 01.02.2026 to 2027-06-30, or 12/31/2026",
        "from 1,200,000 to 1 500 000 000 EUR in 2026-2028",
        "+12 % a year and 0.125 points",
        "in 2026 2027 2028 for B2B2C customers of ISO27001 and the 18-month-plan2026",
        "at 24/7 (at times) with the API-management team and key-account managers",
        "with the key-performance-indicators, sk-learn and the pk",
    ],
)
def test_dates_money_and_terms_of_the_trade_are_no_numbers_to_call_and_no_keys(said, answer, brief):
    found = rules(answer(why=f"Finds out how the candidate planned {said}."), brief())

    assert not {"hygiene.phone", "hygiene.key", "hygiene.email"} & set(found)


def test_a_clean_question_passes(answer, brief):
    assert check(answer(), brief()) == ()


def test_words_of_the_models_own_instructions_block(answer, brief):
    echo = "You rewrite that question so that it could only be asked for this role, at this company, at this level."

    assert rules(answer(why=echo), brief()) == ["hygiene.prompt_echo"]
