"""Fixtures that several tests share."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch, record_mode):
    if record_mode != "none":
        return
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "QUESTION_TAILOR_MODEL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)


class Endpoint:
    """A scripted endpoint on loopback: (status, headers, body) for each request in turn, the last one for ever."""

    def __init__(self) -> None:
        self.script: list[tuple[int, dict[str, str], bytes]] = []
        self.bodies: list[dict] = []
        self.paths: list[str] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: object) -> None:
                pass

            def do_POST(self) -> None:
                size = int(self.headers.get("content-length") or 0)
                endpoint.bodies.append(json.loads(self.rfile.read(size)))
                endpoint.paths.append(self.path)
                status, headers, body = endpoint.script[min(len(endpoint.bodies), len(endpoint.script)) - 1]
                self.send_response(status)
                for name, value in {"content-type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answers(self, *replies: tuple[int, dict[str, str], bytes | str | dict]) -> None:
        """Set the script; a body may be bytes, text, or JSON to be."""
        self.script = [
            (status, headers, body if isinstance(body, bytes) else _bytes(body)) for status, headers, body in replies
        ]


def _bytes(body: str | dict) -> bytes:
    return (body if isinstance(body, str) else json.dumps(body)).encode()


@pytest.fixture
def endpoint(monkeypatch):
    """A scripted endpoint, and the SDK's variables pointing at it. The test has to allow 127.0.0.1."""
    made = Endpoint()
    monkeypatch.setenv("OPENAI_BASE_URL", made.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary-key")
    yield made
    made.server.shutdown()
    made.server.server_close()
