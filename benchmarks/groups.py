"""How long a panel waits: groups side by side against the whole kit in one request, on loopback.

An endpoint of our own answers what a language model once answered (cassettes/), written at 80 tokens a second for each
request. Both ways run in turns in one process; what counts is their ratio.

    python benchmarks/groups.py [--rounds 3] [--rate 80]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "recorded"))

import yaml  # noqa: E402 - comes with vcrpy
from openai import AsyncOpenAI  # noqa: E402
from scenarios import FENCE_KEY, KITS  # noqa: E402

from question_tailor import AsyncTailor  # noqa: E402
from question_tailor.events import KitFinished, QuestionAccepted  # noqa: E402

CHARACTERS_A_TOKEN = 4
CHARACTERS_A_PIECE = 32


def recorded_entries(name: str) -> dict[str, dict]:
    """The latest recorded answer for each slot of a kit."""
    cassette = yaml.safe_load((ROOT / "cassettes" / "test_recorded_kits" / f"{name}.yaml").read_text(encoding="utf-8"))
    entries: dict[str, dict] = {}
    for exchange in cassette["interactions"]:
        content = json.loads(exchange["response"]["body"]["string"])["choices"][0]["message"]["content"]
        start, end = content.index("{"), content.rindex("}") + 1
        entries |= {entry["slot"]: entry for entry in json.loads(content[start:end])["questions"]}
    return entries


def answer_to(body: dict, entries: dict[str, dict]) -> str:
    """The recorded entries for the slots that a request asks for, in the shape that it asks for."""
    asked = [line.split()[-1] for line in body["messages"][1]["content"].splitlines() if line.startswith("## Slot ")]
    arrays = list(body["response_format"]["json_schema"]["schema"]["properties"])
    found = {array: [] for array in arrays}
    for slot in asked:
        place = arrays[0] if len(arrays) == 1 else KEY_OF_SLOT[slot]
        found[place].append(entries[slot])
    return json.dumps(found, ensure_ascii=False)


KEY_OF_SLOT: dict[str, str] = {}


async def serve(entries: dict[str, dict], rate: float) -> asyncio.Server:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(head.split("content-length:")[1].split("\r\n")[0])
        text = answer_to(json.loads(await reader.readexactly(size)), entries)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        begun = time.perf_counter()
        for start in range(0, len(text), CHARACTERS_A_PIECE):
            due = begun + start / CHARACTERS_A_TOKEN / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            chunk = {"choices": [{"index": 0, "delta": {"content": text[start : start + CHARACTERS_A_PIECE]}}]}
            writer.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            await writer.drain()
        writer.write(b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n')
        await writer.drain()
        writer.close()

    return await asyncio.start_server(handle, "127.0.0.1", 0)


async def one_kit(url: str, group_by: str) -> tuple[float, float]:
    """Seconds to the first accepted question and to the kit."""
    scenario = KITS["cpo"]
    client = AsyncOpenAI(base_url=url, api_key="none")
    tailor = AsyncTailor("recorded", client=client, group_by=group_by, fence_key=FENCE_KEY)
    begun, first = time.perf_counter(), None
    async for event in tailor.stream(*scenario.inputs, level=scenario.level):
        if isinstance(event, QuestionAccepted) and first is None:
            first = time.perf_counter() - begun
        if isinstance(event, KitFinished):
            total = time.perf_counter() - begun
    await client.close()
    return first or total, total


async def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--rate", type=float, default=80.0)
    given = options.parse_args()
    scenario = KITS["cpo"]
    planned = AsyncTailor.offline()
    kit = await planned.tailor(*scenario.inputs, level=scenario.level)
    KEY_OF_SLOT.update({slot.id: slot.category.lower().replace(" ", "_") for slot in kit.plan.slots})
    server = await serve(recorded_entries("cpo"), given.rate)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    seen: dict[str, list[tuple[float, float]]] = {"category": [], "question": [], "kit": []}
    for _ in range(given.rounds):
        for group_by, measured in seen.items():
            measured.append(await one_kit(url, group_by))
    server.close()
    medians = {name: tuple(map(statistics.median, zip(*runs, strict=True))) for name, runs in seen.items()}
    whole = medians["kit"][1]
    print(f"{given.rate:g} tokens a second for each request, {given.rounds} rounds in turns, 12 questions")
    print("The whole kit in one request is 1.")
    for name, (first, total) in medians.items():
        print(f"{name:>9}: whole kit {total / whole:.2f}, first validated question {first / whole:.2f}")


if __name__ == "__main__":
    asyncio.run(main())
