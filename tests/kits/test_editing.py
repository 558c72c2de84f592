import json

import pytest

from question_tailor import Tailor, kits, load_kit, read_posting, render, save_kit
from question_tailor.bank import Bank
from question_tailor.errors import ConfigurationError, InputError
from question_tailor.kits.changing import changed as with_changes
from question_tailor.rendering import FORMATS
from question_tailor.rendering.markdown import escaped
from samples import POSTING

BETTER = "Tell me about a product line that you stopped although it still earned money."


def edited(kit, slot, **fields):
    """The kit's JSON with some fields of one question changed."""
    document = json.loads(render(kit, "json"))
    next(question for question in document["questions"] if question["slot"] == slot).update(fields)
    return document


def edited_markdown(kit, slot, text):
    """The kit's Markdown with one question's text in the place of its own."""
    before, heading, after = render(kit, "md").partition(f"### {slot} ")
    lines = after.split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("**"))
    lines[place] = f"**{text}**"
    return before + heading + "\n".join(lines)


def test_a_text_changed_in_the_json_is_taken_over_and_marked_as_a_persons(kit, tmp_path):
    (tmp_path / "edited.json").write_text(json.dumps(edited(kit, "s03", text=BETTER)))

    new = kits.edit(kit, tmp_path / "edited.json")

    assert (new.question("s03").text, new.question("s03").origin) == (BETTER, "person")
    assert new.coverage.origins == {"offline": 11, "person": 1}
    assert [slot.slot for slot in kits.diff(kit, new).slots] == ["s03"]
    assert kit.question("s03").origin == "offline"


def test_text_and_probes_changed_in_the_markdown_are_taken_over_by_slot(kit):
    probe = kit.question("s05").probes[0]
    text = edited_markdown(kit, "s03", BETTER).replace(escaped(probe), "What did it set free?", 1)

    new = kits.edit(kit, text)

    assert new.question("s03").text == BETTER
    assert new.question("s05").probes == ("What did it set free?", *kit.question("s05").probes[1:])
    assert {question.slot for question in new.questions if question.origin == "person"} == {"s03", "s05"}


@pytest.mark.parametrize("form", ["json", "md"])
def test_what_nobody_changed_stays_as_it_is(kit, form):
    assert kits.edit(kit, render(kit, form)) == kit
    assert kits.edit(kit, render(kit, form).replace("\n", "\r\n").encode()) == kit


def test_a_kit_survives_json_edit_load_and_rendering_in_all_formats(kit, tmp_path):
    save_kit(kits.edit(kit, edited_json(kit)), tmp_path / "kit.json")

    new = load_kit(tmp_path / "kit.json")

    assert new.question("s03").text == BETTER
    for form in FORMATS:
        assert render(new, form)


def edited_json(kit):
    return json.dumps(edited(kit, "s03", text=BETTER))


def test_a_mapping_changes_single_questions(kit):
    new = kits.edit(
        kit, {"s03": BETTER, "s04": {"probes": ["Who argued against it?"], "why": "Shows how they choose."}}
    )

    assert new.question("s03").text == BETTER
    assert new.question("s04").probes == ("Who argued against it?",)
    assert new.question("s04").text == kit.question("s04").text


def test_fields_of_the_category_are_wording_too_and_keep_to_their_shape(kit):
    strategic = next(question for question in kit.questions if question.category == "Strategic")

    assert kits.edit(kit, {strategic.slot: {"horizon": "5 years"}}).question(strategic.slot).horizon == "5 years"
    with pytest.raises(InputError, match=f"{strategic.slot} horizon"):
        kits.edit(kit, {strategic.slot: {"horizon": "12 years"}})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tell me about <b>one</b> product <script>alert(1)</script> that you stopped.", "hygiene.markup"),
        ("Tell me about a time you worked with [competitor name] on pricing.", "placeholder"),
        ("Tell me about a time you stopped a product, see https://example.com for it.", "hygiene.url"),
        ("Are you married, and how old are your children now?", "lawful."),
        ("Tell me about a product\u200b line\u202e that you stopped.\x1b[31m", "edit.hidden"),
    ],
)
def test_what_a_person_writes_goes_through_the_checks_and_is_kept(kit, text, told):
    for source in ({"s03": text}, json.dumps(edited(kit, "s03", text=text)), edited_markdown(kit, "s03", text)):
        question = kits.edit(kit, source).question("s03")

        assert any(told in finding.rule for finding in question.findings)
        assert all(finding.slot == "s03" for finding in question.findings)
        assert question.text.startswith(text[:12])
        assert not {"\u200b", "\u202e", "\x1b"} & set(question.text)


def test_a_question_that_repeats_another_is_found(kit):
    new = kits.edit(kit, {"s03": kit.question("s05").text})

    assert "duplicates.near" in {finding.rule for finding in new.question("s03").findings}


