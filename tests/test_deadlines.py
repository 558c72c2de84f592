"""A kit takes no longer than it may, whatever the endpoint does: within a second, by the clock."""

import asyncio
import time

import pytest
from openai import AsyncOpenAI

import sockets
from measured import measured
from question_tailor import AsyncTailor, Tailor, read_company, read_posting
from question_tailor.errors import DeadlineExceeded, ModelError
from question_tailor.exchange import Message, ModelRequest
from question_tailor.openai_transport import OpenAITransport
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms, send
from samples import COMPANY, POSTING
from sockets import RawServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

FACES = ["sync", "async", "sync stream", "async stream"]
BEHAVIOURS = {behaviour.__name__: behaviour for behaviour in sockets.NEVER_ENDING}
JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
DEADLINE = 0.6
WITHIN = 1.0


@pytest.fixture(scope="module", autouse=True)
def _what_is_built_once_per_process():
    with Tailor.offline() as tailor:
        tailor.tailor(JOB, FIRM, questions=2)


class Made:
    """What came of a call, and how many seconds over the deadline it took."""

    def __init__(self, deadline):
        self.deadline = deadline
        self.result = self.error = self.over = None

    def __enter__(self):
        self._began = time.monotonic()
        return self

    def __exit__(self, kind, error, traceback):
        self.over = time.monotonic() - self._began - self.deadline
        self.error = error
        return isinstance(error, ModelError)


def named_by_the_model(connection):
    """Behave as the name of the model says, so that one server plays all of them at once."""
    BEHAVIOURS[connection.body["model"]](connection)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    with RawServer(named_by_the_model) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


def sync(model, timeout, *, streaming):
    """A kit, or the events of a stream, through the synchronous client."""
    with Tailor(model) as tailor, Made(timeout) as made:
        if streaming:
            made.result = list(tailor.stream(JOB, FIRM, questions=2, timeout=timeout))
        else:
            made.result = tailor.tailor(JOB, FIRM, questions=2, timeout=timeout)
    return made


async def asynchronous(model, timeout, *, streaming):
    """A kit, or the events of a stream, through the asynchronous client."""
    async with AsyncTailor(model) as tailor:
        with Made(timeout) as made:
            if streaming:
                made.result = [event async for event in tailor.stream(JOB, FIRM, questions=2, timeout=timeout)]
            else:
                made.result = await tailor.tailor(JOB, FIRM, questions=2, timeout=timeout)
    return made


async def sent(model, client, on_text):
    """One request at the transport, until its deadline."""
    transport = OpenAITransport(model, client=client)
    request = ModelRequest("s01", (Message("user", "?"),), "x", {})
    terms = Terms(RetryPolicy(), RetryBudget(), asyncio.Semaphore(1), Halt(), time.monotonic() + DEADLINE)
    with Made(DEADLINE) as made:
        made.result = await send(transport, request, on_text, terms)
    return made


@pytest.mark.parametrize("streaming", [False, True])
def test_an_answer_that_never_ends_does_not_hold_a_request(streaming, server):
    async def all_at_once():
        on_text = (lambda _: None) if streaming else None
        async with AsyncOpenAI() as client:
            made = await asyncio.gather(*(sent(model, client, on_text) for model in BEHAVIOURS))
        await asyncio.to_thread(server.await_open, 0)
        return dict(zip(BEHAVIOURS, made, strict=True))

    made = asyncio.run(all_at_once())

    for behaviour, one in made.items():
        how = "streamed" if streaming else "in one piece"
        measured("T-08", f"{behaviour}, {how}", f"{one.over:+.2f} s of the deadline")
    assert {body["model"] for body in server.bodies} == set(BEHAVIOURS)
    assert {name: type(one.error) for name, one in made.items()} == dict.fromkeys(BEHAVIOURS, DeadlineExceeded)
    assert {name: one.over for name, one in made.items() if not 0 <= one.over < WITHIN} == {}


@pytest.mark.parametrize("face", FACES)
def test_a_kit_takes_no_longer_than_it_may(face, server):
    streaming = face.endswith("stream")
    behaviour = "slow_events" if streaming else "drip_body"
    if face.startswith("sync"):
        made = sync(behaviour, DEADLINE, streaming=streaming)
    else:
        made = asyncio.run(asynchronous(behaviour, DEADLINE, streaming=streaming))

    measured("T-08", f"a kit, {behaviour}, {face}", f"{made.over:+.2f} s of the deadline")
    assert isinstance(made.error, DeadlineExceeded)
    assert 0 <= made.over < WITHIN
    server.await_open(0)


def test_the_time_counts_from_the_call_and_not_from_the_first_request(server):
    made = sync("stall_at_once", 1e-9, streaming=False)

    assert isinstance(made.error, DeadlineExceeded)
    assert server.bodies == []
