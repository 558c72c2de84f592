import asyncio
import time

import pytest

from question_tailor import errors
from question_tailor.exchange import Message, ModelReply, ModelRequest
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms, send
from question_tailor.testing import ScriptedTransport

REQUEST = ModelRequest("s01", (Message("user", "?"),), "x", {})
OK = ModelReply("{}")


class Clock:
    """Counts what is slept instead of sleeping."""

    def __init__(self):
        self.slept = []

    async def __call__(self, seconds):
        self.slept.append(seconds)
        await asyncio.sleep(0)


def terms(*, deadline=None, places=1, budget=None, **policy):
    return Terms(
        policy=RetryPolicy(**policy),
        budget=budget or RetryBudget(),
        places=asyncio.Semaphore(places),
        halt=Halt(),
        deadline=None if deadline is None else time.monotonic() + deadline,
    )


def run(answers, **given):
    transport, clock = ScriptedTransport(answers), Clock()

    async def once():
        return await send(transport, REQUEST, None, terms(**given), sleep=clock)

    try:
        return asyncio.run(once()), transport, clock
    except errors.ModelError as error:
        return error, transport, clock


@pytest.mark.parametrize("failures", range(4))
def test_a_passing_failure_is_sent_again_until_it_is_answered(failures):
    result, transport, clock = run([errors.ServerFailed("down")] * failures + [OK])

    assert result == OK
    assert len(transport.requests) == failures + 1
    assert len(clock.slept) == failures
    assert all(0 <= waited <= 8 for waited in clock.slept)


def test_four_sends_are_the_end_and_the_last_error_is_told():
    result, transport, _ = run([errors.ServerFailed("down")] * 9)

    assert isinstance(result, errors.ServerFailed)
    assert len(transport.requests) == 4


@pytest.mark.parametrize(
    "kind",
    [
        errors.AccessDenied,
        errors.QuotaExhausted,
        errors.RequestRejected,
        errors.Refused,
        errors.IncompleteAnswer,
        errors.ResponseTooLarge,
    ],
)
def test_what_would_fail_again_is_sent_once(kind):
    result, transport, _ = run([kind("no"), OK])

    assert type(result) is kind
    assert len(transport.requests) == 1


def test_an_error_of_another_tree_is_not_sent_again():
    calls = []

    def broken(request):
        calls.append(request)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(broken)

    assert len(calls) == 1


def test_the_wait_is_what_the_endpoint_asks_for():
    _, _, clock = run([errors.RateLimited("slow", retry_after=17.0), OK])

    assert clock.slept == [17.0]


def test_a_wait_beyond_the_cap_fails_at_once():
    result, transport, _ = run([errors.RateLimited("slow", retry_after=121.0), OK])

    assert isinstance(result, errors.RateLimited)
    assert len(transport.requests) == 1


def test_a_wait_never_crosses_the_deadline():
    result, _, clock = run([errors.RateLimited("slow", retry_after=17.0), OK], deadline=5)

    assert isinstance(result, errors.RateLimited)
    assert clock.slept == []


def test_an_answer_that_never_comes_ends_at_the_deadline():
    class Never:
        model = "never"

        async def send(self, request, on_text=None):
            await asyncio.sleep(60)

    async def once():
        await send(Never(), REQUEST, None, terms(deadline=0.05))

    with pytest.raises(errors.DeadlineExceeded):
        asyncio.run(once())


def test_a_waiting_request_holds_no_place():
    order = []

    class Busy:
        model = "busy"

        async def send(self, request, on_text=None):
            order.append(request.id)
            if order.count("a") == 1 and request.id == "a":
                raise errors.RateLimited("slow", retry_after=0.05)
            return OK

    async def both():
        shared = terms(first_wait=0)

        async def one(name):
            await send(Busy(), ModelRequest(name, (), "x", {}), None, shared)

        await asyncio.gather(one("a"), one("b"))

    asyncio.run(both())

    assert order == ["a", "b", "a"]


@pytest.mark.parametrize("attempts", [0, -1, 11, 0.5, float("nan"), float("inf"), "3", None])
def test_a_number_of_attempts_out_of_range_is_refused(attempts):
    with pytest.raises(errors.ConfigurationError, match="attempts"):
        RetryPolicy(attempts=attempts)
