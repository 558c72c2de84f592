import pytest

from question_tailor.checks.phrases import PhraseBook

NUMBERS = {"two": 2, "forty": 40, "deux": 2}


def heard(phrases, text):
    book = PhraseBook({phrase: [phrase] for phrase in phrases}, NUMBERS)
    return [(hit.key, text[hit.start : hit.end]) for hit in book.hear(text)]


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("board", "Ask the Board.", "Board"),
        ("product line", "Our product-line grew.", "product-line"),
        ("acqui*", "An acquisition failed.", "acquisition"),
        ("*budget", "Das Produktbudget reicht.", "Produktbudget"),
        ("*aktionär*", "Der Großaktionär klagt.", "Großaktionär"),
        ("whole|entire firm", "The entire firm moved.", "entire firm"),
        ("all (your) teams", "All your teams agreed.", "All your teams"),
        ("all (your) teams", "All teams agreed.", "All teams"),
        ("turn ... strategy", "Turn last year's strategy round.", "Turn last year's strategy"),
        ("company vision", "The company\u2019s vision is gone.", "company\u2019s vision"),
        ("company's vision", "The company's vision is gone.", "company's vision"),
        ("ensemble", "Toute l\u2019ensemble.", "ensemble"),
        ("p&l", "You own the P&L.", "P&L"),
    ],
)
def test_a_phrase_is_heard_as_it_is_written(phrase, text, said):
    assert heard([phrase], text) == [(phrase, said)]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("board", "The dashboard."),
        ("product line", "A product. Line it up."),
        ("turn ... strategy", "Turn it. Strategy comes later."),
        ("turn ... strategy", "Turn one two three four strategy."),
        ("# teams", "Teams in their hundreds."),
        ("acqui*", "He will inquire."),
    ],
)
def test_a_phrase_is_not_heard_in_other_words_or_over_a_sentence_end(phrase, text):
    assert heard([phrase], text) == []


def test_of_two_phrases_at_one_place_the_longer_counts():
    phrases = ["strategy", "company strategy", "company strategy is set"]

    assert heard(phrases, "The company strategy is set.") == [("company strategy is set", "company strategy is set")]
    assert heard(phrases, "Whose strategy?") == [("strategy", "strategy")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("# teams", None),
        ("two teams", 2),
        ("40 teams", 40),
        ("Forty teams", 40),
        ("3,000 teams", 3000),
        ("1.5 teams", 1.5),
    ],
)
def test_a_number_is_read_from_figures_and_words(text, number):
    hits = PhraseBook({"teams": ["# teams"]}, NUMBERS).hear(text)

    assert [hit.number for hit in hits] == ([] if number is None else [number])