def test_with_the_inputs_a_question_is_held_against_them_too(kit, job, company):
    text = "Tell me about a time you took 512 people through a merger with Acmetronic."

    blind = {finding.rule for finding in kits.edit(kit, {"s03": text}).question("s03").findings}
    seeing = {
        finding.rule for finding in kits.edit(kit, {"s03": text}, job=job, company=company).question("s03").findings
    }

    assert not any(rule.startswith("facts.") for rule in blind)
    assert {"facts.figure", "facts.name"} <= seeing


def test_without_the_inputs_what_was_found_with_them_stays(kit, job, company):
    text = "Tell me about a time you took 512 people through a merger with Acmetronic."
    new = kits.edit(kit, {"s03": text}, job=job, company=company)

    again = kits.edit(new, {"s03": {"why": "Shows how they take people along through a change."}})

    assert {finding.rule for finding in new.question("s03").findings if finding.rule.startswith("facts.")} <= {
        finding.rule for finding in again.question("s03").findings
    }


def test_the_inputs_have_to_be_those_of_the_kit(kit, job, company):
    with pytest.raises(InputError, match="posting is not the one"):
        kits.edit(kit, {}, job=read_posting(POSTING + "\nAnd more.\n"), company=company)
    with pytest.raises(InputError, match="made with a company text"):
        kits.edit(kit, {}, job=job)
    with pytest.raises(ConfigurationError, match="no entry"):
        kits.edit(kit, {"s03": BETTER}, job=job, company=company, bank=Bank([]))


def test_without_the_inputs_a_question_of_an_unknown_bank_can_be_edited(kit):
    assert kits.edit(kit, {"s03": BETTER}, bank=Bank([])).question("s03").text == BETTER


def test_a_kit_whose_title_nobody_can_see_can_be_edited(kit):
    document = json.loads(render(kit, "json"))
    document["role"]["title"] = "\u200b"

    assert kits.edit(load_kit(json.dumps(document)), {"s03": BETTER}).question("s03").text == BETTER


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda d: d["questions"].pop(2), "s03 is missing"),
        (lambda d: d["questions"].append(d["questions"][2]), "s03 stands 2 times"),
        (lambda d: d["questions"][2].update(slot="s77"), "s77 is no slot"),
        (lambda d: d["questions"].reverse(), "reorder"),
        (lambda d: d["questions"][2].pop("probes"), "s03 probes is missing"),
        (lambda d: d["questions"][2].update(minutes=60), "s03 minutes: use `reorder`"),
        (lambda d: d["questions"][2].update(pinned=True), "s03 pinned: use `pin`"),
        (lambda d: d["questions"][2].update(origin="model"), "s03 origin"),
        (lambda d: d["questions"][2].update(evidence=[]), "s03 evidence"),
        (lambda d: d["questions"][2].update(findings=[{"rule": "x"}]), "s03 findings"),
        (lambda d: d["questions"][2].update(score=4), "s03 score"),
        (lambda d: d["questions"][2].update({"\x1b[31m": 4}), r"s03 '\\x1b"),
        (lambda d: d.update({"\x1b[31m": 4}), r"'\\x1b"),
        (lambda d: d["questions"][2].update(slot="\x1b[31m"), r"'\\x1b\[31m' is no slot"),
        (lambda d: d["questions"][2].update(text=""), "s03 text"),
        (lambda d: d["questions"][2].update(text="x" * 5000), "s03 text"),
        (lambda d: d["questions"][2].update(text=["a", {}]), "s03 text"),
        (lambda d: d["questions"][2].update(probes=[]), "s03 probes"),
        (lambda d: d["questions"][2].update(anchors={"poor": 1}), "s03 anchors"),
        (lambda d: d.update(questions=[1]), "list of objects"),
        (lambda d: d.update(questions={}), "list of objects"),
        (lambda d: d.pop("questions"), "list of objects"),
        (lambda d: d["run"].update(id="another"), "does not come from this kit"),
        (lambda d: d.update(run=None), "does not come from this kit"),
        (lambda d: d["role"].update(title="Chief <b>Officer</b>"), "role: only wording"),
        (lambda d: d.pop("plan"), "plan is missing"),
        (lambda d: d.update(secret=1), "secret"),
        (lambda d: d.update(schema_version="7.0"), "schema_version"),
    ],
)
def test_what_is_no_change_of_wording_is_refused_by_name(kit, spoil, told):
    document = json.loads(render(kit, "json"))
    spoil(document)

    with pytest.raises(InputError, match=told):
        kits.edit(kit, json.dumps(document))


