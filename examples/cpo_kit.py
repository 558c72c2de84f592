"""A whole kit for a CPO search, as Markdown on standard output.

python examples/cpo_kit.py > kit.md
"""

from __future__ import annotations

from shared import COMPANIES, POSTINGS, tailor

from question_tailor import render


def main() -> None:
    """Tailor the kit and print it."""
    with tailor() as client:
        kit = client.tailor(POSTINGS / "cpo-freight-payments.md", COMPANIES / "freight-payments.md")
    print(render(kit, "md"))


if __name__ == "__main__":
    main()
