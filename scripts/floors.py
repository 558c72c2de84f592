"""The lowest versions of the core dependencies that pyproject.toml allows, as pins for pip.

python scripts/floors.py > floors.txt
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def main() -> None:
    """Print one pin a line."""
    for requirement in tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]:
        name, floor = re.match(r"([\w-]+)>=([\w.]+)", requirement).groups()
        print(f"{name}=={floor}")


if __name__ == "__main__":
    main()
