"""How many recorded answers were valid at once, after one repair, or had to be drafted without the model.

python evals/recorded_rates.py
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "recorded"))

import vcr  # noqa: E402
from scenarios import KITS, tailored  # noqa: E402

ORIGINS = {"model": "valid at first answer", "repaired": "after repair", "offline": "drafted", "bank": "bank's own"}


def cassette(name: str) -> Path:
    """The file that holds the answers of a kit."""
    return ROOT / "cassettes" / "test_recorded_kits" / f"{name}.yaml"


def main() -> None:
    """Replay each kit and count the origins of its questions."""
    os.environ.setdefault("OPENAI_API_KEY", "replayed")
    recorder = vcr.VCR(record_mode="none", match_on=["method", "path", "body"])
    print(f"{'kit':>6}  questions  " + "  ".join(ORIGINS.values()))
    for name, scenario in KITS.items():
        if not cassette(name).exists():
            print(f"{name:>6}  not recorded")
            continue
        with recorder.use_cassette(str(cassette(name))):
            kit = tailored(scenario, "async")
        counts = Counter(question.origin for question in kit.questions)
        cells = [f"{counts[origin]:>{len(label)}}" for origin, label in ORIGINS.items()]
        print(f"{name:>6}  {len(kit.questions):>9}  " + "  ".join(cells))


if __name__ == "__main__":
    main()
