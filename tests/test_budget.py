"""What asking for one kit may come to, when the model always fails, and what is done with what is left."""

import asyncio
import json

import pytest

from question_tailor import AsyncTailor, Tailor, read_company, read_posting
from question_tailor.budget import ROUNDS, Budget
from question_tailor.errors import ConfigurationError
from question_tailor.events import QuestionDrafted, SlotsAsked
from question_tailor.exchange import Message, ModelReply, ModelRequest, Usage
from question_tailor.readers import load_kit
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
WISHES = {"level": "cpo", "questions": 12}


@pytest.fixture(scope="module")
def script():
    return answers_of(Tailor.offline().tailor(JOB, FIRM, **WISHES))


def bytes_of(requests) -> int:
    """What requests are made of: messages and schema."""
    return sum(
        sum(len(message.content.encode()) for message in request.messages) + len(json.dumps(request.schema))
        for request in requests
    )


def long_and_wrong(request) -> str:
    """Whole answers whose every question is at fault and as long as is told back."""
    asked = request.id.split(".")[0].split("+")
    return json.dumps({"questions": [{"slot": slot, "text": "[Company] " + f"{slot} so " * 1_500} for slot in asked]})


@pytest.mark.parametrize("answer", [long_and_wrong, lambda _: ""], ids=["long", "empty"])
@pytest.mark.parametrize(("group_by", "repairs"), [("category", 1), ("category", 3), ("question", 3), ("kit", 2)])
def test_a_model_that_always_fails_costs_four_first_rounds_at_the_most(group_by, repairs, answer):
    transport = ScriptedTransport(answer)
    with Tailor(transport=transport, group_by=group_by, repairs=repairs) as tailor:
        first = tailor.dry_run(JOB, FIRM, **WISHES)
        kit = tailor.tailor(JOB, FIRM, **WISHES)

    expected = bytes_of(first) / 4 + 12 * 600
    assert kit.run.budget.tokens == pytest.approx(ROUNDS * expected, rel=0.001)
    assert bytes_of(transport.requests) <= 4 * kit.run.budget.tokens
    assert len(transport.requests) <= len(first) + 12 * repairs
    assert len(kit.questions) == 12
    assert {question.origin for question in kit.questions} <= {"offline", "bank"}
    spent = kit.run.budget
    assert spent.requests_spent == len(transport.requests) <= spent.requests
    assert spent.tokens_spent > 0


def test_answers_that_cost_more_than_expected_end_the_asking():
    def thoughtful(_):
        return ModelReply("{}", usage=Usage(5_000, 30_000))

    transport = ScriptedTransport(thoughtful)
    with Tailor(transport=transport, repairs=3) as tailor:
        first = len(tailor.dry_run(JOB, FIRM, **WISHES))
        kit = tailor.tailor(JOB, FIRM, **WISHES)

    assert first < len(transport.requests) < first + 12
    (finding,) = [finding for finding in kit.findings if finding.rule == "budget.spent"]
    assert f"{kit.run.budget.tokens} tokens" in finding.why
    assert kit.run.budget.tokens_spent >= kit.run.budget.tokens


def test_good_answers_never_meet_the_budget_nor_do_repairs_of_all_of_them(script):
    answered = {}

    def at_the_second_time(request):
        slots = tuple(request.id.split(".")[0].split("+"))
        again = all(slot in answered for slot in slots)
        answered.update(dict.fromkeys(slots))
        return script(request) if again else long_and_wrong(request)

    with Tailor(transport=ScriptedTransport(at_the_second_time)) as tailor:
        kit = tailor.tailor(JOB, FIRM, **WISHES)

    assert {question.origin for question in kit.questions} == {"repaired"}
    assert "budget.spent" not in {finding.rule for finding in kit.findings}
    assert kit.run.budget.tokens_spent < kit.run.budget.tokens


