"""Whatever is hidden in a text, and wherever: every letter and sign that a reader sees stays, in its order."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from question_tailor.cleaning import clean

WRITTEN = {
    "Persian": ["می\u200cخواهم", "کتاب\u200cها", "فارسی", "۱۴۰۴"],
    "Arabic": ["مرحبا", "إدارة", "الْمُنْتَج", "٢٠٢٦"],
    "Hebrew": ["שלום", "עִבְרִית", "מוצר"],
    "Hindi": ["क्\u200dष", "क्\u200cष", "हिन्दी", "उत्पाद"],
    "Tamil": ["தயாரிப்பு", "க்\u200cஷ"],
    "Thai": ["ผลิตภัณฑ์", "น้ำ", "ไทย"],
    "Chinese": ["产品", "負責人", "。"],
    "Japanese": ["プロダクト", "が", "責任者", "ー"],
    "Korean": ["제품", "한국어"],
    "Vietnamese": ["sản phẩm", "Nguyễn"],
    "Greek": ["προϊόν", "ΐ"],
    "Cyrillic": ["продукт", "ё", "їжак"],
    "emoji": [
        "👩🏽\u200d🚀",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "🏳\ufe0f\u200d🌈",
        "1\ufe0f\u20e3",
        "✔\ufe0f",
        "🧑🏿",
    ],
    "flags": ["🇧🇪", "🇯🇵", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"],
    "Latin": ["Größe", "l’été", "Łódź", "naïve", "don't", "€ 1.200,50"],
}
UNSEEN = "\u200b\u2060\ufeff\u00ad\u202e\u2066\u2069\u061c\x00\x1b\ue000\ufff9\U000e0041\U000e0101"
JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f")
BY_SCRIPT = st.sampled_from(sorted(WRITTEN)).flatmap(
    lambda script: st.lists(st.sampled_from(WRITTEN[script]), min_size=1, max_size=8)
)


def signs(text):
    """What is seen of a text: letters, marks, figures and signs, composed, without what only joins them."""
    seen = "".join(char for char in text if char not in JOINING and not 0xE0000 <= ord(char) < 0xE0080)
    return unicodedata.normalize("NFC", seen)


@given(BY_SCRIPT)
def test_a_text_with_nothing_hidden_in_it_stays_as_it_is(said):
    text = unicodedata.normalize("NFC", " ".join(said))

    assert clean(text) == type(clean(""))(text, ())


@given(BY_SCRIPT, st.lists(st.tuples(st.integers(0, 400), st.sampled_from(UNSEEN)), max_size=12))
def test_no_sign_is_lost_to_what_is_hidden_even_in_the_middle_of_a_word(said, hidden):
    text = " ".join(said)
    planted = list(text)
    for place, char in hidden:
        planted.insert(place % (len(planted) + 1), char)
    cleaned = clean("".join(planted))

    assert signs(cleaned.text) == signs(text)
    assert not set(cleaned.text) & set(UNSEEN) - {"\U000e0041"}
    assert clean(cleaned.text).text == cleaned.text
