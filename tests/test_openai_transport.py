import asyncio
import gzip
import json
import logging
import traceback

import pytest

import sockets
from question_tailor import Tailor, errors, read_company, read_posting
from question_tailor.exchange import Message, ModelRequest
from question_tailor.openai_transport import OpenAITransport
from samples import COMPANY, POSTING
from wire import STREAM, completion, events

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

REQUEST = ModelRequest(
    "s01",
    (Message("system", "Rules"), Message("user", "A secret posting")),
    "strategic_questions",
    {"type": "object", "properties": {}, "required": [], "additionalProperties": False},
)


def send(on_text=None, **arguments):
    async def once():
        transport = OpenAITransport("some-model", **arguments)
        try:
            return await transport.send(REQUEST, on_text)
        finally:
            await transport.aclose()

    return asyncio.run(once())


def test_a_request_holds_messages_and_schema_and_nothing_that_was_not_asked_for(endpoint):
    endpoint.answers((200, {}, completion("{}")))

    reply = send()

    body = endpoint.bodies[0]
    assert endpoint.paths == ["/v1/chat/completions"]
    assert set(body) == {"model", "messages", "response_format"}
    assert body["messages"][1] == {"role": "user", "content": "A secret posting"}
    assert body["response_format"]["json_schema"]["strict"] is True
    assert (reply.text, reply.finish, reply.model) == ("{}", "stop", "m-1")
    assert (reply.usage.input_tokens, reply.usage.output_tokens, reply.usage.estimated) == (100, 20, False)


def test_a_streamed_answer_arrives_in_pieces_and_ends_as_one_reply(endpoint):
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 4}}
    endpoint.answers((200, STREAM, events('{"a":', ' "ß"}', usage=usage)))
    pieces = []

    reply = send(pieces.append)

    assert endpoint.bodies[0]["stream"] is True
    assert endpoint.bodies[0]["stream_options"] == {"include_usage": True}
    assert pieces == ['{"a":', ' "ß"}']
    assert (reply.text, reply.finish, reply.usage.cached_tokens) == ('{"a": "ß"}', "stop", 4)


def test_a_stream_that_does_not_say_why_it_ended_is_not_complete(endpoint):
    endpoint.answers((200, STREAM, events("{}", finish=None, done=False)))

    assert send(lambda _: None).finish == "unknown"


def test_a_server_that_ignores_streaming_is_read_all_the_same(endpoint):
    endpoint.answers((200, {}, completion("{}")))

    assert send(lambda _: None).text == "{}"


def test_usage_that_is_missing_is_estimated_and_marked(endpoint):
    endpoint.answers((200, {}, completion("{} and more", usage=None)))

    usage = send().usage

    assert usage.estimated
    assert usage.input_tokens == 6
    assert usage.output_tokens == 3


@pytest.mark.parametrize(
    ("status", "headers", "body", "kind"),
    [
        (401, {}, {"error": {"message": "bad key sk-canary-key", "code": "invalid_api_key"}}, errors.AccessDenied),
        (403, {}, {"error": {"message": "no"}}, errors.AccessDenied),
        (404, {}, {"error": {"message": "no such model", "code": "model_not_found"}}, errors.AccessDenied),
        (307, {"location": "http://127.0.0.1:1/v1"}, "", errors.AccessDenied),
        (400, {}, {"error": {"message": "too long", "code": "context_length_exceeded"}}, errors.RequestRejected),
        (400, {}, {"error": {"message": "filtered", "code": "content_filter"}}, errors.Refused),
        (429, {}, {"error": {"message": "slow down"}}, errors.RateLimited),
        (429, {}, {"error": {"message": "pay", "code": "insufficient_quota"}}, errors.QuotaExhausted),
        (408, {}, "", errors.ServerFailed),
        (500, {}, "<html>oops</html>", errors.ServerFailed),
        (529, {}, "", errors.ServerFailed),
        (500, {"x-should-retry": "false"}, "", errors.RequestRejected),
        (400, {"x-should-retry": "true"}, "", errors.ServerFailed),
        (200, {}, "", errors.ServerFailed),
        (200, {}, "null", errors.ServerFailed),
        (200, {}, "[]", errors.ServerFailed),
        (200, {}, {"choices": []}, errors.ServerFailed),
        (200, {}, {"choices": None}, errors.ServerFailed),
        (200, {}, {"choices": [], "prompt_filter_results": [1]}, errors.Refused),
        (200, {}, {"error": {"code": 502, "message": "upstream"}}, errors.ServerFailed),
        (200, {}, {"error": {"code": 429}}, errors.RateLimited),
        (200, {"content-type": "text/html"}, "<html>login</html>", errors.AccessDenied),
        (200, {}, b"{" + b" " * 4_100_000, errors.ResponseTooLarge),
    ],
)
def test_whatever_goes_wrong_is_one_of_our_errors(endpoint, status, headers, body, kind):
    endpoint.answers((status, {"x-request-id": "req_7", **headers}, body))

    with pytest.raises(errors.ModelError) as caught:
        send()

    assert type(caught.value) is kind
    assert len(endpoint.bodies) == 1
    assert "sk-canary" not in str(caught.value)
    assert "secret posting" not in str(caught.value)
    assert caught.value.request_id == "req_7"


