import asyncio
import random
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measured import measured
from question_tailor import AsyncTailor, errors
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

    measured("T-01", "sends of a request that always fails", str(len(transport.requests)))
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


@pytest.mark.parametrize("failures", range(5))
def test_the_number_of_sends_is_counted(failures):
    result, transport, _ = run([errors.ServerFailed("down")] * failures + [OK])

    measured(
        "T-05", f"{failures} failures, then an answer", f"{len(transport.requests)} sends, {type(result).__name__}"
    )
    assert len(transport.requests) == min(failures + 1, 4)
    assert (result == OK) is (failures < 4)


def test_the_waits_grow_with_full_jitter():
    waits = {number: [] for number in range(3)}
    for _ in range(200):
        _, _, clock = run([errors.ServerFailed("down")] * 4)
        for number, waited in enumerate(clock.slept):
            waits[number].append(waited)

    most = [max(waited) for waited in waits.values()]
    measured("T-05", "longest of 200 first, second and third waits", ", ".join(f"{wait:.2f} s" for wait in most))
    for number, waited in waits.items():
        bound = 0.5 * 2**number
        assert 0.75 * bound < max(waited) <= bound
        assert min(waited) < 0.25 * bound


@given(
    asked=st.one_of(st.none(), st.floats(0, 119)),
    failures=st.integers(0, 9),
    attempts=st.integers(1, 10),
    first=st.floats(0, 5),
    longest=st.floats(5, 60),
)
def test_whatever_the_policy_waits_are_no_shorter_than_asked_and_sends_no_more_than_allowed(
    asked, failures, attempts, first, longest
):
    failing = errors.RateLimited("slow", retry_after=asked)

    result, transport, clock = run(
        [failing] * failures + [OK], attempts=attempts, first_wait=first, longest_wait=longest
    )

    assert len(transport.requests) == min(failures + 1, attempts)
    assert len(clock.slept) == len(transport.requests) - 1
    assert all((asked or 0) <= waited <= max(asked or 0, longest) for waited in clock.slept)
    assert (result == OK) is (failures < attempts)


def test_an_endpoint_that_asks_for_no_wait_at_all_is_not_hammered():
    waited = [run([errors.RateLimited("slow", retry_after=0.0)] * 3 + [OK])[2].slept for _ in range(20)]

    assert sum(map(sum, waited)) > 0


@pytest.mark.parametrize(
    ("error", "given", "told"),
    [
        (errors.RateLimited("Too many", retry_after=121.0), {}, "asks to wait 121 s, more than the 120 s"),
        (errors.RateLimited("Too many", retry_after=17.0), {"deadline": 5}, "have to wait 17.0 s, and"),
        (errors.ServerFailed("Down"), {}, "sent 4 times"),
        (errors.ServerFailed("Down"), {"budget": RetryBudget(0)}, "too many requests had to be sent again"),
    ],
)
def test_the_error_says_why_the_request_was_not_sent_again(error, given, told):
    error.request_id = "req_3"

    result, _, _ = run([error] * 9, **given)

    assert type(result) is type(error)
    assert told in str(result)
    assert (result.request_id, result.retry_after) == ("req_3", error.retry_after)


def test_a_single_attempt_needs_no_reason():
    result, transport, _ = run([errors.ServerFailed("Down")], attempts=1)

    assert str(result) == "Down"
    assert len(transport.requests) == 1


class Impatient:
    """Raises a time-out of its own."""

    model = "impatient"

    async def send(self, request, on_text=None):
        raise TimeoutError("mine")


def test_a_time_out_of_the_transports_own_is_not_mistaken_for_the_deadline():
    with pytest.raises(TimeoutError, match="mine"):
        asyncio.run(send(Impatient(), REQUEST, None, terms(deadline=60)))


def test_nothing_leaves_once_the_time_is_up():
    result, transport, _ = run([OK], deadline=0)

    assert isinstance(result, errors.DeadlineExceeded)
    assert transport.requests == []


def test_a_cancelled_request_is_not_sent_again():
    calls = []

    class Cancelled:
        model = "cancelled"

        async def send(self, request, on_text=None):
            calls.append(request)
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(send(Cancelled(), REQUEST, None, terms()))
    assert len(calls) == 1


