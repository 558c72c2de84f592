"""The endpoint of the soak: answers for any group of slots, and does its share of harm. A process of its own.

    python benchmarks/soak_server.py ANSWERS [--seed 7]

ANSWERS is a JSON file with the entry of each slot, by the role's title. The port is printed as the first line. A GET of
any path gives the counts so far.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
from collections import Counter
from pathlib import Path

RATES = {"429": 0.10, "500": 0.05, "reset": 0.02, "invalid": 0.05}
"""What is done to how many of the requests; the rest are answered well."""

_SLOT = re.compile(r"^## Slot (\S+)$", re.MULTILINE)
_TITLE = re.compile(r"^Title: (.+)$", re.MULTILINE)


class Harm:
    """Draws what is done to each request."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._invalid = 0

    def next(self) -> str:
        """What is done to the next request."""
        drawn = self._random.random()
        for what, rate in RATES.items():
            drawn -= rate
            if drawn < 0:
                return what
        return "valid"

    def spoil(self, answer: dict) -> tuple[str, str]:
        """An answer that is no good, of each kind in turn, and how it ends."""
        self._invalid += 1
        text = json.dumps(answer)
        first = answer["questions"][0]
        return [
            ("I would rather talk about the weather.", "stop"),
            (text[: len(text) // 3], "stop"),
            (text, "length"),
            (text + text, "stop"),
            (json.dumps({"questions": []}), "stop"),
            (json.dumps({"questions": [first | {"evidence": [{"source": "job", "quote": "made up"}]}]}), "stop"),
            (json.dumps({"questions": [first | {"text": "[Company], how so?"}]}), "stop"),
        ][self._invalid % 7]


class Endpoint:
    """Answers requests and counts them."""

    def __init__(self, answers: dict[str, dict[str, dict]], seed: int) -> None:
        self._answers = answers
        self._harm = Harm(seed)
        self.counts: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for as long as the client keeps it."""
        self.counts["connections"] += 1
        self.counts["open"] += 1
        self.counts["most open"] = max(self.counts["most open"], self.counts["open"])
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.counts["open"] -= 1
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if head.startswith("get "):
            await _write(writer, "200 OK", dict(self.counts) | {"open": self.counts["open"] - 1})
            return False
        size = re.search(r"\r\ncontent-length: *(\d+)", head)
        body = json.loads(await reader.readexactly(int(size[1]) if size else 0))
        asked = "\n".join(message["content"] for message in body["messages"] if message["role"] == "user")
        slots = _SLOT.findall(asked)
        what = self._harm.next()
        self.counts["requests"] += 1
        self.counts[what] += 1
        if what == "reset":
            writer.transport.abort()
            return False
        if what in {"429", "500"}:
            await _write(writer, f"{what} No", {"error": {"message": "not now"}}, "retry-after-ms: 40\r\n")
            return True
        title = _TITLE.search(asked)
        entries = self._answers[title[1] if title else ""]
        answer = {"questions": [entries[slot] for slot in slots]}
        text, finish = json.dumps(answer), "stop"
        if what == "invalid":
            self.counts["slots of invalid answers"] += len(slots)
            text, finish = self._harm.spoil(answer)
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
        usage = {"prompt_tokens": len(asked) // 4, "completion_tokens": len(text) // 4}
        await _write(writer, "200 OK", {"id": "c", "model": "soak", "choices": [choice], "usage": usage})
        return True


async def _write(writer: asyncio.StreamWriter, status: str, document: dict, headers: str = "") -> None:
    body = json.dumps(document).encode()
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()


async def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("answers", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    answers = json.loads(given.answers.read_text(encoding="utf-8"))
    server = await asyncio.start_server(Endpoint(answers, given.seed).serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
