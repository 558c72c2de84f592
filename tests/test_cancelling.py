"""Whoever stops a kit stops it whole: within two seconds there is no task and no connection left."""

import asyncio
import gc
import signal
import subprocess
import sys
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sockets
from measured import measured
from question_tailor import AsyncTailor, Tailor, read_company, read_posting
from question_tailor.errors import ConfigurationError
from question_tailor.events import SlotsAsked
from question_tailor.exchange import ModelReply
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING
from sockets import RawServer

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
AT_MOST = 2.0


@pytest.fixture(scope="module")
def drafted():
    with Tailor.offline() as tailor:
        return tailor.tailor(JOB, FIRM, questions=4)


@pytest.fixture
def server(monkeypatch):
    """An endpoint that takes requests and says nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
    with RawServer(sockets.stall_at_once) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


async def nothing_is_left(server, sent):
    """Whether neither a task nor a connection is left, and no request came after the stop."""
    await asyncio.to_thread(server.await_open, 0)
    assert len(asyncio.all_tasks()) == 1
    assert len(server.bodies) == sent


@pytest.mark.parametrize("streaming", [False, True])
def test_a_cancelled_task_takes_its_requests_with_it(server, streaming):
    async def consume(tailor):
        if not streaming:
            return await tailor.tailor(JOB, FIRM, questions=4)
        return [event async for event in tailor.stream(JOB, FIRM, questions=4)]

    async def once():
        async with AsyncTailor("m") as tailor:
            making = asyncio.create_task(consume(tailor))
            await asyncio.to_thread(server.await_requests, 4)
            sent, began = len(server.bodies), time.monotonic()
            making.cancel()
            with pytest.raises(asyncio.CancelledError):
                await making
            took = time.monotonic() - began
            await nothing_is_left(server, sent)
            return took

    took = asyncio.run(once())

    measured("T-12", f"a cancelled task, {'stream' if streaming else 'in one piece'}", f"{took:.2f} s")
    assert took < AT_MOST


async def the_loop_has_tidied_up():
    """A generator that was forgotten is closed by its loop, in a task of the loop's own."""
    async with asyncio.timeout(AT_MOST):
        while len(asyncio.all_tasks()) > 1:  # noqa: ASYNC110 - nothing tells when a loop has tidied up
            await asyncio.sleep(0)


@pytest.mark.parametrize("leaving", ["closed", "forgotten"])
def test_a_stream_that_is_left_early_takes_its_requests_with_it(server, leaving):
    async def once():
        async with AsyncTailor("m") as tailor:
            stream = tailor.stream(JOB, FIRM, questions=4)
            assert isinstance(await anext(stream), SlotsAsked)
            await asyncio.to_thread(server.await_requests, 4)
            sent = len(server.bodies)
            if leaving == "closed":
                await stream.aclose()
            else:
                del stream
                gc.collect()
                await the_loop_has_tidied_up()
            await nothing_is_left(server, sent)

    asyncio.run(once())


def test_a_synchronous_stream_that_is_left_early_takes_its_requests_with_it(server):
    with Tailor("m") as tailor:
        for _ in tailor.stream(JOB, FIRM, questions=4):
            server.await_requests(4)
            sent = len(server.bodies)
            break

        server.await_open(0)
        assert len(server.bodies) == sent


def test_a_synchronous_stream_may_outlive_its_client(server):
    before = threading.active_count()
    with Tailor("m") as tailor:
        stream = tailor.stream(JOB, FIRM, questions=4)
        next(stream)
    server.await_open(0)

    stream.close()

    assert threading.active_count() == before


def interrupt_when(server, requests):
    """Send this thread what Ctrl-C sends, once so many requests have arrived."""
    main = threading.get_ident()

    def wait_and_interrupt():
        server.await_requests(requests)
        signal.pthread_kill(main, signal.SIGINT)

    thread = threading.Thread(target=wait_and_interrupt)
    thread.start()
    return thread


@pytest.mark.parametrize("streaming", [False, True])
def test_ctrl_c_ends_a_synchronous_call_and_what_it_has_under_way(server, streaming):
    with Tailor("m") as tailor:
        interrupting = interrupt_when(server, 4)
        call = (
            (lambda: list(tailor.stream(JOB, FIRM, questions=4)))
            if streaming
            else (lambda: tailor.tailor(JOB, FIRM, questions=4))
        )
        with pytest.raises(KeyboardInterrupt):
            call()
        began, sent = time.monotonic(), len(server.bodies)
        server.await_open(0)
        took = time.monotonic() - began
        interrupting.join()

        assert len(server.bodies) == sent

    measured("T-12", f"Ctrl-C, {'stream' if streaming else 'in one piece'}: connections gone after", f"{took:.2f} s")
    assert took < AT_MOST


