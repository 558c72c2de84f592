import pytest

from question_tailor.checks.confidential import check
from question_tailor.inputs import CompanyContext


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "Tell me about a time you had to lead a product with only months of runway left."},
        {"text": "Tell me about a time you prepared a product for a buyer such as Nordkai."},
        {"why": "The company has nine months of runway left, so closing ledgers has to be quick."},
        {"red_flags": ["Has never worked towards a sale to Nordkai or the like."]},
        {"trade_off": "closing a ledger against talk to Nordkai about a sale"},
    ],
)
def test_what_only_the_confidential_text_holds_blocks_wherever_it_stands(changes, answer, brief):
    (finding, *_) = check(answer(**changes), brief())

    assert (finding.rule, finding.severity) == ("confidential.leak", "block")
    assert "Nordkai" not in finding.why + finding.suggestion


def test_a_confidential_figure_blocks(answer, brief):
    firm = CompanyContext(name="Harbourline", text="We move money.", confidential="Churn was 8.4 % last year.")
    question = answer(probes=["What would you do about churn of 8.4 %?", "Who was against it?"])

    assert [finding.rule for finding in check(question, brief(company=firm))] == ["confidential.leak"]


def test_what_stands_in_the_public_texts_too_is_no_leak(answer, brief):
    firm = CompanyContext(
        name="Harbourline", text="We have to price Ledgerline Pay anew.", confidential="Ledgerline Pay is priced anew."
    )
    question = answer(text="Tell me about a time you had to price something like Ledgerline Pay anew.")

    assert check(question, brief(company=firm)) == ()


def test_without_confidential_text_nothing_can_leak(answer, brief):
    assert check(answer(), brief(company=None)) == ()
