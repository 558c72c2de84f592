import pytest

from question_tailor import read_company
from question_tailor.errors import InputError
from samples import COMPANY


def test_a_company_text_gives_its_name_and_keeps_what_is_confidential_apart():
    firm = read_company(COMPANY)

    assert firm.name == "Harbourline"
    assert "Say it early" in firm.text
    assert "runway" not in firm.text
    assert "nine months of runway" in firm.confidential


@pytest.mark.parametrize("word", ["Confidential", "Vertraulich", "CONFIDENTIEL", "Confidential (board only)"])
@pytest.mark.parametrize("form", ["## {}", "**{}**", "{}:", "{}\n---"])
def test_every_form_of_the_heading_keeps_its_part_confidential(word, form):
    firm = read_company(f"# Northlane\n\nWe move freight.\n\n{form.format(word)}\n\nThe bank may call the loan.\n")

    assert "loan" not in firm.text
    assert "loan" in firm.confidential


def test_a_confidential_part_ends_at_the_next_heading_of_its_level():
    firm = read_company("# N\n\n## Confidential\n\nsecret one\n\n### More\n\nsecret two\n\n## Values\n\n- Candour\n")

    assert "secret" not in firm.text
    assert "Candour" in firm.text


def test_a_dictionary_has_named_parts():
    firm = read_company(
        {
            "name": "Northlane",
            "about": "We move freight.",
            "values": ["Candour: we say it", "Thrift"],
            "figures": {"people": 600},
            "confidential": ["The loan", "The sale"],
        }
    )

    assert firm.name == "Northlane"
    assert "## Values\n\n- Candour: we say it\n- Thrift" in firm.text
    assert "- people: 600" in firm.text
    assert "loan" not in firm.text
    assert "sale" in firm.confidential


@pytest.mark.parametrize("name", [None, 7, "  ", ["Northlane"]])
def test_a_name_that_is_none_is_left_out(name):
    assert read_company({"name": name, "about": "We move freight."}).name is None


@pytest.mark.parametrize("given", [{}, {"name": "Northlane"}, {"about": "  "}])
def test_an_empty_context_is_refused(given):
    with pytest.raises(InputError, match="empty"):
        read_company(given)
