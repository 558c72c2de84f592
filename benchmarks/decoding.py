"""How long an answer takes to read as it grows: 0.5 MB of noise against 1 MB, whole and in pieces of 4 characters.

    python benchmarks/decoding.py

What counts is the ratio: 2 where the time grows with the length alone, 4 where it grows with its square. The best of
three runs is taken, in turns. The process ends with 1 where a ratio is above 3.
"""

from __future__ import annotations

import sys
import time
from itertools import chain

from question_tailor.decoding import AnswerReader, MalformedAnswer

MEGABYTE = 1_000_000
RUNS = 3
MOST = 3.0
OBJECT = '{"questions": [{"slot": "s01"}]}'


def numbered(word: str, length: int) -> str:
    """Text of about this length that does not repeat itself."""
    return "".join(f"{word}{number}" for number in range(length // (len(word) + 6)))


NOISE = {
    "prose after the object": lambda length: OBJECT + numbered(' so "it" goes ', length),
    "many small entries": lambda length: '{"questions": [' + numbered('"so", {"slot": "s01"}, ', length),
    "objects within objects": lambda length: '{"a": {"b": {"c": {"d": [' + numbered('{"e": "f"}, ', length),
    "escapes": lambda length: '{"a": [' + numbered('"\\\\\\"\\n", ', length),
}
"""Each kind of noise. What comes before an object cannot be as long, since reading ends at 400,000 characters."""


def seconds(text: str, piece: int) -> float:
    """Processor time of one reading, which others on the machine do not lengthen."""
    pieces = [text[start : start + piece] for start in range(0, len(text), piece)]
    reader = AnswerReader()
    begun = time.process_time()
    try:
        for _ in chain.from_iterable(map(reader.feed, pieces)):
            pass
        reader.finish()
    except MalformedAnswer as error:
        if "stops before its end" not in str(error):
            raise
    return time.process_time() - begun


def main() -> int:
    """Print a line for each kind of noise."""
    worst = 0.0
    for name, noise in NOISE.items():
        texts = noise(MEGABYTE // 2), noise(MEGABYTE)
        for piece in (MEGABYTE * 2, 4):
            taken = [[seconds(text, piece) for text in texts] for _ in range(RUNS)]
            half, whole = (min(times) for times in zip(*taken, strict=True))
            worst = max(worst, whole / half)
            how = "in one piece" if piece > MEGABYTE else f"in pieces of {piece}"
            print(f"{name}, {how}: 0.5 MB {half:.2f} s, 1 MB {whole:.2f} s, ratio {whole / half:.1f}")
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
