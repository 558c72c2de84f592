"""What is marked as confidential stays apart, also where the mark itself holds characters that nobody sees."""

import pytest

from question_tailor import read_company, read_posting

SECRET = "Nordkai buys us in May."


@pytest.mark.parametrize(
    "mark",
    [
        "## Confidential",
        "## Confi\u00addential",
        "\u200b## Confidential",
        "## \u202eConfidential\u202c notes",
        "**Ver\u2060traulich**",
        "CONFI\U000e0041DENTIEL",
        "Confi\u200bdential:",
    ],
)
def test_a_heading_is_read_as_it_is_seen(mark):
    given = f"# Head of Product\n\nYou will own payments.\n\n{mark}\n\n{SECRET}\n"
    firm = read_company(given)

    assert SECRET not in firm.text
    assert SECRET in firm.confidential
    assert SECRET not in read_posting(given).model_dump_json()


@pytest.mark.parametrize(
    "key", ["confidential", "Confi\u00addential", "confidential_notes", "Vertraulich", "confidentiel"]
)
def test_a_named_part_is_read_as_its_heading_would_be(key):
    firm = read_company({"about": "We move freight.", key: SECRET})

    assert firm.text == "## About\n\nWe move freight."
    assert firm.confidential == SECRET


def test_a_part_that_only_speaks_of_it_is_shown():
    firm = read_company({"confidentiality": "We keep what customers tell us."})

    assert "customers tell us" in firm.text


def test_title_and_company_are_those_that_a_reader_sees():
    job = read_posting("# He\u200bad of Product at Har\u00adbourline\n\nYou will own payments.\n")

    assert (job.title, job.company) == ("Head of Product", "Harbourline")
