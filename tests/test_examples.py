import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(path.name for path in EXAMPLES.glob("*.py") if path.name != "shared.py")


def test_there_is_an_example_for_each_task():
    assert SCRIPTS == [
        "async_app.py",
        "cpo_kit.py",
        "own_bank.py",
        "pack_for_one_interviewer.py",
        "replace_one_question.py",
        "same_role_at_vp.py",
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_example_runs_without_a_key_and_says_so(script):
    done = subprocess.run(
        [sys.executable, script], cwd=EXAMPLES, capture_output=True, text=True, check=False, timeout=60
    )

    assert done.returncode == 0, done.stderr
    assert "drafting without one" in done.stderr
    assert len(done.stdout) > 200
