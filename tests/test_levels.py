import json
from itertools import pairwise
from pathlib import Path

import pytest

from question_tailor.levels import detect_level, profile_of
from question_tailor.vocabulary import LEVELS

TITLES = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "titles.jsonl").read_text("utf-8").splitlines()
]


def test_titles_are_read_as_their_labels_say():
    wrong = [row for row in TITLES if detect_level(row["title"], row.get("snippet", "")).level != row["level"]]

    assert len(TITLES) >= 150
    assert len(wrong) <= 0.03 * len(TITLES), wrong


def test_an_unsure_guess_is_ambiguous_and_still_names_the_best():
    guess = detect_level("Director of Product")

    assert (guess.level, guess.best) == ("ambiguous", "head")
    assert guess.confidence < 0.7


@pytest.mark.parametrize("title", ["", "   ", "🙂", "product " * 500, "(" * 4000, "vp " * 1000 + "x"])
def test_a_strange_title_gets_an_answer_all_the_same(title):
    assert detect_level(title).level in {"none", "ambiguous", "vp", "lead"}


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
