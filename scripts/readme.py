"""Fill the parts of README.md that are printed by code: the excerpt of a recorded kit, rates, and the benchmark.

python scripts/readme.py           excerpt and rates, from the recordings
python scripts/readme.py --check   fail where the README does not say what they say
python scripts/readme.py --bench   run the benchmark as well, which takes some minutes
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
sys.path.insert(0, str(ROOT / "tests" / "recorded"))

import vcr  # noqa: E402
from scenarios import KITS, tailored  # noqa: E402

from question_tailor import render  # noqa: E402

_QUESTION = re.compile(r"### (?P<slot>s\d\d) .*?(?=\n###? |\Z)", re.DOTALL)
SHOWN = "Strategic"


def excerpt() -> str:
    """One question of the recorded CPO kit, as the panel gets it."""
    os.environ.setdefault("OPENAI_API_KEY", "replayed")
    recorder = vcr.VCR(record_mode="none", match_on=["method", "path", "body"])
    with recorder.use_cassette(str(ROOT / "cassettes" / "test_recorded_kits" / "cpo.yaml")):
        kit = tailored(KITS["cpo"], "async")
    slot = next(question.slot for question in kit.questions if question.category == SHOWN)
    part = next(match.group() for match in _QUESTION.finditer(render(kit, "md")) if match["slot"] == slot)
    return "\n".join(f"> {line}".rstrip() for line in part.strip().splitlines())


def printed_by(script: str) -> str:
    """What a script prints, as a code block."""
    done = subprocess.run([sys.executable, ROOT / script], capture_output=True, text=True, check=True, cwd=ROOT)
    return f"```text\n{done.stdout.rstrip()}\n```"


def filled(text: str, part: str, content: str) -> str:
    """The README with one part replaced."""
    start, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    before, _, rest = text.partition(start)
    return f"{before}{start}\n{content}\n{end}{rest.partition(end)[2]}"


def main() -> None:
    """Fill or check the README."""
    options = argparse.ArgumentParser()
    options.add_argument("--check", action="store_true")
    options.add_argument("--bench", action="store_true")
    given = options.parse_args()
    old = README.read_text(encoding="utf-8")
    new = filled(filled(old, "excerpt", excerpt()), "rates", printed_by("evals/recorded_rates.py"))
    if given.bench:
        new = filled(new, "bench", printed_by("benchmarks/groups.py"))
    if given.check:
        sys.exit(0 if new == old else "README.md is not current: run `make readme`.")
    README.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
