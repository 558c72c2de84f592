"""What is recorded: each scenario is one call, the same through the synchronous and the asynchronous client."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from question_tailor import AsyncTailor, Tailor

if TYPE_CHECKING:
    from question_tailor import InterviewKit
    from question_tailor.events import Event

EXAMPLES = Path(__file__).parents[2] / "examples"
MODEL = os.environ.get("QUESTION_TAILOR_MODEL", "language-model")
FENCE_KEY = b"recorded"
TIMEOUT = 3600.0


@dataclass(frozen=True)
class Scenario:
    """One recorded call, and what its client is set up with beside the model."""

    posting: str
    company: str
    level: str
    options: dict[str, Any] = field(default_factory=dict)
    setup: dict[str, Any] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[Path, Path]:
        return EXAMPLES / "postings" / self.posting, EXAMPLES / "companies" / self.company


KITS = {
    "cpo": Scenario("cpo-freight-payments.md", "freight-payments.md", "cpo"),
    "vp": Scenario("vp-product-hospital-scheduling.txt", "hospital-scheduling.md", "vp"),
    "head": Scenario("head-of-product-secondhand-marketplace.md", "secondhand-marketplace.md", "head"),
    "lead": Scenario("lead-pm-developer-tools.txt", "developer-tools.md", "lead"),
    "german": Scenario("cpo-fernwaerme.md", "fernwaerme.md", "cpo"),
    "whole": Scenario("vp-product-hospital-scheduling.txt", "hospital-scheduling.md", "vp", setup={"group_by": "kit"}),
}
STREAM = Scenario(
    "head-of-product-secondhand-marketplace.md",
    "secondhand-marketplace.md",
    "head",
    {"categories": ["Leadership", "Strategic"], "questions": 4, "minutes": 60},
)


def tailored(scenario: Scenario, face: str) -> InterviewKit:
    """The kit of a scenario, through one of the two clients."""
    if face == "sync":
        with Tailor(MODEL, fence_key=FENCE_KEY, timeout=TIMEOUT, **scenario.setup) as tailor:
            return tailor.tailor(*scenario.inputs, level=scenario.level, **scenario.options)

    async def once() -> InterviewKit:
        async with AsyncTailor(MODEL, fence_key=FENCE_KEY, timeout=TIMEOUT, **scenario.setup) as tailor:
            return await tailor.tailor(*scenario.inputs, level=scenario.level, **scenario.options)

    return asyncio.run(once())


def streamed(scenario: Scenario, face: str) -> list[Event]:
    """The events of a streamed scenario, through one of the two clients."""
    if face == "sync":
        with Tailor(MODEL, fence_key=FENCE_KEY, timeout=TIMEOUT, **scenario.setup) as tailor:
            return list(tailor.stream(*scenario.inputs, level=scenario.level, **scenario.options))

    async def once() -> list[Event]:
        async with AsyncTailor(MODEL, fence_key=FENCE_KEY, timeout=TIMEOUT, **scenario.setup) as tailor:
            stream = tailor.stream(*scenario.inputs, level=scenario.level, **scenario.options)
            return [event async for event in stream]

    return asyncio.run(once())
