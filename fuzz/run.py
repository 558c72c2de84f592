"""Fuzz one target for some minutes and say what came of it.

What is tried grows under build/fuzz/TARGET/corpus and is used again the next time; what was found stands under
build/fuzz/TARGET/findings: the input, and beside it the traceback.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

from seeds import ROOT
from targets import TARGETS

_SLOWEST: Final = 25
"""Seconds that one input may take."""
_MOST_MEMORY: Final = 1_500
"""Megabytes."""
_TOKEN: Final = re.compile(rb"[A-Za-z@/<!&][\w:@/-]{2,30}")
_MOST_TOKENS: Final = 400


def _seeded(folder: Path, name: str) -> list[bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    seeds = list(TARGETS[name].seeds())
    for seed in seeds:
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    return seeds


def _dictionary(seeds: list[bytes]) -> str:
    """The words of the seeds, in libFuzzer's form."""
    tokens = dict.fromkeys(token for seed in seeds for token in _TOKEN.findall(seed))
    return "".join(f'"{token.decode()}"\n' for token in list(tokens)[:_MOST_TOKENS])


def _figures(log: str) -> str:
    counts = re.findall(r"cov: (\d+)", log)
    runs = re.findall(r"#(\d+)\s", log)
    growth = f"coverage {counts[0]} at first, {counts[-1]} at the end" if counts else "no coverage"
    return f"{runs[-1] if runs else 0} executions, {growth}"


def main() -> int:
    """Run the fuzzer; 0 where nothing was found."""
    parser = argparse.ArgumentParser(description="Fuzz one target.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=10)
    asked = parser.parse_args()
    place = ROOT / "build" / "fuzz" / asked.target
    findings = place / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    for old in findings.iterdir():
        old.unlink()
    words = place / "words.dict"
    words.write_text(_dictionary(_seeded(place / "corpus", asked.target)), encoding="utf-8")
    options = [
        f"-max_total_time={asked.minutes * 60:.0f}",
        f"-max_len={TARGETS[asked.target].longest}",
        f"-timeout={_SLOWEST}",
        f"-rss_limit_mb={_MOST_MEMORY}",
        f"-dict={words}",
        f"-artifact_prefix={findings}/",
        "-print_final_stats=1",
        str(place / "corpus"),
    ]
    log = place / "log.txt"
    with log.open("wb") as out:
        command = [sys.executable, str(Path(__file__).parent / "harness.py"), asked.target, str(findings), *options]
        ended = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
    print(f"{asked.target}: {_figures(log.read_text(encoding='utf-8', errors='replace'))}; log in {log}")
    found = sorted(path for path in findings.iterdir() if path.suffix != ".txt")
    for path in found:
        told = path.with_suffix(".txt")
        print(f"  {told.read_text(encoding='utf-8').splitlines()[0] if told.exists() else 'hang or memory'}: {path}")
    return 1 if found or ended else 0


if __name__ == "__main__":
    sys.exit(main())
