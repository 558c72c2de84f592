import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from question_tailor.cli import app

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_that_of_the_program():
    done = subprocess.run(
        [sys.executable, "scripts/help.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## question-tailor (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("words", "section"), SECTIONS, ids=[words for words, _ in SECTIONS])
def test_the_page_names_the_options_that_a_command_takes(words, section):
    command = get_command(app)
    for word in words.split():
        command = command.commands[word]
    taken = {name for option in command.params for name in option.opts if name.startswith("-")}

    named = {name for cell in re.findall(r"^\| `(-[^`]+)`", section, re.MULTILINE) for name in cell.split(", ")}

    assert {name for name in named if name.startswith("--")} == {name for name in taken if name.startswith("--")}


def test_completion_can_be_installed():
    assert "--install-completion" in CliRunner().invoke(app, ["--help"]).output


def test_a_fault_of_our_own_is_one_line_without_a_traceback():
    code = (
        "import sys; from question_tailor.cli import level; "
        "level.detect_level = lambda title: 1 / 0; "
        "sys.argv = ['question-tailor', 'level', 'CPO']; "
        "from question_tailor.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 70
    assert "ZeroDivisionError" in done.stderr
    assert len(done.stderr.splitlines()) == 1
