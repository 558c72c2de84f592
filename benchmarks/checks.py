"""How long each check takes for one question: on the labelled texts, and on hostile ones of 4,000 characters.

python benchmarks/checks.py
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]

from question_tailor import review  # noqa: E402
from question_tailor.assembly import answer_of  # noqa: E402
from question_tailor.bank import load_bank  # noqa: E402
from question_tailor.checks import CHECKS  # noqa: E402
from question_tailor.checks.brief import Brief  # noqa: E402
from question_tailor.client import Tailor  # noqa: E402
from question_tailor.inputs import CompanyContext, JobDescription  # noqa: E402
from question_tailor.levels import profile_of  # noqa: E402
from question_tailor.readers import read_company, read_posting  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from question_tailor.schemas import Answer

SAMPLE = ROOT / "examples" / "postings" / "cpo-freight-payments.md"
SAMPLE_COMPANY = ROOT / "examples" / "companies" / "freight-payments.md"
LENGTH = 4_000
PIECES = (
    "a",
    " ",
    "a ",
    "? ",
    "?",
    ", and ",
    "and how ",
    "you ",
    "your age ",
    "have you ever ",
    "how old are you, ",
    "( ",
    "((",
    "[",
    "<",
    "{{",
    '"',
    "'",
    "- ",
    "…",
    "tell me about a time when ",
    "if you were to ",
    "wouldn't you agree that ",
    "oder ",
    "und wie ",
    "n'est-ce pas ",
    "est-ce que vous ",
    "haben Sie ",
    "1.000.000 ",
    "five years of the whole company ",
    "ä",
    "\u0301e",
    "é́",
    "under 40 ",
    "no children, ",
    "what and why and ",
    "X" * 40 + " ",
    "x.com ",
    "a@b",
    "&#",
    "__",
    "**a",
    "married? ",
)
"""What a hostile text repeats: whatever a rule may begin with, so that one that tries again at each place shows."""


def texts() -> list[str]:
    """The labelled questions of both halves, not one of them shown."""
    data = ROOT / "tests" / "data"
    files = [data / half / f"{name}.jsonl" for half in ("seen", "unseen") for name in ("lawful", "form", "level_fit")]
    return [json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def hostile() -> list[str]:
    """Texts of 4,000 characters that make a careless rule slow."""
    return [(piece * LENGTH)[:LENGTH] for piece in PIECES]


def question() -> tuple[Answer, Brief]:
    """A whole question of the sample kit, into which texts are put, and what it is held against."""
    job, company = read_posting(SAMPLE), read_company(SAMPLE_COMPANY)
    with Tailor.offline() as tailor:
        kit = tailor.tailor(job, company)
    bank, first = load_bank(), kit.questions[0]
    return answer_of(first), Brief(
        slot=kit.plan.slots[0],
        canonical=bank[first.canonical_id],
        profile=profile_of(kit.level),
        job=JobDescription.model_validate(job.model_dump()),
        company=CompanyContext.model_validate(company.model_dump()),
        taken=tuple(one.text for one in kit.questions[1:]),
    )


def timed(call: Callable[..., Any], given: Iterable[tuple[Any, ...]]) -> list[float]:
    """Milliseconds of processor time of each call, after one that fills caches."""
    spent: list[float] = []
    for number, arguments in enumerate(given):
        if number == 0:
            call(*arguments)
        begun = time.process_time()
        call(*arguments)
        spent.append((time.process_time() - begun) * 1000)
    return spent


def main() -> None:
    """Print median and worst time of each check."""
    answer, brief = question()
    labelled = [answer.model_copy(update={"text": text}) for text in texts()]
    nasty = [answer.model_copy(update={"text": text}) for text in hostile()]
    print(f"milliseconds a question: {len(labelled)} labelled texts, {len(nasty)} hostile ones of {LENGTH:,}")
    print(
        f"{'':<14}{'labelled':>12}{'':>12}{'hostile':>20}\n{'check':<14}{'median':>12}{'worst':>12}{'median':>20}{'worst':>12}"
    )
    for name, check in CHECKS.items():
        cells = [timed(check, [(one, brief) for one in given]) for given in (labelled, nasty)]
        _print(name, *cells)
    written = [[(text,) for text in given if text.strip()] for given in (texts(), hostile())]
    _print("review", *(timed(review, given) for given in written))


def _print(name: str, usual: list[float], nasty: list[float]) -> None:
    print(f"{name:<14}{median(usual):>12.2f}{max(usual):>12.2f}{median(nasty):>20.2f}{max(nasty):>12.2f}")


if __name__ == "__main__":
    sys.exit(main())
