"""What the lawful check makes of what it finds: topics, severity, places, spans, lawful ways and languages.

It is tried in a small language of the tests' own (`tests/made_rules.py`): only the engine can change what is found.
"""

import pytest

from made_rules import made_rules
from question_tailor.checks.lawful import check, find
from question_tailor.checks.lawful.frames import frames, languages, spoken
from question_tailor.checks.lawful.lexicon import entries, mentions
from question_tailor.checks.lawful.places import rules
from question_tailor.checks.lawful.tokens import line_of
from question_tailor.findings import say


@pytest.fixture(autouse=True, scope="module")
def small_language(tmp_path_factory):
    with made_rules(tmp_path_factory.mktemp("words")):
        yield


def told(text, **options):
    return [(one.rule, one.severity, text[slice(*one.span)]) for one in find(text, **options)]


def test_a_topic_is_told_once_where_it_first_comes_up():
    assert told("Your age? So your age?") == [("lawful.age", "block", "age")]
    assert find("Your age? So your age?")[0].span == (5, 8)
    assert told("So is your guild card, and your age?") == [
        ("lawful.union", "block", "guild card"),
        ("lawful.age", "block", "age"),
    ]


def test_what_blocks_is_told_before_what_warns():
    assert told("Is your street here?") == [("lawful.residence", "warn", "street")]
    assert told("Is your street here, and your flat?") == [("lawful.residence", "block", "flat")]
    assert told("Is your flat here, and your street?") == [("lawful.residence", "block", "flat")]
    assert told("Is your street here, and your street?", field=None)[0] == ("lawful.residence", "warn", "street")
    assert find("Is your street here, and your street?")[0].span == (8, 14)


def test_topics_come_in_the_order_of_the_text_also_where_one_was_told_again():
    text = "Is your street here, your age, and your flat?"

    assert [rule for rule, _, _ in told(text)] == ["lawful.age", "lawful.residence"]


def test_a_topic_that_no_place_knows_is_left_out():
    assert told("A guild card.") == [("lawful.union", "block", "guild card")]


def test_a_topic_that_a_place_only_warns_of_warns():
    mild = [
        (code, topic)
        for code in ("us", "uk", "de")
        for topic, rule in rules(frozenset({code})).items()
        if rule.severity == "warn" and topic in {"age", "union", "residence", "criminal_record"}
    ]
    said = {"age": "your age", "union": "guild card", "residence": "your flat", "criminal_record": "Your sentence"}

    assert mild
    assert [find(said[topic], jurisdictions=[code])[0].severity for code, topic in mild] == ["warn"] * len(mild)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("form", "rule"), [("question", "lawful.criminal_record"), ("posting", "lawful.criminal_record#posting")]
)
def test_a_finding_says_what_the_rule_of_the_places_says(form, rule, language):
    (found,) = find("One must have got arrested", form=form, jurisdictions=["fr"], field="probes[0]", said_in=language)
    known = rules(frozenset({"fr"}), language)["criminal_record"]

    assert found == say(
        rule,
        language,
        severity=known.severity,
        field="probes[0]",
        span=(14, 26),
        topic=known.name,
        basis=known.basis,
        suggestion=known.suggestion,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Got arrested", "Got arrested"),
        ("So what of it: y\u00f3ur  \u00e0ge?", "\u00e0ge"),
        ("You've got arrested.", "got arrested"),
        ("Are you in 2019 or so?", None),
        ("Is your 2019 here?", "2019"),
        ("What is your well-off?", "well-off"),
    ],
)
def test_a_span_is_of_the_words_of_the_phrase(text, said):
    assert [words for _, _, words in told(text)] == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Is your lawful age here?", False),
        ("Is your age lawful?", False),
        ("Is your age, so, lawful?", True),
        ("Is your age: lawful?", True),
        ("Is your age; lawful?", True),
        ("Is your age. Lawful?", True),
        ("Is your age! Lawful?", True),
        ("Is your age? Lawful.", True),
        ("Lawful? Is your age here?", True),
        ("Lawful is your age.", False),
        ("Is your age - lawful?", False),
        ("Lawful, lawful, lawful is your age.", False),
        ("Is your age lawful, lawful, lawful?", False),
        ("You got arrested and it is lawful.", True),
        ("You got arrested wrongly.", False),
    ],
)
def test_a_lawful_way_to_put_it_in_the_same_clause_lets_it_pass(text, found):
    assert bool(told(text)) is found


def test_an_allowance_is_no_finding():
    assert told("Is it lawful?") == []


def test_anchors_and_red_flags_are_read_as_notes_and_nothing_else_is():
    said = "Has age, as far as I can tell from so much that was said there."

    fields = ["anchors.good", "red_flags[2]", "text", "probes[0]", "why", None]
    assert [bool(find(said, field=field)) for field in fields] == [True, True, False, False, False, False]


def test_a_question_is_judged_by_the_places_and_told_in_the_language_of_its_brief(answer, brief):
    question = answer(text="Is your flat a guild card?")
    first, second = find(question.text, jurisdictions=["fr"], said_in="de")

    assert check(question, brief(jurisdictions=("fr",), language="de")) == (first, second)
    assert check(question, brief(jurisdictions=("us",))) != check(question, brief())


