import pytest

from question_tailor.checks.category import check
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


def test_a_value_that_the_bank_itself_names_needs_no_company_text(answer, brief):
    canonical = brief("Cultural Fit").canonical.model_copy(update={"fields": {"value": "Move fast"}})

    assert rules(answer("Cultural Fit", value="Move fast"), brief("Cultural Fit", canonical=canonical)) == []


def test_a_model_may_not_leave_the_value_open(answer, brief):
    question = answer("Cultural Fit", value="not named by the bank")

    assert rules(question, brief("Cultural Fit")) == ["category.value_unknown"]


def test_likeness_instead_of_behaviour_blocks(answer, brief):
    question = answer("Cultural Fit", text="Tell me about a time you went for drinks with a team that you led.")

    assert rules(question, brief("Cultural Fit")) == ["category.likeness"]
