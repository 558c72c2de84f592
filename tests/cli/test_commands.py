import json
import os
import subprocess
import sys

import pytest

from samples import COMPANY, POSTING


@pytest.fixture
def files(tmp_path):
    (tmp_path / "posting.md").write_text(POSTING)
    (tmp_path / "company.md").write_text(COMPANY)
    return tmp_path


def run(*words, cwd=None, given=None, env=None):
    return subprocess.run(
        [sys.executable, "-m", "question_tailor", *map(str, words)],
        cwd=cwd,
        input=given,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_kit_comes_on_standard_output_and_everything_else_on_standard_error(files):
    done = run("tailor", "posting.md", "--company", "company.md", "--format", "json", cwd=files)

    assert done.returncode == 0
    kit = json.loads(done.stdout)
    assert len(kit["questions"]) == 12
    assert {question["category"] for question in kit["questions"]} == set(kit["coverage"]["categories"])
    assert sum(slot["minutes"] for slot in kit["plan"]["slots"]) <= 180
    assert "drafting without one" in done.stderr


def test_a_budget_of_tokens_ends_the_asking_and_the_kit_says_so(files):
    setting = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_API_KEY": "none", "QUESTION_TAILOR_MODEL": "m"}

    done = run("tailor", "posting.md", "--budget-tokens", "1000", "--format", "json", cwd=files, env=setting)

    assert done.returncode == 0, done.stderr
    kit = json.loads(done.stdout)
    assert "budget.spent" in {finding["rule"] for finding in kit["findings"]}
    assert kit["run"]["budget"] == {"tokens": 1000, "tokens_spent": 0, "requests": 18, "requests_spent": 0}


def test_two_runs_differ_in_two_fields_only(files):
    first, second = (
        json.loads(run("tailor", "posting.md", "--offline", "--format", "json", cwd=files).stdout) for _ in range(2)
    )

    assert first["run"].pop("id") != second["run"].pop("id")
    assert first["run"].pop("created_at") != second["run"].pop("created_at")
    assert first == second


def test_standard_input_a_file_out_and_every_option(files):
    options = "--level vp --questions 5 --minutes 60 --panel ceo,cto --categories strategic,cultural-fit --offline"

    done = run("tailor", "-", *options.split(), "--out", "kit.json", cwd=files, given=POSTING)

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    kit = json.loads((files / "kit.json").read_text())
    assert kit["level"] == "vp"
    assert len(kit["questions"]) == 5
    assert {question["interviewer"] for question in kit["questions"]} == {"ceo", "cto"}
    assert {question["category"] for question in kit["questions"]} == {"Strategic", "Cultural Fit"}

    again = run("tailor", "posting.md", "--level", "vp", "--avoid", "kit.json", "--format", "json", cwd=files)
    used = {question["canonical_id"] for question in kit["questions"]}
    assert not used & {question["canonical_id"] for question in json.loads(again.stdout)["questions"]}


def test_a_dry_run_shows_the_requests_and_sends_nothing(files):
    done = run(
        *["tailor", "posting.md", "--company", "company.md", "--model", "any", "--dry-run"],
        cwd=files,
        env={"OPENAI_API_KEY": "none"},
    )

    assert done.returncode == 0
    assert done.stdout.count("=== request") == 6
    assert "runway" not in done.stdout


@pytest.mark.parametrize(
    ("words", "env", "code", "told"),
    [
        ("tailor", {}, 2, "posting"),
        ("tailor posting.md --level boss", {}, 2, "level"),
        ("tailor posting.md --panel ceo,cxo", {}, 2, "cxo"),
        ("tailor nowhere.md", {}, 3, "not there"),
        ("tailor https://example.com/job", {}, 3, "address"),
        ("tailor posting.md --bank posting.md", {}, 3, "TOML"),
        ("tailor posting.md", {"OPENAI_API_KEY": "none"}, 4, "No model is named"),
        ("tailor posting.md --model any", {}, 4, "key"),
        (
            "tailor posting.md --model any --timeout 60",
            {"OPENAI_API_KEY": "none", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
            5,
            "could not be reached",
        ),
    ],
)
def test_each_kind_of_failure_has_its_exit_code_and_one_paragraph(words, env, code, told, files):
    done = run(*words.split(), cwd=files, env=env)

    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_bank_is_listed():
    entries = json.loads(run("bank", "list", "--json").stdout)

    assert len(entries) >= 150
    assert all({"id", "text", "category", "levels", "source"} <= set(entry) for entry in entries)
    assert all({"document", "section"} == set(entry["source"]) for entry in entries)
    assert entries[0]["id"] in run("bank", "list").stdout


def test_levels_are_told_one_or_many():
    assert run("level", "Group Product Manager").stdout.startswith("lead ")
    lines = ['{"title": "CPTO"}', '{"title": "Product Designer"}', "no json", '{"snippet": "x"}']

    told = [json.loads(line) for line in run("level", "--jsonl", given="\n".join(lines)).stdout.splitlines()]

    assert [answer.get("level") for answer in told] == ["cpo", "none", None, None]
    assert 0 <= told[0]["confidence"] <= 1
    assert all("error" in answer for answer in told[2:])


def test_the_version_is_told():
    assert run("--version").stdout.startswith("question-tailor ")


def test_names_are_taken_as_people_write_them_and_wrong_ones_are_told_with_all_there_are(files):
    options = ("--level", "VP Product", "--categories", "operational,cult", "--panel", "CTO, Other product leaders")

    done = run("tailor", "posting.md", *options, "--questions", "4", "--format", "json", cwd=files)

    assert done.returncode == 0, done.stderr
    kit = json.loads(done.stdout)
    assert (kit["level"], kit["plan"]["panel"]) == ("vp", ["cto", "peer"])
    assert set(kit["coverage"]["categories"]) == {"Operational Acumen", "Cultural Fit"}

    for option, wrong in (("--level", "boss"), ("--categories", "ops"), ("--panel", "cmo,ceo")):
        refused = run("tailor", "posting.md", option, wrong, cwd=files)
        assert refused.returncode == 2
        assert wrong.split(",")[0] in refused.stderr


def test_the_terminal_tells_findings_once_each_and_how_many_questions_have_some(files):
    done = run("tailor", "posting.md", "--out", "kit.md", cwd=files)

    assert done.stderr.count("(lawful.jurisdiction_unset)") == 1
    assert "warn: No value of the company is named" in done.stderr
    assert "findings about inputs and plan; " in done.stderr
    assert " of 12 questions have some." in done.stderr


def test_a_kit_without_company_text_passes_the_strict_run(files):
    assert run("tailor", "posting.md", "--out", "kit.md", "--strict", cwd=files).returncode == 0


def test_a_dry_run_without_a_model_says_that_nothing_would_be_sent(files):
    done = run("tailor", "posting.md", "--dry-run", cwd=files)

    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing would be sent" in done.stderr
