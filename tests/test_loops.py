"""One client on several event loops and threads: nothing leaks, nothing hangs, and the caller's client stays theirs."""

import asyncio
import threading
import time
from pathlib import Path

import openai
import pytest

import sockets
from measured import measured
from question_tailor import AsyncTailor, Tailor, read_company, read_posting
from question_tailor.errors import ConfigurationError, ModelError
from question_tailor.exchange import Message, ModelRequest
from question_tailor.openai_transport import OpenAITransport
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms, send
from question_tailor.testing import answers_of
from samples import COMPANY, POSTING
from sockets import RawServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
REQUEST = ModelRequest("s01", (Message("user", "?"),), "x", {})


@pytest.fixture(scope="module")
def drafted():
    with Tailor.offline() as tailor:
        return tailor.tailor(JOB, FIRM, questions=2)


@pytest.fixture
def server(monkeypatch, drafted):
    """An endpoint that answers every request of the kit."""
    script, slots = answers_of(drafted), [question.slot for question in drafted.questions]

    def behave(connection):
        prompt = connection.body["messages"][-1]["content"]
        asked = "+".join(slot for slot in slots if slot in prompt)
        sockets.answer(script(ModelRequest(asked, (), "x", {})) if asked else "{}")(connection)

    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    with RawServer(behave) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


DESCRIPTORS = Path("/proc/self/fd")
linux = pytest.mark.skipif(not DESCRIPTORS.is_dir(), reason="descriptors are counted in /proc")


def descriptors():
    return len(list(DESCRIPTORS.iterdir()))


def test_a_client_that_is_never_closed_leaves_no_connection_when_its_loop_ends(server):
    tailor = AsyncTailor("m")
    for _ in range(3):
        kit = asyncio.run(tailor.tailor(JOB, FIRM, questions=2))
        assert {question.origin for question in kit.questions} == {"model"}
        server.await_open(0)


def test_a_client_serves_loops_in_several_threads_at_once(server):
    tailor, kits = AsyncTailor("m"), []
    threads = [
        threading.Thread(target=lambda: kits.append(asyncio.run(tailor.tailor(JOB, FIRM, questions=2))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [{question.origin for question in kit.questions} for kit in kits] == [{"model"}] * 4
    server.await_open(0)


def test_a_synchronous_client_serves_several_threads_and_can_be_opened_again(server):
    kits = []
    tailor = Tailor("m")
    for _ in range(2):
        with tailor:
            threads = [
                threading.Thread(target=lambda: kits.append(tailor.tailor(JOB, FIRM, questions=2))) for _ in range(3)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        server.await_open(0)

    assert len(kits) == 6
    assert {question.origin for kit in kits for question in kit.questions} == {"model"}
    tailor.close()
    assert not tailor._loop.running


def test_places_are_counted_for_the_client_and_not_for_each_kit():
    class Busy:
        model = "busy"
        under_way = most = 0

        async def send(self, request, on_text=None):
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            await asyncio.sleep(0.005)
            self.under_way -= 1
            raise ModelError("no")

    transport = Busy()

    async def once():
        tailor = AsyncTailor(transport=transport, concurrency=3)
        await asyncio.gather(*(tailor.tailor(JOB, FIRM, questions=4) for _ in range(3)), return_exceptions=True)

    asyncio.run(once())

    assert transport.most == 3


@linux
def test_after_many_requests_of_all_outcomes_the_descriptors_are_back_where_they_began(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    outcomes = [
        sockets.answer("{}"),
        sockets.status(500),
        sockets.reset,
        sockets.half_a_body,
        sockets.status(429, retry_after="0"),
        sockets.stall_at_once,
        sockets.answer("{}"),
    ]
    with RawServer(*(outcomes * 40)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        transport, answered = OpenAITransport("m"), []

        async def many():
            places, budget = asyncio.Semaphore(16), RetryBudget(10_000)

            async def one(number):
                on_text = (lambda _: None) if number % 2 else None
                policy = RetryPolicy(first_wait=0, longest_wait=0)
                terms = Terms(policy, budget, places, Halt(), time.monotonic() + 1.0)
                try:
                    answered.append(await send(transport, REQUEST, on_text, terms))
                except ModelError as error:
                    answered.append(error)

            await asyncio.gather(*(one(number) for number in range(100)))

        asyncio.run(asyncio.sleep(0))
        before = descriptors()
        asyncio.run(many())
        server.await_open(0)

        after, calls = descriptors(), len(server.bodies)
    measured("T-11", f"{calls} calls of seven outcomes, 16 side by side", f"descriptors {before} before, {after} after")
    assert len(answered) == 100
    assert after <= before


def test_a_clients_own_client_stays_open_and_answers_its_other_requests_as_ever(server):
    async def once():
        async with openai.AsyncOpenAI(max_retries=0) as given:
            for _ in range(2):
                async with AsyncTailor("m", client=given) as tailor:
                    assert (await tailor.tailor(JOB, FIRM, questions=2)).run.usage.requests == 2
            assert not given.is_closed()
            assert len(given._client.event_hooks["response"]) == 1
            with pytest.raises(openai.NotFoundError) as caught:
                await given.post("/elsewhere", cast_to=object, body={})
            assert caught.value.body == {"message": "nothing here"}

    here = server.behaviours[0]
    elsewhere = sockets.status(404, b'{"error": {"message": "nothing here"}}')
    server.behaviours = (lambda connection: (here if connection.body else elsewhere)(connection),)
    asyncio.run(once())


@pytest.mark.parametrize("given", [False, True])
def test_a_redirect_is_not_followed(monkeypatch, given):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")

    async def once():
        client = openai.AsyncOpenAI(max_retries=0) if given else None
        transport = OpenAITransport("m", client=client)
        try:
            with pytest.raises(ModelError) as caught:
                await transport.send(REQUEST)
        finally:
            await transport.aclose()
            if client:
                await client.close()
        return caught.value

    with RawServer(sockets.answer("{}")) as elsewhere:
        with RawServer(sockets.status(307, location=f"{elsewhere.url}/chat/completions")) as server:
            monkeypatch.setenv("OPENAI_BASE_URL", server.url)
            error = asyncio.run(once())

        measured("T-15", "requests at the target of a 307", str(len(elsewhere.bodies)))
        assert (error.status, error.retryable) == (307, False)
        assert elsewhere.bodies == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENAI_BASE_URL", "http://[::1"),
        ("OPENAI_BASE_URL", "http://localhost:99999999/v1"),
        ("HTTPS_PROXY", "nonsense://x"),
        ("SSL_CERT_FILE", "/nowhere/at/all.pem"),
        ("OPENAI_API_KEY", "sk-ünïcode"),
    ],
)
def test_settings_that_cannot_work_are_one_of_our_errors(monkeypatch, name, value):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://127.0.0.1:9/v1")
    monkeypatch.setenv(name, value)

    async def once():
        transport = OpenAITransport("m")
        try:
            await transport.send(REQUEST)
        finally:
            await transport.aclose()

    with pytest.raises((ConfigurationError, ModelError)) as caught:
        asyncio.run(once())
    assert "sk-" not in str(caught.value)
