import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_tailor.cli import app

POSTINGS = Path(__file__).parents[1] / "data" / "postings"
SHORT = ["--offline", "--format", "json", "--questions", "4", "--minutes", "60", "--categories", "Strategic"]
COMPANY = "name: Ferrowick\nvalues:\n  - Say the date\nconfidential: Deltarail will leave.\n"


def kit_of(*words, given=None):
    done = CliRunner().invoke(app, ["tailor", *map(str, words), *SHORT], input=given)

    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "name", ["posting.md", "page.html", "posting.eml", "posting.jsonld", "smartrecruiters.json", "greenhouse.json"]
)
def test_a_posting_of_any_format_gives_a_kit_from_a_file_and_from_standard_input(name):
    pick = ["--pick", "VP Product"] if name == "greenhouse.json" else []
    kits = [
        kit_of(POSTINGS / name, *pick),
        kit_of("-", *pick, given=(POSTINGS / name).read_bytes()),
    ]

    assert [kit["role"]["title"] for kit in kits] == ["VP Product"] * 2
    assert kits[0]["plan"] == kits[1]["plan"]
    assert kits[0]["run"]["job_sha256"] == kits[1]["run"]["job_sha256"]


def test_a_company_file_with_named_parts_is_read(tmp_path):
    path = tmp_path / "company.yaml"
    path.write_text(COMPANY)
    kit = kit_of(POSTINGS / "page.html", "--company", path)

    assert kit["company"]["name"] == "Ferrowick"
    assert "Deltarail will leave" not in json.dumps(kit)


def test_a_list_of_postings_without_a_pick_is_refused_with_what_is_there():
    done = CliRunner().invoke(app, ["tailor", str(POSTINGS / "workable.json"), *SHORT])

    assert done.exit_code == 3
    assert "1. Account Manager (9" not in done.stderr
    assert "2. VP Product (9F8E7D6C5B)" in done.stderr
