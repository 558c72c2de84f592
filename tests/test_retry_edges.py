"""Sending again, to the last default, limit and word of what is told."""

import asyncio
import time
from types import SimpleNamespace

import pytest

from question_tailor import errors
from question_tailor.exchange import Message, ModelReply, ModelRequest
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms, send
from question_tailor.testing import ScriptedTransport

REQUEST = ModelRequest("s01", (Message("user", "?"),), "x", {})
OK = ModelReply("{}")


def terms(*, deadline=None, budget=None, halt=None, **policy):
    until = None if deadline is None else time.monotonic() + deadline
    return Terms(RetryPolicy(**policy), budget or RetryBudget(), asyncio.Semaphore(1), halt or Halt(), until)


def failed(error, **given):
    """The error that a request ends in which always fails, and what was slept."""
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    async def once():
        await send(ScriptedTransport(lambda _: error), REQUEST, None, terms(**given), sleep)

    with pytest.raises(errors.ModelError) as raised:
        asyncio.run(once())
    return raised.value, slept


def test_the_defaults_are_those_that_are_promised():
    assert RetryPolicy() == RetryPolicy(attempts=4, first_wait=0.5, longest_wait=8.0, longest_asked=120.0)
    assert (RetryBudget().capacity, RetryBudget().cost, RetryBudget().tokens) == (500, 5, 500)
    assert Terms(RetryPolicy(), RetryBudget(), asyncio.Semaphore(1), Halt()).left is None


@pytest.mark.parametrize(
    "policy",
    [
        {"attempts": 1},
        {"attempts": 10},
        {"first_wait": 0, "longest_wait": 0},
        {"longest_wait": 3600},
        {"longest_asked": 0},
        {"longest_asked": 86_400},
    ],
)
def test_the_ends_of_each_range_belong_to_it(policy):
    assert RetryPolicy(**policy)


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ({"attempts": 11}, "attempts: a whole number from 1 to 10, not 11"),
        (
            {"first_wait": 9},
            "first_wait and longest_wait: 0 <= first_wait <= longest_wait <= 3600 seconds",
        ),
        ({"longest_asked": -1}, "longest_asked: 0 to 86400 seconds, not -1"),
    ],
)
def test_what_is_out_of_range_is_told_with_its_range(policy, told):
    with pytest.raises(errors.ConfigurationError) as raised:
        RetryPolicy(**policy)

    assert str(raised.value) == told


def test_the_last_tokens_can_be_taken_and_no_more():
    budget = RetryBudget(capacity=10, cost=5)

    assert [budget.take() for _ in range(3)] == [True, True, False]
    assert budget.tokens == 0


def test_no_more_is_put_back_than_was_there():
    budget = RetryBudget(capacity=3, cost=2)
    budget.put_back(resent=False)
    budget.put_back(resent=True)
    assert budget.tokens == 3

    budget.take()
    budget.put_back(resent=False)
    assert budget.tokens == 2


def test_what_is_left_is_never_negative():
    assert terms(deadline=-5).left == 0
    assert 0 < terms(deadline=60).left <= 60


@pytest.mark.parametrize(
    ("error", "given", "told"),
    [
        (errors.ServerFailed("Down"), {}, "Down; not sent again: sent 4 times"),
        (errors.ServerFailed("Down"), {"attempts": 2}, "Down; not sent again: sent 2 times"),
        (
            errors.RateLimited("Slow", retry_after=120.6),
            {},
            "Slow; not sent again: it asks to wait 121 s, more than the 120 s that are obeyed",
        ),
        (
            errors.RateLimited("Slow", retry_after=8.1),
            {"longest_asked": 3},
            "Slow; not sent again: it asks to wait 8 s, more than the 3 s that are obeyed",
        ),
        (
            errors.ServerFailed("Down"),
            {"budget": RetryBudget(4)},
            "Down; not sent again: too many requests had to be sent again already",
        ),
        (errors.AccessDenied("No"), {}, "No"),
    ],
)
def test_an_error_says_to_the_word_why_its_request_was_not_sent_again(error, given, told):
    assert failed(error, **given)[0].message == told


