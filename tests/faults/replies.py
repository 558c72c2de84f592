"""What the fault server may do with a request: small behaviours, and ways to put them together.

A behaviour takes an `Exchange` and writes what it likes to the socket. The connection ends after that.
"""

from __future__ import annotations

import gzip
import json
import re
import socket
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from wire import completion, events

DRIP = 0.02
"""Seconds between the pieces of something that drips."""
PIECE = 64
"""Characters of one piece of a streamed answer."""
_SLOT = re.compile(r"^## Slot (s\d+)$", re.MULTILINE)
_STOP = {"index": 0, "delta": {}, "finish_reason": "stop"}


@dataclass
class Exchange:
    """One request that has arrived, and a way to answer it.

    Attributes:
        socket: The connection.
        place: Path that the request was sent to, without `/v1/chat/completions`.
        headers: Its headers, by lower-case name.
        body: What was sent.
        entries: The right answer of each slot, by the slot's id.
    """

    socket: socket.socket
    place: str
    headers: dict[str, str]
    body: dict[str, Any]
    entries: dict[str, dict[str, Any]] = field(repr=False)

    @property
    def streamed(self) -> bool:
        """Whether the answer was asked for as a stream."""
        return bool(self.body.get("stream"))

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The right answers of the slots that are asked for, fresh copies."""
        said = "\n".join(message["content"] for message in self.body["messages"])
        slots = dict.fromkeys(_SLOT.findall(said))
        return [json.loads(json.dumps(self.entries[slot])) for slot in slots]

    def head(self, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """Write the head of a response; the connection's end is the body's, unless a header says otherwise."""
        told = {"content-type": kind, "x-request-id": f"req-{self.place.split('/')[1]}", "connection": "close"}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.write(f"HTTP/1.1 {status} Scripted\r\n{lines}\r\n".encode())

    def write(self, data: bytes) -> None:
        """Write to the client."""
        self.socket.sendall(data)

    def client_left(self, seconds: float) -> bool:
        """Wait so long for the client to leave; whether it did."""
        self.socket.settimeout(seconds)
        try:
            return not self.socket.recv(1)
        except TimeoutError:
            return False


Behaviour = Callable[[Exchange], None]
Content = Callable[[list[dict[str, Any]]], Any]
"""Makes the content of an answer from the right entries; a list or None stands for itself."""


def as_json(entries: list[dict[str, Any]]) -> str:
    """The right answer."""
    return json.dumps({"questions": entries}, ensure_ascii=False)


def around(before: str, after: str = "") -> Content:
    """The right answer with text around it."""
    return lambda entries: before + as_json(entries) + after


def always(text: Any) -> Content:
    """The same, whatever was asked."""
    return lambda _: text


def with_fields(**fields: Any) -> Content:
    """The right answer, but for these fields."""
    return lambda entries: as_json([entry | fields for entry in entries])


def replacing(old: str, new: str) -> Content:
    """The right answer with one piece of its text replaced, as in the first entry."""
    return lambda entries: as_json(entries).replace(old, new, 1)


def half(entries: list[dict[str, Any]]) -> str:
    """The right answer, cut in the middle of its last question."""
    whole = as_json(entries)
    start = whole.rindex('{"slot"') if '{"slot"' in whole else 0
    return whole[: (start + len(whole)) // 2]


def says(
    content: Content = as_json, finish: Any = "stop", usage: Any = ..., model: str = "m-1", **message: Any
) -> Behaviour:
    """Answer as a chat endpoint does, in one piece or streamed as it was asked for.

    Args:
        content: What the answer says.
        finish: The finish reason; `...` for none at all.
        usage: The usage to tell; `...` for a usual one.
        model: The model that has answered.
        **message: More members of the message, or of the last delta.
    """

    def behave(exchange: Exchange) -> None:
        text = content(exchange.asked)
        told = {"prompt_tokens": 100, "completion_tokens": 20} if usage is ... else usage
        if exchange.streamed:
            exchange.head(kind="text/event-stream")
            pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)] if isinstance(text, str) else [text]
            deltas = [*({"content": piece} for piece in pieces), *([message] if message else [])]
            for delta in deltas:
                exchange.write(_event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}))
            last = {"index": 0, "delta": {}} if finish is ... else _STOP | {"finish_reason": finish}
            exchange.write(_event({"model": model, "choices": [last]}))
            exchange.write(_event({"choices": [], "usage": told}) + b"data: [DONE]\n\n")
            return
        choice = {"index": 0, "message": {"role": "assistant", "content": text, **message}}
        choice |= {} if finish is ... else {"finish_reason": finish}
        exchange.head()
        exchange.write(json.dumps(completion("", choices=[choice], usage=told, model=model)).encode())

    return behave


def _event(chunk: object) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def body(data: bytes | str | object, kind: str = "application/json", status: int = 200, **headers: str) -> Behaviour:
    """Answer with this body, streamed or not; what is neither bytes nor text is written as JSON."""
    raw = data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode()

    def behave(exchange: Exchange) -> None:
        exchange.head(status, kind, **headers)
        exchange.write(raw)

    return behave


def refuses(status: int, message: str = "", code: str | None = None, **headers: str) -> Behaviour:
    """Refuse, and repeat in the reason what was sent: the key and the posting's words."""

    def behave(exchange: Exchange) -> None:
        sent = exchange.body["messages"][-1]["content"]
        echoed = [exchange.headers.get("authorization", ""), sent[sent.find("freight") :][:80]]
        error = {"message": message, "code": code, "type": None, "input": echoed, "detail": f"You sent {echoed}"}
        exchange.head(status, **headers)
        exchange.write(json.dumps({"error": error}).encode())

    return behave


