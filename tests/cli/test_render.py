import json

import pytest
from typer.testing import CliRunner

from question_tailor import Tailor, save_kit
from question_tailor.cli import app
from samples import COMPANY, POSTING


@pytest.fixture
def kit(tmp_path):
    path = tmp_path / "kit.json"
    save_kit(Tailor.offline().tailor(POSTING, COMPANY), path)
    return path


def run(*words):
    return CliRunner().invoke(app, ["render", *map(str, words)])


def test_a_kit_is_rendered_by_format_or_by_the_suffix_of_the_file(kit, tmp_path):
    assert run(kit).stdout.startswith("# ")
    assert json.loads(run(kit, "--format", "lever").stdout)["shape"].startswith("question-tailor/lever")
    for suffix in ("docx", "xlsx", "csv", "md"):
        done = run(kit, "--out", tmp_path / f"out.{suffix}", "--for", "ceo")
        assert done.exit_code == 0, done.output
        assert (tmp_path / f"out.{suffix}").stat().st_size > 500


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--for", "candidate", "--format", "json"], 4, "only interviewers"),
        (["--for", "board"], 2, "board"),
        (["--format", "pdf"], 2, "pdf"),
        (["--out", "kit.pages"], 4, "suffix"),
    ],
)
def test_what_does_not_go_together_is_refused(kit, words, code, told):
    done = run(kit, *words)

    assert done.exit_code == code
    assert told in done.output


def test_what_is_no_kit_is_refused(tmp_path):
    (tmp_path / "kit.json").write_text("{}")

    assert run(tmp_path / "kit.json").exit_code == 3
