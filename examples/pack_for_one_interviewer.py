"""Five questions for the CFO alone, 45 minutes.

python examples/pack_for_one_interviewer.py
"""

from __future__ import annotations

from shared import COMPANIES, POSTINGS, tailor

from question_tailor import render


def main() -> None:
    """Tailor a pack for one person on the panel and print it."""
    with tailor() as client:
        kit = client.tailor(
            POSTINGS / "vp-product-hospital-scheduling.txt",
            COMPANIES / "hospital-scheduling.md",
            panel=["cfo"],
            questions=5,
            minutes=45,
        )
    print(render(kit, "md"))


if __name__ == "__main__":
    main()