def one_document(exchange: Exchange) -> None:
    """The right answer as one JSON document, also where a stream was asked for."""
    exchange.head()
    exchange.write(json.dumps(completion(as_json(exchange.asked))).encode())


def streams(*parts: Callable[[list[dict[str, Any]]], str | bytes], chunked: bool = False) -> Behaviour:
    """An event stream of these parts, also where none was asked for.

    Args:
        *parts: Each makes a part of the body from the right entries.
        chunked: Whether the body is sent in a chunk without a last one, so that its end is a cut.
    """

    def behave(exchange: Exchange) -> None:
        made = [part(exchange.asked) for part in parts]
        data = b"".join(part if isinstance(part, bytes) else part.encode() for part in made)
        if not chunked:
            exchange.head(kind="text/event-stream")
            exchange.write(data)
            return
        exchange.head(kind="text/event-stream", transfer_encoding="chunked")
        exchange.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    return behave


def broken_gzip(exchange: Exchange) -> None:
    """A compressed stream that breaks after half an answer, so long after that no read holds both."""
    squeeze = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    comment = f": {Random(0).randbytes(150_000).hex()}\n\n"
    begun = deltas(half)(exchange.asked) + comment
    exchange.head(kind="text/event-stream", content_encoding="gzip")
    exchange.write(squeeze.compress(begun.encode()) + squeeze.flush(zlib.Z_SYNC_FLUSH) + b"\xff" * 100)


def deltas(content: Content, finish: str | None = None) -> Callable[[list[dict[str, Any]]], str]:
    """A part of a stream: some text in pieces, and a finish reason where one is given."""

    def part(entries: list[dict[str, Any]]) -> str:
        text = content(entries)
        return events(*(text[at : at + PIECE] for at in range(0, len(text), PIECE)), finish=finish, done=False)

    return part


def chunk(data: object) -> Callable[[list[dict[str, Any]]], str]:
    """A part of a stream: one event."""
    return lambda _: f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n"


