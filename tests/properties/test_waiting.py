"""Waits on a clock that only moves while somebody waits: never past the deadline, never out of bounds."""

import asyncio
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor import errors, retry
from question_tailor.exchange import Message, ModelReply, ModelRequest
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms, send

REQUEST = ModelRequest("s01", (Message("user", "?"),), "x", {})
BEGIN = 1_000.0


class Clock:
    """Stands still but for what is slept and for what an attempt takes."""

    def __init__(self):
        self.now = BEGIN
        self.slept = []

    def monotonic(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


class Failing:
    """Fails in the ways of a script, each attempt taking its time, then answers."""

    model = "failing"

    def __init__(self, clock, script):
        self.clock, self.script, self.begun = clock, list(script), []

    async def send(self, request, on_text=None):
        self.begun.append(self.clock.now)
        if not self.script:
            return ModelReply("{}")
        takes, error = self.script.pop(0)
        self.clock.now += takes
        raise error


ERRORS = st.one_of(
    st.builds(errors.RateLimited, st.just("slow"), retry_after=st.one_of(st.none(), st.floats(0, 200))),
    st.builds(errors.ServerFailed, st.just("down"), retry_after=st.one_of(st.none(), st.floats(0, 5))),
    st.builds(errors.ConnectionFailed, st.just("lost")),
)
SCRIPTS = st.lists(st.tuples(st.floats(0, 30), ERRORS), max_size=10)
POLICIES = st.builds(
    RetryPolicy,
    attempts=st.integers(1, 10),
    first_wait=st.floats(0, 2),
    longest_wait=st.floats(2, 60),
    longest_asked=st.floats(0, 120),
)


def run(clock, transport, terms):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(retry, "time", types.SimpleNamespace(monotonic=clock.monotonic))

        async def once():
            terms_here = terms(asyncio.Semaphore(1), Halt())
            return await send(transport, REQUEST, None, terms_here, sleep=clock.sleep)

        try:
            return asyncio.run(once())
        except errors.ModelError as error:
            return error


@given(SCRIPTS, POLICIES, st.floats(0.1, 300), st.integers(0, 60), st.integers(1, 9))
def test_no_wait_crosses_the_deadline_or_its_bounds_and_the_budget_keeps_to_its_own(
    script, policy, given_time, capacity, cost
):
    clock, budget = Clock(), RetryBudget(capacity, cost)
    transport = Failing(clock, script)
    deadline = BEGIN + given_time

    result = run(
        clock,
        transport,
        lambda places, halt: Terms(policy=policy, budget=budget, places=places, halt=halt, deadline=deadline),
    )

    asked = [error.retry_after or 0.0 for _, error in script]
    most = max(policy.longest_wait, policy.longest_asked)
    assert all(begun < deadline for begun in transport.begun)
    assert all(least <= waited <= most for waited, least in zip(clock.slept, asked, strict=False))
    assert len(clock.slept) == max(0, len(transport.begun) - 1) <= capacity // cost
    assert len(transport.begun) <= policy.attempts
    assert 0 <= budget.tokens <= capacity
    assert isinstance(result, ModelReply) is (len(transport.begun) > len(script))
