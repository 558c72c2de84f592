"""Evidence at the edges of words, figures and scripts, where a letter more or less decides."""

import pytest

from question_tailor.checks.evidence import check, locate
from samples import POSTING


@pytest.mark.parametrize(
    "letter", ["\u0e01", "\u0eff", "\u0ec0", "\u1000", "\u109f", "\u1780", "\u17b3", "\u3042", "\uac00"]
)
def test_scripts_without_spaces_are_cut_anywhere(letter):
    if letter.isalnum():
        assert locate(letter * 2, letter * 4) == (0, 2)


@pytest.mark.parametrize("letter", ["\u0f00", "\u10a0", "\u0d85", "\u1820", "\u0710", "a"])
def test_scripts_with_spaces_are_cut_between_words_only(letter):
    assert letter.isalnum()
    assert locate(letter * 2, letter * 4) is None
    assert locate(letter * 2, f"{letter * 4} {letter * 2}") == (5, 7)


@pytest.mark.parametrize(
    "source",
    [
        "in 2024 200 sites",
        "of 3.5 200 sites",
        "from 1,5 200 sites",
        "A4 200 sites",
        "no 1  200 sites",
    ],
)
def test_a_figure_after_one_that_it_does_not_continue_stands_alone(source):
    start = source.index("200")

    assert locate("200 sites", source) == (start, len(source))


@pytest.mark.parametrize(("quote", "source"), [("50 riders", "12 50 riders"), ("5000 riders", "12 5000 riders")])
def test_figures_of_other_than_three_digits_continue_none(quote, source):
    assert locate(quote, source) == (3, len(source))


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_thousands_are_held_together_by_spaces_of_all_kinds(space):
    source = f"We have 1{space}200{space}300 users"

    assert locate("300 users", source) is None
    assert locate("200 300 users", source) is None
    assert locate("We have 1", source) is None
    assert locate("We have 1 200", source) is None
    assert locate("1 200 300 users", source) is not None


@pytest.mark.parametrize("mark", [".", ",", "'", "\u2019", ":", "/", "_"])
def test_figures_are_held_together_by_the_marks_that_stand_in_figures(mark):
    assert locate("12", f"at 12{mark}30 there") is None
    assert locate("30 there", f"at 12{mark}30 there") is None


@pytest.mark.parametrize("mark", ["-", "\u2013", "&", ";"])
def test_figures_are_parted_by_other_marks(mark):
    assert locate("30 there", f"at 12{mark}30 there") == (6, 14)


@pytest.mark.parametrize(
    "mark", ["-", "\u2010", "\u2011", "'", "\u2019", "\u02bc", "&", "@", "_", ".", ":", "*", "\u00b7"]
)
def test_words_are_held_together_by_the_marks_that_stand_in_words(mark):
    assert locate("the well", f"the well{mark}being of all") is None
    assert locate("being of all", f"the well{mark}being of all") is None


@pytest.mark.parametrize("mark", [";", "/", "(", "\u2014", "+", "!"])
def test_words_are_parted_by_other_marks(mark):
    assert locate("Being of all", f"the well{mark}Being of all") == (9, 21)
    assert locate("the well", f"the well{mark}Being of all") == (0, 8)


@pytest.mark.parametrize("mark", [".", ":", "*", "\u00b7"])
def test_a_capital_after_a_stop_begins_a_word(mark):
    assert locate("Being of all", f"the well{mark}Being of all") == (9, 21)


def test_a_stop_after_a_single_letter_belongs_to_an_abbreviation():
    assert locate("S. market", "the U.S. market") is None
    assert locate("the U", "the U.S. market") is None
    assert locate("S. market", "the EU.S. market") == (7, 16)


@pytest.mark.parametrize("word", ["l", "qu", "lorsqu", "puisqu", "jusqu", "un", "dell", "quell", "L"])
@pytest.mark.parametrize("mark", ["'", "\u2019"])
def test_a_quote_may_begin_after_a_word_that_leans_on_it(word, mark):
    source = f"que {word}{mark}equipe entiere"

    assert locate("equipe entiere", source) == (5 + len(word), len(source))
    assert locate(f"que {word}", source) is None


@pytest.mark.parametrize("word", ["don", "xl", "presqu", "xlorsqu"])
def test_a_quote_may_not_begin_after_another_apostrophe(word):
    assert locate("equipe entiere", f"que {word}'equipe entiere") is None


