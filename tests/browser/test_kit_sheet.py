"""The score sheet of the HTML kit: kept in the browser, saved into files, loaded again."""

import csv
import io
import json

import pytest

from kit_page import load, question, saved, score, written
from question_tailor import kits, save_kit

pytestmark = pytest.mark.browser
CODE = "A. B."
NOTE = "Named both launches.\nDid not say who decided."


def test_what_is_written_is_there_after_a_reload_under_its_candidate_alone(panel):
    panel.get_by_label("Candidate").fill(CODE)
    panel.get_by_label("Candidate").blur()
    score(panel, "s02", 3, NOTE)
    panel.reload()

    assert panel.get_by_label("Candidate").input_value() == CODE
    assert written(panel, "s02") == (3, NOTE)

    panel.get_by_label("Candidate").fill("C. D.")
    panel.get_by_label("Candidate").blur()
    assert written(panel, "s02") == (None, "")

    panel.get_by_label("Candidate").fill(CODE)
    panel.get_by_label("Candidate").blur()
    assert written(panel, "s02") == (3, NOTE)


def test_what_was_written_before_a_candidate_was_named_goes_to_the_one_who_is_named(panel):
    score(panel, "s01", 2, NOTE)
    panel.get_by_label("Candidate").fill(CODE)
    panel.get_by_label("Candidate").blur()
    panel.reload()

    assert panel.get_by_label("Candidate").input_value() == CODE
    assert written(panel, "s01") == (2, NOTE)


def test_another_kit_starts_with_an_empty_sheet(panel, kit, folder):
    score(panel, "s01", 2, NOTE)
    other = kits.reorder(kits.unlock(kit), ["s02"])
    save_kit(other, folder / "other.html")
    panel.goto((folder / "other.html").as_uri())

    assert panel.locator("input:checked").count() == 0
    assert {written(panel, q.slot) for q in other.questions} == {(None, "")}


def test_a_rating_can_be_taken_back(panel):
    score(panel, "s01", 4, "")
    question(panel, "s01").get_by_role("button", name="Clear rating").click()
    panel.reload()

    assert written(panel, "s01") == (None, "")


def test_a_sheet_is_saved_as_json_and_comes_back_in_a_browser_that_never_saw_it(panel, kit, chromium, folder):
    panel.get_by_label("Candidate").fill(CODE)
    panel.get_by_label("Candidate").blur()
    score(panel, "s03", 1, NOTE)
    text, name = saved(panel, "Save as JSON")
    sheet = json.loads(text)

    assert name == f"sheet-{kit.sha256[:12]}-A-B.json"
    assert sheet["kit_sha256"] == kit.sha256
    assert sheet["candidate"] == CODE
    assert {(e["slot"], e["rating"], e["notes"]) for e in sheet["entries"] if e["rating"]} == {("s03", 1, NOTE)}
    assert {e["slot"] for e in sheet["entries"]} == {q.slot for q in kit.questions}

    fresh = chromium.new_context()
    page = fresh.new_page()
    page.goto((folder / "panel.html").as_uri())
    load(page, text)
    page.get_by_text("Loaded.").wait_for()
    assert page.get_by_label("Candidate").input_value() == CODE
    assert written(page, "s03") == (1, NOTE)
    fresh.close()


def test_sheets_of_two_interviewers_come_together_and_none_is_written_over(panel):
    score(panel, "s03", 1, NOTE)
    text, _ = saved(panel, "Save as JSON")
    theirs = json.loads(text) | {"candidate": CODE}
    panel.get_by_label("Candidate").fill(CODE)
    panel.get_by_label("Candidate").blur()
    score(panel, "s01", 4, "Mine.")

    load(panel, json.dumps(theirs))
    panel.get_by_text("Loaded.").wait_for()
    assert written(panel, "s01") == (4, "Mine.")
    assert written(panel, "s03") == (1, NOTE)

    for entry in theirs["entries"]:
        entry["notes"] = "Something else."
    load(panel, json.dumps(theirs))
    panel.get_by_text("There was a sheet of that name").wait_for()
    assert panel.get_by_label("Candidate").input_value() == f"{CODE} (2)"
    assert written(panel, "s01") == (None, "Something else.")


def test_files_that_are_no_sheet_of_this_kit_change_nothing(panel):
    score(panel, "s01", 2, NOTE)
    text, _ = saved(panel, "Save as JSON")
    other = json.dumps(json.loads(text) | {"kit_sha256": "0" * 64})
    for bad, told in (
        (other, "belongs to another kit (000000000000)"),
        ("[1]", "no score sheet"),
        ("{", "no score sheet"),
    ):
        load(panel, bad)
        panel.get_by_text(told).wait_for()

    assert written(panel, "s01") == (2, NOTE)


