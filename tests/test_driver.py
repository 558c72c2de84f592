"""One conversation, carried to its end: what leaves, in what order, and what an error of one request does."""

import asyncio
import time

import pytest

from measured import measured
from question_tailor import Tailor, errors, load_bank, read_company, read_posting
from question_tailor.driver import drive
from question_tailor.events import QuestionAccepted, QuestionDrafted
from question_tailor.exchange import ModelReply
from question_tailor.making import new_kit
from question_tailor.retry import Halt, RetryBudget, RetryPolicy, Terms
from question_tailor.setup import Setup
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
BANK = load_bank()


@pytest.fixture(scope="module")
def drafted():
    with Tailor.offline() as tailor:
        return tailor.tailor(JOB, FIRM, questions=4)


@pytest.fixture(scope="module")
def script(drafted):
    return answers_of(drafted)


def run(transport, *, places=8, deadline=None, streaming=False, policy=None):
    """The making and its events, after its conversation was driven to its end."""
    making, told = new_kit(Setup(bank=BANK, model="m", fence_key=b"k" * 16), JOB, FIRM, {"questions": 4}), []

    async def once():
        terms = Terms(
            policy=policy or RetryPolicy(first_wait=0),
            budget=RetryBudget(),
            places=asyncio.Semaphore(places),
            halt=Halt(),
            deadline=None if deadline is None else time.monotonic() + deadline,
        )
        await drive(making.conversation, transport, emit=told.append, streaming=streaming, terms=terms)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(once())
    return making, told


def origins(making):
    return [question.origin for question in making.conversation.questions]


@pytest.mark.parametrize("places", [1, 2, 8])
@pytest.mark.parametrize("fatal", [errors.AccessDenied, errors.QuotaExhausted])
def test_after_a_fatal_error_no_further_request_leaves(places, fatal):
    transport = ScriptedTransport(lambda _: fatal("no", status=401))

    with pytest.raises(fatal):
        run(transport, places=places)

    row = "T-03" if fatal is errors.QuotaExhausted else "T-04"
    what = f"requests of a kit of four that left, {places} at once, {fatal.__name__}"
    measured(row, what, str(len(transport.requests)))
    assert len(transport.requests) <= places


def test_a_fatal_error_ends_those_that_wait_to_be_sent_again():
    answers = [errors.RateLimited("slow", retry_after=100.0), errors.QuotaExhausted("nothing left")]
    transport = ScriptedTransport(answers)
    began = time.monotonic()

    with pytest.raises(errors.QuotaExhausted):
        run(transport, places=1)

    assert len(transport.requests) == 2
    assert time.monotonic() - began < 5


def test_what_was_answered_before_the_quota_ended_stays_and_the_rest_is_drafted(script):
    sent = []

    def answer(request):
        sent.append(request.id)
        return script(request) if len(sent) == 1 else errors.QuotaExhausted("nothing left")

    making, told = run(ScriptedTransport(answer), places=1)

    assert len(sent) == 2
    assert sorted(origins(making)) == ["model", "offline", "offline", "offline"]
    assert sum(isinstance(event, QuestionDrafted) for event in told) == 3


def test_a_request_that_is_under_way_when_another_fails_for_all_may_still_answer(script):
    class Slow:
        model = "slow"
        sent = 0

        async def send(self, request, on_text=None):
            self.sent += 1
            if self.sent == 2:
                raise errors.AccessDenied("no", status=401)
            await asyncio.sleep(0.02)
            return ModelReply(script(request))

    transport = Slow()

    making, _ = run(transport, places=2)

    assert transport.sent == 2
    assert sorted(origins(making)) == ["model", "offline", "offline", "offline"]


def test_where_several_requests_failed_the_one_that_is_fatal_is_raised():
    answers = iter([errors.ServerFailed("down"), errors.AccessDenied("no", status=401)])

    with pytest.raises(errors.AccessDenied):
        run(ScriptedTransport(lambda _: next(answers)), places=1, policy=RetryPolicy(attempts=1))


def test_a_kit_of_which_one_request_failed_for_good_is_whole(script, drafted):
    lost = drafted.questions[0].slot

    def answer(request):
        return errors.ServerFailed("down") if lost in request.id else script(request)

    transport = ScriptedTransport(answer)
    making, _ = run(transport)

    assert [question.slot for question in making.conversation.questions if question.origin == "offline"] == [lost]
    assert len(transport.requests) == 3 + 4


def test_what_had_arrived_when_the_time_was_up_is_kept_and_nothing_is_asked_again(script, drafted):
    first = drafted.questions[0].slot
    ids = []

    class Late:
        model = "late"

        async def send(self, request, on_text=None):
            ids.append(request.id)
            if first in request.id:
                on_text(script(request)[:-2])
            raise errors.DeadlineExceeded("The time is up")

    making, told = run(Late(), streaming=True)

    assert len(ids) == len(set(ids)) == 4
    assert [event.question.slot for event in told if isinstance(event, QuestionAccepted)] == [first]
    assert origins(making) == ["model", "offline", "offline", "offline"]


@pytest.mark.parametrize("piece", [1, 40, 100_000])
def test_questions_are_told_while_their_answer_is_still_being_written(script, piece):
    class Watching(ScriptedTransport):
        async def send(self, request, on_text=None):
            def watch(text):
                on_text(text)
                seen.append(sum(isinstance(event, QuestionAccepted) for event in told))

            return await super().send(request, watch)

    seen, told = [], []
    transport = Watching(script, piece=piece)
    making = new_kit(Setup(bank=BANK, model="m", fence_key=b"k" * 16), JOB, FIRM, {"questions": 4})

    async def once():
        terms = Terms(RetryPolicy(), RetryBudget(), asyncio.Semaphore(1), Halt())
        await drive(making.conversation, transport, emit=told.append, streaming=True, terms=terms)

    asyncio.run(once())

    assert max(seen) == 4
    assert origins(making) == ["model"] * 4
