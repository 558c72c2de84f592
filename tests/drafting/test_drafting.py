import re
from pathlib import Path

import pytest

from question_tailor import Tailor, load_bank, read_company, read_posting
from question_tailor.checks.evidence import locate
from question_tailor.findings import blocks

EXAMPLES = Path(__file__).parents[2] / "examples"
SAMPLES = {
    "cpo": ("cpo-freight-payments.md", "freight-payments.md"),
    "vp": ("vp-product-hospital-scheduling.txt", "hospital-scheduling.md"),
    "head": ("head-of-product-secondhand-marketplace.md", "secondhand-marketplace.md"),
    "lead": ("lead-pm-developer-tools.txt", "developer-tools.md"),
}
BANK = load_bank()


@pytest.fixture(scope="module", params=SAMPLES)
def drafted(request):
    posting, company = SAMPLES[request.param]
    job = read_posting(EXAMPLES / "postings" / posting)
    firm = read_company(EXAMPLES / "companies" / company)
    return request.param, job, firm, Tailor.offline().tailor(job, firm)


def test_a_sample_gets_the_level_that_its_posting_is_for(drafted):
    level, _, _, kit = drafted

    assert kit.level == level
    assert not [finding for finding in kit.findings if finding.rule.startswith("level.")]


def test_every_question_is_drafted_around_words_of_the_inputs(drafted):
    _, job, firm, kit = drafted

    assert len(kit.questions) == 12
    assert {question.origin for question in kit.questions} == {"offline"}
    for question in kit.questions:
        assert not blocks(question.findings), question
        for quote in question.evidence:
            source = job.text if quote.source == "job" else firm.text
            assert source[quote.start : quote.end] == quote.quote
            assert locate(quote.quote, source) is not None


def test_the_questions_of_a_kit_rest_on_different_facts_and_open_in_different_ways(drafted):
    *_, kit = drafted
    spans = [(quote.source, quote.start) for question in kit.questions for quote in question.evidence]
    openings = [" ".join(question.text.split()[:4]) for question in kit.questions]

    assert len(set(spans)) >= len(spans) - 1
    assert len(set(openings)) == len(openings)


def test_no_question_is_the_banks_own_text_with_something_pasted_in(drafted):
    *_, kit = drafted

    pasted = [question for question in kit.questions if BANK[question.canonical_id].text in question.text]
    assert len(pasted) <= 1


def test_a_drafted_question_reads_as_one_sentence_or_two(drafted):
    *_, kit = drafted

    for question in kit.questions:
        assert question.text[0].isupper() or question.text[0] in '\u201c"'
        assert question.text[-1] in ".?"
        assert question.text.count("?") <= 1
        assert not re.search(r"\b(\w+) \1\b|\s{2}|\s[,.?]|\{|\}", question.text), question.text
        assert len(question.text.split()) <= 60


def test_the_same_inputs_give_the_same_kit(drafted):
    _, job, firm, kit = drafted

    again = Tailor.offline().tailor(job, firm)
    run = {"id": "", "created_at": kit.run.created_at}
    assert again.model_copy(update={"run": again.run.model_copy(update=run)}) == kit.model_copy(
        update={"run": kit.run.model_copy(update=run)}
    )


def test_a_posting_that_yields_no_fact_gives_the_banks_own_text_and_says_so():
    kit = Tailor.offline().tailor("Head of Product\n\nWe seek somebody. Join us.\n", questions=3, thin_ok=True)

    assert {question.origin for question in kit.questions} <= {"bank", "offline"}
    for question in kit.questions:
        assert question.evidence or question.origin == "bank"