@pytest.mark.parametrize("sign", ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"])
def test_a_figure_is_not_quoted_without_its_sign(sign):
    assert locate("3 % margin", f"a {sign}3 % margin") is None
    assert locate("-3 % margin", f"a {sign}3 % margin") == (2, 13)
    assert locate("3 % margin", f"({sign}3 % margin") is None


@pytest.mark.parametrize("source", ["18-24 months", "x\n-24 months", "-24 months", "+24 months", "24 months"])
def test_what_only_looks_like_a_sign_may_be_left_out(source):
    assert locate("24 months", source) == (source.index("24"), len(source))


def test_a_sign_before_a_word_may_be_left_out():
    assert locate("five days", "a -five days") == (3, 12)


def test_a_later_place_counts_where_an_earlier_one_is_cut():
    assert locate("..so far", "x\u2026so far, or ..so far") == (13, 21)
    assert locate("so far..", "so far\u2026 or so far.. x") == (11, 19)
    assert locate("road ahead", "railroad ahead, road ahead") == (16, 26)
    assert locate("Road", "road roads Roads") == (0, 4)


def test_a_row_of_dots_is_not_cut():
    assert locate("and so on..", "and so on...") is None
    assert locate("and so on..", "and so on... then") is None
    assert locate("and so on...", "and so on...") == (0, 12)
    assert locate("..so far", "\u2026so far") is None
    assert locate(".so far", "\u2026so far") is None
    assert locate(".so far", "..so far") is None


@pytest.mark.parametrize(
    ("quote", "span"), [("'Own it", (4, 11)), ('"own it', (4, 11)), ("own it", (5, 11)), ("Own it", (5, 11))]
)
def test_the_case_of_the_first_letter_counts_for_nothing_whatever_stands_before_it(quote, span):
    assert locate(quote, "We: 'Own it' and more") == span
    assert locate(quote, "We: 'own it' and more") == span


def test_a_first_letter_whose_capital_is_two_is_taken_as_it_is():
    assert locate("\u00dfe so", "(\u00dfe so)") == (1, 6)


def test_a_quote_is_found_at_either_end_of_its_source():
    assert locate("a b", "a b") == (0, 3)
    assert locate("b", "a b") == (2, 3)
    assert locate("a", "a b") == (0, 1)


def test_a_mark_belongs_to_the_letter_before_it():
    assert locate("the cafe", "the cafe\u0332 noir") is None
    assert locate("1", "1\u20e3 first") is None
    assert locate("we do", "we do\u00a9") == (0, 5)


@pytest.mark.parametrize("quote", ["'", "...", "- -", "\u2026", "\u00a9"])
def test_a_quote_of_marks_shows_nothing(quote):
    assert locate(quote, f"a {quote} b") is None


def rules(question, brief):
    return [(one.rule, one.severity, one.field) for one in check(question, brief)]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Coach the", [("evidence.too_short", "warn", "evidence[0].quote")]),
        ("Coach", [("evidence.too_short", "warn", "evidence[0].quote")]),
        ("Coach the directors", []),
        ("Lead 34", []),
        ("34 product", []),
        ("Ledgerline Pay", []),
    ],
)
def test_a_quote_of_two_words_shows_something_where_it_holds_a_figure_or_a_name(answer, brief, quote, found):
    assert quote in POSTING
    assert rules(answer(evidence=[{"source": "job", "quote": quote}]), brief()) == found


def test_each_quote_is_told_by_its_place(answer, brief):
    good = {"source": "job", "quote": "Coach the directors who run invoicing"}
    question = answer(
        evidence=[good, {"source": "company", "quote": good["quote"]}, {"source": "job", "quote": "not there"}]
    )

    assert rules(question, brief()) == [
        ("evidence.wrong_source", "block", "evidence[1].quote"),
        ("evidence.not_found", "block", "evidence[2].quote"),
    ]


def test_of_a_quote_from_the_posting_that_is_said_to_be_the_companys_the_posting_is_told(answer, brief):
    question = answer(evidence=[{"source": "company", "quote": "Coach the directors who run invoicing"}])

    (finding,) = check(question, brief())
    assert "job" in finding.suggestion or "posting" in finding.suggestion


def test_a_question_without_evidence_blocks(answer, brief):
    question = answer().model_copy(update={"evidence": ()})

    assert rules(question, brief()) == [("evidence.missing", "block", "evidence")]


@pytest.mark.parametrize(
    ("quote", "source"),
    [
        ("bike line", "E-bike line"),
        ("an e", "an e-b"),
        ("S. market", "U.S. market"),
        ("4 sites", "A-4 sites"),
        ("day week", "a 4-day week"),
        ("a 4", "a 4-day week"),
    ],
)
def test_what_joins_does_so_at_the_ends_of_a_text_and_between_letters_and_figures(quote, source):
    assert locate(quote, source) is None


def test_a_text_may_begin_with_a_bullet_or_with_a_word_that_leans_on_the_next():
    assert locate("5 days", "-5 days.") == (1, 7)
    assert locate("equipe", "l'equipe.") == (2, 8)
