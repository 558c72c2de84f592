"""`question-tailor bank`: list, check and convert."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_tailor import load_bank
from question_tailor.cli import app
from question_tailor.rendering.banks import bank_to_toml, save_bank

EXAMPLE = Path(__file__).parents[2] / "examples" / "banks" / "questions.csv"
POSTING = Path(__file__).parents[2] / "examples" / "postings" / "head-of-product-secondhand-marketplace.md"
FEW = list(load_bank())[:3]


def run(*words):
    return CliRunner().invoke(app, ["bank", *map(str, words)])


def checked(path, *words):
    done = run("check", path, "--json", *words)
    return done.exit_code, json.loads(done.stdout)


def changed(tmp_path, name="own.csv", **texts):
    """A bank of one question of the package's own, with other texts and an id of its own."""
    question = FEW[0].model_copy(update={"id": "own-1", "text": "Whom did you convince to give up a plan?", **texts})
    save_bank([question], tmp_path / name)
    return tmp_path / name


def test_the_example_has_no_fault_and_nothing_to_warn_of():
    code, told = checked(EXAMPLE)

    assert (code, told["faults"], told["warnings"]) == (0, [], [])
    assert (told["questions"], told["language"]) == (6, "en")


def test_faults_come_all_at_once_with_row_and_column_and_end_with_code_3(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(EXAMPLE.read_text().replace("VP Product\n", "Boss\n", 1).replace("Leading people", ""))

    code, told = checked(path)

    assert code == 3
    assert [(fault["file"], fault["row"], fault["column"]) for fault in told["faults"]] == [
        ("own.csv", 2, "levels"),
        ("own.csv", 4, "competency"),
    ]
    assert told["questions"] == 4
    in_words = run("check", path)
    assert in_words.exit_code == 3
    assert "fault  own.csv, row 4, column competency: is empty" in in_words.stdout


def test_faults_of_toml_name_entry_and_field(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(bank_to_toml(FEW).replace('kind = "past_behaviour"', 'kind = "riddle"', 1))

    code, told = checked(path)

    assert code == 3
    (fault,) = told["faults"]
    assert (fault["entry"] in {question.id for question in FEW}, fault["field"], fault["row"]) == (True, "kind", None)


def test_topics_to_keep_out_are_told_wherever_they_stand(tmp_path):
    path = changed(
        tmp_path,
        text="How old were you when you first led a team?",
        probes=("Do you have children?",),
        red_flags=("is pregnant",),
    )

    code, told = checked(path)

    assert code == 0
    assert (told["questions"], told["blocked"]) == (1, 1)
    assert (
        "1 questions without faults in the language en, 1 of them with findings that block" in run("check", path).stdout
    )
    places = {(one["rule"].split(".")[0], one["severity"], one["row"], one["column"]) for one in told["warnings"]}
    assert {("lawful", "block", 2, "text"), ("lawful", "block", 2, "probes")} <= places


def test_a_field_that_does_not_fit_a_level_of_the_question_is_told(tmp_path):
    path = changed(tmp_path, category="Strategic", levels=("head", "lead"), fields={"horizon": "quarters"})

    _, told = checked(path)

    (one,) = [warned for warned in told["warnings"] if warned["rule"] == "category.horizon"]
    assert (one["severity"], one["row"], one["column"]) == ("block", 2, "horizon")


def test_the_form_of_a_question_is_judged_but_a_stated_case_may_suppose_one(tmp_path):
    leading = changed(tmp_path, text="Isn't it true that you always listen to customers?")
    case = changed(
        tmp_path,
        "case.csv",
        text="What would you do if a big customer left?",
        kind="situational",
        category="Strategic",
        fields={},
    )

    assert any(one["rule"].startswith("form.") and one["column"] == "text" for one in checked(leading)[1]["warnings"])
    assert checked(case)[1]["warnings"] == []


def test_what_the_package_asks_already_is_told_by_its_id(tmp_path):
    path = changed(tmp_path, text=FEW[1].text)

    (near,) = [one for one in checked(path)[1]["warnings"] if one["rule"] == "bank.near"]

    assert FEW[1].id in near["why"]
    assert near["column"] == "text"


def test_the_package_s_own_questions_and_changed_ones_under_their_id_are_not_near_themselves(tmp_path):
    path = changed(tmp_path, id=FEW[1].id, text=FEW[1].text)

    assert not [one for one in checked(path)[1]["warnings"] if one["rule"] == "bank.near"]


def test_what_was_hidden_is_told_and_not_shown(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(EXAMPLE.read_text().replace("Tell us about", "Tell us\u200b about", 1))

    (hidden,) = checked(path)[1]["warnings"]

    assert (hidden["rule"], hidden["row"], hidden["column"]) == ("bank.hidden", 2, "text")
    assert "zero-width, 1 at 7" in hidden["why"]


def test_categories_and_levels_without_a_question_are_told():
    told = checked(EXAMPLE)[1]["empty"]

    assert {"category": "Leadership", "level": "cpo"} in told
    assert {"category": "Leadership", "level": "head"} not in told
    assert "empty  no question of the category Leadership for cpo, vp, lead" in run("check", EXAMPLE).stdout


def test_a_bank_is_converted_and_converted_back(tmp_path):
    assert run("convert", "--out", tmp_path / "a.xlsx", "--language", "de").exit_code == 0
    assert run("convert", tmp_path / "a.xlsx", "--out", tmp_path / "b.csv").exit_code == 0
    assert run("convert", tmp_path / "b.csv", "--out", tmp_path / "c.toml").exit_code == 0

    assert list(load_bank(tmp_path / "c.toml")) == list(load_bank(language="de"))
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((EXAMPLE, "--out", "bank.ods"), 4, "one of .toml, .csv, .xlsx"),
        ((EXAMPLE, "--out", "no/such/folder/bank.csv"), 4, "cannot be written"),
        (("no-such-bank.csv", "--out", "bank.toml"), 3, "no question bank at"),
    ],
)
def test_what_cannot_be_converted_is_said_and_nothing_is_written(tmp_path, monkeypatch, words, code, told):
    monkeypatch.chdir(tmp_path)

    done = run("convert", *words)

    assert done.exit_code == code
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_kit_is_tailored_from_a_spreadsheet(tmp_path):
    words = ["tailor", POSTING, "--bank", EXAMPLE, "--offline", "--questions", "3", "--progress", "none"]

    done = CliRunner().invoke(app, [*map(str, words), "--out", str(tmp_path / "kit.json")])

    assert done.exit_code == 0, done.output
    kit = json.loads((tmp_path / "kit.json").read_text())
    assert all(question["canonical_id"].startswith("ours-") for question in kit["questions"])
