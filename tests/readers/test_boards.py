import html
import json
from pathlib import Path

import pytest

from question_tailor import read_posting
from question_tailor.errors import InputError
from question_tailor.readers.boards import board_of
from question_tailor.readers.jobs import jobs_in

POSTINGS = Path(__file__).parents[1] / "data" / "postings"
BOARDS = {
    "greenhouse.json": "Greenhouse",
    "lever.json": "Lever",
    "ashby.json": "Ashby",
    "smartrecruiters.json": "SmartRecruiters",
    "recruitee.json": "Recruitee",
    "workable.json": "Workable",
}
DUTIES = "<p>You will own the product.</p><ul><li>Lead 21 people</li></ul>"


def document(name):
    return json.loads((POSTINGS / name).read_text(encoding="utf-8"))


def jobs(*titles):
    return {"jobs": [{"id": 4_000 + n, "title": title, "text": f"You will do {n}."} for n, title in enumerate(titles)]}


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_is_known_by_its_fields(name):
    given = document(name)
    listed = given if isinstance(given, list) else given.get("jobs") or given.get("offers") or [given]

    assert {board_of(job).name for job in listed} == {BOARDS[name]}


@pytest.mark.parametrize("name", BOARDS)
def test_a_single_job_is_read_like_one_of_a_list(name):
    given = document(name)
    listed = given if isinstance(given, list) else given.get("jobs") or given.get("offers") or [given]
    job = next(job for job in listed if "VP Product" in {job.get(key) for key in ("title", "text", "name")})
    alone, of_list = read_posting(job), read_posting(json.dumps(given), pick="VP Product")

    assert alone.text == of_list.text
    assert alone.pay == of_list.pay


def test_an_offer_of_recruitee_is_known_without_its_address():
    offer = document("recruitee.json")["offers"][0]
    del offer["careers_url"]

    assert board_of(offer).name == "Recruitee"


def test_requirements_of_lever_stand_in_its_lists():
    assert "- You have led product managers who lead product managers" in read_posting(POSTINGS / "lever.json").text


def test_descriptions_escaped_twice_are_read():
    given = document("greenhouse.json")
    once = json.loads(json.dumps(given))
    once["jobs"][1]["content"] = html.unescape(once["jobs"][1]["content"])

    assert "&amp;lt;" in given["jobs"][1]["content"]
    assert read_posting(given, pick="4012") == read_posting(once, pick="4012")


def test_jobs_that_are_not_listed_are_passed_over():
    assert [job.title for job in jobs_in(document("ashby.json"))] == ["VP Product"]


@pytest.mark.parametrize(
    ("job", "told"),
    [
        ({"title": "VP", "absolute_url": "x", "id": 1}, "content=true"),
        ({"id": "1", "name": "VP", "releasedDate": "2026-10-02"}, "save the job itself"),
        ({"title": "VP", "shortcode": "X"}, "details=true"),
        ({"title": "VP", "careers_url": "x"}, "Save the offer itself"),
        ({"text": "VP", "categories": {}}, "mode=json"),
        ({"title": "VP", "jobUrl": "x"}, "no description"),
    ],
)
def test_a_job_without_its_description_says_what_to_save(job, told):
    with pytest.raises(InputError, match=told):
        read_posting(job)


@pytest.mark.parametrize("pick", ["4002", 4002, "Head of Product, Data", "head of product,  data", "Data", 3, "3"])
def test_a_job_is_picked_by_id_title_part_of_a_title_or_number(pick):
    given = jobs("Field Engineer", "Head of Product", "Head of Product, Data")

    assert read_posting(given, pick=pick).title == "Head of Product, Data"


def test_a_whole_title_comes_before_a_part_of_another():
    assert (
        read_posting(jobs("Head of Product, Data", "Head of Product"), pick="Head of Product").title
        == "Head of Product"
    )


@pytest.mark.parametrize(
    ("pick", "told"),
    [
        (
            None,
            r"holds 3 postings\. Pick one by id, title or number \(`pick=`, --pick\):\n  1\. VP One \(4000\)\n  2\.",
        ),
        ("VP", r"holds 2 postings.*\n  1\. VP One \(4000\)\n  3\. VP Two \(4002\)$"),
        ("Nurse", r"holds no posting 'Nurse'.*\n  1\. VP One \(4000\)\n  2\. Designer \(4001\)\n  3\. VP Two"),
        (0, "no posting '0'"),
        (4, "no posting '4'"),
        ("", "no posting ''"),
    ],
)
def test_what_is_unclear_is_an_error_that_lists_what_is_there(pick, told):
    with pytest.raises(InputError, match=told):
        read_posting(jobs("VP One", "Designer", "VP Two"), pick=pick)


def test_a_long_list_is_told_in_part_and_without_invisible_characters():
    with pytest.raises(InputError) as error:
        read_posting(jobs(*(f"Title\u200b\n\x1b[31m {'x' * 200}" for _ in range(50))))

    lines = str(error.value).splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  and 30 more"
    assert not {"\u200b", "\x1b"} & set(str(error.value))
    assert max(map(len, lines)) < 130


def test_the_form_of_this_library_may_hold_html_and_all_fields():
    job = read_posting(
        {
            "title": "VP Product (m/f/x)",
            "description": DUTIES + "<p hidden>x</p>",
            "company": {"name": "Ferrowick"},
            "place": ["Ghent", "Lille"],
            "pay": "150k",
            "about_company": "Ferrowick keeps trains in service.",
        }
    )

    assert (job.title, job.company, job.place, job.pay) == ("VP Product", "Ferrowick", "Ghent, Lille", "150k")
    assert job.text == "You will own the product.\n\n- Lead 21 people"
    assert job.about_company == "Ferrowick keeps trains in service."
    assert [hidden.channel for hidden in job.hidden] == ["hidden-attribute"]


@pytest.mark.parametrize(
    "odd", [None, 0, "", [], {}, True, 1.5, [None], {"name": None}, ["a", {"name": "b"}], "x" * 9_999]
)
@pytest.mark.parametrize("name", BOARDS)
def test_fields_of_another_kind_than_expected_do_no_harm(name, odd):
    given = document(name)
    listed = given if isinstance(given, list) else given.get("jobs") or given.get("offers") or [given]
    job = next(job for job in listed if "VP Product" in {job.get(key) for key in ("title", "text", "name")})
    for key in job:
        try:
            read_posting({**job, key: odd})
        except InputError:
            continue
