"""Write what the tests measure of reliability into docs/reliability.md.

python scripts/figures.py
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
TESTS = ("retry", "headers", "driver", "deadlines", "bombs", "loops", "cancelling", "interception")
_BETWEEN = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


def figures() -> str:
    """A table of the lines that the tests print.

    Raises:
        SystemExit: A test failed, so its figures say nothing.
    """
    files = [str(ROOT / "tests" / f"test_{name}.py") for name in TESTS]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-s", *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(run.stdout[-3000:])
    lines = sorted({line for line in run.stdout.splitlines() if re.match(r"T-\d\d \| ", line)})
    rows = "".join(f"| {line} |\n" for line in lines)
    where = f"Python {platform.python_version()}, openai {version('openai')}, {platform.system()}"
    return f"{where}:\n\n| row | what | figure |\n| --- | --- | --- |\n{rows}"


def main() -> None:
    """Replace the table in the page."""
    table = figures()
    PAGE.write_text(_BETWEEN.sub(lambda _: table, PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
