"""What a run showed, for docs/local-servers.md: filled by the tests, printed at the end, written where all passed."""

from __future__ import annotations

import json
import os
import platform
import re
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from question_tailor.capabilities import keeps_to

if TYPE_CHECKING:
    from pathlib import Path

    from question_tailor.exchange import ModelReply, ModelRequest
    from question_tailor.kit import InterviewKit

_BETWEEN = re.compile(r"(?<=<!-- integration -->\n).*?(?=<!-- end of integration -->)", re.DOTALL)
Exchanges = list[tuple["ModelRequest", "ModelReply"]]


class Results:
    """The tables of one run."""

    def __init__(self) -> None:
        self.weights = 0
        self._schemas: list[str] = []
        self._kits: list[str] = []

    def schema(self, name: str, exchanges: Exchanges) -> None:
        """Note what came back for one schema."""
        self._schemas.append(f"| {name} | {_endings(exchanges)} |\n")

    def kit(self, way: str, kit: InterviewKit, exchanges: Exchanges, seconds: float) -> None:
        """Note how a kit came out."""
        origins = Counter(question.origin for question in kit.questions)
        told = ", ".join(f"{count} {origin}" for origin, count in origins.items())
        self._kits.append(f"| {way} | {_endings(exchanges)} | {told} | {seconds:.0f} s |\n")

    def __str__(self) -> str:
        if not self._schemas:
            return ""
        named = ", ".join(f"{name} {_version(name)}" for name in ("llama-cpp-python", "gguf", "openai"))
        cores = f"{os.cpu_count()} cores of {platform.machine()}"
        return (
            f"{named}; Python {platform.python_version()}, {cores}; a model of {self.weights:,} random weights.\n\n"
            "| schema | answers | ended | keep to the schema | hold a question |\n| --- | --- | --- | --- | --- |\n"
            + "".join(self._schemas)
            + "\n| kit | answers | ended | keep to the schema | hold a question | the kit's questions | time |\n"
            + "| --- | --- | --- | --- | --- | --- | --- |\n"
            + "".join(self._kits)
        )

    def write_into(self, page: Path) -> None:
        """Replace the tables of a page."""
        page.write_text(_BETWEEN.sub(lambda _: f"{self}", page.read_text("utf-8")), "utf-8")


def holds_a_question(text: str) -> bool:
    """Whether an answer that keeps to its schema is more than empty arrays."""
    return any(json.loads(text, strict=False).values())


def _endings(exchanges: Exchanges) -> str:
    """How many answers there were, ended by themselves, kept to their schema, and held a question."""
    ended = [(request.schema, reply.text) for request, reply in exchanges if reply.finish == "stop"]
    kept = [text for schema, text in ended if keeps_to(text, schema)]
    return f"{len(exchanges)} | {len(ended)} | {len(kept)} | {sum(map(holds_a_question, kept))}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"
