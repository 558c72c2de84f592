"""Many kits side by side through one client and an endpoint that does harm: is anything lost, is anything left?

    python benchmarks/soak.py [--kits 2000] [--side-by-side 64] [--questions 2]

The endpoint (soak_server.py) is a process of its own on loopback. It answers 10 % of the requests with 429, 5 % with
500, resets 2 % and gives 5 % an answer that fails. Kits are small, since what is tried is the way to and from the
endpoint: by default two questions, in two requests, from a posting of some 70 words. Each is planned, tailored and
checked like any other. The process ends with 1 where a promise does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from openai import AsyncOpenAI
from soak_server import RATES

from question_tailor import AsyncTailor, InterviewKit, Tailor, read_company, read_posting
from question_tailor.errors import TailorError
from question_tailor.exchange import ModelRequest
from question_tailor.findings import blocks
from question_tailor.testing import ScriptedTransport, answers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.inputs import CompanyContext, JobDescription
    from question_tailor.options import KitOptions

SETTLED = 0.25
"""Share of the kits after which memory should grow no more."""
MOST_GROWTH = 8.0
"""Megabytes that memory may grow after that."""
SLACK = 2.0
"""Seconds that the endpoint has to notice that connections are closed."""


POSTING = """# Head of Product at {name}

{name} runs freight payments for forwarders in the Baltics.

## What you will do

- Own the product vision for freight payments over the next three years
- Lead 12 product people through three leads
- Present product results to the board every quarter
- Set the metrics by which we know that the platform stays healthy
"""
COMPANY = """# {name}

{name} moves money between forwarders and carriers.

## Values

- Say it early: bad news travels first.
"""
NAMES = ("Harbourline", "Quayside", "Tidemark", "Breakwater")


@dataclass
class Job:
    """What one kit is made from, and what it is to be like."""

    posting: JobDescription
    company: CompanyContext
    options: KitOptions

    def entries(self) -> dict[str, dict]:
        """A valid answer for each slot: what is drafted without a model."""
        kit = Tailor.offline().tailor(self.posting, self.company, **self.options)
        answer = answers_of(kit)
        asked = (ModelRequest(slot.id, (), "", {}) for slot in kit.plan.slots)
        return {request.id: json.loads(answer(request))["questions"][0] for request in asked}


def jobs_of(questions: int) -> list[Job]:
    """One job for each name."""
    return [
        Job(
            read_posting(POSTING.format(name=name)),
            read_company(COMPANY.format(name=name)),
            {"level": "head", "questions": questions},
        )
        for name in NAMES
    ]


@dataclass
class Outcome:
    """What came of the kits so far."""

    origins: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    memory: list[float] = field(default_factory=list)

    def take(self, kit: InterviewKit, questions: int) -> None:
        """Count a kit in."""
        complete = len(kit.questions) == questions and not any(blocks(question.findings) for question in kit.questions)
        self.whole += complete
        self.origins.update(question.origin for question in kit.questions)


@dataclass
class Run:
    """How a run went: first requests of a kit, seconds, and descriptors (all, sockets) before and after."""

    groups: int
    seconds: float
    before: tuple[int, int]
    after: tuple[int, int]


async def soak(jobs: list[Job], url: str, kits: int, side_by_side: int) -> Outcome:
    """Make the kits, so many at a time, through one client."""
    outcome = Outcome()
    turns = iter(range(kits))
    async with AsyncOpenAI(base_url=url, api_key="soak", max_retries=0) as client:
        tailor = AsyncTailor("soak", client=client, concurrency=side_by_side, timeout=3_600)

        async def work() -> None:
            for turn in turns:
                job = jobs[turn % len(jobs)]
                try:
                    kit = await tailor.tailor(job.posting, job.company, **job.options)
                    outcome.take(kit, job.options["questions"])
                except TailorError as error:
                    outcome.faults[type(error).__name__] += 1
                if turn % max(1, kits // 20) == 0:
                    gc.collect()
                    outcome.memory.append(resident())

        await asyncio.gather(*(work() for _ in range(side_by_side)))
        await tailor.aclose()
    gc.collect()
    outcome.memory.append(resident())
    return outcome


@contextmanager
def endpoint(jobs: list[Job]) -> Iterator[str]:
    """The endpoint in a process of its own, ended when it is left."""
    answers = {job.posting.title: job.entries() for job in jobs}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("soak_server.py")), str(path)], stdout=subprocess.PIPE
        )
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()


def counts_of(url: str) -> dict[str, int]:
    """What the endpoint has counted, once its connections are closed or it has had time to see that they are."""
    until = time.monotonic() + SLACK
    while True:
        with urllib.request.urlopen(url, timeout=10) as reply:
            counts: dict[str, int] = json.load(reply)
        if counts["open"] == 0 or time.monotonic() > until:
            return counts
        time.sleep(0.1)


def resident() -> float:
    """Memory of this process in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def descriptors() -> tuple[int, int]:
    """Open file descriptors of this process, and how many of them are sockets."""
    links = []
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names, not paths
        try:
            links.append(os.readlink(f"/proc/self/fd/{name}"))  # noqa: PTH115 - the descriptor of the listing is gone
        except OSError:
            continue
    return len(links), sum(link.startswith("socket:") for link in links)


