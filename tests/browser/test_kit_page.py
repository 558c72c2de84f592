"""The HTML kit in a browser: filters, score sheet, files, paper, and a hostile kit."""

import csv
import io
import json
import unicodedata

import pytest
from hostile import hostile_kit

from question_tailor import Tailor, kits, save_kit
from samples import COMPANY, POSTING

pytestmark = pytest.mark.browser
CODE = "A. B."
NOTE = "Named both launches.\nDid not say who decided."


@pytest.fixture(scope="module")
def kit():
    return kits.sign(Tailor.offline().tailor(POSTING, COMPANY), "Dana, Talent")


@pytest.fixture(scope="module")
def folder(kit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    save_kit(kit, folder / "panel.html")
    for who in ("cfo", "candidate"):
        save_kit(kit, folder / f"{who}.html", audience=who)
    save_kit(hostile_kit(kit), folder / "hostile.html")
    return folder


@pytest.fixture
def panel(watched, folder):
    watched.goto((folder / "panel.html").as_uri())
    return watched


def question(page, slot):
    """The article of a slot."""
    return page.locator("article", has=page.get_by_text(slot, exact=True)).first


def seen(page):
    return page.locator("article:visible").count()


def score(page, slot, rating, note):
    asked = question(page, slot)
    asked.get_by_role("radio").nth(rating - 1).check()
    asked.get_by_role("textbox", name="Notes").fill(note)


def saved(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes().decode("utf-8-sig"), download.value.suggested_filename


def load(page, text):
    page.locator("#file").set_input_files(
        {"name": "sheet.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def written(page, slot):
    asked = question(page, slot)
    checked = asked.locator("input:checked")
    rating = int(checked.get_attribute("value")) if checked.count() else None
    return rating, asked.get_by_role("textbox", name="Notes").input_value()


def printed(page, tmp_path, paper="A4"):
    """The pages of the page's PDF, each as its text."""
    from pypdf import PdfReader  # noqa: PLC0415 - only these tests need it

    page.pdf(path=tmp_path / "kit.pdf", format=paper)
    # Fonts draw some pairs of letters as one, which NFKC takes apart again.
    return [
        unicodedata.normalize("NFKC", " ".join(sheet.extract_text().split()))
        for sheet in PdfReader(tmp_path / "kit.pdf").pages
    ]


def test_filters_leave_the_questions_of_an_interviewer_and_a_category(panel, kit):
    assert seen(panel) == len(kit.questions)

    panel.get_by_label("Interviewer").select_option("cfo")
    assert seen(panel) == sum(q.interviewer == "cfo" for q in kit.questions)

    panel.get_by_label("Category").select_option(label="Technical")
    both = sum(q.interviewer == "cfo" and q.category == "Technical" for q in kit.questions)
    assert seen(panel) == both
    assert panel.get_by_text(f"{both} of {len(kit.questions)} questions shown").first.is_visible()

    panel.get_by_label("Interviewer").select_option("")
    panel.get_by_label("Category").select_option("")
    assert seen(panel) == len(kit.questions)


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


def test_files_that_are_no_sheet_of_this_kit_change_nothing(panel, kit):
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


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("who", ["ceo", "cfo"])
def test_a_pack_is_printed_with_notes_and_without_controls_and_other_parts(panel, kit, tmp_path, paper, who):
    asked = [q for q in kit.questions if q.interviewer == who]
    other = next(q for q in kit.questions if q.interviewer != who)
    panel.get_by_label("Candidate").fill(CODE)
    panel.get_by_label("Candidate").blur()
    score(panel, asked[0].slot, 3, NOTE)
    panel.evaluate("window.print = () => {}")
    panel.locator(f"[data-print={who}]").click()
    sheets = printed(panel, tmp_path, paper)
    text = " ".join(sheets)

    for one in asked:
        # No question is torn apart but perhaps the first, which follows the opening.
        on = [sheet for sheet in sheets if " ".join(one.text.split()) in sheet]
        assert len(on) == 1
        if one is not asked[0]:
            assert " ".join(one.evidence[0].quote.split()) in on[0]
    for said in (CODE, *NOTE.split("\n"), "To open", "To close", "Signed by Dana, Talent"):
        assert said in text
    for hidden in ("Save as JSON", "All interviewers", "Print this part", "At a glance", " ".join(other.text.split())):
        assert hidden not in text
    assert all(kit.sha256[:12] in sheet for sheet in sheets)
    assert f"1 / {len(sheets)}" in sheets[0]


def test_the_whole_kit_is_printed_with_each_part_on_pages_of_its_own(panel, tmp_path):
    sheets = printed(panel, tmp_path)
    opened = [sheet for sheet in sheets if "To open" in sheet]

    assert "At a glance" in sheets[0]
    assert "To open" not in sheets[0]
    assert len(opened) == 4
    for sheet in opened:
        assert sheet.index("Interview kit") < sheet.index("To open")


def test_a_print_of_a_part_of_the_questions_says_so(panel, kit, tmp_path):
    panel.get_by_label("Category").select_option(label="Strategic")
    shown = sum(q.category == "Strategic" for q in kit.questions)

    assert f"{shown} of {len(kit.questions)} questions shown" in " ".join(printed(panel, tmp_path))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["panel", "cfo", "candidate", "hostile"])
def test_axe_finds_nothing_grave(watched, folder, grave, scheme, name):
    watched.emulate_media(color_scheme=scheme)
    watched.goto((folder / f"{name}.html").as_uri())
    for details in watched.locator("summary").all():
        details.click()
    if name == "panel":
        score(watched, "s01", 3, NOTE)

    assert grave(watched) == []


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("name", ["panel", "candidate", "hostile"])
def test_nothing_is_wider_than_the_window(watched, folder, width, name):
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto((folder / f"{name}.html").as_uri())

    assert watched.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_used_with_the_keyboard_alone(panel):
    panel.keyboard.press("Tab")
    assert panel.evaluate("document.activeElement.textContent") == "Skip to the questions"
    panel.keyboard.press("Enter")
    panel.keyboard.press("Tab")
    assert panel.evaluate("document.querySelector('main').contains(document.activeElement)")

    panel.locator("#q1 input[type=radio]").first.focus()
    panel.keyboard.press("ArrowRight")
    panel.keyboard.press("ArrowRight")
    assert panel.locator("#q1 input:checked").get_attribute("value") == "3"
    panel.keyboard.press("Tab")
    panel.keyboard.press("Tab")
    panel.keyboard.type("Typed.")
    assert panel.locator("#q1 textarea").input_value() == "Typed."
    panel.keyboard.press("Tab")
    outline = panel.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_hostile_kit_stays_text_in_every_use(watched, folder, tmp_path):
    watched.goto((folder / "hostile.html").as_uri())
    watched.get_by_label("Candidate").fill("<script>alert(1)</script>")
    watched.get_by_label("Candidate").blur()
    watched.locator("#q1 textarea").fill("<img src=x onerror=alert(1)>")
    for button in ("Save as JSON", "Save as CSV"):
        saved(watched, button)
    printed(watched, tmp_path)
    watched.reload()

    assert watched.locator("img, iframe, object, embed, b b, a[href*=script]").count() == 0
    assert watched.locator("script").count() == 2