def test_a_wait_that_would_cross_the_deadline_is_told_with_what_is_left():
    error, slept = failed(errors.RateLimited("Slow", retry_after=17.0), deadline=5)

    assert error.message.startswith("Slow; not sent again: it would have to wait 17.0 s, and ")
    assert error.message.endswith(" s are left")
    assert 4 <= float(error.message.split()[-4]) <= 5
    assert slept == []


def test_a_wait_that_would_end_at_the_deadline_is_not_begun(monkeypatch):
    monkeypatch.setattr("question_tailor.retry.time", SimpleNamespace(monotonic=lambda: 0.0))
    monkeypatch.setitem(globals(), "time", SimpleNamespace(monotonic=lambda: 0.0))

    assert failed(errors.RateLimited("Slow", retry_after=17.0), deadline=17.0)[1] == []
    assert failed(errors.RateLimited("Slow", retry_after=17.0), deadline=17.5)[1] == [17.0, 17.0, 17.0]


def test_what_an_error_knows_is_kept_when_its_message_grows():
    before = errors.RateLimited("Slow", status=429, request_id="req_1", retry_after=0.0)
    after, _ = failed(before, first_wait=0)

    assert after is not before
    assert type(after) is errors.RateLimited
    assert (after.status, after.request_id, after.retry_after) == (429, "req_1", 0.0)
    assert after.__cause__ is None


def test_an_error_with_nothing_to_add_stays_itself():
    before = errors.AccessDenied("No")

    assert failed(before)[0] is before


def test_waits_double_up_to_the_longest(monkeypatch):
    monkeypatch.setattr("tenacity.wait.random.uniform", lambda *ends: ends[1])

    assert failed(errors.ServerFailed("Down"), attempts=6, first_wait=1, longest_wait=5)[1] == [1, 2, 4, 5, 5]
    assert failed(errors.RateLimited("Slow", retry_after=3.0), first_wait=2)[1] == [3, 4, 8]


def test_a_wait_between_what_is_obeyed_and_the_longest_of_its_own_is_waited(monkeypatch):
    monkeypatch.setattr("tenacity.wait.random.uniform", lambda *ends: ends[1])

    assert failed(errors.ServerFailed("Down"), first_wait=8, longest_wait=8, longest_asked=0)[1] == [8, 8, 8]


def test_time_that_runs_out_is_told():
    async def late():
        await send(ScriptedTransport([OK]), REQUEST, None, terms(deadline=0))

    with pytest.raises(errors.DeadlineExceeded) as raised:
        asyncio.run(late())
    assert raised.value.message == "The time given for this request ran out"
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_an_answer_goes_through_with_what_takes_its_pieces():
    class Streaming:
        model = "m"

        async def send(self, request, on_text=None):
            assert request is REQUEST
            on_text("{}")
            return OK

    said = []

    assert asyncio.run(send(Streaming(), REQUEST, said.append, terms())) is OK
    assert said == ["{}"]


def test_the_word_to_halt_ends_a_sleep_and_none_lets_it_end_by_itself():
    async def slept(halt, seconds):
        began = time.monotonic()
        await halt.sleep(seconds)
        return time.monotonic() - began

    async def both():
        halted, other = Halt(), Halt()
        halted.give(errors.QuotaExhausted("no"))
        return await slept(halted, 60), await slept(other, 0.02)

    at_once, by_itself = asyncio.run(both())
    assert at_once < 5
    assert by_itself >= 0.01


def test_after_the_word_to_halt_nothing_is_sent_and_the_first_error_is_raised():
    halt, transport = Halt(), ScriptedTransport([OK])
    first = errors.QuotaExhausted("first")

    async def once():
        halt.give(first)
        halt.give(errors.AccessDenied("second"))
        await send(transport, REQUEST, None, terms(halt=halt))

    with pytest.raises(errors.QuotaExhausted) as raised:
        asyncio.run(once())
    assert raised.value is first
    assert transport.requests == []


def test_only_an_answer_puts_tokens_back():
    budget = RetryBudget(capacity=100, cost=5)
    failed(errors.ServerFailed("Down"), budget=budget)

    assert budget.tokens == 85