def test_what_the_budget_does_not_reach_for_is_drafted_and_one_finding_of_the_kit_names_it(script):
    transport = ScriptedTransport(script)
    with Tailor(transport=transport, budget_tokens=12_000) as tailor:
        kit = tailor.tailor(JOB, FIRM, **WISHES)

    asked = {slot for request in transport.requests for slot in request.id.split("+")}
    drafted = {question.slot for question in kit.questions if question.origin != "model"}
    assert 0 < len(transport.requests) < 6
    assert drafted == {question.slot for question in kit.questions} - asked
    (finding,) = [finding for finding in kit.findings if finding.rule == "budget.spent"]
    assert (finding.severity, finding.slot) == ("warn", None)
    assert all(slot in finding.why for slot in drafted)
    assert not any(slot in finding.why for slot in asked)
    assert "12000 tokens" in finding.why
    assert not any(finding.rule == "answer.drafted" for finding in kit.findings)
    assert kit.run.budget.tokens == 12_000
    assert load_kit(kit.model_dump_json()) == kit


def test_a_budget_for_no_request_at_all_leaves_a_kit_of_drafts_that_says_so(script):
    transport = ScriptedTransport(script)
    with Tailor(transport=transport, budget_tokens=1_000) as tailor:
        assert len(tailor.dry_run(JOB, FIRM, **WISHES)) == 0
        events = list(tailor.stream(JOB, FIRM, **WISHES))

    assert transport.requests == []
    assert len([event for event in events if isinstance(event, QuestionDrafted)]) == 12
    assert not any(isinstance(event, SlotsAsked) for event in events)
    assert "budget.spent" in {finding.rule for finding in events[-1].kit.findings}


def test_a_budget_of_requests_holds_on_its_own():
    transport = ScriptedTransport(lambda _: "")
    with Tailor(transport=transport, budget_requests=8) as tailor:
        kit = tailor.tailor(JOB, FIRM, **WISHES)

    assert len(transport.requests) == 8 == kit.run.budget.requests
    assert len(kit.questions) == 12
    assert "budget.spent" in {finding.rule for finding in kit.findings}


def test_each_kit_of_a_client_has_a_budget_of_its_own(script):
    async def two():
        async with AsyncTailor(transport=ScriptedTransport(script), budget_requests=6) as tailor:
            return await asyncio.gather(*(tailor.tailor(JOB, FIRM, **WISHES) for _ in range(2)))

    for kit in asyncio.run(two()):
        assert kit.run.budget.requests_spent == 6
        assert {question.origin for question in kit.questions} == {"model"}


def test_a_question_made_anew_has_a_budget_of_its_own(script):
    with Tailor(transport=ScriptedTransport(script)) as tailor:
        kit = tailor.tailor(JOB, FIRM, **WISHES)
    transport = ScriptedTransport(lambda _: "")
    with Tailor(transport=transport) as tailor:
        new = tailor.replace(kit, "s01", JOB, FIRM)

    assert (new.run.budget.requests, new.run.budget.requests_spent) == (2, 2)


def test_a_kit_made_without_a_model_has_no_budget():
    assert Tailor.offline().tailor(JOB, FIRM, **WISHES).run.budget is None


@pytest.mark.parametrize(
    "limit", [{"budget_tokens": 999}, {"budget_tokens": True}, {"budget_tokens": 1e6 + 0.5}, {"budget_requests": 0}]
)
def test_a_limit_out_of_its_range_is_refused_by_name(limit):
    with pytest.raises(ConfigurationError, match=next(iter(limit))):
        Tailor(transport=ScriptedTransport([]), **limit)


def request_of(name: str, characters: int) -> ModelRequest:
    return ModelRequest(name, (Message("user", "x" * characters),), "n", {})


def test_requests_side_by_side_do_not_spend_the_same_tokens():
    budget = Budget({}, 1, tokens=5_000, requests=9)

    assert [budget.take(request_of(name, 4_000), 1) for name in "abcd"] == [True, True, True, False]
    assert budget.spent.tokens_spent == 3 * 1_601


def test_an_endpoint_that_counts_nothing_is_not_believed():
    budget = Budget({request_of("a", 4_000): 1}, 1)
    budget.take(request_of("a", 4_000), 1)

    budget.settle(request_of("a", 4_000), Usage(0, 0))

    assert budget.spent.tokens_spent == 1_001
