"""The data of the lawful check, and the notation that it is written in."""

import re

import pytest

from question_tailor._resources import toml
from question_tailor.checks.lawful import JURISDICTIONS
from question_tailor.checks.lawful.frames import frames, languages, spoken
from question_tailor.checks.lawful.lexicon import KINDS, entries
from question_tailor.checks.lawful.phrases import read
from question_tailor.checks.lawful.tokens import line_of, marked
from question_tailor.errors import ConfigurationError

TOPICS = toml("lawful/topics.toml")["topic"]


def matches(phrase, text, language=""):
    return re.fullmatch(read(phrase, {"you": "(you|u)"}, language).pattern, f"{text} ") is not None


@pytest.mark.parametrize("code", JURISDICTIONS)
def test_each_place_gives_severity_ground_sources_and_contexts_for_its_topics(code):
    place = toml(f"lawful/places/{code}.toml")

    assert place["name"]
    assert place["as_of"]
    assert set(place["topic"]) <= set(TOPICS)
    for topic, rule in place["topic"].items():
        assert rule["severity"] in {"block", "warn"}, topic
        assert rule["basis"], topic
        assert rule["contexts"], topic
        assert rule["severity"] == "warn" or rule["sources"], topic
        assert all(source["document"] and source["section"] for source in rule["sources"]), topic


def test_each_topic_has_a_name_and_a_lawful_way():
    assert all(said["name"] and said["suggestion"] for said in TOPICS.values())


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_each_topic_has_phrases_in_each_language(language):
    assert {entry.topic for entry in entries(language)} == set(TOPICS)


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_every_phrase_begins_with_a_word_and_compiles(language):
    for entry in entries(language):
        assert entry.kind in KINDS
        assert "" not in entry.phrase.first, entry
        assert entry.pattern


def test_no_pattern_can_run_away():
    """A repetition is bounded, and none stands within another but the one over the letters of a word."""
    every = [entry.phrase.pattern for language in languages() for entry in entries(language)]
    every += [pattern.pattern for language in languages() for pattern in frames(language).before.values()]

    assert not [pattern for pattern in every if re.search(r"\)[*+]|\)\{\d+,\}", pattern)]


@pytest.mark.parametrize(
    ("phrase", "said", "not_said"),
    [
        ("how old", ["how old"], ["how", "how very old"]),
        ("retir*", ["retire", "retirement"], ["tire"]),
        ("*versicherung", ["rentenversicherung"], ["versicherungen"]),
        ("(a|b c) d", ["a d", "b c d"], ["b d"]),
        ("a [b|c] d", ["a d", "a b d", "a c d"], ["a b c d"]),
        ("a !(b) _", ["a c"], ["a b"]),
        ("a .. b", ["a b", "a x y b"], ["a x , b", "a 1 2 3 4 5 b"]),
        ("a ... b", ["a x , y b"], ["a x . b"]),
        ("a @", ["a users@", "a market~"], ["a friend"]),
        ("a #", ["a 50"], ["a fifty"]),
        ("{you} a", ["you a", "u a"], ["he a"]),
        ("isn't", ["is not"], []),
        ("mother's", ["mother 's"], []),
        ("stra\u00dfe", ["strasse"], ["strase"]),
        ("m\u00e4dchen", ["madchen", "maedchen"], ["medchen"]),
    ],
)
def test_what_the_notation_means(phrase, said, not_said):
    assert [text for text in said if not matches(phrase, text)] == []
    assert [text for text in not_said if matches(phrase, text)] == []


def test_words_have_the_endings_of_their_language():
    assert all(matches("raise it", f"{word} it", "en") for word in ("raise", "raises", "raised", "raising"))
    assert all(
        matches("verheiratet als", f"{word} als", "de") for word in ("verheiratet", "verheiratete", "verheirateten")
    )
    assert not matches("=raise it", "raises it", "en")


@pytest.mark.parametrize("wrong", ["(a", "a)", "[a|b", "{nobody} a"])
def test_a_phrase_that_is_written_wrongly_is_named(wrong):
    with pytest.raises(ConfigurationError) as caught:
        read(wrong, {})

    assert wrong in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't you've what's", "do not you have what is"),
        ("L'\u00e2ge d'\u00c9lo\u00efse", "l age d eloise"),
        ("mother-tongue, e.g. now", "mother tongue , e g now"),
        ("mari\u00e9(e) Bewerber:in", "mariee bewerberin"),
        ("how old r u", "how old are you"),
        ("maried salery nationalty", "married salary nationality"),
        ("person convinced mediation martial", "person convinced^ mediation martial"),
        ("Stra\u00dfe \u0153uvre", "strasse oeuvre"),
        ("p r e g n a n t", "pregnant"),
    ],
)
def test_writing_is_folded_to_plain_words(text, words):
    assert " ".join(line_of(text).words) == words


def test_each_word_knows_where_it_stood():
    text = "Sind Sie  \u201eschwanger\u201c, oder?"
    line = line_of(text)

    assert [text[slice(*span)] for span in line.spans] == ["Sind", "Sie", "schwanger", ",", "oder", "?"]


def test_line_ends_end_a_sentence_in_a_posting_only():
    assert ";" in line_of("one line\nanother line", line_ends=True).words
    assert ";" not in line_of("one line\nanother line").words
    assert ";" in line_of("one line\n- a list item").words


def test_words_for_somebody_or_something_else_are_marked():
    assert [marked(word) for word in ("users", "roadmap", "designing", "children")] == [
        "users@",
        "roadmap~",
        "designing^",
        "children",
    ]


def test_the_language_of_a_passage_is_told_by_its_words_and_may_be_open():
    assert spoken(" what is your plan for the team ") == {"en"}
    assert spoken(" wie haben sie das gemacht ") == {"de"}
    assert spoken(" qui garde vos enfants quand vous voyagez ") == {"fr"}
    assert spoken(" kids ") == frozenset()


def test_hardly_any_phrase_is_taken_for_the_candidates_by_itself():
    """Every other kind needs the candidate in it or beside it; this is what keeps false alarms few."""
    plain = [entry for language in languages() for entry in entries(language) if entry.kind == "plain"]

    assert len(plain) <= 8
