"""A real server on loopback, in a process of its own, and a transport that keeps what went over it."""

from __future__ import annotations

import re
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

from question_tailor.openai_transport import OpenAITransport
from question_tailor.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from question_tailor.exchange import ModelReply, ModelRequest

START = 120
"""Seconds that a server may take to start; it loads a model of some hundred kilobytes."""


class Server:
    """Runs a command until the end of the block.

    Args:
        command: What to run; it has to choose its port itself and to print its address.
        ready: What it prints when it takes requests.
    """

    def __init__(self, command: list[str], ready: str) -> None:
        self.lines: list[str] = []
        self.url = ""
        self._command = command
        self._ready = re.compile(ready)
        self._is_ready = threading.Event()

    def __enter__(self) -> Self:
        # The server would read settings from variables of common names, such as PORT and MODEL.
        self._process = subprocess.Popen(
            self._command,
            env={"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._is_ready.wait(START) or not self.url:
            self.__exit__()
            raise AssertionError("The server did not start:\n" + self.printed)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._process.stdout.close()

    @property
    def printed(self) -> str:
        """All that it has printed."""
        return "\n".join(self.lines)

    def _read(self) -> None:
        for line in self._process.stdout:
            self.lines.append(line.rstrip())
            if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.url = f"{address[0]}/v1"
            if self._ready.search(line):
                self._is_ready.set()
        self._is_ready.set()


class Watched(OpenAITransport):
    """The library's own transport, which keeps what went over it: answered requests, and the status of each sending."""

    def __init__(self, model: str, **arguments: object) -> None:
        super().__init__(model, **arguments)
        self.exchanges: list[tuple[ModelRequest, ModelReply]] = []
        self.statuses: list[int] = []

    async def send(self, request: ModelRequest, on_text: Callable[[str], None] | None = None) -> ModelReply:
        reply = await super().send(request, on_text)
        self.exchanges.append((request, reply))
        return reply

    async def _post(self, body: dict[str, Any], on_text: Callable[[str], None] | None) -> ModelReply:
        try:
            reply = await super()._post(body, on_text)
        except Refusal as refusal:
            self.statuses.append(refusal.status)
            raise
        self.statuses.append(200)
        return reply

    @property
    def rung(self) -> str:
        """The form in which answers are asked for by now."""
        return self._capabilities.form.rung
