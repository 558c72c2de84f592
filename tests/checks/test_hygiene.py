import pytest

from question_tailor.checks.hygiene import check, second_question


def rules(question, brief):
    return [finding.rule for finding in check(question, brief)]


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("text", "Tell me about a time you led a team like [Company]'s.", "hygiene.placeholder"),
        ("text", "Tell me about a time you led {product} through a crisis.", "hygiene.placeholder"),
        ("why", "As an AI language model I find that this tests judgement.", "hygiene.meta"),
        ("text", "Here is the question: which platform did you close?", "hygiene.meta"),
        ("probes", ["Did you read https://example.com/x first?", "Why?!"], "hygiene.url"),
        ("why", "Ask hr@example.com what this is meant to find out.", "hygiene.email"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Which platform did you close? And how did customers take it?",
        "Tell me about a platform you closed and how did you tell the customers?",
        "What did you decide, and who did you tell first?",
        "Was haben Sie entschieden, und wie haben Sie es erklärt?",
        "Qu'avez-vous décidé, et comment avez-vous convaincu l'équipe ?",
    ],
)
def test_a_second_question_blocks(text, answer, brief):
    assert second_question(text)
    assert "hygiene.second_question" in rules(answer(text=text), brief())


@pytest.mark.parametrize(
    "text",
    [
        "Two platforms did the same thing. Which of them did you close?",
        "Which platform did you close, and why?",
        "Tell me about a time you chose what to build and what to leave.",
        "Which of sales and support did you disappoint?",
    ],
)
def test_one_question_with_context_or_a_reason_is_one(text):
    assert second_question(text) is None


def test_what_asks_nothing_blocks(answer, brief):
    question = answer(text="Closing down platforms in a company of some size.")

    assert "hygiene.not_a_question" in rules(question, brief())


def test_a_question_that_nobody_can_say_in_one_breath_warns(answer, brief):
    long = "Tell me about a time you closed a platform " + "that many customers relied upon every day " * 8

    found = check(answer(text=long.strip() + "."), brief())
    assert ("hygiene.length", "warn") in [(finding.rule, finding.severity) for finding in found]


def test_reading_the_posting_back_warns(answer, brief):
    said = "Tell me about a time you had to set the metrics by which we know that the platform stays healthy."

    assert "hygiene.quoting" in rules(answer(text=said), brief())


def test_a_clean_question_passes(answer, brief):
    assert check(answer(), brief()) == ()
