"""Kits through the server of llama-cpp-python, with its grammars and a model that knows no word.

What a random model writes under a grammar has the right shape and no sense. So these tests show that the server
takes our requests and schemas, that it holds the model to them, and that a kit is whole whatever the model writes.
"""

from __future__ import annotations

import asyncio
import time

import pytest
from results import holds_a_question
from serving import Watched

from question_tailor import AsyncTailor, Tailor
from question_tailor.capabilities import keeps_to
from question_tailor.errors import RequestRejected
from question_tailor.events import KitFinished
from question_tailor.exchange import Message, ModelRequest
from question_tailor.findings import say
from question_tailor.schemas import wire_schema
from question_tailor.vocabulary import CATEGORIES
from samples import COMPANY, POSTING

pytestmark = [
    pytest.mark.integration,
    pytest.mark.block_network(allowed_hosts=["127.0.0.1"]),
    pytest.mark.usefixtures("server"),
]

LONGEST = 2_000
"""Tokens, here bytes, of one answer: a random model under a grammar may go on for ever."""
TRIES = 6
KIT = {"questions": 6, "minutes": 90, "timeout": 3600}
SCHEMAS = [*((category,) for category in CATEGORIES), CATEGORIES]


@pytest.fixture
def server(llama_cpp_python, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", llama_cpp_python.url)
    monkeypatch.setenv("OPENAI_API_KEY", "any-word")


def watched(seed=1):
    return Watched("tiny", parameters={"max_tokens": LONGEST, "seed": seed})


def asked_for(categories, seeds):
    """The exchanges with a server that is asked for these categories, in few words, with several seeds."""
    request = ModelRequest("s01", (Message("user", "Questions?"),), "questions", wire_schema(categories))

    async def once(transport):
        try:
            await transport.send(request)
        finally:
            await transport.aclose()

    transports = [watched(seed) for seed in seeds]
    for transport in transports:
        asyncio.run(once(transport))
    return [exchange for transport in transports for exchange in transport.exchanges]


@pytest.mark.parametrize("categories", SCHEMAS, ids=lambda some: some[0] if len(some) == 1 else "all in one")
def test_the_schema_of_every_category_is_enforced(results, categories):
    exchanges = asked_for(categories, range(TRIES))
    ended = [reply.text for _, reply in exchanges if reply.finish == "stop"]

    results.schema(categories[0] if len(categories) == 1 else "all in one", exchanges)
    assert {reply.finish for _, reply in exchanges} <= {"stop", "length"}
    assert all(keeps_to(text, wire_schema(categories)) for text in ended)
    assert any(holds_a_question(text) for text in ended), "No answer both ended and held a question"


def by_tailor(transport):
    with Tailor(transport=transport) as tailor:
        return tailor.tailor(POSTING, COMPANY, **KIT)


def by_async_stream(transport):
    async def once():
        async with AsyncTailor(transport=transport) as tailor:
            return [event async for event in tailor.stream(POSTING, COMPANY, **KIT)][-1]

    last = asyncio.run(once())
    assert isinstance(last, KitFinished)
    return last.kit


def in_one_request(transport):
    with Tailor(transport=transport, group_by="kit") as tailor:
        return tailor.tailor(POSTING, COMPANY, **KIT)


@pytest.mark.parametrize("way", [by_tailor, by_async_stream, in_one_request])
def test_a_kit_is_whole_whatever_a_model_writes_under_a_grammar(results, way):
    transport, begun = watched(), time.monotonic()
    kit = way(transport)

    results.kit(way.__name__.replace("_", " "), kit, transport.exchanges, time.monotonic() - begun)

    assert [question.slot for question in kit.questions] == [slot.id for slot in kit.plan.slots]
    assert {question.category for question in kit.questions} == set(CATEGORIES)
    assert [found.rule for question in kit.questions for found in question.findings if found.severity == "block"] == []
    assert kit.run.model == "tiny"
    assert kit.run.usage.requests == len(transport.exchanges)
    for request, reply in transport.exchanges:
        assert reply.finish in {"stop", "length"}
        assert reply.finish == "length" or keeps_to(reply.text, request.schema)


def test_a_request_that_is_longer_than_the_context_is_known_as_such_and_not_sent_again():
    transport = watched()
    with (
        Tailor(transport=transport, group_by="kit") as tailor,
        pytest.raises(RequestRejected, match="longer than the model can read"),
    ):
        tailor.tailor(POSTING, COMPANY, questions=12)

    assert transport.statuses == [500, 400]


def test_the_server_refuses_one_request_and_takes_the_schema_beside_plain_json_from_then_on():
    transport = watched()
    with Tailor(transport=transport, concurrency=1) as tailor:
        kit = tailor.tailor(POSTING, COMPANY, categories=CATEGORIES[:2], questions=2, minutes=30)

    assert transport.rung == "object_schema"
    assert transport.statuses == [500, *[200] * len(transport.exchanges)]
    told = [found for found in kit.findings if found.rule == "endpoint.capability"]
    assert told == [say("endpoint.capability#object_schema", "en", "warn")]
