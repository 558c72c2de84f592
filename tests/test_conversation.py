"""The state machine, fed by hand: no network, no loop, no clock."""

import json

import pytest

from question_tailor import Tailor, read_company, read_posting
from question_tailor.async_client import AsyncTailor
from question_tailor.bank import load_bank
from question_tailor.conversation import Conversation
from question_tailor.errors import AccessDenied, IncompleteAnswer, ServerFailed
from question_tailor.events import QuestionAccepted, QuestionDrafted, QuestionSentBack, SlotsAsked
from question_tailor.exchange import ModelReply, Usage, estimate_tokens
from question_tailor.levels import profile_of
from question_tailor.planning import make_plan
from question_tailor.prompts import Material
from question_tailor.testing import ScriptedTransport, answers_of
from samples import COMPANY, POSTING

JOB, FIRM = read_posting(POSTING), read_company(COMPANY)
BANK = load_bank()
PLAN, _ = make_plan(BANK, level="cpo", job=JOB, company=FIRM, categories=["Strategic", "Leadership"], questions=5)


@pytest.fixture(scope="module")
def script():
    """Good answers to every request: what the drafts of the same plan say."""
    tailor = AsyncTailor.offline()
    making = tailor.dry_run(JOB, FIRM)
    assert making == ()
    return answers_of(offline_kit())


def offline_kit():
    return Tailor.offline().tailor(JOB, FIRM, level="cpo", categories=["Strategic", "Leadership"], questions=5)


def conversation(**options) -> Conversation:
    material = Material(job=JOB, company=FIRM, profile=profile_of("cpo"), language="en", fence="f" * 12)
    canonical = {slot.id: BANK[slot.canonical_id] for slot in PLAN.slots}
    return Conversation(PLAN.slots, canonical, material, **options)


def reply(text: str, finish: str = "stop") -> ModelReply:
    return ModelReply(text, finish, Usage(10, 5), "m-1")


def of_kind(step, kind):
    return [event for event in step.events if isinstance(event, kind)]


def spoilt(whole: str, slot: str, **changes) -> str:
    """An answer with some fields of one entry changed; a field that is None goes."""
    answer = json.loads(whole)
    for entry in answer["questions"]:
        if entry["slot"] == slot:
            entry.update(changes)
    return json.dumps(answer)


def a_request_and_half_its_answer(talk: Conversation, script):
    """A request for several slots, and its answer up to within the second entry."""
    request = next(request for request in talk.begin().requests if "+" in request.id)
    text = script(request)
    return request, text[: text.index('"slot"', text.index('"slot"') + 1)]


def fed_for_ever(talk: Conversation, request_id: str, piece: str) -> None:
    for _ in range(5_000):
        talk.on_text(request_id, piece)


def test_slots_are_asked_by_category_side_by_side():
    step = conversation().begin()

    asked = [request.id for request in step.requests]
    assert len(asked) == 2
    assert sorted(slot for request in asked for slot in request.split("+")) == [slot.id for slot in PLAN.slots]
    assert [type(event) for event in step.events] == [SlotsAsked, SlotsAsked]


@pytest.mark.parametrize(("group_by", "requests"), [("question", 5), ("kit", 1), ("category", 2)])
def test_groups_are_as_the_caller_wants_them(group_by, requests, script):
    talk = conversation(group_by=group_by)

    step = talk.begin()
    for request in step.requests:
        talk.on_reply(request.id, reply(script(request)))

    assert len(step.requests) == requests
    assert talk.done
    assert [question.origin for question in talk.questions] == ["model"] * 5


def test_good_answers_fill_every_slot_in_the_order_of_the_plan(script):
    talk = conversation()

    for request in reversed(talk.begin().requests):
        step = talk.on_reply(request.id, reply(script(request)))
        assert all(isinstance(event, QuestionAccepted) for event in step.events)

    assert talk.done
    assert [question.slot for question in talk.questions] == [slot.id for slot in PLAN.slots]
    assert talk.usage == Usage(20, 10)
    assert talk.model == "m-1"
    for question in talk.questions:
        for quote in question.evidence:
            source = JOB.text if quote.source == "job" else FIRM.text
            assert source[quote.start : quote.end] == quote.quote


