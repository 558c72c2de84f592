import json

import pytest
from typer.testing import CliRunner

from question_tailor import Tailor, kits, load_kit, render, save_kit
from question_tailor.cli import app
from question_tailor.cli.differences import told
from question_tailor.findings import Finding
from samples import COMPANY, POSTING

BETTER = "Tell me about a product line that you stopped although it still earned money."
MADE = Tailor.offline().tailor(POSTING, COMPANY)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "posting.md").write_text(POSTING)
    (tmp_path / "company.md").write_text(COMPANY)
    save_kit(MADE, tmp_path / "kit.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


def test_a_question_is_edited_in_place_and_the_change_is_told():
    done = run("edit", "kit.json", "--set", f"s03={BETTER}")

    assert done.exit_code == 0, done.stderr
    assert load_kit("kit.json").question("s03").text == BETTER
    assert f"  + text: {BETTER}" in done.stderr.splitlines()
    assert "  + origin: person" in done.stderr.splitlines()
    assert done.stdout == ""


@pytest.mark.parametrize("form", ["json", "md"])
def test_a_file_with_changes_is_taken_over_into_another_file(folder, form):
    old = MADE.question("s03").text
    text = render(MADE, form)
    assert old in text
    (folder / f"edited.{form}").write_text(text.replace(old, BETTER))

    done = run("edit", "kit.json", f"edited.{form}", "--out", "new.json")

    assert done.exit_code == 0, done.stderr
    new = load_kit("new.json")
    assert new.question("s03").origin == "person"
    assert load_kit("kit.json") == MADE
    assert run("edit", "kit.json", f"edited.{form}", "--out", "new.md").exit_code == 0
    assert (folder / "new.md").read_text() == render(new, "md")


def test_the_inputs_are_taken_to_hold_a_change_against_them():
    words = ["edit", "kit.json", "--set", "s03=Tell me about a time you led 512 people at Acmetronic.", "--out", "-"]

    blind = json.loads(run(*words).stdout)
    seeing = json.loads(run(*words, "--posting", "posting.md", "--company", "company.md").stdout)

    assert "facts.figure" in {finding["rule"] for finding in seeing["questions"][2]["findings"]}
    assert "facts.figure" not in {finding["rule"] for finding in blind["questions"][2]["findings"]}


def test_a_blocking_finding_is_written_and_with_strict_has_its_code():
    words = ["edit", "kit.json", "--set", "s03=Tell me about a <b>product</b> that you stopped."]

    assert run(*words).exit_code == 0
    done = run(*words, "--strict")

    assert done.exit_code == 6
    assert "hygiene.markup" in {finding.rule for finding in load_kit("kit.json").question("s03").findings}


def test_pins_and_order_are_kept_in_the_file():
    assert run("pin", "kit.json", "s04", "s05").exit_code == 0
    assert run("pin", "kit.json", "s05", "--off").exit_code == 0
    done = run("reorder", "kit.json", "s06", "s02", "--interviewer", "s01=cfo", "--minutes", "s03=5")

    kit = load_kit("kit.json")
    assert done.exit_code == 0, done.stderr
    assert [question.slot for question in kit.questions][:3] == ["s06", "s02", "s01"]
    assert (kit.question("s01").interviewer, kit.question("s03").minutes) == ("cfo", 5)
    assert [question.slot for question in kit.questions if question.pinned] == ["s04"]


def test_a_signed_kit_is_locked_until_it_is_unlocked():
    assert run("sign", "kit.json", "--by", "A. Panel").exit_code == 0
    signed = load_kit("kit.json")
    assert signed.signature.by == "A. Panel"

    for words in (
        ["edit", "kit.json", "--set", f"s03={BETTER}"],
        ["pin", "kit.json", "s01"],
        ["reorder", "kit.json", "s02"],
        ["sign", "kit.json", "--by", "B. Panel"],
        ["replace", "kit.json", "s01", "--posting", "posting.md", "--company", "company.md", "--offline"],
        ["update", "kit.json", "--posting", "posting.md", "--company", "company.md", "--offline"],
    ):
        done = run(*words)
        assert done.exit_code == 3
        assert "A. Panel signed this kit" in done.stderr
    assert load_kit("kit.json") == signed

    assert run("pin", "kit.json", "s01", "--unlock").exit_code == 0
    assert load_kit("kit.json").signature is None


def test_a_kit_is_unlocked_alone_or_signed_anew():
    run("sign", "kit.json", "--by", "A. Panel")

    assert run("sign", "kit.json", "--by", "B. Panel", "--unlock").exit_code == 0
    assert load_kit("kit.json").signature.by == "B. Panel"
    assert run("sign", "kit.json", "--unlock").exit_code == 0
    assert load_kit("kit.json") == MADE


def test_with_strict_a_kit_with_a_blocking_finding_is_not_signed():
    run("edit", "kit.json", "--set", "s03=Tell me about a <b>product</b> that you stopped.")

    done = run("sign", "kit.json", "--by", "A. Panel", "--strict")
    assert (done.exit_code, load_kit("kit.json").signature) == (6, None)
    assert "s03" in done.stderr

    assert run("sign", "kit.json", "--by", "A. Panel").exit_code == 0


def test_a_signed_kit_that_was_changed_says_so(folder):
    run("sign", "kit.json", "--by", "A. Panel")
    text = (folder / "kit.json").read_text()
    (folder / "kit.json").write_text(text.replace(MADE.question("s03").text, BETTER))

    done = run("diff", "kit.json", "kit.json")

    assert done.exit_code == 3
    assert "changed after A. Panel signed it" in done.stderr


def test_differences_are_told_in_text_and_json():
    run("edit", "kit.json", "--set", f"s03={BETTER}", "--out", "new.json")

    text = run("diff", "kit.json", "new.json")
    document = json.loads(run("diff", "kit.json", "new.json", "--format", "json").stdout)

    assert f"  - text: {MADE.question('s03').text}" in text.stdout.splitlines()
    assert [slot["slot"] for slot in document["slots"]] == ["s03"]
    assert run("diff", "kit.json", "kit.json").stdout == "Nothing is different.\n"


def test_a_text_that_would_steer_the_terminal_is_told_without_that(folder):
    document = json.loads(render(MADE, "json"))
    document["questions"][2]["text"] = "Which \x1b]0;owned\x07\x1b[31m line\u202e did you stop?\n- forged"
    (folder / "hostile.json").write_text(json.dumps(document))

    said = run("diff", "kit.json", "hostile.json").stdout

    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert "- forged" not in said.splitlines()


def test_another_question_is_put_into_a_slot():
    done = run("replace", "kit.json", "s03", "--posting", "posting.md", "--company", "company.md", "--offline")

    kit = load_kit("kit.json")
    assert done.exit_code == 0, done.stderr
    assert kit.question("s03").canonical_id != MADE.question("s03").canonical_id
    assert [q.text for q in kit.questions if q.slot != "s03"] == [q.text for q in MADE.questions if q.slot != "s03"]


@pytest.fixture
def newer(folder):
    """A posting that lacks the words which the question of the slot rests on that is given back."""
    gone = MADE.questions[2]
    assert gone.evidence[0].source == "job"
    (folder / "newer.md").write_text(POSTING.replace(gone.evidence[0].quote, "Take care of all that may come up"))
    return gone.slot


UPDATE = ["update", "kit.json", "--posting", "newer.md", "--company", "company.md", "--offline"]


def test_a_kit_is_brought_to_a_newer_posting(newer):
    done = run(*UPDATE)

    kit = load_kit("kit.json")
    assert done.exit_code == 0, done.stderr
    assert "The posting is another one." in done.stderr
    assert any(line.startswith(f"{newer} does not hold and is to be") for line in done.stderr.splitlines())
    assert kit.question(newer).text != MADE.question(newer).text
    assert run(*UPDATE, "--dry-run").stdout.splitlines()[0] == "The posting is that of the kit."


def test_a_dry_run_of_an_update_says_what_holds_and_changes_nothing(folder, newer):
    before = (folder / "kit.json").read_bytes()

    text = run(*UPDATE, "--dry-run").stdout
    document = json.loads(run(*UPDATE, "--dry-run", "--format", "json").stdout)

    assert f"{newer} does not hold" in text
    assert "! block evidence.not_found" in text
    assert newer in document["failing"]
    assert newer not in document["held"]
    assert document["reasons"][newer][0]["rule"] == "evidence.not_found"
    assert (folder / "kit.json").read_bytes() == before


def test_a_pinned_question_that_does_not_hold_is_kept_and_told(newer):
    run("pin", "kit.json", newer)

    done = run(*UPDATE, "--strict")

    assert done.exit_code == 6
    assert f"{newer} does not hold and is pinned and kept" in done.stderr
    assert load_kit("kit.json").question(newer).text == MADE.question(newer).text
    assert run("replace", "kit.json", newer, "--posting", "newer.md", "--company", "company.md").exit_code == 3


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("edit kit.json", 2, "--set"),
        ("edit kit.json kit.json --set s01=x", 2, "--set"),
        ("edit kit.json --set s01", 2, "SLOT=VALUE"),
        ("edit kit.json --set s01=x", 3, "s01 text"),
        ("edit kit.json --set s99=x", 3, "s99"),
        ("edit nowhere.json --set s01=x", 3, "cannot be read"),
        ("edit posting.md --set s01=x", 3, "no JSON"),
        ("edit kit.json posting.md", 3, "no heading"),
        ("pin kit.json", 2, "SLOT"),
        ("pin kit.json s99", 4, "s99"),
        ("reorder kit.json --minutes s01=soon", 2, "whole minutes"),
        ("reorder kit.json --minutes s01=5 --minutes s01=6", 2, "each slot once"),
        ("reorder kit.json --interviewer s01=coo", 4, "coo"),
        ("sign kit.json", 2, "--by"),
        ("diff kit.json", 2, "B"),
        ("diff kit.json posting.md", 3, "no JSON"),
        ("replace kit.json s03", 2, "posting"),
        ("replace kit.json s99 --posting posting.md --company company.md --offline", 4, "s99"),
        ("replace kit.json s03 --posting company.md --company company.md --offline", 3, "not the one"),
        ("replace kit.json s03 --posting posting.md --offline", 3, "company text"),
        ("pin kit.json s01 --out nowhere/kit.json", 4, "cannot be written"),
    ],
)
def test_each_kind_of_failure_has_its_code_and_leaves_the_kit_alone(words, code, told, folder):
    before = (folder / "kit.json").read_bytes()

    done = run(*words.split())

    assert done.exit_code == code, done.stderr
    assert told in done.stderr
    assert (folder / "kit.json").read_bytes() == before
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_what_speaks_against_a_question_is_told_once_however_often_it_was_found():
    found = Finding(rule="facts.figure", severity="block", why="The figure 88% stands in neither text.")
    other = MADE.model_copy(update={"findings": (*MADE.findings, *[found] * 5)})

    lines = told(kits.diff(MADE, other)).splitlines()

    assert [line for line in lines if "88%" in line] == [f"  + block facts.figure: {found.why} (5 times)"]
