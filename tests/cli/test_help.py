import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from question_tailor.cli import app

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_that_of_the_program():
    done = subprocess.run(
        [sys.executable, "scripts/help.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


def test_completion_can_be_installed():
    assert "--install-completion" in CliRunner().invoke(app, ["--help"]).output
