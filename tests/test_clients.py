"""Both clients, against a scripted transport: the same kits, the same events, the same errors."""

import asyncio
import json
import threading
import time

import jinja2
import pydantic
import pytest

from question_tailor import AsyncTailor, Prices, Tailor, load_bank, read_company, read_posting
from question_tailor.errors import (
    AccessDenied,
    ConfigurationError,
    ConnectionFailed,
    DeadlineExceeded,
    InputError,
    ServerFailed,
)
from question_tailor.events import KitFinished, QuestionAccepted, SlotsAsked
from question_tailor.exchange import ModelReply, Usage
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING

FACES = ["sync", "async"]
JOB, FIRM = read_posting(POSTING), read_company(COMPANY)


@pytest.fixture(scope="module")
def drafted():
    return Tailor.offline().tailor(JOB, FIRM)


def made(face, transport, *inputs, setup=None, **options):
    """A kit through one of the two clients."""
    if face == "sync":
        with Tailor(transport=transport, **(setup or {})) as tailor:
            return tailor.tailor(*inputs, **options)

    async def once():
        async with AsyncTailor(transport=transport, **(setup or {})) as tailor:
            return await tailor.tailor(*inputs, **options)

    return asyncio.run(once())


def streamed(face, transport, *inputs, **options):
    """The events of a stream through one of the two clients."""
    if face == "sync":
        with Tailor(transport=transport) as tailor:
            return list(tailor.stream(*inputs, **options))

    async def once():
        async with AsyncTailor(transport=transport) as tailor:
            return [event async for event in tailor.stream(*inputs, **options)]

    return asyncio.run(once())


@pytest.mark.parametrize("face", FACES)
def test_a_kit_is_tailored_by_the_model(face, drafted):
    kit = made(face, ScriptedTransport(answers_of(drafted)), JOB, FIRM)

    assert [question.origin for question in kit.questions] == ["model"] * 12
    assert [question.text for question in kit.questions] == [question.text for question in drafted.questions]
    assert kit.run.model == "scripted"
    assert kit.run.prompt.startswith("tailor/v1@")
    assert kit.run.usage.requests == 6
    assert kit.run.usage.estimated


@pytest.mark.parametrize("face", FACES)
def test_a_kit_counts_every_send_beside_what_was_answered(face, drafted):
    answered = answers_of(drafted)
    lost = iter([ConnectionFailed("reset", retry_after=0.0), ServerFailed("down", retry_after=0.0)])

    usage = made(face, ScriptedTransport(lambda request: next(lost, None) or answered(request)), JOB, FIRM).run.usage

    assert (usage.requests, usage.sends) == (6, 8)


@pytest.mark.parametrize("face", FACES)
def test_a_stream_tells_every_question_once_and_ends_with_the_same_kit(face, drafted):
    events = streamed(face, ScriptedTransport(answers_of(drafted), piece=7), JOB, FIRM)

    told = [event.question for event in events if isinstance(event, QuestionAccepted)]
    finished = events[-1]
    assert isinstance(finished, KitFinished)
    assert sum(len(event.slots) for event in events if isinstance(event, SlotsAsked)) == 12
    assert sorted(told, key=lambda question: question.slot) == list(finished.kit.questions)


class Slow:
    """Answers after a while, and counts how many requests are under way."""

    model = "slow"

    def __init__(self, script, seconds=0.05):
        self.script, self.seconds = script, seconds
        self.under_way = self.most = 0

    async def send(self, request, on_text=None):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.under_way -= 1
        return ModelReply(self.script(request), usage=Usage(1000, 200, 400))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("concurrency", "most"), [(8, 6), (2, 2), (1, 1)])
def test_groups_run_side_by_side_within_the_places_given(face, concurrency, most, drafted):
    transport = Slow(answers_of(drafted), 0.02)

    made(face, transport, JOB, FIRM, setup={"concurrency": concurrency})

    assert transport.most == most


@pytest.mark.parametrize("face", FACES)
def test_cost_is_counted_with_the_callers_prices(face, drafted):
    kit = made(face, Slow(answers_of(drafted), 0), JOB, FIRM, setup={"prices": Prices(input=2, output=10, cached=1)})

    assert kit.run.usage.input_tokens == 6_000
    assert kit.run.usage.cost == pytest.approx((3_600 * 2 + 2_400 * 1 + 1_200 * 10) / 1_000_000)
    assert not kit.run.usage.estimated


@pytest.mark.parametrize("face", FACES)
def test_a_model_that_refuses_the_key_is_an_error_and_no_kit(face):
    transport = ScriptedTransport(lambda _: AccessDenied("refused", status=401))

    with pytest.raises(AccessDenied):
        made(face, transport, JOB, FIRM)
    assert len(transport.requests) <= 6


@pytest.mark.parametrize("face", FACES)
def test_when_the_time_is_up_before_anything_was_heard_it_is_an_error(face, drafted):
    began = time.monotonic()

    with pytest.raises(DeadlineExceeded):
        made(face, Slow(answers_of(drafted), 30), JOB, FIRM, timeout=0.1)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("face", FACES)
