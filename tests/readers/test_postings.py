from pathlib import Path

import pytest

from question_tailor import read_posting
from question_tailor.errors import InputError
from question_tailor.inputs import LARGEST_TEXT
from question_tailor.readers import files
from samples import POSTING

EXAMPLES = Path(__file__).parents[2] / "examples" / "postings"


@pytest.mark.parametrize(
    ("name", "title", "company"),
    [
        ("cpo-freight-payments.md", "Chief Product Officer", "Quaymint"),
        ("vp-product-hospital-scheduling.txt", "VP OF PRODUCT", "Wardloom"),
        ("head-of-product-secondhand-marketplace.md", "Head of Product", None),
        ("lead-pm-developer-tools.txt", "Lead Product Manager, Build Cache", None),
    ],
)
def test_a_sample_posting_gives_its_title_and_company(name, title, company):
    job = read_posting(EXAMPLES / name)

    assert (job.title, job.company) == (title, company)
    assert job.left_out == 0
    assert len(job.text) > 4_000


@pytest.mark.parametrize(
    ("first", "title", "company"),
    [
        ("# VP Product at Northlane", "VP Product", "Northlane"),
        ("Job title: **Head of Product**\nCompany: Northlane", "Head of Product", "Northlane"),
        ("Stelle: Leiterin Produktmanagement (m/w/d)", "Leiterin Produktmanagement", None),
        ("Lead Product Manager [m/f/x]", "Lead Product Manager", None),
        ("Head of Product - Payments", "Head of Product - Payments", None),
        ("Welcome!\n\nGroup Product Manager\n\n## About Northlane", "Group Product Manager", "Northlane"),
    ],
)
def test_titles_are_found_as_people_write_them(first, title, company):
    job = read_posting(f"{first}\n\nYou will own payments. Payments is a product area of ours.\n")

    assert (job.title, job.company) == (title, company)


def test_a_dictionary_a_text_bytes_and_a_file_give_the_same_posting(tmp_path):
    path = tmp_path / "posting.md"
    path.write_text(POSTING)
    job = read_posting(POSTING)

    assert read_posting(path) == read_posting(str(path)) == read_posting(POSTING.encode()) == job
    assert read_posting({"title": job.title, "text": job.text, "company": job.company}) == job


def test_what_is_confidential_in_a_posting_is_not_in_it():
    job = read_posting(POSTING + "\n## Confidential\n\nThe last CPO was let go in May.\n")

    assert "let go" not in job.text


def test_a_text_beyond_the_cap_is_cut_at_a_line_and_said_so():
    line = "- Own the roadmap of one more product\n"
    job = read_posting("# Head of Product\n\n" + line * 3_000)

    assert len(job.text) <= LARGEST_TEXT
    assert job.left_out > 0
    assert job.text.endswith("product")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://example.com/jobs/1", "address"),
        (b"<!doctype html><html><body>x</body></html>", "web page"),
        (b"", "empty"),
        (b"a\x00b", "not a text file"),
        ("nowhere.md", "not there"),
        ({"text": "Own it.\nAll."}, "title"),
        ({"title": "CPO", "text": " "}, "text"),
        ("Confidential\nall of it\nis secret", "confidential"),
        (b"x" * 2_000_001, "larger"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(given, told):
    with pytest.raises(InputError, match=told):
        read_posting(given)


def test_a_file_that_is_too_large_is_not_opened_in_full(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "LARGEST_FILE", 100)
    path = tmp_path / "posting.md"
    path.write_text("x" * 200)

    for given in (path, b"x" * 101, "x\n" * 60):
        with pytest.raises(InputError, match="larger than 100 bytes"):
            read_posting(given)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="folder"):
        read_posting(tmp_path)


def test_a_suffix_says_nothing_of_what_a_file_is(tmp_path):
    path = tmp_path / "posting.rtf"
    path.write_text(POSTING)

    assert read_posting(path) == read_posting(POSTING)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding):
    job = read_posting("Leiter Produkt\n\nSie führen Menschen – täglich.\n".encode(encoding))

    assert "führen Menschen – täglich" in job.text
