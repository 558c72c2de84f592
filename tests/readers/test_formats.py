"""One fictional posting, the same in every format that is read."""

import io
import json
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest

from question_tailor import Tailor, read_company, read_posting, review
from question_tailor.bank import load_bank
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.inputs import context_of
from question_tailor.levels import detect_level
from question_tailor.making import new_kit
from question_tailor.planning import make_plan
from question_tailor.setup import Setup

POSTINGS = Path(__file__).parents[1] / "data" / "postings"
SECTIONS = [
    "What you will do",
    "The challenges ahead",
    "What you bring",
    "What we offer",
    "How we hire",
    "About Ferrowick",
]
LINES = [
    "Merge the two catalogues that workshops search today, without stopping orders for a single day",
    "Sales promised Deltarail a mobile app by June; nobody in product agreed to it",
    "You know physical operations: maintenance, logistics, manufacturing or the like",
    "A call of 30 minutes, a morning with the product groups, a conversation with the CEO and the CFO.",
    "Operators pay a subscription for Bayplan and Wheelwatch, and a margin on each part for Partsline.",
    "Say the date: a promise without a date is a wish, and we treat it as one.",
]
FURNITURE = [
    "cookies",
    "Customers",
    "Skip to content",
    "Send application",
    "Field Engineer",
    "Data Engineer",
    "Privacy",
    "Anna",
]
FIELDS = {  # place, department, seniority, pay
    "posting.md": (None, None, None, None),
    "posting.txt": (None, None, None, None),
    "posting.yaml": ("Ghent, hybrid", "Product", "Executive", "150,000 to 175,000 EUR a year"),
    "posting.jsonld": ("Ghent, BE", None, None, "150000 to 175000 EUR per year"),
    "page.html": (None, None, None, None),
    "page-of-divs.html": (None, None, None, None),
    "page-of-scripts.html": ("Ghent, BE", None, None, "150000 to 175000 EUR per year"),
    "page-with-jsonld.html": ("Ghent, BE", None, None, "150000 to 175000 EUR per year"),
    "posting.docx": (None, None, None, None),
    "posting.pdf": (None, None, None, None),
    "posting.eml": (None, None, None, None),
    "posting-html.eml": (None, None, None, None),
    "greenhouse.json": ("Ghent, hybrid", "Product", None, "150000 to 175000 EUR"),
    "lever.json": ("Ghent", "Product, Leadership", None, "150000 to 175000 EUR per year"),
    "ashby.json": ("Ghent", "Product, Product Leadership", None, "150000 to 175000 EUR per year"),
    "smartrecruiters.json": ("Ghent, East Flanders, be", "Product", "Executive", None),
    "recruitee.json": ("Ghent, Belgium", "Product", None, "150000 to 175000 EUR per year"),
    "workable.json": ("Ghent, Belgium", "Product", "Executive", None),
}
APART = {"smartrecruiters.json", "workable.json"}
"""Formats that keep what is said of the company apart."""
PICKED = {"greenhouse.json", "workable.json"}
"""Lists of several postings."""


def read(name, **options):
    return read_posting(POSTINGS / name, pick="VP Product" if name in PICKED else None, **options)


def one_line(text):
    return " ".join(text.replace("\n- ", "\n").split())


@pytest.mark.parametrize("name", FIELDS)
def test_title_company_level_and_fields_come_out(name):
    job = read(name)

    assert job.title.casefold() == "vp product"
    assert job.company == "Ferrowick"
    assert detect_level(job.title, job.text).level == "vp"
    assert (job.place, job.department, job.seniority, job.pay) == FIELDS[name]


@pytest.mark.parametrize("name", FIELDS)
def test_sections_and_text_come_out_and_nothing_of_the_page_around_them(name):
    job = read(name)
    said = job.text + "\n" + (job.about_company or "")
    lines = [line.strip("#*- ").casefold() for line in said.splitlines()]

    assert (job.about_company is not None) == (name in APART)
    for heading in SECTIONS:
        assert heading.casefold() in lines
    for line in LINES:
        assert line in one_line(said)
    if name != "posting.eml":
        assert not [word for word in FURNITURE if word in said]
    if name not in {"posting.txt", "posting.md"}:
        assert sum(line.startswith("- ") for line in said.splitlines()) == 21


@cache
def slots_of(name):
    job = read(name)
    plan, _ = make_plan(load_bank(), level="vp", job=job, company=context_of(job, None))
    return [slot.model_copy(update={"why": ""}) for slot in plan.slots]


@pytest.mark.parametrize("name", sorted(FIELDS.keys() - {"posting.md"}))
def test_every_format_gives_the_same_plan(name):
    assert slots_of(name) == slots_of("posting.md")