def test_a_file_of_a_hostile_hand_gives_text_and_ratings_and_nothing_else(panel):
    text, _ = saved(panel, "Save as JSON")
    sheet = json.loads(text)
    hostile = "<img src=x onerror=alert(1)>{all}"
    sheet["candidate"] = hostile
    sheet["entries"] = [
        {"slot": "s01", "rating": 7, "notes": hostile},
        {"slot": "s02", "rating": "<b>", "notes": {"toString": 1}},
        {"slot": "__proto__", "rating": 1, "notes": hostile},
        None,
        {"slot": 5},
    ]
    load(panel, json.dumps(sheet))
    panel.get_by_text("1 entries belong to other").wait_for()

    assert panel.get_by_label("Candidate").input_value() == hostile
    assert written(panel, "s01") == (None, hostile)
    assert written(panel, "s02") == (None, "")
    assert panel.locator("img").count() == 0
    assert {entry["rating"] for entry in json.loads(saved(panel, "Save as JSON")[0])["entries"]} == {None}


def test_a_sheet_is_saved_as_csv_in_which_no_cell_is_a_formula(panel, kit):
    panel.get_by_label("Candidate").fill("=A1")
    panel.get_by_label("Candidate").blur()
    score(panel, "s01", 2, "=HYPERLINK(1)")
    score(panel, "s02", 3, '\uff0b1 said "so", twice\nand again')
    text, name = saved(panel, "Save as CSV")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))

    assert name.endswith(".csv")
    assert [row["slot"] for row in sorted(rows, key=lambda row: row["slot"])] == [q.slot for q in kit.questions]
    first, second = (next(row for row in rows if row["slot"] == slot) for slot in ("s01", "s02"))
    assert (first["candidate"], first["rating"], first["rating_name"], first["notes"]) == (
        "'=A1",
        "2",
        "mixed",
        "'=HYPERLINK(1)",
    )
    assert second["notes"] == '\'\uff0b1 said "so", twice\nand again'
    assert {row["kit_sha256"] for row in rows} == {kit.sha256}


def test_nothing_is_counted_together_over_questions(panel, kit):
    before = panel.locator("body").inner_text()
    for asked in kit.questions:
        score(panel, asked.slot, 4, "")
    sheet = json.loads(saved(panel, "Save as JSON")[0])
    controls = panel.locator("aside").inner_text()

    assert set(sheet) == {"kind", "kit_sha256", "kit", "candidate", "saved_at", "entries"}
    assert {key for entry in sheet["entries"] for key in entry} == {
        "slot",
        "interviewer",
        "category",
        "question",
        "rating",
        "notes",
    }
    after = panel.locator("body").inner_text().replace("Clear rating", "")
    new = set(after.split()) - set(before.split()) - set(controls.split())
    assert not [word for word in new if any(char.isdigit() for char in word)]


def test_a_sheet_is_deleted_at_the_second_press(panel):
    score(panel, "s01", 2, NOTE)
    panel.get_by_role("button", name="Delete this sheet").click()
    assert written(panel, "s01") == (2, NOTE)
    panel.get_by_role("button", name="Press again to delete").click()
    panel.reload()

    assert written(panel, "s01") == (None, "")
    assert NOTE.split("\n", maxsplit=1)[0] not in panel.evaluate("JSON.stringify(localStorage)")


def test_a_pack_and_the_panel_write_into_the_same_sheet(panel, kit, folder):
    mine = next(q.slot for q in kit.questions if q.interviewer == "cfo")
    theirs = next(q.slot for q in kit.questions if q.interviewer == "cto")
    score(panel, theirs, 2, "Theirs.")
    panel.goto((folder / "cfo.html").as_uri())
    score(panel, mine, 3, "Mine.")
    panel.goto((folder / "panel.html").as_uri())

    assert written(panel, mine) == (3, "Mine.")
    assert written(panel, theirs) == (2, "Theirs.")


def test_a_browser_that_keeps_nothing_says_so_and_still_saves(watched, folder):
    watched.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    watched.goto((folder / "panel.html").as_uri())
    score(watched, "s01", 2, NOTE)
    score(watched, "s02", 3, "")

    assert watched.get_by_text("This browser keeps nothing").is_visible()
    entries = json.loads(saved(watched, "Save as JSON")[0])["entries"]
    assert {(e["slot"], e["rating"], e["notes"]) for e in entries if e["rating"]} == {("s01", 2, NOTE), ("s02", 3, "")}