@pytest.mark.parametrize("handed_over", [True, False])
def test_an_interrupt_while_a_call_is_handed_to_the_loop_ends_it_too(server, handed_over):
    with Tailor("m") as tailor:
        portal = tailor._loop._started()
        hand_over = portal.start_task_soon

        def interrupted(*arguments):
            portal.start_task_soon = hand_over
            if handed_over:
                hand_over(*arguments)
                server.await_requests(4)
            raise KeyboardInterrupt

        portal.start_task_soon = interrupted
        with pytest.raises(KeyboardInterrupt):
            tailor.tailor(JOB, FIRM, questions=4)
        sent = len(server.bodies)
        server.await_open(0)

        assert len(server.bodies) == sent


def test_a_client_can_be_used_again_after_ctrl_c(drafted):
    slow = threading.Event()

    class Transport(ScriptedTransport):
        async def send(self, request, on_text=None):
            if not slow.is_set():
                slow.set()
                signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
                await asyncio.sleep(60)
            return await super().send(request, on_text)

    with Tailor(transport=Transport(answers_of(drafted))) as tailor:
        with pytest.raises(KeyboardInterrupt):
            tailor.tailor(JOB, FIRM, questions=4)

        assert len(tailor.tailor(JOB, FIRM, questions=4).questions) == 4


def test_closing_a_client_ends_the_calls_of_other_threads(server):
    tailor, told = Tailor("m"), []

    def call():
        try:
            tailor.tailor(JOB, FIRM, questions=4)
        except ConfigurationError as error:
            told.append(str(error))

    thread = threading.Thread(target=call)
    thread.start()
    server.await_requests(4)
    tailor.close()
    thread.join(AT_MOST)

    assert told == ["The client was closed before this call had ended."]
    server.await_open(0)
    tailor.close()


class Careless(Exception):
    """Raised by whoever watches."""


@pytest.mark.parametrize("face", ["sync", "async"])
def test_an_error_of_whoever_watches_is_theirs_and_ends_the_kit(server, face):
    def watch(_):
        raise Careless

    async def once():
        async with AsyncTailor("m") as tailor:
            with pytest.raises(Careless):
                await tailor.tailor(JOB, FIRM, questions=4, on_event=watch)
            await nothing_is_left(server, len(server.bodies))

    if face == "async":
        asyncio.run(once())
    else:
        with Tailor("m") as tailor, pytest.raises(Careless):
            tailor.tailor(JOB, FIRM, questions=4, on_event=watch)
        server.await_open(0)


def test_calling_a_synchronous_client_from_its_own_events_is_refused_rather_than_locked(drafted):
    with Tailor(transport=ScriptedTransport(answers_of(drafted))) as tailor:

        def watch(_):
            tailor.tailor(JOB, FIRM, questions=4)

        with pytest.raises(ConfigurationError, match="AsyncTailor"):
            tailor.tailor(JOB, FIRM, questions=4, on_event=watch)


class Yielding:
    """Answers after a few turns of the loop."""

    model = "yielding"

    def __init__(self, script):
        self.script = script

    async def send(self, request, on_text=None):
        text = self.script(request)
        for start in range(0, len(text), 400):
            await asyncio.sleep(0)
            if on_text is not None:
                on_text(text[start : start + 400])
        return ModelReply(text)


@settings(max_examples=20)
@given(turns=st.integers(0, 40), streaming=st.booleans())
def test_cancelling_at_any_turn_leaves_no_task(drafted, turns, streaming):
    async def consume(tailor):
        if not streaming:
            return await tailor.tailor(JOB, FIRM, questions=4)
        return [event async for event in tailor.stream(JOB, FIRM, questions=4)]

    async def once():
        tailor = AsyncTailor(transport=Yielding(answers_of(drafted)))
        making = asyncio.create_task(consume(tailor))
        for _ in range(turns):
            await asyncio.sleep(0)
        making.cancel()
        outcome = (await asyncio.gather(making, return_exceptions=True))[0]
        assert len(asyncio.all_tasks()) == 1
        return outcome

    outcome = asyncio.run(once())
    assert isinstance(outcome, asyncio.CancelledError) or outcome


FORGETFUL = """
import sys
from question_tailor import Tailor
tailor = Tailor.offline()
tailor.tailor(sys.argv[1], questions=1)
sys.exit(7 if len(sys.argv) == 2 else sys.argv[2])
"""


@pytest.mark.parametrize("ending", [(), ("It failed",)])
def test_a_client_that_nobody_closes_does_not_keep_the_interpreter(ending):
    done = subprocess.run(
        [sys.executable, "-c", FORGETFUL, POSTING, *ending], capture_output=True, text=True, timeout=20, check=False
    )

    assert (done.returncode, done.stderr.strip()) == ((1, *ending) if ending else (7, ""))