def test_line_ends_are_sentences_in_a_posting_only():
    said = "One must be so\nand here has age and much that is not of any use at all now"

    assert told(said, form="posting") == []
    assert told(said.replace("\n", " "), form="posting") == [("lawful.age", "block", "age")]


def test_one_language_alone_may_be_asked_for():
    assert told("Your age.", language="en") == [("lawful.age", "block", "age")]
    assert told("Your age.", language="de") == []
    assert told("Ihr Alter.", language="de") == [("lawful.age", "block", "Alter")]
    assert told("Was ist, wie ist Ihr Alter?", language="en") == []


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        (" what is here ", {"en"}),
        (" what here ", set()),
        (" wie ist es ", {"de"}),
        (" what is wie ", {"en", "de"}),
        (" what is how the wie ist ", {"en", "de"}),
        (" what is how the your wie ist ", {"en"}),
        ("", set()),
    ],
)
def test_a_passage_is_in_the_languages_of_its_telling_words(said, codes):
    assert spoken(said) == codes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Was ist es, wie ist es? Your age.", set()),
        ("Was ist es, wie ist es? What is your age?", {"lawful.age"}),
        ("Was ist es, wie ist es und your age?", set()),
        ("What is it? Ihr Alter!", {"lawful.age"}),
        ("What is it, what is the point? Ihr Alter!", set()),
        ("What is it? So! Was ist Ihr Alter", {"lawful.age"}),
        ("What is it, what is the point?", set()),
    ],
)
def test_a_sentence_without_telling_words_is_in_the_language_of_the_text(text, found):
    assert {one.rule for one in find(text)} == found


def test_the_languages_are_those_of_the_data_and_frames_match_only_what_is_written():
    assert languages() == ("en", "de")
    assert frames("en").before["note", "second"].search(" too ")
    assert not frames("en").before["note", "second"].search(" too much ")
    assert not frames("en").before["note", "second"].search(" so too ")
    assert frames("en").told.search(" he also mentions ")
    assert not frames("en").told.search(" he also mentions it ")
    assert frames("en").theirs.search(" users@ with ")
    assert not frames("en").theirs.search(" users@ with it ")
    assert frames("en").taken.match(" of users@ x ", 1)
    assert frames("en").before["your", "third"].search(" his ")
    assert not frames("en").before["your", "second"].search(" his ")
    assert not frames("en").person.search("you ")


def test_entries_have_the_severity_topic_and_kind_under_which_they_stand():
    read = {(one.topic, one.kind, one.severity, one.language) for one in entries("en") if one.topic == "residence"}

    assert read == {("residence", "own", "block", "en"), ("residence", "own", "warn", "en")}
    assert {one.topic for one in entries("en")} >= {"salary_history", "age"}
    assert {one.language for one in entries("de")} == {"de"}
    assert [one.kind for one in entries("de") if one.topic == "age"] == ["own", "telling"]


def placed(text, *codes):
    line = line_of(text)
    return [(one.entry.kind, one.start, line.text[one.begin : one.end]) for one in mentions(line, codes)]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("jail", [("full", 0, "jail ")]),
        ("jailers", [("full", 0, "jailers ")]),
        ("a jailbird", [("full", 1, "jailbird ")]),
        ("ajail", []),
        ("arrested", []),
        ("gets arrested", []),
        ("he got arrested .", [("full", 1, "got arrested ")]),
        ("he steals. You ever steals", [("full", 3, "you ever steals ")]),
        ("ages", []),
        ("well-off", [("is", 0, "well off ")]),
        ("guild cards", [("plain", 0, "guild cards "), ("plain", 0, "guild cards ")]),
        ("20", [("own", 0, "20 ")]),
        ("2019", [("own", 0, "2019 ")]),
        ("tattoos", []),
        ("5th winters", [("own", 0, "5th winters ")]),
        ("some winters", []),
        ("forty winters fifty winters", [("own", 0, "forty winters "), ("own", 2, "fifty winters ")]),
        ("sixty winters", [("own", 0, "sixty winters ")]),
        ("presalary salary salaryman", [("own", 0, "presalary "), ("own", 1, "salary ")]),
        ("", []),
    ],
)
def test_where_phrases_stand_in_a_line(text, seen):
    assert placed(text, "en") == seen


def test_words_of_a_single_choice_have_no_endings_and_those_of_longer_phrases_have():
    assert placed("jailed arrest", "en") == [("full", 0, "jailed ")]
    assert placed("fined caged by", "en") == [("full", 0, "fined "), ("full", 1, "caged by ")]
    assert placed("fineds cageds by", "en") == []
    assert placed("an ailing roadmap", "en") == [("asks", 1, "ailing roadmap~ ")]
    assert placed("the ailing roadmaps", "en") == [("asks", 1, "ailing roadmaps~ ")]


def test_languages_are_read_together_word_by_word():
    assert placed("age alter rente", "de", "en") == [("own", 0, "age "), ("own", 1, "alter "), ("telling", 2, "rente ")]
    assert placed("age alter") == []