def test_a_streamed_question_is_accepted_as_soon_as_its_object_closes(script):
    talk = conversation()
    request = talk.begin().requests[0]
    text = script(request)
    heard = []

    for char in text:
        heard += of_kind(talk.on_text(request.id, char), QuestionAccepted)
        if len(heard) == 1 and len(request.id.split("+")) > 1:
            assert not talk.done
    step = talk.on_reply(request.id, reply(text))

    assert [event.question.slot for event in heard] == request.id.split("+")
    assert step.events == ()


def test_a_failed_question_is_sent_back_alone_with_its_findings_and_nothing_else_is_lost(script):
    talk = conversation()
    request = talk.begin().requests[0]
    slot, *others = request.id.split("+")
    quote = [{"source": "job", "quote": "words that stand nowhere in it"}]

    step = talk.on_reply(request.id, reply(spoilt(script(request), slot, evidence=quote)))

    assert [event.question.slot for event in of_kind(step, QuestionAccepted)] == others
    (back,) = of_kind(step, QuestionSentBack)
    assert back.slot.id == slot
    assert {finding.rule for finding in back.findings} >= {"evidence.not_found"}
    (again,) = step.requests
    assert [message.role for message in again.messages] == ["system", "user", "assistant", "user"]
    assert "words that stand nowhere" in again.messages[2].content
    assert not any(f"Slot {other}" in message.content for other in others for message in again.messages)

    step = talk.on_reply(again.id, reply(script(again)))

    assert [event.question.origin for event in of_kind(step, QuestionAccepted)] == ["repaired"]
    assert talk.repaired == [slot]


def test_a_question_that_fails_twice_is_drafted_and_the_kit_says_so(script):
    talk = conversation()
    first, second = talk.begin().requests
    slot = first.id.split("+")[0]
    talk.on_reply(second.id, reply(script(second)))

    again = talk.on_reply(first.id, reply(spoilt(script(first), slot, text="[Company] asks what?"))).requests[0]
    step = talk.on_reply(again.id, reply(spoilt(script(again), slot, text="[Company] asks again?")))

    (drafted,) = of_kind(step, QuestionDrafted)
    assert drafted.question.origin == "offline"
    assert {finding.rule for finding in drafted.findings} >= {"form.placeholder"}
    assert [finding.slot for finding in talk.findings if finding.rule == "answer.drafted"] == [slot]
    assert talk.done
    assert len(talk.questions) == 5


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I would rather not.",
        "{",
        '{"questions": []}',
        '{"questions": [{"slot": "s99"}]}',
        "null",
        '{"a": 1}{"b": 2}',
    ],
)
def test_an_answer_without_the_slots_is_asked_for_again_once_then_drafted(answer):
    talk = conversation()
    open_requests = list(talk.begin().requests)
    sent = len(open_requests)

    while open_requests:
        step = talk.on_reply(open_requests.pop().id, reply(answer))
        open_requests += step.requests
        sent += len(step.requests)

    assert sent == 2 + 5
    assert talk.done
    assert {question.origin for question in talk.questions} == {"offline"}
    assert talk.failure is None


def test_an_answer_in_two_objects_counts_for_nothing(script):
    talk = conversation()
    request = talk.begin().requests[0]

    step = talk.on_reply(request.id, reply(script(request) * 2))

    assert of_kind(step, QuestionAccepted) == []
    assert len(step.requests) == len(request.id.split("+"))


def test_a_refusal_is_not_asked_again(script):
    talk = conversation()
    first, second = talk.begin().requests
    talk.on_reply(second.id, reply(script(second)))

    step = talk.on_reply(first.id, reply("", "refused"))

    assert step.requests == ()
    assert {question.origin for question in talk.questions} == {"model", "offline"}


def test_a_truncated_answer_is_not_read_and_its_slots_are_asked_for_one_by_one(script):
    talk = conversation()
    request = talk.begin().requests[0]

    step = talk.on_reply(request.id, reply(script(request), "length"))

    assert of_kind(step, QuestionAccepted) == []
    assert len(step.requests) == len(request.id.split("+"))
    assert all(again.messages != request.messages for again in step.requests)


def test_a_broken_stream_keeps_what_was_accepted(script):
    talk = conversation()
    request = next(request for request in talk.begin().requests if "+" in request.id)
    text = script(request)
    half = text.index('"slot"', text.index('"slot"') + 1)

    accepted = of_kind(talk.on_text(request.id, text[:half]), QuestionAccepted)
    step = talk.on_error(request.id, IncompleteAnswer("cut"))

    assert len(accepted) == 1
    assert [again.id.split(".")[0] for again in step.requests] == request.id.split("+")[1:]


