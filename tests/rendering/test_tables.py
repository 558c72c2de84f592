import csv
import io

import pytest
from hostile import LONG_WORD, hostile_kit

from question_tailor import Tailor, render, save_kit
from question_tailor.rendering.tables import COLUMNS, neutral
from samples import COMPANY, POSTING


@pytest.fixture(scope="module")
def kit():
    return Tailor.offline().tailor(POSTING, COMPANY)


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1+1", "\u200b=1", "\x00=1", "\u202a=1", "|cmd"],
)
def test_what_a_spreadsheet_would_run_becomes_text(cell):
    assert neutral(cell).startswith("'")


@pytest.mark.parametrize("cell", ["Tell me about a time", "1,200 sites", "a = b", "", "\u201cquoted\u201d", "Übergabe"])
def test_ordinary_text_stays_as_it_is(cell):
    assert neutral(cell) == cell


def test_a_row_a_question_with_all_that_it_takes(kit):
    table = read(render(kit, "csv"))

    assert [row["slot"] for row in table] == [
        q.slot for name in kit.plan.panel for q in kit.questions if q.interviewer == name
    ]
    assert tuple(table[0]) == COLUMNS
    by_slot = {row["slot"]: row for row in table}
    for question in kit.questions:
        row = by_slot[question.slot]
        assert row["question"] == question.text
        assert row["rating_4"] == question.anchors.excellent
        assert row["probes"].split("\n") == list(question.probes)


def test_one_interviewer_gets_their_rows_and_a_candidate_two_columns(kit):
    assert {row["interviewer"] for row in read(render(kit, "csv", "cfo"))} == {"CFO"}
    assert set(read(render(kit, "csv", "candidate"))[0]) == {"category", "minutes"}
    assert set(read(render(kit, "csv", "candidate", with_questions=True))[0]) == {"category", "minutes", "question"}


def test_a_hostile_kit_gives_inert_cells_and_loses_no_row(kit):
    table = read(render(hostile_kit(kit), "csv"))

    assert len(table) == len(kit.questions)
    for row in table:
        for cell in row.values():
            assert cell[:1] not in tuple("=+-@\t\r")
            assert "\x1b" not in cell
            assert "\x00" not in cell
        assert LONG_WORD in row["question"]


def test_a_file_has_the_mark_that_spreadsheets_need(kit, tmp_path):
    save_kit(kit, tmp_path / "kit.csv")

    assert (tmp_path / "kit.csv").read_bytes().startswith(b"\xef\xbb\xbfslot,")
