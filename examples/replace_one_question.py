"""One question of a kit anew: the kit is saved, loaded again, and one slot is replaced.

python examples/replace_one_question.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from shared import COMPANIES, POSTINGS, tailor

from question_tailor import load_kit, save_kit


def main() -> None:
    """Tailor a kit, replace its third question, and print both."""
    posting, company = POSTINGS / "lead-pm-developer-tools.txt", COMPANIES / "developer-tools.md"
    with tempfile.TemporaryDirectory() as folder, tailor() as client:
        path = Path(folder) / "kit.json"
        save_kit(client.tailor(posting, company, questions=6), path)
        kit = load_kit(path)
        slot = kit.questions[2].slot
        renewed = client.replace(kit, slot, posting, company)
    print(f"was: {kit.question(slot).text}")
    print(f"is:  {renewed.question(slot).text}")


if __name__ == "__main__":
    main()
