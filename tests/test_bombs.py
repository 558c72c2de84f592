"""A body of a few kilobytes that would be 256 MB is refused, in a child process whose memory is measured."""

import base64
import gzip
import json
import subprocess
import sys
import zlib

import pytest

from measured import measured
from sockets import RawServer, answer

pytestmark = [
    pytest.mark.block_network(allowed_hosts=["127.0.0.1"]),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is read from /proc"),
]

SIZE = 256 * 1024 * 1024
MOST_GROWTH = 64 * 1024
"""Kilobytes."""

BROTLI = zlib.decompress(
    base64.b64decode(
        "eNo7/f+//Q91hkcbHRS+/+v//7/+gz/DkUTBhnd/5f////9gPkPHYSaGu7/t//3/f9CeUaCdlWHX9/o///831zMp8HEzlLz//+P/f/b/LA4yYgwv7v3/+P8//z/OBgsdhgt7/z/+/1/+jzBDYQTDgur/x6EWbWBwQLKIcdQiwhaZAwAV9+uB"
    )
)
ZSTD = zlib.decompress(
    base64.b64decode("eNrtwzENgEAUBbDHsdz4ZbAx4wEhJwNTuIMANkjapMu53sdIUnvSM+V6tmotFVVVVVVVVVX1n+fvC0I8lYw=")
)
"""256 MB of zeros in the two encodings that the standard library cannot write."""

CHILD = """
import asyncio, json, re, sys
from pathlib import Path
from question_tailor.errors import TailorError
from question_tailor.exchange import Message, ModelRequest
from question_tailor.openai_transport import OpenAITransport

def most():
    # The peak of this program alone; `ru_maxrss` begins at that of the process which started it.
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text()).group(1))

async def send(name, on_text):
    transport = OpenAITransport(name)
    try:
        reply = await transport.send(ModelRequest("s01", (Message("user", "?"),), "x", {}), on_text)
        return reply.text
    except TailorError as error:
        return type(error).__name__
    finally:
        await transport.aclose()

async def main():
    for on_text in (None, lambda text: None):
        await send("fine", on_text)
    before = most()
    for name in sys.argv[1:]:
        for on_text in (None, lambda text: None):
            outcome = await send(name, on_text)
            print(json.dumps([name, on_text is not None, outcome, most() - before]), flush=True)

asyncio.run(main())
"""


def head(status, encoding, kind="application/json"):
    line = f"content-encoding: {encoding}\r\n" if encoding else ""
    return f"HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\n{line}connection: close\r\n\r\n".encode()


@pytest.fixture(scope="module")
def bombs():
    zeros = bytes(SIZE)
    squeezed = {
        "gzip": gzip.compress(zeros, 9),
        "deflate": zlib.compress(zeros, 9),
        "br": BROTLI,
        "zstd": ZSTD,
        "": None,
    }
    return {
        f"{encoding or 'plain'} {status}": (status, encoding, data)
        for status in (200, 500)
        for encoding, data in squeezed.items()
    }


def test_a_bomb_is_refused_without_the_memory_that_it_asks_for(bombs, monkeypatch):
    def burst(connection):
        if connection.body["model"] == "fine":
            return answer("{}")(connection)
        status, encoding, data = bombs[connection.body["model"]]
        connection.write(
            head(status, encoding) if not connection.body.get("stream") else head(status, encoding, "text/event-stream")
        )
        if data:
            return connection.write(data)
        while True:
            connection.write(b" " * 65_536)

    with RawServer(burst) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
        done = subprocess.run(
            [sys.executable, "-c", CHILD, *bombs], capture_output=True, text=True, check=False, timeout=40
        )

    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == 2 * len(bombs)
    for name, _, outcome, growth in told:
        expected = "ResponseTooLarge" if name in {"gzip 200", "deflate 200", "plain 200"} else "ServerFailed"
        assert (name, outcome) == (name, expected)
        assert growth < MOST_GROWTH
    most = max(growth for *_, growth in told)
    measured(
        "T-09",
        f"{len(told)} bodies of 256 MB (plain, gzip, deflate, br, zstd; answers and refusals)",
        f"peak memory +{most / 1024:.1f} MB",
    )
