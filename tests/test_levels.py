import json
from itertools import pairwise
from pathlib import Path

import pytest

from question_tailor.levels import detect_level, profile_of
from question_tailor.vocabulary import LEVELS

DATA = Path(__file__).parent / "data"


def labelled(name):
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def wrong_of(rows):
    return [row for row in rows if detect_level(row["title"], row.get("snippet", "")).level != row["level"]]


def test_titles_are_read_as_their_labels_say():
    rows = labelled("titles.jsonl")

    assert len(rows) >= 600
    assert wrong_of(rows) == []


def test_titles_of_other_hands_are_read_as_their_labels_say():
    rows = labelled("seen/titles.jsonl")

    assert len(rows) >= 150
    assert len(wrong_of(rows)) <= 0.02 * len(rows)


def test_an_unsure_guess_is_ambiguous_and_still_names_the_best():
    guess = detect_level("Director of Product")

    assert (guess.level, guess.best) == ("ambiguous", "head")
    assert guess.confidence < 0.7


@pytest.mark.parametrize(
    ("title", "best"),
    [("Head of Product / VP Product", "head"), ("CPO ou VP Produit (H/F)", "cpo"), ("Senior PM / Lead PM", "lead")],
)
def test_a_title_of_two_levels_is_ambiguous_and_its_first_leading_one_the_best_guess(title, best):
    guess = detect_level(title)

    assert (guess.level, guess.best) == ("ambiguous", best)
    assert "more than one level" in guess.why


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Directeur / Directrice Produit (CPO) – Mutaléo – Lyon (H/F)", "cpo"),
        ("Directrice / Directeur Produit – CPO – Nantes", "cpo"),
        ("Leiter/in Produktmanagement (CPO) | Berlin", "cpo"),
        ("Direktor / Direktorin Produkt (CPO) – Wien", "cpo"),
        ("Directeur(trice) Produit (VP Product) – Lille", "vp"),
        ("Vice President, Product Management | Dublin | Hybrid", "vp"),
        ("Leiter*in Produktmanagement | Kranwerk AG | Dortmund", "head"),
        ("Abteilungsleiterin oder Abteilungsleiter Produktmanagement", "head"),
        ("Teamleiter/in Produktmanagement (m/w/d) – Essen", "lead"),
        ("Produktmanager/Produktmanagerin (m/w/d) Zahlungsverkehr", "none"),
    ],
)
def test_both_genders_are_one_title_and_an_office_in_brackets_says_what_it_means(title, level):
    assert detect_level(title).level == level


@pytest.mark.parametrize("title", ["Head of Product / CPO", "CPO, VP Product", "Head of Product | VP Product"])
def test_offices_side_by_side_stay_two_levels(title):
    assert detect_level(title).level == "ambiguous"


def test_the_guess_quotes_the_title_as_it_is_written():
    why = detect_level("Directeur / Directrice Produit / VP Produit – Lyon", language="fr").why

    assert "Directeur / Directrice Produit / VP Produit – Lyon" in why


def test_the_guess_says_what_it_rests_on():
    guess = detect_level("Director, Product Management", "Five product managers report to you.")

    assert guess.level == "head"
    assert "“Director, Product Management”" in guess.why
    assert "team that is led" in guess.why


@pytest.mark.parametrize("title", ["", "   ", "🙂", "product " * 500, "(" * 4000, "vp " * 1000 + "x", "/ " * 300])
def test_a_strange_title_gets_an_answer_all_the_same(title):
    assert detect_level(title).level in {"none", "ambiguous", "vp", "lead"}


@pytest.mark.parametrize(
    "posting",
    ["\n" * 20_000, "you lead the " * 1600, "lead, and " * 2000, "as head or " * 1800, "vous encadrez et " * 1200],
)
def test_a_hostile_posting_gets_an_answer_all_the_same(posting):
    assert detect_level("Director of Product", posting).best == "head"


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_a_profile_with_its_sources(level):
    profile = profile_of(level)

    assert profile.level == level
    assert all(profile.sources)
    assert profile.wrong_answer


def test_neighbouring_levels_differ_in_what_fits_them():
    for higher, lower in pairwise(LEVELS):
        assert profile_of(higher).horizons != profile_of(lower).horizons or higher == "vp"
        assert profile_of(higher).people_scopes != profile_of(lower).people_scopes
        assert profile_of(higher).scales != profile_of(lower).scales
