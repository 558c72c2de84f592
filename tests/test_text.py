import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.text import clean, fold, language, sentences, words


@pytest.mark.parametrize(
    ("raw", "text", "channel"),
    [
        ("pay\u200bments", "payments", "zero-width"),
        ("a\u00adb", "ab", "zero-width"),
        ("\ufeffTitle", "Title", "zero-width"),
        ("x\U000e0049\U000e0067y", "xy", "tag"),
        ("a\u202eb\u202c", "ab", "bidi"),
        ("a\ufe05b", "ab", "variation-selector"),
        ("a\U000e0101b", "ab", "variation-selector"),
        ("a\x08\x1b[31mb", "a[31mb", "control"),
        ("a\ue000b", "ab", "private-use"),
        ("a\ud800b", "ab", "surrogate"),
        ("e" + "\u0301\u0316" * 6, unicodedata.normalize("NFC", "e" + "\u0301\u0316" * 6), "combining-flood"),
    ],
)
def test_what_a_reader_cannot_see_goes_and_is_reported_by_channel(raw, text, channel):
    cleaned = clean(raw)

    assert {removal.channel for removal in cleaned.removed} == {channel}
    if channel != "combining-flood":
        assert cleaned.text == text
    else:
        assert len(cleaned.text) < len(text)


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم با شما کار کنم",
        "क्\u200dष और क\u094dष",
        "👨\u200d👩\u200d👧 and 🏳\ufe0f\u200d🌈",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "1\ufe0f\u20e3 first",
        "Größe, naïve, Łódź, Ünïcode",
        "日本語とEnglish",
        "{{ 7*7 }} {% if %} <|im_end|> ---",
    ],
)
def test_visible_text_of_real_languages_survives(text):
    cleaned = clean(text)

    assert cleaned.text == unicodedata.normalize("NFC", text)
    assert cleaned.removed == ()


def test_a_removal_says_where_in_the_cleaned_text_it_stood():
    cleaned = clean("  ab\u200b\u200bcd")

    assert cleaned.text == "abcd"
    assert [(removal.start, removal.count) for removal in cleaned.removed] == [(2, 2)]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(raw):
    once = clean(raw)

    assert clean(once.text).text == once.text


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))))
def test_folding_tells_for_each_character_where_it_came_from(text):
    folded = fold(text)

    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)


def test_folding_brings_writing_variants_together():
    assert fold("“don’t” – wait…").text == fold('"don\'t" - wait...').text


def test_sentences_keep_abbreviations_and_split_list_items():
    text = "We sell tools, e.g. caches. You lead.\n\n- Own the roadmap\n- Hire"

    assert [text[start:end] for start, end in sentences(text)] == [
        "We sell tools, e.g. caches.",
        "You lead.",
        "- Own the roadmap",
        "- Hire",
    ]


def test_words_are_lower_case_and_without_figures():
    assert words("The CFO’s 12 mid-size teams") == ["the", "cfo's", "mid-size", "teams"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We are looking for a leader who will own the roadmap and build the team", "en"),
        ("Wir suchen eine Leitung, die das Team aufbaut und für die Strategie verantwortlich ist", "de"),
        ("Nous cherchons une personne pour diriger les équipes et définir la stratégie du produit", "fr"),
        ("製品チームを率いるリーダーを探しています", "other"),
        ("OKR KPI ARR", None),
    ],
)
def test_a_language_is_told_by_its_function_words(text, code):
    assert language(text) == code
