"""The fault server: a process of its own, raw sockets on loopback, one scripted behaviour for each path.

A request to `/PATH/RUN/v1/chat/completions` is answered as the fault of that path says, by its place among the
requests of that run. `GET /seen/PATH/RUN` tells what has arrived. The right answers, which some faults spoil and others
send late, come on standard input; the port goes to standard output.

    PYTHONPATH=tests python tests/faults/server.py < entries.json
"""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections import defaultdict
from hashlib import sha256
from typing import Any

from catalogue import FAULTS
from replies import Exchange, form_of

_ENDPOINT = "/v1/chat/completions"
_FAULTS = {fault.path: fault for fault in FAULTS}


class FaultServer:
    """Takes connections, each in a thread of its own, one request a connection.

    Args:
        entries: For kits of one and of two questions, the right answer of each slot by the slot's id.
    """

    def __init__(self, entries: list[dict[str, dict[str, Any]]]) -> None:
        self._entries = entries
        self._seen: dict[str, list[dict[str, str]]] = defaultdict(list)
        self._noting = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]

    def serve(self) -> None:
        """Serve until the process ends."""
        while True:
            taken, _ = self._listener.accept()
            threading.Thread(target=self._serve, args=(taken,), daemon=True).start()

    def _serve(self, taken: socket.socket) -> None:
        # A client that leaves in the middle of a fault is what many of them are for.
        try:
            with taken:
                self._answer(taken)
        except OSError:
            pass

    def _answer(self, taken: socket.socket) -> None:
        method, target, headers, body = _request(taken)
        if method == "GET":
            with self._noting:
                told = json.dumps(self._seen[target.removeprefix("/seen")]).encode()
            taken.sendall(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n" + told)
            return
        place = target.removesuffix(_ENDPOINT)
        fault = _FAULTS[place.split("/")[1]]
        exchange = Exchange(taken, place, headers, json.loads(body), self._entries[fault.questions - 1])
        with self._noting:
            seen = self._seen[place]
            seen.append({"body": sha256(body).hexdigest(), "form": form_of(exchange.body)})
            number = len(seen)
        fault.script[min(number, len(fault.script)) - 1](exchange)


def _request(taken: socket.socket) -> tuple[str, str, dict[str, str], bytes]:
    """Method, target, headers and body of a request.

    Raises:
        ConnectionError: The client left before its request was whole.
    """
    with taken.makefile("rb") as reading:
        method, _, rest = reading.readline().decode("latin-1").partition(" ")
        if not rest:
            raise ConnectionError
        headers = {}
        while line := reading.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = reading.read(int(headers.get("content-length", 0)))
    return method, rest.split(" ")[0], headers, body


def main() -> None:
    """Read the entries, say the port, and serve."""
    server = FaultServer(json.loads(sys.stdin.read()))
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.serve()


if __name__ == "__main__":
    main()