def test_a_wait_that_the_endpoint_asks_for_comes_with_the_error(endpoint):
    endpoint.answers((429, {"retry-after": "3"}, "{}"))

    with pytest.raises(errors.RateLimited) as caught:
        send()

    assert caught.value.retry_after == 3.0


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (events("{", finish=None) + 'data: {"error": {"message": "x"}}\n\n', errors.IncompleteAnswer),
        ('data: {"error": {"code": 429}}\n\n', errors.RateLimited),
        ("data: {broken\n\n", errors.IncompleteAnswer),
        ("", errors.ServerFailed),
        (": keep-alive\n\n", errors.ServerFailed),
    ],
)
def test_a_broken_stream_is_one_of_our_errors(endpoint, body, kind):
    endpoint.answers((200, STREAM, body))

    with pytest.raises(kind):
        send(lambda _: None)


def test_an_endpoint_that_cannot_be_reached_is_a_connection_error(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "k")

    with pytest.raises(errors.ConnectionFailed):
        send()


def test_without_a_key_the_error_says_which_variable_to_set():
    with pytest.raises(errors.ConfigurationError, match="OPENAI_API_KEY"):
        send()


REFUSAL = {"error": {"message": "'response_format.type' must be 'text'", "param": "response_format"}}


@pytest.mark.parametrize(
    ("key", "parameters", "kind"),
    [("sk-canary\u200b", {}, errors.AccessDenied), ("sk-canary", {"user": "\ud800"}, errors.RequestRejected)],
)
def test_what_cannot_be_sent_at_all_is_not_carried_along_by_the_error(endpoint, monkeypatch, key, parameters, kind):
    monkeypatch.setenv("OPENAI_API_KEY", key)

    with pytest.raises(kind) as caught:
        send(parameters=parameters)

    assert caught.value.__cause__ is None
    shown = "".join(traceback.format_exception(caught.value))
    assert "canary" not in shown
    assert "secret posting" not in shown
    assert endpoint.bodies == []


def test_what_the_endpoint_can_do_is_asked_once_and_remembered(endpoint):
    endpoint.answers(*[(400, {}, REFUSAL)] * 3, (200, {}, completion("{}")))

    async def twice():
        transport = OpenAITransport("some-model")
        await transport.send(REQUEST)
        await transport.send(REQUEST)
        await transport.aclose()

    asyncio.run(twice())

    formats = [body.get("response_format", {}) for body in endpoint.bodies]
    assert [shape.get("type") for shape in formats] == ["json_schema", "json_object", "json_object", None, None]
    assert [set(shape) for shape in formats[1:3]] == [{"type", "schema"}, {"type"}]


def test_a_refusal_that_plain_text_meets_too_is_told(endpoint):
    endpoint.answers((400, {}, REFUSAL))

    with pytest.raises(errors.RequestRejected, match="response_format"):
        send()

    assert len(endpoint.bodies) == 4


def test_stream_options_are_left_out_where_they_are_refused(endpoint):
    refusal = {"error": {"message": "unknown field stream_options"}}
    endpoint.answers((400, {}, refusal), (200, STREAM, events("{}")))

    assert send(lambda _: None).text == "{}"
    assert "stream_options" not in endpoint.bodies[1]


def test_neither_key_nor_prompt_reaches_a_log(endpoint, caplog):
    caplog.set_level(logging.DEBUG)
    endpoint.answers((500, {}, ""))

    with pytest.raises(errors.ServerFailed):
        send()

    assert "sk-canary" not in caplog.text
    assert "secret posting" not in caplog.text


LLAMA_CPP_PYTHON = {
    "error": {
        "message": "[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type'), 'msg': \"Input should be "
        "'text' or 'json_object'\", 'input': 'json_schema'}]",
        "type": "internal_server_error",
    }
}


def test_a_server_that_fails_on_a_schema_is_given_it_beside_plain_json(endpoint):
    endpoint.answers((500, {}, LLAMA_CPP_PYTHON), (200, {}, completion("{}")))

    assert send().text == "{}"

    assert [body["response_format"]["type"] for body in endpoint.bodies] == ["json_schema", "json_object"]
    assert endpoint.bodies[1]["response_format"]["schema"] == REQUEST.schema


