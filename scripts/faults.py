"""Write docs/faults.md from the catalogue of faults and the list of promises in tests/faults.

python scripts/faults.py           write it
python scripts/faults.py --check   fail where it does not say what the catalogue says
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "faults.md"
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "faults")]

from catalogue import ELSEWHERE, FAULTS  # noqa: E402 - the path has to be set before
from promises import PROMISES  # noqa: E402

HEAD = """# Faults, and what comes of them

Made by `make faults`; a test holds it to the catalogue that the tests run (`tests/faults`). What is promised in
general, and what was measured, is in [reliability](reliability.md).

## What endpoints and models really do

Each row is served by a server in a process of its own and goes through `Tailor.tailor`, `AsyncTailor.tailor` and one of
the two `stream`s. The kits have one question, some two; four sends and one re-ask are the defaults. The outcome is an
error, or where the questions of the kit come from: `model`, `repaired` (asked for again), `drafted` (without the model,
and marked). Requests are counted by the server.

| row | what is served | outcome | requests |
| --- | --- | --- | --- |
"""
PROMISED = """
## What is promised, and which tests hold it

| row | promise | tests |
| --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    rows = [(fault.path, _line(fault.path, fault.served, *_outcomes(fault.expected))) for fault in FAULTS]
    rows += [(row, _line(row, why, "-", "-")) for row, why in ELSEWHERE.items()]
    promises = (_line(one.row, one.words, ", ".join(f"`{test}`" for test in one.tests) or "-") for one in PROMISES)
    return HEAD + "".join(line for _, line in sorted(rows, key=_order)) + PROMISED + "".join(promises)


def _order(row: tuple[str, str]) -> str:
    """Rows in the order of their ids; those of one id stay as they are in the catalogue."""
    return row[0].split("-")[0]


def _outcomes(expected) -> tuple[str, str]:  # noqa: ANN001 - a method of the catalogue's
    """Outcome and requests, those of a stream beside them where they differ."""
    whole, streamed = expected(streamed=False), expected(streamed=True)
    if whole == streamed:
        return _told(whole[0]), str(whole[1])
    return f"{_told(whole[0])}; streamed: {_told(streamed[0])}", f"{whole[1]}; streamed: {streamed[1]}"


def _told(outcome: str) -> str:
    return f"`{outcome}`" if outcome[0].isupper() else outcome.replace(" ", ", ")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def main() -> None:
    """Write or check the page."""
    made = page()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if PAGE.read_text(encoding="utf-8") == made else "docs/faults.md is not current: run `make faults`.")
    PAGE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
