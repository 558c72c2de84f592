"""Texts as lines of words: stops, spellings, slips and marks that the shipped lists are sure to keep."""

import pytest

from question_tailor.checks.lawful.tokens import line_of, marked


def words(text, **options):
    return " ".join(line_of(text, **options).words)


@pytest.mark.parametrize("mark", "'\u2019\u2018\u02bc\u00b4`\u2032")
def test_every_apostrophe_shortens(mark):
    assert words(f"don{mark}t we{mark}re") == "do not we are"


@pytest.mark.parametrize(
    "abbreviated",
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
        "Prof",
        "M",
        "Mme",
        "Mlle",
        "z",
        "b",
        "d",
        "h",
        "ca",
        "bzw",
        "e",
        "g",
        "i",
        "vs",
        "Nr",
        "inkl",
        "evtl",
        "ggf",
    ],
)
def test_an_abbreviation_ends_no_sentence(abbreviated):
    assert words(f"see {abbreviated}. this") == f"see {abbreviated.lower()} this"


@pytest.mark.parametrize(
    "word", ["what", "who", "where", "when", "how", "why", "that", "there", "here", "it", "he", "she", "which", "this"]
)
def test_an_s_after_these_is_is_and_after_others_an_owner(word):
    assert words(f"{word}'s") == f"{word} is"
    assert words("Anna's") == "anna 's"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\u2026b \u2012 \u2212 \u2013 \u2014 -", "a b - - - - -"),
        ("so \u2026 on", "so . on"),
        ("P&D or A & B", "p and d or a and b"),
        ("a=b (c) d-e -f g- .h k.", "a = b ( c ) d e - f g - . h k ."),
        ("a,b;c:d?e!f", "a , b ; c : d ? e ! f"),
        ('100% #5 \u20ac "x" [y] {z}', "100 5 x y z"),
        ("1.000,50 and 3.5x", "100050 and 35 x"),
        ("- a", "- a"),
        ("a -", "a -"),
        (".", "."),
        ("?", "?"),
    ],
)
def test_which_stops_are_kept(text, plain):
    assert words(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a b c d", "abcd"),
        ("a b c", "a b c"),
        ("a.b.c.d xx e*f*g*h xx i_j_k_l xx m-n-o-p", "abcd xx efgh xx ijkl xx mnop"),
        ("xa b c d", "xa b c d"),
        ("a b c de", "a b c de"),
        ("a 1 b 2", "a 1 b 2"),
        ("x:innen x*in x_euse x\u00b7rice x\u2022trice x.ne x/es x:r", "xinnen xin xeuse xrice xtrice xne xes xr"),
        ("x:e x:n x:inner x(in) x(e) x(e)s x(ren)", "xe xn x : inner xin xe xe s xren"),
        ("x(innen) x(ne) x(es) x(s) x(r) x(n) x(foo)", "xinnen xne xes xs xr xn x ( foo )"),
    ],
)
def test_letters_set_apart_and_inclusive_endings_are_one_word(text, plain):
    assert words(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("wenn ihr es ihnen Allen sagt", "wenn ihr es ihnen@ allen sagt"),
        ("Wenn ihr es ihnen sagt", "wenn ihr es ihnen sagt"),
        ("wenn ihr es ihnen sagt", "wenn ihr es ihnen sagt"),
        ("Sagen Sie ihr und ihrem und ihnen", "sagen sie ihr@ und ihrem@ und ihnen@"),
        ("Sagen Sie ihre ihren ihrer ihres", "sagen sie ihre@ ihren@ ihrer@ ihres@"),
        ("Mit Ihnen ihr", "mit ihnen ihr@"),
        ("mit Ihrem ihr", "mit ihrem ihr@"),
        ("mit Ihres, Ihren, Ihre, Ihrer und ihr", "mit ihres , ihren , ihre , ihrer und ihr@"),
        ("mit Sieg und ihr", "mit sieg und ihr"),
    ],
)
def test_small_words_are_others_where_the_candidate_is_addressed_politely(text, plain):
    assert words(text) == plain


@pytest.mark.parametrize(
    ("text", "plain", "in_a_posting"),
    [
        ("a\n\u00b7 b", "a ; b", "a ; b"),
        ("a\n \tb", "a b", "a ; b"),
        ("a\n\n\n", "a", "a"),
        ("\na", "a", "; a"),
        ("a\n1", "a 1", "a ; 1"),
    ],
)
def test_line_ends(text, plain, in_a_posting):
    assert (words(text), words(text, line_ends=True)) == (plain, in_a_posting)


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("marrie", "marrie"),
        ("marriedd", "marriedd"),
        ("maried", "married"),
        ("mrarried", "married"),
        ("narried", "narried"),
        ("marridw", "marridw"),
        ("mairred", "mairred"),
        ("marrid", "married"),
        ("marreid", "married"),
        ("married", "married"),
    ],
)
def test_a_slip_is_one_letter_more_less_or_other_or_two_swapped_but_not_the_first(word, mended):
    assert words(word) == mended


@pytest.mark.parametrize(
    ("word", "mark"),
    [
        ("users", "@"),
        ("user", "@"),
        ("roadmap", "~"),
        ("roadmaps", "~"),
        ("designing", "^"),
        ("Nutzer", ""),
        ("nutzer", "@"),
        ("xy", ""),
        ("you", ""),
    ],
)
def test_marks(word, mark):
    assert marked(word) == word + mark


def test_a_line_ends_where_its_text_ends():
    line = line_of("So, users don't.")

    assert line.text == " so , users@ do not . "
    assert line.starts == (1, 4, 6, 13, 16, 20, 22)
    assert line.spans == ((0, 2), (2, 3), (4, 9), (10, 15), (10, 15), (15, 16))
