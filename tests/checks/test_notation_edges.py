"""The notation of the lawful check's phrases, sign by sign, and which places give which grounds."""

import re

import pytest

from question_tailor.checks.lawful.phrases import forms, read
from question_tailor.checks.lawful.places import JURISDICTIONS, PARENTS, rules, topic_name
from question_tailor.errors import ConfigurationError

LISTS = {"you": "(you|{other})", "other": "(u|ya)"}


def matches(phrase, text, language=""):
    return re.fullmatch(rf".*?(?<= ){read(phrase, LISTS, language).pattern}.*", f" {text} ") is not None


def first(phrase, language=""):
    return read(phrase, LISTS, language).first


@pytest.mark.parametrize(
    ("phrase", "said", "not_said"),
    [
        ("< a", ["a", "b , a", "b . a", "b ; a", "b ( a", "b - a"], ["b a"]),
        ("a >", ["a", "a , b", "a . b", "a ? b"], ["a b"]),
        ("a .. b", ["a b", "a 1 2 3 4 b"], ["a 1 2 3 4 5 b", "a , b", "a x@ b", "a x~ b", "a x^ b"]),
        (
            "a ... b",
            ["a b", "a 1 , 2 , 3 , 4 , b", "a 1 2 3 4 5 6 7 8 b"],
            ["a 1 2 3 4 5 6 7 8 9 b", "a . b", "a x@ b"],
        ),
        ("a _ b", ["a x b", "a 12 b"], ["a b", "a , b", "a x@ b", "a x~ b", "a x^ b", "a x y b"]),
        ("a @ b", ["a x@ b", "a x~ b"], ["a x b", "a x^ b", "a @ b"]),
        ("a # b", ["a 1 b", "a 1.5 b", "a 5th b"], ["a x1 b", "a b"]),
        ("a b", ["a b", "a@ b", "a~ b^"], ["ab", "a  b", "a b2", "xa b"]),
        ("a* b", ["a b", "ax b", "axy@ b"], ["xa b"]),
        ("*a b", ["a b", "xa b", "xya^ b"], ["ax b"]),
        ("*a* b", ["a b", "xay b"], ["x b"]),
        ("a [b] [c|d e] f", ["a f", "a b f", "a c f", "a d e f", "a b d e f"], ["a d f", "a c b f"]),
        ("a ([b] c|d) e", ["a c e", "a b c e", "a d e"], ["a b e", "a e"]),
        ("a !(b|c d) _", ["a x", "a c"], ["a b"]),
        ("a !(b) > ", ["a", "a , b"], ["a b"]),
        ("{you} a", ["you a", "u a", "ya a"], ["he a"]),
        ("don't a", ["do not a"], ["dont a"]),
        ("mother's a", ["mother 's a"], ["mothers a", "mother a"]),
        ("(mothers'|a) b", ["mothers b", "a b"], []),
        ("mothers' b", ["mothers b"], ["mothers ' b"]),
        ("a.b", ["a.b"], ["axb"]),
    ],
)
def test_what_each_sign_means(phrase, said, not_said):
    assert [text for text in said if not matches(phrase, text)] == []
    assert [text for text in not_said if matches(phrase, text)] == []


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("a b", {"a"}),
        ("(a|b c) d", {"a", "b"}),
        ("[a] b", {"a", "b"}),
        ("[a|b] [c] d e", {"a", "b", "c", "d"}),
        ("!(a) b", {"b"}),
        ("< a", {"a"}),
        ("# a", {"#"}),
        ("_ a", {"_"}),
        ("a* b", {"a*"}),
        ("*a b", {"*a"}),
        ("m\u00e4d* a", {"mad*", "maed*"}),
        ("{you} a", {"you", "u", "ya"}),
        ("([a]|b) c", {"a", "b", "c"}),
        ("[a]", {"a", ""}),
        (".. a", {"a", ""}),
        ("... a", {"a", ""}),
        ("(.. a|b)", {"a", "b", ""}),
    ],
)
def test_what_a_phrase_may_begin_with(phrase, words):
    assert first(phrase) == words


