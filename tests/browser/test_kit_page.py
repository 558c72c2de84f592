"""The HTML kit in a browser: filters, paper, screen readers, keyboard, and a hostile kit."""

import pytest

from kit_page import printed, saved, score, seen

pytestmark = pytest.mark.browser
CODE = "A. B."
NOTE = "Named both launches.\nDid not say who decided."


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