def test_all_faults_are_told_at_once_and_a_flood_is_cut(kit):
    document = json.loads(render(kit, "json"))
    for question in document["questions"]:
        question |= {"minutes": 99, "level": "lead", "origin": "person"}

    with pytest.raises(InputError, match="36 faults") as caught:
        kits.edit(kit, json.dumps(document))
    assert "s01 minutes" in str(caught.value)
    assert "and 16 more" in str(caught.value)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace("### s03 ", "### s77 "), "s77 is no slot"),
        (lambda text: text.replace("### s03 ", "### s02 "), "s02 stands 2 times"),
        (lambda text: text.replace("### s03 ", "### "), "s03 is missing"),
        (lambda text: text.replace("**", ""), "s01 text: the question has to be a paragraph in bold"),
        (lambda text: text.replace("### s", "### "), "no heading that begins with a slot"),
        (lambda _: "<html>\n<body>Kit</body>\n</html>", "no heading"),
    ],
)
def test_markdown_that_does_not_say_which_question_is_which_is_refused(kit, spoil, told):
    with pytest.raises(InputError, match=told):
        kits.edit(kit, spoil(render(kit, "md")))


def test_one_interviewers_part_of_the_markdown_is_enough(kit):
    part = edited_markdown(kit, "s01", BETTER)
    end = part.index("\n## CFO")

    new = kits.edit(kit, part[part.index("\n## CEO") : end])

    assert [slot.slot for slot in kits.diff(kit, new).slots] == ["s01"]


def test_marks_that_mean_something_to_markdown_come_back_as_they_were(kit):
    text = r"Which *R&D* plan (v1.2) [the old_one] did you stop for <1 % #gain, and why \ how? 1) 2) `so`"
    marked = kit.question("s03").model_copy(update={"text": text, "probes": ("- Who_else *knew*?", "What <b> cost?")})
    mine = with_changes(kit, {"s03": marked})

    assert kits.edit(mine, render(mine, "md")) == mine


@pytest.mark.parametrize("source", ["nowhere.json", "nowhere.md", b"\xff\xfe\xfa\n", "{\n", b"{}", ""])
def test_what_cannot_be_read_is_refused(kit, source):
    with pytest.raises(InputError):
        kits.edit(kit, source)


def test_a_signed_kit_is_not_edited_until_it_is_unlocked(kit):
    signed = kits.sign(kit, "A. Panel")

    with pytest.raises(InputError, match=r"A\. Panel signed this kit"):
        kits.edit(signed, {"s03": BETTER})
    assert kits.edit(kits.unlock(signed), {"s03": BETTER}).signature is None


PARTS = {
    "why": "Finds out whether the person stops things that still earn money.",
    "probes": ["Who argued against it?"],
    "anchors": dict.fromkeys(("poor", "mixed", "good", "excellent"), "Tells what the stop cost and set free."),
    "red_flags": ["Has never stopped anything."],
}


def of_earlier_text(kit, slot="s03"):
    return [finding for finding in kit.question(slot).findings if finding.rule == "edit.earlier_text"]


def test_a_question_that_becomes_another_one_warns_that_the_rest_is_for_the_earlier_text(kit):
    (said,) = of_earlier_text(kits.edit(kit, {"s03": BETTER}))
    assert (said.severity, said.slot) == ("warn", "s03")
    assert "probes" in said.why

    (partly,) = of_earlier_text(kits.edit(kit, {"s03": {"text": BETTER, "probes": PARTS["probes"]}}))
    assert "what was not changed" in partly.why
    assert of_earlier_text(kits.edit(kit, {"s03": {"text": BETTER, **PARTS}})) == []


def test_a_mended_comma_leaves_the_rest_fitting(kit):
    text = kit.question("s03").text
    for mended in (
        text.replace(",", "", 1).replace(" ", "  ", 1),
        text.rstrip("?.") + " ?",
        text.replace("the", "The"),
    ):
        assert of_earlier_text(kits.edit(kit, {"s03": mended})) == []
    assert of_earlier_text(kits.edit(kit, {"s03": PARTS})) == []


def test_the_warning_stays_until_a_person_has_changed_what_goes_with_the_text(kit, job, company):
    new = kits.edit(kit, {"s03": BETTER})

    assert of_earlier_text(kits.edit(new, {"s03": BETTER.replace("stopped", "stopped,")}))
    assert of_earlier_text(kits.reorder(new, interviewers={"s03": "peer"}))
    assert of_earlier_text(kits.what_holds(new, job, company).kit)
    assert of_earlier_text(kits.edit(new, {"s03": {"probes": PARTS["probes"]}})) == []


@pytest.mark.parametrize(("language", "word"), [("de", "Nachfragen"), ("fr", "relances")])
def test_the_warning_is_in_the_language_of_the_kit(language, word):
    with Tailor.offline() as tailor:
        made = tailor.tailor(POSTING, questions=3, language=language)

    (said,) = of_earlier_text(kits.edit(made, {"s02": "Xyz abc defgh ijkl mnop?"}), "s02")
    assert word in said.why
