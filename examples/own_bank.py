"""A kit from the package's bank with questions of one's own on top.

python examples/own_bank.py
"""

from __future__ import annotations

from pathlib import Path

from shared import COMPANIES, POSTINGS, tailor


def main() -> None:
    """Tailor a kit and say which questions come from the own bank."""
    with tailor(bank=Path(__file__).parent / "own_bank.toml") as client:
        kit = client.tailor(
            POSTINGS / "head-of-product-secondhand-marketplace.md",
            COMPANIES / "secondhand-marketplace.md",
            questions=12,
        )
    for question in kit.questions:
        mark = "*" if question.canonical_id.startswith("own-") else " "
        print(f"{mark} {question.slot} {question.category}: {question.text}")


if __name__ == "__main__":
    main()