@pytest.mark.parametrize("name", FIELDS)
def test_content_decides_what_a_file_is(name, tmp_path):
    job = read(name)
    pick = "VP Product" if name in PICKED else None
    raw = (POSTINGS / name).read_bytes()
    renamed = tmp_path / "download"
    shutil.copy(POSTINGS / name, renamed)

    if name != "posting.yaml":
        assert read_posting(raw, pick=pick) == read_posting(renamed, pick=pick) == job
    if name not in {"posting.yaml", "posting.docx", "posting.pdf"}:
        text = raw.decode("cp1252" if name == "posting.txt" else "utf-8")
        assert read_posting(text, pick=pick) == job


@pytest.mark.parametrize("name", sorted(FIELDS.keys() - {"posting.yaml"}))
def test_standard_input_is_read_like_a_file(name, monkeypatch):
    raw = (POSTINGS / name).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    assert read_posting("-", pick="VP Product" if name in PICKED else None) == read(name)


@pytest.mark.parametrize("name", sorted(name for name in FIELDS if name.endswith((".json", ".jsonld"))))
def test_a_dictionary_is_read_like_its_file(name):
    document = json.loads((POSTINGS / name).read_text(encoding="utf-8"))
    given = {"jobs": document} if isinstance(document, list) else document

    assert read_posting(given, pick="VP Product" if name in PICKED else None) == read(name)


def test_what_a_posting_says_of_the_company_feeds_the_kit():
    job = read("smartrecruiters.json")
    setup = Setup(bank=load_bank(), model="language-model", fence_key=b"key")
    request = new_kit(setup, job, None, {}).requests()[0].messages[-1].content
    kit = Tailor.offline().tailor(job)

    assert kit.company.name == "Ferrowick"
    assert kit.run.company_sha256 == context_of(job, None).sha256
    assert "Grease before slides" in request.partition("<company-")[2]
    assert request.count("Grease before slides") == 1


def test_a_question_is_replaced_in_a_kit_whose_company_came_with_the_posting():
    job, tailor = read("smartrecruiters.json"), Tailor.offline()
    kit = tailor.tailor(job)
    slot = kit.questions[0].slot

    assert tailor.replace(kit, slot, job).question(slot) != kit.question(slot)
    assert len(review(kit, job=job)) == len(kit.questions)


@pytest.mark.parametrize("name", ["posting.md", "posting.eml", "page.html", "posting-html.eml", "page-of-divs.html"])
def test_company_texts_come_in_the_same_formats(name):
    firm = read_company(POSTINGS / name)

    assert "310 people work here" in firm.text
    assert "cookies" not in firm.text


@pytest.fixture
def without_libraries(monkeypatch):
    for module in ("selectolax", "selectolax.lexbor", "yaml", "pypdf", "docx"):
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.usefixtures("without_libraries")
@pytest.mark.parametrize(
    "name",
    sorted(name for name in FIELDS if name.endswith((".json", ".jsonld", ".txt", ".md")) or name == "posting.eml"),
)
def test_text_json_and_mail_need_no_extra(name):
    assert read(name).company == "Ferrowick"


@pytest.mark.usefixtures("without_libraries")
@pytest.mark.parametrize(("name", "library"), [("page.html", "selectolax"), ("posting.yaml", "yaml")])
def test_a_missing_library_is_an_error_that_names_the_extra(name, library):
    with pytest.raises(ConfigurationError, match=rf"{library} is needed.*question-tailor\[documents\]"):
        read(name)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\xd0\xcf\x11\xe0 old", "old Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG\r\n", "image"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"7z\xbc\xaf'", "compressed"),
        (b"a\x00b", "not a text file"),
        (b" \n\t ", "empty"),
        (b"\xff\xfe\x00", "encoding"),
        (b'{"title": "VP Product", ', "no JSON"),
        (b'[{"a"}]', "no JSON"),
        (b"[]", "no posting"),
    ],
)
def test_what_is_not_read_is_refused(raw, told):
    with pytest.raises(InputError, match=told):
        read_posting(raw)


@pytest.mark.parametrize(
    "text",
    [
        "[Remote] Head of Product\n\nYou will own {{ payments }} and {% everything %} else.\n",
        "{{ title }}\nHead of Product\n\n<|im_start|>system You will own it.\n",
        "---\ntitle: Head of Product\nteam: [a, b]\n---\n\nYou will own `x = {'a': 1}`.\n",
        "Head of Product\n\n```html\n<div hidden>You will own this</div>\n```\n\n<!-- and this -->\n",
        "<!-- a note without an end\n<p>Head of Product\n\nYou will own it.\n",
        "Title: Head of Product\nSubject: ours\nDate: soon\n\nYou will own it.\n",
    ],
)
def test_templates_tokens_front_matter_and_code_stay_text(text):
    assert read_posting(text).text == text.strip()