@pytest.mark.parametrize(
    ("word", "language", "bent"),
    [
        ("raise", "en", {"raise", "raises", "raised", "raising"}),
        ("carry", "en", {"carry", "carries", "carried", "carrying"}),
        ("play", "en", {"play", "plays", "playes", "played", "playing"}),
        ("guy", "en", {"guy"}),
        ("walk", "en", {"walk", "walks", "walkes", "walked", "walking"}),
        ("age", "en", {"age"}),
        ("=walk", "en", {"walk"}),
        ("=", "en", {"="}),
        ("walk2", "en", {"walk2"}),
        ("jung", "de", {"jung", "junge", "jungen", "junger", "junges", "jungem", "jungs", "jungn"}),
        (
            "\u00e4lter",
            "de",
            {way + end for way in ("alter", "aelter") for end in ("", "e", "en", "er", "es", "em", "s", "n")},
        ),
        ("jeune", "fr", {"jeune", "jeunee", "jeunes", "jeunees"}),
        ("walk", "", {"walk"}),
        ("walk", "es", {"walk"}),
        ("walk*", "en", {"walk*"}),
        ("*walk", "en", {"*walk"}),
    ],
)
def test_the_forms_of_a_word(word, language, bent):
    assert set(forms(word, language)) >= bent if language == "fr" else set(forms(word, language)) == bent
    if "*" not in word and word.strip("="):
        assert all(matches(word, form, language) for form in bent)
        assert first(word, language) >= bent


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("(a", "A bracket is not closed: (a"),
        ("a [b", "A bracket is not closed: a [b"),
        ("!(a", "A bracket is not closed: !(a"),
        ("a)", "A bracket is closed that was not opened: a)"),
        ("a] b", "A bracket is closed that was not opened: a] b"),
        ("{nobody} a", "No list is called 'nobody': {nobody} a"),
    ],
)
def test_a_phrase_that_is_written_wrongly_is_told_with_what_is_wrong(phrase, told):
    with pytest.raises(ConfigurationError) as raised:
        read(phrase, LISTS)

    assert str(raised.value) == told


def test_without_a_place_every_topic_has_its_grounds_from_three_places_at_the_most():
    everywhere = rules(frozenset())

    assert set(everywhere) == set().union(*(rules(frozenset({code})) for code in JURISDICTIONS))
    assert all(len(re.findall(r"(?:^|; )[a-z-]{2,5}: ", rule.basis)) <= 3 for rule in everywhere.values())
    assert all("; " in rule.basis and rule.topic == topic for topic, rule in everywhere.items())
    assert any(rule.severity == "block" for rule in everywhere.values())
    assert any(rule.severity == "block" for rule in rules(frozenset({"us"})).values())


@pytest.mark.parametrize("code", JURISDICTIONS)
def test_the_law_of_a_place_holds_with_that_of_the_larger_one(code):
    own, both = rules(frozenset({code})), rules(frozenset({code, PARENTS.get(code, code)}))

    assert own.keys() == both.keys()
    assert all(own[topic].severity == both[topic].severity and own[topic].basis == both[topic].basis for topic in own)
    grounds = {code, PARENTS.get(code, code)}
    assert all(set(re.findall(r"(?:^|; )([a-z]{2}(?:-[a-z]{2})?): ", rule.basis)) <= grounds for rule in own.values())


def test_the_strictest_of_several_places_counts():
    alone = {code: rules(frozenset({code})) for code in JURISDICTIONS}
    every = rules(frozenset(JURISDICTIONS))

    for topic, rule in every.items():
        severities = {listed[topic].severity for listed in alone.values() if topic in listed}
        assert rule.severity == ("block" if "block" in severities else "warn")


def test_an_unknown_place_is_told_with_those_that_are_known():
    with pytest.raises(ConfigurationError) as raised:
        rules(frozenset({"xx", "aa", "us"}))

    assert str(raised.value) == f"Unknown jurisdiction 'aa'; known are: {', '.join(JURISDICTIONS)}."


def test_names_and_grounds_are_in_the_language_that_is_asked_for():
    english, german = rules(frozenset({"de"})), rules(frozenset({"de"}), "de")

    assert english.keys() == german.keys()
    assert all(rule.name == topic_name(topic, "de") for topic, rule in german.items())
    assert any(english[topic].name != german[topic].name for topic in english)
    assert any(english[topic].basis != german[topic].basis for topic in english)
    assert all(english[topic].suggestion != german[topic].suggestion for topic in english)
    assert rules(frozenset(), "de")["age"].basis.split("; ")[0] != rules(frozenset())["age"].basis.split("; ")[0]
    assert rules(frozenset(), "xx")["age"] == rules(frozenset())["age"]


def test_a_larger_place_is_one_of_those_that_are_known():
    assert PARENTS == {"us-ca": "us", "us-ny": "us", "us-il": "us", "de": "eu", "fr": "eu"}
    assert set(JURISDICTIONS) == {"us", "us-ca", "us-ny", "us-il", "ca-on", "uk", "eu", "de", "fr"}
