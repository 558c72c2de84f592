"""Recorded exchanges stand in the way of the network, with whatever SDK and vcrpy are installed.

A recorder that the SDK's HTTP library does not know records nothing, replays nothing, and lets every request pass: the
suite would be green and live. So this test records from an endpoint and replays while that endpoint still listens.
"""

import asyncio

import pytest
from vcr import VCR

from measured import measured
from question_tailor.exchange import Message, ModelRequest
from question_tailor.openai_transport import OpenAITransport
from sockets import RawServer, answer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

REQUEST = ModelRequest("s01", (Message("user", "?"),), "x", {})


@pytest.mark.parametrize("streaming", [False, True])
def test_a_replay_reaches_no_endpoint_although_one_listens(tmp_path, monkeypatch, streaming):
    recorder = VCR(match_on=["method", "path", "body"], cassette_library_dir=str(tmp_path))

    async def once():
        transport, pieces = OpenAITransport("m"), []
        try:
            return (await transport.send(REQUEST, pieces.append if streaming else None)).text, pieces
        finally:
            await transport.aclose()

    with RawServer(answer('{"a": "ß"}')) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        with recorder.use_cassette("one.yaml", record_mode="once"):
            recorded = asyncio.run(once())
        with recorder.use_cassette("one.yaml", record_mode="none") as cassette:
            replayed = asyncio.run(once())

        how = "streamed" if streaming else "in one piece"
        measured("T-61", f"requests that passed a replay, {how}", str(len(server.bodies) - 1))
        assert replayed == recorded
        assert len(server.bodies) == 1
        assert cassette.play_count == 1
