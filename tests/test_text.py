import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_tailor.checks.evidence import locate
from question_tailor.cleaning import clean, cleaned_positions
from question_tailor.text import fold, language, sentences, words


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


WORDS = [
    "می\u200cخواهم",
    "کتاب\u200cها",
    "क्\u200dष",
    "हिन्दी",
    "👩🏽\u200d🚀",
    "👨\u200d👩\u200d👧",
    "🏳\ufe0f\u200d🌈",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "🇧🇪",
    "1\ufe0f\u20e3",
    "Größe",
    "l’été",
    "日本語",
    "שלום",
    "ไทย",
    "don't",
    "42",
]
UNSEEN = "\u200b\u2060\ufeff\u00ad\u202e\u2066\u2069\u061c\ufe00\U000e0101\x00\x1b\ue000\U000f0000\u115f\u3164\ufff9"
TAGS = "\U000e0001\U000e0041\U000e007f"
HIDING = st.lists(st.sampled_from(UNSEEN + TAGS), max_size=3).map("".join)


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*WORDS, *UNSEEN, *TAGS, *"\u200c\u200d\ufe0f\ufe0e \n"])).map("".join)
    )
)
@settings(max_examples=400)
def test_cleaning_twice_is_cleaning_once(raw):
    once = clean(raw)
    twice = clean(once.text)

    assert twice.text == once.text
    assert twice.removed == ()


@given(st.lists(st.tuples(st.sampled_from(WORDS), HIDING), min_size=1, max_size=12))
def test_visible_words_of_real_languages_are_kept_and_what_is_hidden_among_them_goes(said):
    cleaned = clean(" ".join(word + hiding for word, hiding in said))

    assert cleaned.text == unicodedata.normalize("NFC", " ".join(word for word, _ in said))
    assert sum(removal.count for removal in cleaned.removed) == sum(len(hiding) for _, hiding in said)


@given(st.lists(st.tuples(st.sampled_from(WORDS), HIDING), min_size=4, max_size=12), st.data())
def test_spans_point_at_the_words_of_the_cleaned_text(said, data):
    cleaned = clean(" ".join(word + hiding for word, hiding in said))
    shown = [unicodedata.normalize("NFC", word) for word, _ in said]
    begin = data.draw(st.integers(0, len(shown) - 4))
    quote = " ".join(shown[begin : begin + 4])
    start, end = locate(quote, cleaned.text)

    assert cleaned.text[start:end] == quote
    assert all(cleaned.text[one:other].strip() == cleaned.text[one:other] for one, other in sentences(cleaned.text))


@given(st.lists(st.tuples(st.sampled_from(WORDS), HIDING), min_size=1, max_size=12))
def test_removals_say_behind_which_word_they_stood(said):
    cleaned = clean(" ".join(word + hiding for word, hiding in said))
    ends, length = [], 0
    for word, hiding in said:
        length += len(unicodedata.normalize("NFC", word))
        ends += [length] * bool(hiding)
        length += 1

    assert sorted({removal.start for removal in cleaned.removed}) == ends


@given(st.lists(st.sampled_from([*WORDS, *UNSEEN, " ", "\n", "\r\n"]), max_size=20))
def test_positions_of_a_text_are_found_in_the_cleaned_text(pieces):
    raw = "".join(pieces)
    starts = [sum(map(len, pieces[:place])) for place in range(len(pieces) + 1)]
    found = cleaned_positions(raw, starts)

    assert found == sorted(found)
    assert all(0 <= position <= len(clean(raw).text) for position in found)


def test_a_position_is_that_of_the_same_word():
    raw = "  a\u200b\u200bb \U000e0041cd\r\nef"

    assert clean(raw).text == "ab cd\nef"
    assert cleaned_positions(raw, [raw.index(char) for char in "abcde"]) == [0, 1, 3, 4, 6]


@pytest.mark.parametrize(
    "raw", ["a\u200b" * 50_000, "\u200b" * 100_000, "\u0301" * 100_000, "🏴" * 50_000, "🏴\U000e0061" * 50_000]
)
def test_floods_take_time_in_proportion_to_their_size(raw):
    assert len(clean(raw).text) <= len(raw)


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
