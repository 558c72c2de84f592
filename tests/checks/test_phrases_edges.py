"""Phrases at the edges of words, numbers and gaps."""

import pytest

from question_tailor.checks.phrases import Hit, PhraseBook

NUMBERS = {"two": 2, "forty": 40}


def heard(phrases, text):
    listed = phrases if isinstance(phrases, dict) else {phrase: [phrase] for phrase in phrases}
    return [(hit.key, text[hit.start : hit.end]) for hit in PhraseBook(listed, NUMBERS).hear(text)]


def test_a_hit_says_what_was_heard_and_where():
    text = "So two of our teams agreed."
    (hit,) = PhraseBook({"scope": ["# of ... teams"]}, NUMBERS).hear(text)

    assert hit == Hit("scope", 3, 19, 2, frozenset({1, 2, 4}))
    assert PhraseBook({"a": ["teams"]}, NUMBERS).hear(text) == [Hit("a", 14, 19, None, frozenset({4}))]


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("ab*", "abc ab", ["abc", "ab"]),
        ("ab*", "xab cab", []),
        ("*ab", "xab ab", ["xab", "ab"]),
        ("*ab", "abx", []),
        ("*ab*", "xabx ab abx", ["xabx", "ab", "abx"]),
        ("*ab*", "a b ba", []),
        ("a*", "ab", []),
        ("ab|cd* x", "ab x cde x", ["ab x", "cde x"]),
        ("x ab|cd*", "x ab x cde", ["x ab", "x cde"]),
        ("x *ab y", "x cab y", ["x cab y"]),
        ("x ab* y", "x abc y", ["x abc y"]),
        ("x ... y", "x y", ["x y"]),
        ("x ... y", "x 1 2 3 y", ["x 1 2 3 y"]),
        ("x ... y", "x 1 2 3 4 y", []),
        ("x ... y", "x 1. y", []),
        ("x ... y", "x a; y", []),
        ("x ... y", "x a: y", []),
        ("x ... y", "x a, y", ["x a, y"]),
        ("x (y) z", "x z", ["x z"]),
        ("x (y) z", "x y z", ["x y z"]),
        ("x (y|w) (v) z", "x w v z", ["x w v z"]),
        ("x (y) z", "x w z", []),
        ("x y", "x-y x/y x_y", ["x-y", "x/y", "x_y"]),
        ("x y", "x? y", []),
        ("x", "x's x\u2019t lx l'x qu'x z'x", ["x", "x", "x", "x", "x"]),
        ("s", "x's s", ["s"]),
        ("l", "l'x l", ["l"]),
        ("l'x y's z'", "x y z", ["x y z"]),
    ],
)
def test_each_sign_of_a_phrase(phrase, text, said):
    assert [words for _, words in heard([phrase], text)] == said


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 teams", 12),
        ("1,200 teams", 1200),
        ("1.200 teams", 1200),
        ("1'200 teams", 1200),
        ("1 200 300 teams", 1200300),
        ("1,5 teams", 1.5),
        ("1.25 teams", 1.25),
        ("1,200.5 teams", 1200.5),
        ("12,3456 teams", 12.3456),
        ("forty teams", 40),
        ("0 teams", 0),
        ("fifty teams", None),
        ("\u0661\u0662 teams", None),
        ("12 big teams", None),
    ],
)
def test_the_value_of_a_number(text, number):
    hits = PhraseBook({"a": ["# teams"]}, NUMBERS).hear(text)

    assert [hit.number for hit in hits] == ([] if number is None else [number])


def test_a_number_may_stand_anywhere_and_the_first_is_the_phrases():
    assert [hit.number for hit in PhraseBook({"a": ["lead # of #"]}, NUMBERS).hear("lead two of 40")] == [2]
    assert PhraseBook({"a": ["# teams"]}, NUMBERS).hear("Two") == []
    assert heard(["# (big) teams"], "two teams, two big teams") == []
    assert heard({"a": ["# big|small teams"]}, "two small teams") == [("a", "two small teams")]


def test_the_longer_of_two_that_overlap_counts_and_others_stay():
    assert heard(["x", "x y", "y z"], "x y z") == [("x y", "x y"), ("y z", "y z")]
    assert heard(["x ... z", "y"], "x y z") == [("x ... z", "x y z"), ("y", "y")]
    assert heard(["a b", "a b c"], "a b c a b") == [("a b c", "a b c"), ("a b", "a b")]


def test_hits_come_in_the_order_of_the_text():
    assert heard(["b", "a c", "a"], "b a. a c b") == [("b", "b"), ("a", "a"), ("a c", "a c"), ("b", "b")]


def test_the_same_said_over_and_over_is_heard_twelve_times():
    assert len(heard({"k": ["x"], "other": ["y"]}, "x y " * 30)) == 24


def test_a_letter_whose_small_form_is_longer_moves_nothing():
    assert heard(["board"], "\u0130n board") == [("board", "board")]
    assert heard(["board"], "\u0130n BOARD") == []


def test_a_phrase_that_shares_a_key_is_heard_under_it():
    assert heard({"k": ["x y", "zz*"]}, "x y zz") == [("k", "x y"), ("k", "zz")]


def test_nothing_is_heard_in_nothing():
    assert heard(["x", "# x"], "") == heard(["x"], "...") == heard({}, "x") == []
