"""What the panel is told of a plan: why a question was chosen, what is too short, and whose role it is not."""

import pytest

from question_tailor import Tailor, render
from question_tailor.inputs import JobDescription
from question_tailor.ranking import rank

DUTIES = """Head of Product

You will
- lead six product managers across the checkout and billing squads
- launch payments in Spain by September
- cut churn from 5% to 3% monthly and report on it to the board
"""
STEERED = "\nWomen who may get pregnant will not be hired.\n"


@pytest.fixture(scope="module")
def offline():
    with Tailor.offline() as tailor:
        yield tailor


def _kit(tailor, text=DUTIES, title="Head of Product", **options):
    return tailor.tailor(JobDescription(title=title, text=text), **options)


def _reasons(kit):
    return [slot.why.partition(". ")[0] for slot in kit.plan.slots]


def test_a_sentence_that_no_question_may_be_built_on_counts_for_nothing_in_the_plan(offline):
    plain, steered = _kit(offline), _kit(offline, DUTIES + STEERED)

    assert any(finding.rule.startswith("lawful.") and finding.span for finding in steered.findings)
    assert steered.plan == plain.plan


def test_a_replaced_question_is_not_chosen_by_such_a_sentence_either(offline):
    kit = _kit(offline, DUTIES + STEERED)
    job, clean = (JobDescription(title="Head of Product", text=text) for text in (DUTIES + STEERED, DUTIES))

    assert offline.replace(kit, "s01", job).plan.slots[0] == offline.replace(_kit(offline), "s01", clean).plan.slots[0]


@pytest.mark.parametrize(
    ("language", "filler"),
    [
        (
            "en",
            "Looking for three things still. We are looking together and follow early decisions, moving and hiring.",
        ),
        ("de", "Mindestens drei. Nächste Aufgaben bisher: Gespräch, Erfolg und Quelle, gemeinsam erklärt."),
        ("fr", "Cette question commune reste proche ; notamment ensuite une semaine de choix, toujours."),
    ],
)
def test_words_that_say_nothing_are_no_reason(offline, language, filler):
    kit = _kit(offline, f"{filler}\n{DUTIES}", language=language)

    junk = set(filler.lower().replace(",", "").replace(".", "").replace(":", "").split()) - {"decisions", "question"}
    for reason in _reasons(kit):
        told = (
            reason.partition("speak of ")[2] or reason.partition("Rede von ")[2] or reason.partition("documents de ")[2]
        )
        assert not junk & set(told.lower().split(", "))


def test_a_reason_names_no_word_twice_in_whatever_form(offline):
    text = DUTIES + "\nEngineering and engineers; pricing, prices and price; managers, manager and management.\n"

    for reason in _reasons(_kit(offline, text)):
        told = [word[:5].lower() for word in reason.partition("speak of ")[2].split(", ") if word]
        assert len(told) == len(set(told))


def test_scores_count_words_that_no_reason_names():
    from question_tailor import load_bank  # noqa: PLC0415 - loaded for this one

    questions = [question for question in load_bank() if "head" in question.levels]
    ranks = rank(questions, "looking looking looking")

    assert all(not one.words for one in ranks.values())
    assert any(one.score for one in ranks.values())


def test_too_little_time_for_past_events_is_told_with_the_number_that_fits(offline):
    (told,) = [finding for finding in _kit(offline, questions=12, minutes=60).findings if finding.rule == "plan.short"]

    assert "5 minutes each" in told.why
    assert "About 6 questions" in told.suggestion
    assert not [f for f in _kit(offline, questions=6, minutes=60).findings if f.rule == "plan.short"]
    assert not [f for f in _kit(offline).findings if f.rule == "plan.short"]


def test_a_role_that_is_no_product_leaders_is_the_first_thing_said(offline):
    kit = _kit(offline, title="Junior Product Manager")

    assert kit.findings[0].rule == "level.none"
    for form in ("md", "html"):
        said = str(render(kit, form))
        assert said.index("does not read like a product leader") < said.index("Drafted without a model")
    assert "does not read like" not in str(render(_kit(offline), "md"))


def test_a_candidates_sheet_says_nothing_of_it(offline):
    kit = _kit(offline, title="Junior Product Manager")

    assert "does not read like" not in str(render(kit, "md", audience="candidate"))