def report(outcome: Outcome, counts: dict[str, int], given: argparse.Namespace, run: Run) -> list[str]:
    """Print the figures; what does not hold."""
    first = given.kits * run.groups
    again = sum(counts.get(what, 0) for what in ("429", "500", "reset"))
    asked_again = counts.get("slots of invalid answers", 0)
    later = outcome.memory[int(len(outcome.memory) * SETTLED) :]
    grown = max(later) - later[0]
    per_kit = f"{given.questions} questions in {run.groups} requests"
    say(f"kits: {given.kits} of {per_kit}, {given.side_by_side} side by side, in {run.seconds:.0f} s")
    say(f"whole: {outcome.whole}; failed: {sum(outcome.faults.values())} {dict(outcome.faults) or ''}".rstrip())
    say("questions: " + ", ".join(f"{count} {origin}" for origin, count in sorted(outcome.origins.items())))
    shares = ", ".join(f"{what} {counts.get(what, 0) / counts['requests']:.1%}" for what in RATES)
    say(f"requests: {counts['requests']}; harmed: {shares}")
    explained = first + again + asked_again
    say(f"explained: {explained} = {first} first + {again} failures + {asked_again} slots of invalid answers")
    say(f"connections: {counts['connections']} made, {counts['most open']} open at once, {counts['open']} left")
    say(f"descriptors: {run.before[0]} before, {run.after[0]} after; sockets {run.before[1]} and {run.after[1]}")
    settled, ended = later[0], later[-1]
    say(f"memory: {settled:.1f} MB after {SETTLED:.0%} of the kits, {ended:.1f} MB at the end, +{grown:.1f} MB at most")
    promises = {
        "every kit is whole": outcome.whole == given.kits,
        "no more requests than harm explains": counts["requests"] <= explained,
        "no connection is left": counts["open"] == 0,
        "descriptors are back to where they began": run.after == run.before,
        f"memory grows by {MOST_GROWTH:.0f} MB at most": grown <= MOST_GROWTH,
    }
    return [promise for promise, held in promises.items() if not held]


def say(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    """Run the soak."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kits", type=int, default=2_000)
    parser.add_argument("--side-by-side", type=int, default=64)
    parser.add_argument("--questions", type=int, default=2, help="of each kit")
    given = parser.parse_args()
    jobs = jobs_of(given.questions)
    with endpoint(jobs) as url:
        return asyncio.run(_run(jobs, url, given))


async def _run(jobs: list[Job], url: str, given: argparse.Namespace) -> int:
    first, *_ = jobs
    with Tailor(transport=ScriptedTransport([])) as tailor:
        groups = len(tailor.dry_run(first.posting, first.company, **first.options))
    # What only the first kits load is no leak.
    await soak(jobs, url, 2 * len(jobs), len(jobs))
    warm = await asyncio.to_thread(counts_of, url)
    before, begun = descriptors(), time.monotonic()
    outcome = await soak(jobs, url, given.kits, given.side_by_side)
    seconds = time.monotonic() - begun
    counts = await asyncio.to_thread(counts_of, url)
    since = {name: count - (0 if "open" in name else warm.get(name, 0)) for name, count in counts.items()}
    broken = report(outcome, since, given, Run(groups, seconds, before, descriptors()))
    for promise in broken:
        say(f"DOES NOT HOLD: {promise}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
