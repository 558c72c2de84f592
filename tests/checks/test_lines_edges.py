"""Texts as lines of plain words, as the lawful check reads them, and where its findings point."""

import pytest

from question_tailor.checks.lawful import check, find
from question_tailor.checks.lawful.frames import spoken
from question_tailor.checks.lawful.tokens import line_of, marked, spellings
from question_tailor.errors import ConfigurationError


def words(text, **options):
    return " ".join(line_of(text, **options).words)


def test_a_line_knows_its_words_and_where_they_stand():
    text = "Can't we, M\u00fcller?"
    line = line_of(text)

    assert line.text == " can not we , muller ? "
    assert line.words == ("can", "not", "we", ",", "muller", "?")
    assert [line.text[start : start + len(word)] for word, start in zip(line.words, line.starts, strict=False)] == list(
        line.words
    )
    assert line.starts[-1] == len(line.text)
    assert [text[start:end] for start, end in line.spans] == ["Can't", "Can't", "we", ",", "M\u00fcller", "?"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u201e\u201c", "%%"])
def test_a_text_without_words_is_an_empty_line(text):
    line = line_of(text)

    assert line.words == line.spans == ()
    assert line.starts == (1,)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("won't ain't shan't isn't can't", "will not is not shall not is not can not"),
        ("we're I've I'm she'll he'd", "we are i have i am she will he would"),
        ("that's it's who's there's", "that is it is who is there is"),
        ("Anna's Rob\u2019s", "anna 's rob 's"),
        ("l\u2019\u00e9t\u00e9 qu'elle", "l ete qu elle"),
        ("mari\u00e9\u00b7e \u00e2g\u00e9(e)s Kolleg*innen", "mariee agee s kolleginnen@"),
        ("B\u00fcrger:innen", "burgerinnen@"),
        ("s i n g l e", "single"),
        ("s-i-n-g-l-e", "single"),
        ("s.i.n.g.l.e", "single"),
        ("a b c", "a b c"),
        ("1.5 and 1,200", "15 and 1200"),
        ("m\u00adine mi\u200bne", "mine mine"),
        ("A & B", "a and b"),
        ("(x)", "( x )"),
    ],
)
def test_words_lose_what_is_only_writing(text, plain):
    assert words(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("one. Two! Three? Four; five: six, seven", "one . two ! three ? four ; five : six , seven"),
        ("one\u2026 two \u2013 three \u2014 four - five", "one . two - three - four - five"),
        ("Mr. Fox, Dr. Owl, z.B. so, e.g. this", "mr fox , dr owl , z b so , e g this"),
        ("well-known state.of art", "well known state of art"),
        ("a/b", "a b"),
    ],
)
def test_stops_are_kept_where_they_stop(text, plain):
    assert words(text) == plain


@pytest.mark.parametrize(
    ("text", "plain", "in_a_posting"),
    [
        ("a\nb", "a b", "a ; b"),
        ("a\n\nb", "a ; b", "a ; b"),
        ("a\n \n b", "a ; b", "a ; b"),
        ("a\n- b", "a ; - b", "a ; - b"),
        ("a\n* b", "a ; b", "a ; b"),
        ("a\n\u2022 b", "a ; b", "a ; b"),
        ("a\n", "a", "a"),
        ("a\n\n", "a", "a"),
    ],
)
def test_lines_end_a_sentence_where_they_are_lists_or_paragraphs_or_a_postings(text, plain, in_a_posting):
    assert words(text) == plain
    assert words(text, line_ends=True) == in_a_posting


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("marreid", "married"),
        ("marrid", "married"),
        ("marrieed", "married"),
        ("maried", "married"),
        ("mxrried", "married"),
        ("xarried", "xarried"),
        ("mraried", "married"),
        ("mxxried", "mxxried"),
        ("marriedly", "marriedly"),
        ("kids", "kids"),
    ],
)
def test_one_slip_in_a_word_is_mended_and_no_more(word, mended):
    assert words(word) == mended


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("Alter", ("alter",)),
        ("\u00e4lter", ("alter", "aelter")),
        ("m\u00fc\u00dfig", ("mussig", "muessig")),
        ("\u0153uvre", ("oeuvre",)),
        ("\u00c2ge", ("age",)),
        ("\u00f6\u00fc", ("ou", "oue", "oeu", "oeue")),
    ],
)
def test_how_a_word_of_the_data_may_stand_in_a_line(word, ways):
    assert set(spellings(word)) == set(ways)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("users", "users@"),
        ("customers", "customers@"),
        ("roadmap", "roadmap~"),
        ("you", "you"),
        ("age", "age"),
        ("", ""),
    ],
)
def test_marks_of_people_and_things(word, shown):
    assert marked(word) == shown


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        (" what is the plan ", {"en"}),
        (" was ist der plan und wie haben sie das gemacht ", {"de"}),
        (" quel est votre plan pour les clients ", {"fr"}),
        (" what ", set()),
        ("", set()),
        (" xyz abc ", set()),
    ],
)
def test_a_language_is_told_by_two_of_its_words(said, languages):
    assert spoken(said) == languages


def test_a_finding_points_at_the_words_it_is_about():
    text = "To begin with: how old are you, if I may ask?"
    (found,) = find(text)

    assert (found.rule, found.severity, found.field) == ("lawful.age", "block", "text")
    assert text[slice(*found.span)].lower().startswith("how old")
    assert text[slice(*found.span)].endswith(("old", "you"))


def test_a_finding_is_of_the_field_the_language_and_the_places_that_are_asked_for():
    text = "How old are you?"

    assert find(text, field="probes[1]")[0].field == "probes[1]"
    assert find(text, field=None)[0].field is None
    assert find(text, said_in="de")[0].why != find(text)[0].why
    assert find(text, jurisdictions=["us"])[0].why != find(text, jurisdictions=["fr"])[0].why
    assert find(text, language="en")
    assert not find(text, language="fr")
    with pytest.raises(ConfigurationError, match="nowhere"):
        find(text, jurisdictions=["nowhere"])


def test_a_posting_is_told_as_one():
    (found,) = find("We are looking for a young candidate under 30.", form="posting")

    assert (found.rule, found.severity) == ("lawful.age", "block")
    assert found.why != find("How old are you?")[0].why


def test_topics_come_in_the_order_in_which_they_come_up_and_each_once():
    rules = [one.rule for one in find("How old are you? Are you married? And how old is your husband?")]

    assert rules[0] == "lawful.age"
    assert len(rules) == len(set(rules)) >= 2


def test_every_generated_text_of_a_question_is_read(answer, brief):
    asked = "How old are you?"
    question = answer(text=asked, probes=["Who argued for another one?", asked], why="It shows how somebody decides.")
    fields = [one.field for one in check(question, brief())]

    assert fields == ["text", "probes[1]"]
    noted = answer(red_flags=["Is too old for the team."])
    assert [(one.field, one.rule) for one in check(noted, brief())] == [("red_flags[0]", "lawful.age")]
