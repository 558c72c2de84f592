import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.checks.evidence import check, locate

SOURCE = (
    "Own the roadmap\u2014from \u201cidea\u201d to launch. We serve 1,200 sites in 12 markets, grow 40 % a year and "
    "ship every 1.5 weeks \u2026 always.\n- Lead 34 people through\n  four directors"
)


@pytest.mark.parametrize(
    "quote",
    [
        "Own the roadmap",
        "own the roadmap",
        'from "idea" to launch',
        "roadmap-from",
        "1,200 sites",
        "in 12 markets",
        "grow 40 %",
        "40",
        "every 1.5 weeks",
        "weeks ... always",
        "Lead 34 people through four directors",
        "We serve 1,200 sites in 12 markets, grow 40 % a year",
    ],
)
def test_a_quote_is_found_whatever_its_spaces_dashes_and_quotation_marks(quote):
    start, end = locate(quote, SOURCE)

    assert SOURCE[start].lower() == quote[0].lower()
    assert SOURCE[end - 1] == quote[-1]


@pytest.mark.parametrize(
    "quote",
    [
        "2 markets",
        "in 1",
        "200 sites",
        "1,2",
        "ship every 1",
        "5 weeks",
        "Own The roadmap",
        "own the roadmaps",
        "the road",
        "Own the roadmap to launch",
        "Own the launch",
        "Lead people through four directors",
        "lead 34 persons through four directors",
        "...",
        "",
        "   ",
    ],
)
def test_a_quote_that_differs_in_a_letter_a_figure_or_a_joint_is_not_found(quote):
    assert locate(quote, SOURCE) is None


@given(st.integers(0, len(SOURCE)), st.integers(0, len(SOURCE)))
def test_what_is_found_reads_the_same_in_the_source(start, end):
    quote = SOURCE[start:end]
    span = locate(quote, SOURCE)

    assert span is None or locate(SOURCE[span[0] : span[1]], SOURCE) == span


def test_a_quote_from_nowhere_blocks(answer, brief):
    question = answer(evidence=[{"source": "job", "quote": "We are the market leader in Europe"}])

    assert [finding.rule for finding in check(question, brief())] == ["evidence.not_found"]


def test_a_quote_from_the_other_text_is_told_as_such(answer, brief):
    question = answer(evidence=[{"source": "job", "quote": "bad news travels first"}])

    (finding,) = check(question, brief())
    assert (finding.rule, finding.severity) == ("evidence.wrong_source", "block")
    assert "company" in finding.suggestion


def test_confidential_words_are_no_evidence(answer, brief):
    question = answer(evidence=[{"source": "company", "quote": "nine months of runway left"}])

    assert [finding.rule for finding in check(question, brief())] == ["evidence.not_found"]


def test_a_good_quote_passes(answer, brief):
    assert check(answer(), brief()) == ()