def two_choices(exchange: Exchange) -> None:
    """Two choices although one was asked for; in a stream they come by turns."""
    right, other = as_json(exchange.asked), "Another choice."
    if not exchange.streamed:
        choices = [
            {"index": at, "message": {"content": text}, "finish_reason": "stop"}
            for at, text in enumerate((right, other))
        ]
        exchange.head()
        exchange.write(json.dumps(completion("", choices=choices)).encode())
        return
    exchange.head(kind="text/event-stream")
    for at in range(0, len(right), PIECE):
        for index, text in ((0, right[at : at + PIECE]), (1, other)):
            exchange.write(_event({"choices": [{"index": index, "delta": {"content": text}}]}))
    for index in (1, 0):
        exchange.write(_event({"choices": [_STOP | {"index": index}]}))


def in_single_bytes(exchange: Exchange) -> None:
    """The right answer, streamed with a character a piece."""
    if not exchange.streamed:
        one_document(exchange)
        return
    exchange.head(kind="text/event-stream")
    exchange.write(events(*as_json(exchange.asked)).encode())


def takes(*shapes: str, refusal: Behaviour) -> Behaviour:
    """Answer requests in these forms (`strict`, `schema`, `object_schema`, `object`, `text`) and refuse others."""

    def behave(exchange: Exchange) -> None:
        (says() if form_of(exchange.body) in shapes else refusal)(exchange)

    return behave


def form_of(sent: dict[str, Any]) -> str:
    """The rung of the ladder that a request was sent in."""
    shape = sent.get("response_format")
    if shape is None:
        return "text"
    if shape["type"] == "json_schema":
        return "strict" if shape["json_schema"].get("strict") else "schema"
    return "object_schema" if "schema" in shape else "object"


def reset(exchange: Exchange) -> None:
    """End the connection with a reset, before any head."""
    exchange.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    exchange.socket.close()


def reset_after_head(exchange: Exchange) -> None:
    """Begin a response, and end the connection with a reset."""
    exchange.head(content_length="900")
    reset(exchange)


def half_a_body(exchange: Exchange) -> None:
    """Promise more than is sent."""
    exchange.head(content_length="900")
    exchange.write(b'{"choices": [{"mess')


def hang_up(exchange: Exchange) -> None:
    """Take the request and close without a word."""


def drip(exchange: Exchange) -> None:
    """A body that comes a byte at a time and never ends."""
    exchange.head(content_length="1000000")
    while not exchange.client_left(DRIP):
        exchange.write(b" ")


def comments_for_ever(exchange: Exchange) -> None:
    """An event stream of comments only."""
    exchange.head(kind="text/event-stream")
    while not exchange.client_left(DRIP):
        exchange.write(b": keep-alive\n\n")


def blanks_for_ever(exchange: Exchange) -> None:
    """An answer that begins well and goes on with blanks; a stream goes on until the client has enough."""
    begun = '{"questions": ['
    if not exchange.streamed:
        says(always(begun + " " * 20_000), finish="length")(exchange)
        return
    exchange.head(kind="text/event-stream")
    exchange.write(events(begun, finish=None, done=False).encode())
    blanks = events(" " * 200, finish=None, done=False).encode()
    while not exchange.client_left(0.001):
        exchange.write(blanks)


def bomb(exchange: Exchange) -> None:
    """A small body that is 64 MB once it is decompressed."""
    exchange.head(content_encoding="gzip", kind="text/event-stream" if exchange.streamed else "application/json")
    exchange.write(gzip.compress(bytes(64_000_000), 1))


def giant(exchange: Exchange) -> None:
    """A body that goes on until the client has enough, of 50 MB at the most."""
    exchange.head()
    exchange.write(b"{")
    for _ in range(800):
        exchange.write(b" " * 65_536)


def giant_head(exchange: Exchange) -> None:
    """A head that goes on until the client has enough, of 10 MB at the most."""
    exchange.write(b"HTTP/1.1 200 Scripted\r\n")
    for _ in range(160):
        exchange.write(b"x-more: " + b"a" * 65_536 + b"\r\n")


def redirects(exchange: Exchange) -> None:
    """Send the client to another host's name, to a place of this server where arrivals are counted."""
    port = exchange.socket.getsockname()[1]
    target = f"http://localhost:{port}{exchange.place}-elsewhere/v1/chat/completions"
    exchange.head(307, location=target)
