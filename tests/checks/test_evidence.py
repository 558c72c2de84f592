import json
from pathlib import Path

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


LABELLED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "seen" / "evidence.jsonl").read_text("utf-8").splitlines()
]


def test_every_labelled_quote_is_judged_as_its_label_says():
    wrong = [row for row in LABELLED if (locate(row["quote"], row["source"]) is not None) != row["found"]]

    assert len(LABELLED) >= 150
    assert wrong == []


ENGLISH = (
    "We don't chase growth: the customer's trust comes first.You will own CI/CD tooling, P&L and M&A for our E-bike "
    "line\u2014from concept to launch. Margins of \u22123 % must turn within 18-24 months. We serve 12 500 riders (up "
    "40%), ship every 1.5 weeks\u2026 always. A non-profit in the U.S. with a co-founder, Node.js and user_ids.\n"
    "-5 days in the office\nO'Brien runs it."
)
FRENCH = (
    "Nous comptons 1\u202f200 collaborateurs et 45\u00a0000 clients\u00a0; l\u2019organisation produit relève "
    "d\u2019une direction. Aujourd\u2019hui, plus d\u2019un client sur 2 paie. "
    "Quelqu\u2019un dira \u00ab\u00a0non\u00a0\u00bb."
)
GERMAN = (
    "Unsere Produktmanager:innen und Kolleg*innen arbeiten mit B2B-Kunden. Umsatz: 1.250.000 €. "
    "„Fragen statt raten\u201c, sagt der Chef. Produkt- und Portfoliomanagement, z.B. für 3,5 Mio. Kunden."
)


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        *[(quote, ENGLISH) for quote in ("We don", "the customer", "t chase growth", "s trust comes first")],
        *[(quote, ENGLISH) for quote in ("A for our", "L and M&A", "bike line", "profit in the U.S.", "in the U")],
        *[(quote, ENGLISH) for quote in ("founder, Node.js", "co-founder, Node", "and user", "Brien runs it")],
        *[(quote, ENGLISH) for quote in ("500 riders", "We serve 12", "3 % must turn", "ship every 1.5 weeks.")],
        *[(quote, FRENCH) for quote in ("200 collaborateurs", "Nous comptons 1", "000 clients", "relève d")],
        *[(quote, FRENCH) for quote in ("Aujourd", "hui, plus", "un dira", '"non"')],
        *[(quote, GERMAN) for quote in ("Unsere Produktmanager", "innen und", "und Kolleg", "Kunden. Umsatz")],
        *[(quote, GERMAN) for quote in ("Portfoliomanagement, z", "Umsatz: 1.250", "250.000 €")],
        ("cafe", "un cafe\u0301 noir"),
        ("\ufb01nd a way", "We FInd a way out"),
        ("reports to the CEO", "It reports to the CEO's office"),
    ],
)
def test_a_quote_that_ends_within_a_word_or_figure_is_not_found(quote, source):
    assert locate(quote, source) is None


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        *[(quote, ENGLISH) for quote in ("comes first", "You will own", "own CI", "M&A for our", "E-bike line")],
        *[(quote, ENGLISH) for quote in ("from concept", "24 months", "within 18", "12 500 riders", "Margins of -3 %")],
        *[(quote, ENGLISH) for quote in ("5 days in the office", "(Up 40%)", "Node.js and")],
        *[(quote, FRENCH) for quote in ("organisation produit", "une direction", "relève d'", "1 200 collaborateurs")],
        *[(quote, FRENCH) for quote in ("Un client sur 2", "' non '")],
        *[
            (quote, GERMAN)
            for quote in ("'Fragen statt raten', sagt", '"fragen statt raten"', "Produkt- und", "3,5 Mio.")
        ],
        ("caf\u00e9", "un caf\u00e9 noir"),
        ("cafe\u0301 noir", "un caf\u00e9 noir"),
        ("cafe\u0301", "un cafe\u0301 noir"),
    ],
)
def test_a_quote_of_whole_words_and_figures_is_found(quote, source):
    assert locate(quote, source) is not None


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
