"""What the README says can be done, and says of the recordings, holds."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from question_tailor.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^\$ question-tailor (.+)$", README, re.MULTILINE)
TARGETS = re.findall(r"^\$ make (\S+)", README, re.MULTILINE)


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_of_the_readme_runs(code, capsys):
    texts = {
        "posting": ROOT / "examples" / "postings" / "cpo-freight-payments.md",
        "company": ROOT / "examples" / "companies" / "freight-payments.md",
    }

    exec(compile(code, "README.md", "exec"), texts)

    assert "## CEO" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_are_commands(command, tmp_path, monkeypatch):
    for name, folder, sample in (
        ("posting.md", "postings", "cpo-freight-payments.md"),
        ("company.md", "companies", "freight-payments.md"),
    ):
        (tmp_path / name).write_bytes((ROOT / "examples" / folder / sample).read_bytes())
    monkeypatch.chdir(tmp_path)
    words = re.findall(r'"[^"]*"|\S+', command)

    done = CliRunner().invoke(app, [word.strip('"') for word in words])

    assert done.exit_code == 0, done.output


def test_the_make_targets_of_the_readme_are_there():
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert TARGETS
    assert set(TARGETS) <= {line.split()[0] for line in told.splitlines()}


def test_what_the_readme_shows_of_the_recordings_is_what_they_hold():
    done = subprocess.run(
        [sys.executable, "scripts/readme.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
