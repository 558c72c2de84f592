import pytest

from question_tailor.checks.category import asks_for_the_past, check
from question_tailor.inputs import CompanyContext
from question_tailor.vocabulary import CATEGORIES


def rules(question, brief):
    return [finding.rule for finding in check(question, brief)]


TEXTS = {"Technical": "Tell me about a time unit economics changed your mind about a product you led."}


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_question_of_its_category_passes(category, answer, brief):
    changes = {"text": TEXTS[category]} if category in TEXTS else {}

    assert rules(answer(category, **changes), brief(category)) == []


@pytest.mark.parametrize(
    "text",
    [
        "How would you decide which of our three ledgers survives?",
        "Imagine you joined us tomorrow: which of the ledgers would you close?",
        "How do you decide which platform to close down?",
        "Wie gehen Sie vor, wenn zwei Plattformen zusammengelegt werden?",
        "Que feriez-vous si deux plateformes devaient fusionner ?",
    ],
)
def test_a_behavioral_question_that_asks_for_no_past_event_blocks(text, answer, brief):
    assert rules(answer("Behavioral", text=text), brief("Behavioral")) == ["category.not_past"]


def test_a_question_of_another_kind_than_its_canonical_one_blocks(answer, brief):
    question = answer(text="How do you decide which of several working platforms is closed down?")

    assert rules(question, brief("Strategic")) == ["category.kind"]
    assert rules(question, brief("Strategic", kind="knowledge")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about a time you closed down a platform.",
        "Which decision of yours cost the company most?",
        "When did you last stop a project that was nearly done?",
        "Take me back to the week in which you told the board.",
        "Erzählen Sie von einer Situation, in der Sie eine Plattform geschlossen haben.",
        "Racontez-moi un moment où vous avez dû fermer une plateforme.",
    ],
)
def test_requests_for_the_past_are_heard_in_three_languages(text):
    assert asks_for_the_past(text)


@pytest.mark.parametrize(
    ("category", "changes", "level", "rule"),
    [
        ("Strategic", {"horizon": "quarters"}, "cpo", "category.horizon"),
        ("Strategic", {"horizon": "5 years"}, "lead", "category.horizon"),
        ("Operational Acumen", {"scale": "one team"}, "cpo", "category.scale"),
        ("Leadership", {"people_scope": "leaders of leaders"}, "lead", "category.people_scope"),
    ],
)
def test_a_field_of_another_level_blocks(category, changes, level, rule, answer, brief):
    assert rule in rules(answer(category, **changes), brief(category, level=level))


def test_a_technical_subject_that_nobody_names_blocks(answer, brief):
    question = answer("Technical", subject="quantum annealing")

    assert "category.subject_unknown" in rules(question, brief("Technical"))


def test_a_technical_question_that_does_not_name_its_subject_warns(answer, brief):
    (finding,) = check(answer("Technical"), brief("Technical"))

    assert (finding.rule, finding.severity) == ("category.subject_not_asked", "warn")


def test_a_value_that_the_company_does_not_name_blocks(answer, brief):
    assert rules(answer("Cultural Fit", value="Move fast"), brief("Cultural Fit")) == ["category.value_unknown"]


def test_without_a_company_text_the_value_stands_in_the_posting(answer, brief):
    job_value = answer("Cultural Fit", value="rebuild trust")

    assert rules(job_value, brief("Cultural Fit", company=None)) == []
    assert rules(job_value, brief("Cultural Fit", company=CompanyContext(text="We value candour."))) == [
        "category.value_unknown"
    ]


def test_likeness_instead_of_behaviour_blocks(answer, brief):
    question = answer("Cultural Fit", text="Tell me about a time you went for drinks with a team that you led.")

    assert rules(question, brief("Cultural Fit")) == ["category.likeness"]
