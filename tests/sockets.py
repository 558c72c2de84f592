"""A raw-socket endpoint on loopback, for what no proper HTTP server would do."""

from __future__ import annotations

import json
import socket
import threading
from typing import TYPE_CHECKING, Self

from wire import completion, events

if TYPE_CHECKING:
    from collections.abc import Callable

    Behaviour = Callable[["Connection"], None]

JSON_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
DRIP = 0.02
"""Seconds between the pieces of something that drips."""


class Connection:
    """One connection of a client: what it sent, and a way to write to it until it or the server ends."""

    def __init__(self, taken: socket.socket, stopping: threading.Event) -> None:
        self.socket = taken
        self.stopping = stopping
        self.body: dict = {}
        self.keep = False

    def read(self) -> bool:
        """Read one request; whether there was one."""
        held = b""
        while b"\r\n\r\n" not in held:
            chunk = self.socket.recv(65_536)
            if not chunk:
                return False
            held += chunk
        head, _, body = held.partition(b"\r\n\r\n")
        size = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        while len(body) < size:
            chunk = self.socket.recv(65_536)
            if not chunk:
                return False
            body += chunk
        self.body = json.loads(body)
        return True

    def write(self, data: bytes) -> None:
        self.socket.sendall(data)

    def drip(self, data: bytes) -> None:
        """Write a byte at a time, and the last one for ever."""
        for at in range(len(data)):
            self.write(data[at : at + 1])
            if self.stopping.wait(DRIP):
                return
        self.repeat(data[-1:])

    def repeat(self, data: bytes) -> None:
        """Write the same until somebody ends it."""
        while not self.stopping.wait(DRIP):
            self.write(data)

    def stall(self) -> None:
        """Write nothing until the client leaves."""
        self.socket.settimeout(0.05)
        while not self.stopping.is_set():
            try:
                if not self.socket.recv(1):
                    return
            except TimeoutError:
                continue


class RawServer:
    """Takes connections, each in a thread; a behaviour for each request in turn, the last one for ever."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self.behaviours = behaviours
        self.bodies: list[dict] = []
        self.open = 0
        self.arrived = threading.Condition()
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        # A blocked accept does not notice that its socket is closed; a last connection wakes it.
        socket.create_connection(self._listener.getsockname()).close()
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def await_requests(self, count: int) -> None:
        """Wait until so many requests have arrived."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.bodies) >= count, 10), f"only {len(self.bodies)} arrived"

    def await_open(self, count: int) -> None:
        """Wait until no more than so many connections are open."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.open <= count, 10), f"{self.open} connections are open"

    def _accept(self) -> None:
        while True:
            taken, _ = self._listener.accept()
            if self._stopping.is_set():
                taken.close()
                return
            thread = threading.Thread(target=self._serve, args=(taken,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, taken: socket.socket) -> None:
        self._count(1)
        try:
            with taken:
                self._answer(Connection(taken, self._stopping))
        except OSError:
            pass
        finally:
            self._count(-1)

    def _answer(self, connection: Connection) -> None:
        while connection.read():
            with self.arrived:
                self.bodies.append(connection.body)
                behave = self.behaviours[min(len(self.bodies), len(self.behaviours)) - 1]
                self.arrived.notify_all()
            connection.keep = False
            behave(connection)
            if not connection.keep:
                return

    def _count(self, change: int) -> None:
        with self.arrived:
            self.open += change
            self.arrived.notify_all()


def status(code: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Answer with a status, and keep the connection."""

    def behave(connection: Connection) -> None:
        named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        head = f"HTTP/1.1 {code} X\r\ncontent-type: application/json\r\n{named}content-length: {len(body)}\r\n\r\n"
        connection.write(head.encode() + body)
        connection.keep = True

    return behave


def answer(text: str) -> Behaviour:
    """Answer as a chat endpoint does, streamed where that was asked for, and keep the connection."""

    def behave(connection: Connection) -> None:
        if connection.body.get("stream"):
            connection.write(STREAM_HEAD + events(text).encode())
        else:
            status(200, json.dumps(completion(text)).encode())(connection)

    return behave


def reset(connection: Connection) -> None:
    """End the connection with a reset."""
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    connection.socket.close()


def half_a_body(connection: Connection) -> None:
    """Promise more than is sent."""
    connection.write(JSON_HEAD + b'content-length: 900\r\n\r\n{"choices": [{"mess')


def drip_body(connection: Connection) -> None:
    """A body that comes a byte at a time and never ends."""
    connection.write(JSON_HEAD + b"content-length: 100000\r\n\r\n")
    connection.drip(b"{ ")


def drip_headers(connection: Connection) -> None:
    """A header that never ends."""
    connection.drip(JSON_HEAD + b"x-long: a")


def keep_alive_comments(connection: Connection) -> None:
    """An event stream of comments only."""
    connection.write(STREAM_HEAD)
    connection.repeat(b": keep-alive\n\n")


def stall_at_once(connection: Connection) -> None:
    """Take the request and say nothing."""
    connection.stall()


def stall_after_headers(connection: Connection) -> None:
    """Say that an answer comes, and say no more."""
    connection.write(JSON_HEAD + b"content-length: 100\r\n\r\n")
    connection.stall()


def slow_events(connection: Connection) -> None:
    """An event stream that goes on for ever without a word."""
    connection.write(STREAM_HEAD)
    connection.repeat(b'data: {"choices": [{"index": 0, "delta": {"content": " "}}]}\n\n')


def drip_refusal(connection: Connection) -> None:
    """A refusal whose reason never ends."""
    connection.write(b"HTTP/1.1 503 X\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n")
    connection.drip(b"{ ")


NEVER_ENDING = (
    drip_body,
    drip_headers,
    keep_alive_comments,
    stall_at_once,
    stall_after_headers,
    slow_events,
    drip_refusal,
)
