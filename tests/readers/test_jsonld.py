import json

import pytest

from question_tailor import read_posting
from question_tailor.errors import InputError

DESCRIPTION = "<p>You will own the product.</p><ul><li>Lead 21 people</li></ul>"


def read(**fields):
    given = {"@context": "https://schema.org", "@type": "JobPosting", "title": "VP Product", "description": DESCRIPTION}
    return read_posting(json.dumps(given | fields))


def test_the_description_comes_under_the_title():
    assert read().text == "# VP Product\n\nYou will own the product.\n\n- Lead 21 people"


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ({"@type": "Place", "address": {"addressLocality": "Ghent", "addressCountry": "BE"}}, "Ghent, BE"),
        (
            {"address": {"addressLocality": "Ghent", "addressCountry": {"@type": "Country", "name": "Belgium"}}},
            "Ghent, Belgium",
        ),
        ({"address": "Ghent"}, "Ghent"),
        ([{"address": {"addressLocality": "Ghent"}}, {"address": {"addressLocality": "Lille"}}], "Ghent; Lille"),
        ("Ghent", "Ghent"),
        (7, None),
    ],
)
def test_places_are_read_in_all_their_forms(location, place):
    assert read(jobLocation=location).place == place


@pytest.mark.parametrize("field", ["seniorityLevel", "jobLevel"])
def test_seniority_has_two_names(field):
    assert read(**{field: "Executive"}).seniority == "Executive"


def test_work_from_anywhere_is_said():
    assert read(jobLocationType="TELECOMMUTE").place == "remote"


@pytest.mark.parametrize(
    ("salary", "pay"),
    [
        (
            {"currency": "EUR", "value": {"minValue": 150000, "maxValue": 175000.0, "unitText": "YEAR"}},
            "150000 to 175000 EUR per year",
        ),
        ({"currency": "EUR", "value": {"value": 150000, "unitText": "YEAR"}}, "150000 EUR per year"),
        ({"currency": "EUR", "value": 150000}, "150000 EUR"),
        ({"currency": "EUR", "minValue": "150.000"}, "150.000 EUR"),
        ([{"currency": "EUR", "value": 0}, {"currency": "EUR", "value": 1}], "1 EUR"),
        (150000, "150000"),
        ("150k", "150k"),
        ({"currency": "EUR"}, None),
        (True, None),
    ],
)
def test_pay_is_read_in_all_its_forms(salary, pay):
    assert read(baseSalary=salary).pay == pay


@pytest.mark.parametrize(
    "employer", [{"@type": "Organization", "name": "Ferrowick"}, "Ferrowick", [{"name": "Ferrowick"}]]
)
def test_the_employer_is_a_name_or_an_object(employer):
    assert read(hiringOrganization=employer).company == "Ferrowick"


def test_what_is_said_of_the_employer_is_kept_apart():
    job = read(hiringOrganization={"name": "Ferrowick", "description": "<p>We keep trains in service.</p>"})

    assert job.about_company == "We keep trains in service."
    assert "trains" not in job.text


def test_further_parts_follow_unless_the_description_says_them_already():
    job = read(
        responsibilities="Merge the two catalogues",
        qualifications=["Pricing", {"@type": "x", "name": "Rail"}],
        jobBenefits="You will own the product.",
        experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 60},
    )

    assert job.text.endswith(
        "- Lead 21 people\n\n## Responsibilities\n\nMerge the two catalogues\n\n## Qualifications\n\n- Pricing\n- Rail"
    )


def test_hidden_text_of_a_part_is_told_where_it_stood():
    job = read(responsibilities="<p>Merge</p><p hidden>secret</p><p>Split</p>")

    assert [(hidden.channel, job.text[: hidden.start].rstrip()[-5:]) for hidden in job.hidden] == [
        ("hidden-attribute", "Merge")
    ]


def test_data_without_a_posting_are_refused():
    with pytest.raises(InputError, match="no posting"):
        read_posting('{"@context": "https://schema.org", "@type": "Organization", "name": "Ferrowick"}')


def test_a_posting_without_a_title_takes_it_from_its_text():
    assert read(title=None, description="<h2>Head of Product</h2><p>You will own it.</p>").title == "Head of Product"