def test_a_fatal_error_of_another_request_ends_a_wait_and_nothing_more_leaves():
    refused = errors.QuotaExhausted("nothing left", status=429)
    transport = ScriptedTransport([errors.RateLimited("slow", retry_after=100.0), OK])

    async def once():
        shared = terms()
        sending = asyncio.create_task(send(transport, REQUEST, None, shared))
        await asyncio.sleep(0.01)
        shared.halt.give(refused)
        await sending

    began = time.monotonic()
    with pytest.raises(errors.QuotaExhausted):
        asyncio.run(once())
    assert time.monotonic() - began < 5
    assert len(transport.requests) == 1


def test_the_first_fatal_error_is_the_one_that_counts():
    async def once():
        halt = Halt()
        halt.check()
        halt.give(errors.QuotaExhausted("first"))
        halt.give(errors.AccessDenied("second"))
        with pytest.raises(errors.QuotaExhausted):
            halt.check()

    asyncio.run(once())


STEPS = st.lists(st.sampled_from(["take", "at once", "resent"]), max_size=200)


@given(steps=STEPS, capacity=st.integers(0, 60), cost=st.integers(1, 9))
def test_the_budget_stays_between_nothing_and_its_capacity(steps, capacity, cost):
    budget = RetryBudget(capacity, cost)
    for step in steps:
        before = budget.tokens
        if step == "take":
            assert budget.take() is (before >= cost)
        else:
            budget.put_back(resent=step == "resent")
        assert 0 <= budget.tokens <= capacity


def test_the_budget_is_right_when_many_threads_use_it():
    budget, taken = RetryBudget(capacity=1_000, cost=1), []

    def hammer():
        taken.append(sum(budget.take() for _ in range(500)))

    threads = [threading.Thread(target=hammer) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(taken) == 1_000
    assert budget.tokens == 0


def test_in_a_full_outage_a_client_sends_no_more_than_its_budget_again():
    transport, budget = ScriptedTransport(lambda _: errors.ServerFailed("down")), RetryBudget()

    async def outage():
        for _ in range(5_000):
            with pytest.raises(errors.ServerFailed):
                await send(transport, REQUEST, None, terms(budget=budget), sleep=Clock())

    asyncio.run(outage())

    extra = len(transport.requests) - 5_000
    measured("T-07", "5,000 requests against an endpoint that answers 503 to each", f"{extra} re-sends")
    assert extra == 100


def test_failures_now_and_then_do_not_use_the_budget_up():
    chance, budget = random.Random(7), RetryBudget()

    def answer(_):
        return errors.ServerFailed("down") if chance.random() < 0.17 else OK

    transport = ScriptedTransport(answer)

    async def many():
        for _ in range(5_000):
            await send(transport, REQUEST, None, terms(budget=budget, attempts=10), sleep=Clock())

    asyncio.run(many())

    measured("T-07", "5,000 requests of which 17 % fail at each attempt", f"all answered, {budget.tokens} tokens left")
    assert budget.tokens > 400


def test_a_success_puts_back_one_token_and_that_of_a_re_send_what_it_cost():
    budget = RetryBudget(capacity=100, cost=5)
    assert all(budget.take() for _ in range(4))

    run([OK], budget=budget)
    assert budget.tokens == 81
    run([errors.ServerFailed("down"), OK], budget=budget)
    assert budget.tokens == 81
    run([errors.ServerFailed("down"), errors.ServerFailed("down"), OK], budget=budget)
    assert budget.tokens == 76
    run([errors.RequestRejected("no")], budget=budget)
    assert budget.tokens == 76


@pytest.mark.parametrize("waits", [(-1, 8), (9, 8), (0, 3601), (float("nan"), 8)])
def test_waits_out_of_range_are_refused(waits):
    with pytest.raises(errors.ConfigurationError, match="first_wait"):
        RetryPolicy(first_wait=waits[0], longest_wait=waits[1])


@pytest.mark.parametrize("asked", [-1, 86_401, float("nan"), float("inf")])
def test_a_cap_on_waits_that_are_asked_for_has_a_range(asked):
    with pytest.raises(errors.ConfigurationError, match="longest_asked"):
        AsyncTailor(transport=ScriptedTransport([]), longest_asked=asked)


def test_the_cap_on_waits_that_are_asked_for_is_the_callers():
    _, _, clock = run([errors.RateLimited("slow", retry_after=121.0), OK], longest_asked=121.0)

    assert clock.slept == [121.0]


def test_waits_at_the_ends_of_their_range_are_taken():
    assert RetryPolicy(first_wait=3600, longest_wait=3600).attempts == 4
    assert RetryPolicy().longest_wait == 8


def test_a_wait_of_exactly_the_cap_is_obeyed():
    _, _, clock = run([errors.RateLimited("slow", retry_after=120.0), OK])

    assert clock.slept == [120.0]
