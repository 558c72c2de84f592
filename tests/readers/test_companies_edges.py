"""Names of companies that nobody can see."""

import pytest

from question_tailor import read_company


@pytest.mark.parametrize("name", ["\u200b", " \u2060\x08 ", "\u202e"])
def test_a_name_of_nothing_that_is_seen_is_none(name):
    assert read_company({"name": name, "about": "It moves freight."}).name is None
    assert read_company(f"# {name}\n\nIt moves freight.\n").name is None


def test_a_name_is_cleaned_before_it_is_cut():
    assert read_company({"name": "\u200b" * 300 + "a" * 201, "about": "x"}).name == "a" * 200
