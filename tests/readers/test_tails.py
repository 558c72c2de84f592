"""What stands behind a title on its line, and what of it is the title's own."""

import pytest

from question_tailor import read_posting
from question_tailor.readers.tails import company_beside, parted

MUTALEO = "\n\nMutaléo édite un logiciel pour 65 mutuelles."
BRIGHTLOOP = "\n\nYou lead six product managers and launch Brightloop Pay in Spain by September."


@pytest.mark.parametrize(
    ("line", "below", "title", "company"),
    [
        (
            "Directeur / Directrice Produit (CPO) – Mutaléo – Lyon (H/F)",
            MUTALEO,
            "Directeur / Directrice Produit (CPO)",
            "Mutaléo",
        ),
        ("Head of Product - Brightloop, Dublin", BRIGHTLOOP, "Head of Product", "Brightloop"),
        (
            "Leiter*in Produktmanagement | Kranwerk AG | Dortmund",
            "\n\nDu führst.",
            "Leiter*in Produktmanagement",
            "Kranwerk AG",
        ),
        (
            "Head of Product (m/w/d) – Kranwerk – Dortmund",
            "\n\nKranwerk entwickelt Software.",
            "Head of Product",
            "Kranwerk",
        ),
        ("VP of Product - Remote (UK)", "\n\nYou lead.", "VP of Product", None),
        ("VP Product | Paris 9e | CDI", "\n\nVous dirigez.", "VP Product", None),
        ("Lead Product Manager F/H – Lyon", "\n\nVous dirigez.", "Lead Product Manager", None),
        ("Head of Product – Ledgerline Inc. – New York, NY", "\n\nYou lead.", "Head of Product", "Ledgerline Inc."),
    ],
)
def test_company_and_place_come_off_the_title(line, below, title, company):
    job = read_posting(line + below)

    assert (job.title, job.company) == (title, company)


@pytest.mark.parametrize(
    "title",
    [
        "Head of Product - Payments",
        "Head of Product - Payments, Dublin",
        "VP Product - EMEA",
        "VP Product, Europe",
        "Head of Product - CPO track",
        "Leiter Produkt - Zahlungsverkehr",
        "Leiter Produkt - Fernwärme - Berlin",
        "Head of Product - Search & Discovery",
        "Head of Product - Brightloop",
    ],
)
def test_areas_regions_and_names_that_nothing_tells_apart_stay(title):
    text = f"{title}\n\nDie Fernwärme ist da und der Zahlungsverkehr auch; Payments is a team of ours."

    assert parted(title, text).title == title.removesuffix(" - Berlin")
    assert parted(title, text).company is None


def test_a_legal_form_by_the_title_names_the_company():
    text = "Head of Product\nKranwerk AG · Dortmund · unbefristet\nWir entwickeln Software."

    assert company_beside("Head of Product", text) == "Kranwerk AG"
    assert company_beside("Head of Product", "Head of Product\nDortmund · unbefristet") is None
    assert (
        company_beside("Head of Product", "Head of Product\nYou report to our CEO at Kranwerk AG and to its board")
        is None
    )


@pytest.mark.parametrize("line", [" - a" * 200, " - Berlin" * 200, "| " * 300, " - A" * 50 + " - Berlin"])
def test_a_hostile_title_line_is_taken_apart_in_no_time(line):
    assert isinstance(parted("Head of Product" + line, line * 200).title, str)


def test_a_bare_line_about_the_company_names_it_where_the_next_line_begins_so():
    said = "VP of Product\nAbout {name}\nFernbank makes payroll software.\nYou lead 22 people."

    assert read_posting(said.format(name="Fernbank")).company == "Fernbank"
    assert read_posting(said.format(name="Leadership")).company is None