def test_one_group_that_fails_for_good_is_drafted_and_marked(face, drafted):
    script = answers_of(drafted)
    refused = {question.slot for question in drafted.questions if question.category == "Technical"}

    def answer(request):
        return ServerFailed("down") if refused & set(request.id.split("+")) else script(request)

    kit = made(face, ScriptedTransport(answer), JOB, FIRM, setup={"attempts": 1})

    assert {question.slot for question in kit.questions if question.origin == "offline"} == refused
    assert {finding.slot for finding in kit.findings if finding.rule == "answer.drafted"} == refused


def test_a_replaced_slot_is_another_question_and_the_rest_stays(drafted):
    with Tailor.offline() as tailor:
        renewed = tailor.replace(drafted, "s03", JOB, FIRM)

    old, new = drafted.question("s03"), renewed.question("s03")
    assert new.canonical_id != old.canonical_id
    assert new.text != old.text
    assert new.category == old.category
    assert [q for q in renewed.questions if q.slot != "s03"] == [q for q in drafted.questions if q.slot != "s03"]
    assert renewed.plan.slots[2].canonical_id == new.canonical_id


def test_replacing_needs_the_inputs_that_the_kit_was_made_from(drafted):
    with Tailor.offline() as tailor:
        with pytest.raises(InputError, match="not the one"):
            tailor.replace(drafted, "s03", POSTING + "\nMore.", FIRM)
        with pytest.raises(InputError, match="made with a company text: give it too"):
            tailor.replace(drafted, "s03", JOB)
        with pytest.raises(ConfigurationError, match="s99"):
            tailor.replace(drafted, "s99", JOB, FIRM)


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(drafted):
    transport = ScriptedTransport(answers_of(drafted))
    tailor = Tailor(transport=transport)

    requests = tailor.dry_run(JOB, FIRM)

    assert len(requests) == 6
    assert transport.requests == []
    sent = json.dumps([[message.content for message in request.messages] for request in requests])
    assert "runway" not in sent
    shown = Tailor(transport=transport, send_confidential=True).dry_run(JOB, FIRM)
    assert all("runway" in request.messages[1].content for request in shown)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"model": "  "}, "No model is named"),
        ({"model": "any"}, "key"),
        ({"repairs": 9}, "repairs"),
        ({"attempts": 0}, "attempts"),
        ({"attempts": True, "concurrency": 0}, "concurrency"),
        ({"timeout": float("nan")}, "timeout"),
        ({"timeout": -1}, "timeout"),
        ({"group_by": "level"}, "group_by"),
    ],
)
def test_what_cannot_work_is_refused_when_the_client_is_made(arguments, told, drafted):
    if "model" not in arguments:
        arguments = {**arguments, "transport": ScriptedTransport(answers_of(drafted))}

    with pytest.raises(ConfigurationError, match=told):
        Tailor(**arguments)


def test_without_a_model_there_is_no_silent_draft(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-some-key")

    with pytest.raises(ConfigurationError, match="QUESTION_TAILOR_MODEL"):
        Tailor()


def test_the_synchronous_client_serves_many_threads_and_gives_its_thread_back(drafted):
    before = threading.active_count()
    kits = []
    with Tailor(transport=Slow(answers_of(drafted), 0.01)) as tailor:
        threads = [threading.Thread(target=lambda: kits.append(tailor.tailor(JOB, FIRM))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(kits) == 4
    assert threading.active_count() == before


def test_a_stream_that_is_left_early_leaves_nothing_behind(drafted):
    async def once():
        tailor = AsyncTailor(transport=Slow(answers_of(drafted), 5))
        stream = tailor.stream(JOB, FIRM)
        await anext(stream)
        await stream.aclose()
        return len(asyncio.all_tasks())

    assert asyncio.run(once()) == 1


def test_nothing_is_built_again_after_the_first_kit(drafted, monkeypatch):
    transport = ScriptedTransport(answers_of(drafted))
    with Tailor(transport=transport) as tailor:
        tailor.tailor(JOB, FIRM)
        built = []

        def counted(owner, name):
            original = getattr(owner, name)

            def call(*arguments, **named):
                built.append(name)
                return original(*arguments, **named)

            monkeypatch.setattr(owner, name, call)

        counted(pydantic.TypeAdapter, "__init__")
        counted(pydantic.main.BaseModel, "model_json_schema")
        counted(jinja2.Environment, "compile")
        tailor.tailor(JOB, FIRM)

    assert built == []


def test_a_client_on_two_loops_one_after_the_other(drafted):
    tailor = AsyncTailor(transport=ScriptedTransport(answers_of(drafted)), bank=load_bank())

    kits = [asyncio.run(tailor.tailor(JOB, FIRM)) for _ in range(2)]

    assert kits[0].questions == kits[1].questions
