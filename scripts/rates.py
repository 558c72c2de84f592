"""Fill the table of docs/checks.md with what `make rates` prints of the checks.

python scripts/rates.py           fill it
python scripts/rates.py --check   fail where it does not say what is printed
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "checks.md"
START, END = "<!-- rates -->", "<!-- end of rates -->"


def main() -> None:
    """Fill or check the page."""
    options = argparse.ArgumentParser()
    options.add_argument("--check", action="store_true")
    done = subprocess.run(
        [sys.executable, ROOT / "evals" / "check_rates.py"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    old = PAGE.read_text(encoding="utf-8")
    before, _, rest = old.partition(START)
    new = f"{before}{START}\n```text\n{done.stdout.rstrip()}\n```\n{END}{rest.partition(END)[2]}"
    if options.parse_args().check:
        sys.exit(0 if new == old else "docs/checks.md is not current: run `make docs`.")
    PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