def test_a_parameter_that_is_refused_is_swapped_and_both_are_remembered(endpoint):
    refusal = {"error": {"message": "Unsupported parameter: 'max_tokens'", "param": "max_tokens"}}
    endpoint.answers((400, {}, refusal), (200, {}, completion("{}")))

    send(parameters={"max_tokens": 50})

    assert [body.get("max_completion_tokens") for body in endpoint.bodies] == [None, 50]
    assert "max_tokens" not in endpoint.bodies[1]


def test_where_streaming_is_refused_the_answer_comes_in_one_piece(endpoint):
    refusal = {"error": {"message": "Your organization must be verified to stream this model.", "param": "stream"}}
    endpoint.answers((400, {}, refusal), (200, {}, completion("{}")))
    pieces = []

    assert send(pieces.append).text == "{}"

    assert pieces == []
    assert not {"stream", "stream_options"} & set(endpoint.bodies[1])


TOO_LONG = {"error": {"message": "This model's maximum context length is 8192 tokens", "param": "messages"}}


@pytest.mark.parametrize("status", [400, 500])
def test_a_request_that_is_too_long_is_sent_once_and_in_one_form(endpoint, status):
    endpoint.answers((status, {}, TOO_LONG))

    with pytest.raises(errors.RequestRejected, match="longer than the model can read"):
        send()

    assert len(endpoint.bodies) == 1


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "text/event-stream; charset=utf-8"])
@pytest.mark.parametrize("body", [events("{}"), ": hello\n\n" + events("{}"), "\n" + events("{}")])
def test_an_event_stream_is_known_by_how_it_begins(endpoint, kind, body):
    endpoint.answers((200, {"content-type": kind}, body))
    pieces = []

    assert send(pieces.append).text == "{}"
    assert pieces == ["{}"]


def test_an_endpoint_that_always_streams_is_read_all_the_same(endpoint):
    endpoint.answers((200, STREAM, events('{"a":', " 1}")))

    assert send().text == '{"a": 1}'


def test_one_document_that_calls_itself_an_event_stream_is_read_all_the_same(endpoint):
    endpoint.answers((200, STREAM, completion("{}")))

    assert send(lambda _: None).text == "{}"


def test_a_compressed_answer_is_read_in_the_encodings_that_were_asked_for(endpoint):
    endpoint.answers((200, {"content-encoding": "gzip"}, gzip.compress(json.dumps(completion("{}")).encode())))

    assert send().text == "{}"


def test_an_error_of_whoever_takes_the_text_is_not_taken_for_one_of_the_network(endpoint):
    endpoint.answers((200, STREAM, events("{}")))

    def careless(_):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        send(careless)


JOB, FIRM = read_posting(POSTING), read_company(COMPANY)


def test_a_kit_says_once_what_its_endpoint_refuses(endpoint):
    endpoint.answers(*[(400, {}, REFUSAL)] * 3, (200, {}, completion("{}")))

    with Tailor("m", concurrency=1) as tailor:
        kit = tailor.tailor(JOB, FIRM, questions=2)
        again = tailor.replace(kit, kit.questions[0].slot, JOB, FIRM)

    for one in (kit, again):
        said = [finding for finding in one.findings if finding.rule == "endpoint.capability"]
        assert [(finding.severity, finding.slot) for finding in said] == [("warn", None)]
        assert "no answer format" in said[0].why


def test_a_stream_says_in_its_kit_that_the_schema_is_not_enforced(endpoint):
    endpoint.answers((200, STREAM, events("Here are your questions.")))

    with Tailor("m") as tailor:
        *_, finished = tailor.stream(JOB, FIRM, questions=2)

    said = [finding.why for finding in finished.kit.findings if finding.rule == "endpoint.capability"]
    assert [why.partition(":")[0] for why in said] == ["Schema not enforced"]


def cut_after_some_text(connection):
    """A stream in chunks that ends in the middle of one."""
    event = events("{", finish=None, done=False).encode()
    connection.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    connection.write(f"{len(event):x}\r\n".encode() + event + b"\r\n40\r\ndata: ")


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (sockets.reset, errors.ConnectionFailed),
        (sockets.half_a_body, errors.ConnectionFailed),
        (cut_after_some_text, errors.IncompleteAnswer),
    ],
)
def test_a_connection_that_breaks_may_be_tried_again_unless_text_has_arrived(monkeypatch, behaviour, kind):
    pieces = []
    with sockets.RawServer(behaviour) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-canary")
        with pytest.raises(errors.ModelError) as caught:
            send(pieces.append)

    assert type(caught.value) is kind
    assert caught.value.retryable is (kind is errors.ConnectionFailed)
    assert pieces == ([] if caught.value.retryable else ["{"])
