"""Cleaning where what goes and what stays meet; most of these fell out of fuzzing."""

import unicodedata

import pytest

from question_tailor.cleaning import Cleaned, Removal, clean, cleaned_positions
from question_tailor.text import Folded, fold


@pytest.mark.parametrize(
    "raw",
    [
        "e\x00\u0301",
        "e\u0316\u200b\u0301",
        "\u1100\u2060\u1161",
        "a" + "\u0316" * 4 + "\x00" + "\u0316" * 4,
        "\u0627\u200c\u061cx",
        "\U0001f600\u200d\u2800",
        "\u0915\u200d\u180b",
        "\ufe24\udc95\u094d\u200d\u0937",
        "\u0915\u094d\ufe24\x00\u094d\u200d\u0937",
    ],
)
def test_what_goes_leaves_nothing_that_a_second_cleaning_would_change(raw):
    once = clean(raw)

    assert clean(once.text).text == once.text
    assert unicodedata.is_normalized("NFC", once.text)


def test_letters_that_come_together_do_not_move_what_is_reported_behind_them():
    cleaned = clean("e\x00\u0301 pay\u200bments e\x00\u0301\u202e")

    assert cleaned.text == "\u00e9 payments \u00e9"
    assert [(cleaned.text[: one.start], one.channel) for one in cleaned.removed] == [
        ("", "control"),
        ("\u00e9 pay", "zero-width"),
        ("\u00e9 payments ", "control"),
        ("\u00e9 payments \u00e9", "bidi"),
    ]


def test_a_flood_of_marks_is_no_smaller_for_what_is_hidden_in_it():
    cleaned = clean("x" + "\u0316\x08" * 9)

    assert cleaned.text == "x" + "\u0316" * 4
    assert sum(removal.count for removal in cleaned.removed if removal.channel == "combining-flood") == 5


def test_four_marks_on_each_letter_stay():
    text = ("x" + "\u0316" * 4) * 2

    assert clean(text) == Cleaned(text, ())


def test_a_removal_at_either_end_is_reported_at_that_end():
    assert clean(" \u200b a \u200b ").removed == (Removal("zero-width", 0, 1), Removal("zero-width", 1, 1))


@pytest.mark.parametrize("sign", ["|", "+", "<", "^", "\u00b1", "\u00b4", "1", "a"])
def test_a_sign_that_is_no_emoji_joins_nothing_and_has_no_variants(sign):
    assert clean(f"{sign}\u200d\U0001f469").text == f"{sign}\U0001f469"
    assert clean(f"{sign}\ufe0f").text == sign


@pytest.mark.parametrize(
    "sign", ["\u00a9", "\u00ae", "\u203c", "\u2049", "\u2192", "\u2b50", "\U0001f3fd", "\U0001f600"]
)
def test_an_emoji_has_its_variants(sign):
    assert clean(f"{sign}\ufe0f {sign}\ufe0e").removed == ()


def test_places_stay_within_the_cleaned_text_whatever_stands_at_its_ends():
    raw = "\x00\u200d\U0001f469\x00\x85"

    assert clean(raw).text == "\U0001f469"
    assert cleaned_positions(raw, [0, 1, 2, 3, 4, 5]) == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_each_end_of_a_line_becomes_the_usual_one(end):
    assert clean(f"a{end}b") == clean("a\nb")
    assert clean(f"a{end}b").removed == ()


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000", "\u1680"])
def test_each_space_becomes_the_usual_one(space):
    assert clean(f"a{space}b") == clean("a b")


def test_places_in_a_text_that_loses_something_are_those_of_what_stays():
    raw = "  a\u200bb\u2028c  d "

    assert clean(raw).text == "ab\nc  d"
    assert cleaned_positions(raw, [0, 2, 3, 4, 5, 6, 7, 9, 10, len(raw)]) == [0, 0, 1, 1, 2, 3, 4, 6, 7, 7]
    assert cleaned_positions("ab", [0, 1, 2]) == [0, 1, 2]


FLAG, CANCEL = "\U0001f3f4", "\U000e007f"


def tags(letters):
    return "".join(chr(0xE0000 + ord(letter)) for letter in letters)


@pytest.mark.parametrize("letters", ["gb", "gbsct", "usca"])
def test_a_flag_of_tags_is_one(letters):
    flag = FLAG + tags(letters) + CANCEL

    assert clean(f"a {flag}{flag} b") == Cleaned(f"a {flag}{flag} b", ())


@pytest.mark.parametrize(
    "rest",
    [
        tags("g") + CANCEL,
        tags("gbsct"),
        tags("gbsct") + "x",
        tags("abcdefgh") + CANCEL,
        CANCEL,
        "\u200b" + tags("gb") + CANCEL,
        "\u200b",
        tags("GB") + CANCEL,
    ],
)
def test_what_is_no_flag_of_tags_loses_what_is_not_seen(rest):
    assert clean(f"a {FLAG}{rest} b").text == f"a {FLAG}{'x' if 'x' in rest else ''} b"


@pytest.mark.parametrize(
    ("char", "channel"),
    [
        ("\u200d", "zero-width"),
        ("\u2800", "zero-width"),
        ("\u0378", "unassigned"),
        ("\u0600", "format"),
        ("\x07", "control"),
        ("\ue000", "private-use"),
        ("\udc00", "surrogate"),
        ("\U000e0041", "tag"),
        ("\u2067", "bidi"),
        ("\ufe0f", "variation-selector"),
    ],
)
def test_each_channel_has_its_name(char, channel):
    assert clean(f"ab{char}c").removed == (Removal(channel, 2, 1),)


@pytest.mark.parametrize("letter", ["", "x", "\u05d0"])
def test_four_marks_are_let_through_whatever_they_stand_on(letter):
    assert clean(letter + "\u0316" * 4).removed == ()
    assert len(clean(letter + "\u0316" * 5).text) == len(letter) + 4


def test_folding_tells_where_each_character_came_from():
    assert fold("  a \u00a0\n b\u2026  ") == Folded("a b...", (2, 3, 7, 8, 8, 8, 9))
    assert fold("\u2014\u201c\u2019") == Folded("-\"'", (0, 1, 2, 3))
    assert fold("   ") == fold("") == Folded("", (0,))