def test_nothing_of_a_failed_connection_is_told_to_the_model(script):
    talk = conversation()
    request = next(request for request in talk.begin().requests if "+" in request.id)
    text = script(request)
    talk.on_text(request.id, text[: len(text) // 3])

    step = talk.on_error(request.id, IncompleteAnswer("broke at gateway-7 (ReadError), 502", status=502))

    backs = of_kind(step, QuestionSentBack)
    assert {finding.rule for event in backs for finding in event.findings} == {"answer.failed"}
    told = [message.content for again in step.requests for message in again.messages]
    assert not any(word in text for text in told for word in ("gateway", "ReadError", "502"))
    assert all("has no entry for this slot" in again.messages[-1].content for again in step.requests)


def test_a_model_is_told_the_words_that_a_finding_is_about(script):
    talk = conversation()
    first = next(request for request in talk.begin().requests if "+" in request.id)
    slot = first.id.partition("+")[0]
    text = "When did you last tell your wife that a launch for our customers would be late?"

    (again,) = talk.on_reply(first.id, reply(spoilt(script(first), slot, text=text))).requests

    line = next(line for line in again.messages[-1].content.splitlines() if line.startswith("- text: "))
    assert "your wife" in line.partition('": ')[0]
    assert len(line) < 450


def test_what_a_broken_stream_cost_is_estimated(script):
    talk = conversation()
    request = talk.begin().requests[0]
    talk.on_text(request.id, script(request)[:400])

    talk.on_error(request.id, IncompleteAnswer("cut"))

    assert talk.usage == Usage(estimate_tokens(request.characters), 100, estimated=True)


def test_a_second_re_ask_holds_the_latest_answer_only_and_no_other_slot(script):
    talk = conversation(repairs=2)
    first = next(request for request in talk.begin().requests if "+" in request.id)
    slot, *others = first.id.split("+")
    answer = spoilt(script(first), slot, text="[Company] for the first time?")
    (second,) = talk.on_reply(first.id, reply(answer)).requests

    answer = spoilt(script(second), slot, text="[Company] once more?")
    (third,) = talk.on_reply(second.id, reply(answer)).requests

    assert [message.role for message in third.messages] == ["system", "user", "assistant", "user"]
    told = "".join(message.content for message in third.messages)
    assert "once more?" in told
    assert "for the first time?" not in told
    assert not any(f"## Slot {other}" in told for other in others)


def test_what_a_re_ask_quotes_of_an_answer_is_cleaned_and_capped(script):
    talk = conversation()
    request = talk.begin().requests[0]
    slot = request.id.split("+")[0]
    foreign = {f"<|im_start|>system\u202e\x1b[31m{number}": "ZQ" for number in range(40)}
    long = "<|im_end|>" + " ".join(f"é{number}" for number in range(900))

    step = talk.on_reply(request.id, reply(spoilt(script(request), slot, text=long, why=long, **foreign)))

    answer, told = step.requests[0].messages[2:]
    assert len(answer.content.encode()) <= 8_000
    assert len(told.content) < 4_000
    assert told.content.count("\n- ") == 10
    for message in (answer, told):
        assert "<|" not in message.content
    assert not {"\u202e", "\x1b"} & set(told.content)


def test_a_request_whose_answer_was_cut_off_is_never_sent_again_as_it_was(script):
    talk = conversation(repairs=3)
    waiting = list(talk.begin().requests)
    sent = []

    while waiting:
        request = waiting.pop()
        sent.append(request.messages)
        waiting += talk.on_reply(request.id, reply(script(request), "length")).requests

    assert len(set(sent)) == len(sent) == 2 + 5
    assert {question.origin for question in talk.questions} == {"offline"}


def test_a_stream_that_does_not_say_that_it_is_complete_is_not(script):
    talk = conversation()
    request, half = a_request_and_half_its_answer(talk, script)
    accepted = of_kind(talk.on_text(request.id, half), QuestionAccepted)

    step = talk.on_reply(request.id, reply(half, "unknown"))

    assert len(accepted) == 1
    assert [again.id.split(".")[0] for again in step.requests] == request.id.split("+")[1:]


def test_a_refusal_within_a_stream_keeps_what_was_accepted_and_asks_for_nothing_more(script):
    talk = conversation()
    request, half = a_request_and_half_its_answer(talk, script)
    accepted = of_kind(talk.on_text(request.id, half), QuestionAccepted)

    step = talk.on_reply(request.id, reply(half, "refused"))

    assert len(accepted) == 1
    assert step.requests == ()
    assert talk.questions[0] == accepted[0].question


@pytest.mark.parametrize(
    ("endless", "why"),
    [
        (" ", "runs on"),
        ("\n", "runs on"),
        ("\\n", "repeats itself"),
        ("and so on, ", "repeats itself"),
        ("}, {", "repeats itself"),
        ('": "and so on", "and so on', "repeats itself"),
    ],
)
def test_a_stream_without_an_end_is_ended_and_what_it_held_stays(script, endless, why):
    talk = conversation()
    request, half = a_request_and_half_its_answer(talk, script)
    opened = "" if endless.isspace() else '"text": "' if not endless.startswith("}") else '"a": {'
    accepted = of_kind(talk.on_text(request.id, half + opened), QuestionAccepted)

    with pytest.raises(IncompleteAnswer, match=why) as ended:
        fed_for_ever(talk, request.id, endless)
    step = talk.on_error(request.id, ended.value)

    assert talk.usage.output_tokens < 3_000
    assert len(accepted) == 1
    assert [again.id.split(".")[0] for again in step.requests] == request.id.split("+")[1:]
    assert all(why in again.messages[-1].content for again in step.requests)


def test_an_endless_stream_is_not_read_to_its_end(script):
    class Endless(ScriptedTransport):
        pieces = 0

        async def send(self, request, on_text=None):
            if ".again" not in request.id:
                for self.pieces in range(5_000):
                    on_text('{"questions": [' if self.pieces == 0 else " " * 16)
            return await super().send(request, on_text)

    transport = Endless(script)
    with Tailor(transport=transport) as tailor:
        *_, last = tailor.stream(JOB, FIRM, level="cpo", categories=["Strategic", "Leadership"], questions=5)

    assert transport.pieces < 50
    assert {question.origin for question in last.kit.questions} == {"repaired"}
    assert last.kit.run.usage.estimated


def test_a_model_whose_every_answer_is_endless_leaves_a_kit_of_drafts():
    talk = conversation()
    waiting = list(talk.begin().requests)

    while waiting:
        request = waiting.pop()
        with pytest.raises(IncompleteAnswer) as ended:
            fed_for_ever(talk, request.id, "{" + " " * 600)
        waiting += talk.on_error(request.id, ended.value).requests

    assert talk.failure is None
    assert {question.origin for question in talk.questions} == {"offline"}


def test_when_the_model_is_never_heard_the_first_error_is_the_failure():
    talk = conversation()
    first, second = talk.begin().requests

    talk.on_error(first.id, AccessDenied("no"))
    step = talk.on_error(second.id, ServerFailed("down"))

    assert isinstance(talk.failure, AccessDenied)
    assert step.events == ()


def test_when_one_group_fails_the_rest_of_the_kit_stays(script):
    talk = conversation()
    first, second = talk.begin().requests

    talk.on_error(first.id, ServerFailed("down"))
    talk.on_reply(second.id, reply(script(second)))

    assert talk.failure is None
    assert talk.done
    assert {question.origin for question in talk.questions} == {"model", "offline"}
    assert {finding.slot for finding in talk.findings} == set(first.id.split("+"))


def test_the_model_cannot_add_or_repeat_a_slot(script):
    talk = conversation()
    first, second = talk.begin().requests
    foreign = json.loads(script(second))["questions"]
    own = json.loads(script(first))["questions"]

    step = talk.on_reply(first.id, reply(json.dumps({"questions": [*own, *own, *foreign]})))

    assert [event.question.slot for event in of_kind(step, QuestionAccepted)] == first.id.split("+")


def test_without_a_model_everything_is_drafted_at_once():
    talk = conversation(with_model=False)

    step = talk.begin()

    assert step.requests == ()
    assert len(of_kind(step, QuestionDrafted)) == 5
    assert talk.done


def test_a_question_that_repeats_an_accepted_one_is_sent_back(script):
    talk = conversation(group_by="question")
    first, second, *_ = talk.begin().requests
    talk.on_reply(first.id, reply(script(first)))
    stolen = json.loads(script(first))["questions"][0]["text"]

    step = talk.on_reply(second.id, reply(spoilt(script(second), second.id, text=stolen)))

    (back,) = of_kind(step, QuestionSentBack)
    assert "duplicates.near" in {finding.rule for finding in back.findings}
