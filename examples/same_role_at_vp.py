"""The same posting as a CPO and as a VP of Product: what changes with the level.

python examples/same_role_at_vp.py
"""

from __future__ import annotations

from shared import COMPANIES, POSTINGS, tailor


def main() -> None:
    """Print the questions of both kits, category by category."""
    posting, company = POSTINGS / "cpo-freight-payments.md", COMPANIES / "freight-payments.md"
    with tailor() as client:
        kits = {level: client.tailor(posting, company, level=level, questions=6) for level in ("cpo", "vp")}
    for category in kits["cpo"].coverage.categories:
        print(f"\n{category}")
        for level, kit in kits.items():
            for question in kit.questions:
                if question.category == category:
                    print(f"  {level:>3}  {question.text}")


if __name__ == "__main__":
    main()
