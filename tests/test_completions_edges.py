"""Bodies of chat completions to the last field: what is taken from them, and what each fault of theirs becomes."""

import json

import pytest

from question_tailor.completions import StreamReader, raise_for, read_document, usage_of
from question_tailor.errors import (
    AccessDenied,
    IncompleteAnswer,
    QuotaExhausted,
    RateLimited,
    Refused,
    RequestRejected,
    ServerFailed,
)
from question_tailor.exchange import ModelReply, Usage

DEEP = b"[" * 100_000
USAGE = {"prompt_tokens": 5, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 3}}


def document(message=None, **fields):
    choice = {"message": {"content": "{}"} if message is None else message, "finish_reason": "stop"}
    return json.dumps({"choices": [choice], **fields}).encode()


def event(content=None, **fields):
    choice = {"delta": {"content": content}, "finish_reason": None} | fields.pop("choice", {})
    return f"data: {json.dumps({'choices': [choice], **fields})}\n".encode()


def streamed(*chunks, request_id=None):
    said = []
    reader = StreamReader(said.append, request_id)
    for chunk in chunks:
        reader.feed(chunk)
    reply = reader.finish()
    assert "".join(said) == reply.text
    return reply


def test_a_body_gives_all_that_it_holds():
    reply = read_document(document(model="m" * 101, usage=USAGE), "req-1")

    assert reply == ModelReply("{}", "stop", Usage(5, 7, 3), "m" * 100, "req-1")


def test_a_body_that_says_nothing_of_itself_gives_what_can_be_told():
    assert read_document(b'{"choices": [{}]}') == ModelReply("", "unknown", Usage(estimated=True))
    assert read_document(document(message="not an object")).text == ""


@pytest.mark.parametrize("model", ["", None, 7, "two\nlines", "\x1b[2J"])
def test_a_name_of_a_model_that_cannot_be_printed_is_none(model):
    assert read_document(document(model=model)).model is None


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("stop", "stop"),
        ("length", "length"),
        ("content_filter", "refused"),
        ("tool_calls", "unknown"),
        (None, "unknown"),
    ],
)
def test_why_an_answer_ended(reason, finish):
    assert read_document(json.dumps({"choices": [{"finish_reason": reason}]}).encode()).finish == finish


def test_a_refusal_counts_whatever_the_reason():
    assert read_document(document({"content": None, "refusal": "I cannot."})).finish == "refused"


def test_text_may_come_in_parts():
    parts = [{"type": "text", "text": "{"}, {"type": "image"}, "x", {"text": 7}, {"text": "}"}]

    assert read_document(document({"content": parts})).text == "{}"
    assert streamed(event(parts)).text == "{}"


@pytest.mark.parametrize(
    ("body", "error", "why"),
    [
        (b" \n<html>", AccessDenied, "^A web page answered instead of a chat endpoint"),
        (b"<", AccessDenied, "web page"),
        (b"{", ServerFailed, "^The endpoint's answer is not JSON"),
        (b"", ServerFailed, "not JSON"),
        (DEEP, ServerFailed, "not JSON"),
        (b"[]", ServerFailed, "^The endpoint's answer is not a JSON object"),
        (b"{}", ServerFailed, "^The endpoint's answer holds no choice"),
        (b'{"choices": {"0": {}}}', ServerFailed, "no choice"),
        (b'{"choices": []}', ServerFailed, "no choice"),
        (b'{"choices": ["x"]}', ServerFailed, "no choice"),
        (b'{"prompt_filter_results": []}', Refused, "^A content filter declined the request"),
        (b'{"error": {"code": "server_error"}}', ServerFailed, "^The endpoint refused the request: code server_error"),
        (b'{"error": "out of words"}', RequestRejected, "^The endpoint refused the request"),
    ],
)
def test_what_is_no_answer_is_told_with_the_id_of_its_request(body, error, why):
    with pytest.raises(error, match=why) as raised:
        read_document(body, "req-2")

    assert type(raised.value) is error
    assert raised.value.request_id == "req-2"


def test_a_body_or_event_may_be_an_error_itself():
    error = {"object": "error", "message": "x", "type": "rate_limit_exceeded", "code": 429}

    with pytest.raises(RateLimited):
        read_document(json.dumps(error).encode())
    with pytest.raises(RateLimited):
        streamed(f"data: {json.dumps(error)}\n".encode())
    with pytest.raises(ServerFailed, match="no choice"):
        read_document(json.dumps(error | {"object": "list"}).encode())


@pytest.mark.parametrize("nothing", [None, "", {}, 0])
def test_an_empty_error_is_none(nothing):
    assert read_document(document(error=nothing)).text == "{}"
    assert streamed(event("{}", error=nothing)).text == "{}"


@pytest.mark.parametrize(
    "usage",
    [
        None,
        [],
        {},
        {"prompt_tokens": 1},
        {"completion_tokens": 1},
        {"prompt_tokens": -1, "completion_tokens": 1},
        {"prompt_tokens": True, "completion_tokens": 1},
        {"prompt_tokens": 1, "completion_tokens": 1.5},
    ],
)
def test_counts_that_cannot_be_used_are_estimated(usage):
    assert usage_of(usage) is None
    assert read_document(document(usage=usage)).usage == Usage(estimated=True)
    assert streamed(event("{}", usage=usage)).usage == Usage(estimated=True)


@pytest.mark.parametrize("details", [None, [], {}, {"cached_tokens": None}, {"cached_tokens": -1}])
def test_tokens_in_a_cache_are_none_where_nothing_says_so(details):
    assert usage_of({"prompt_tokens": 0, "completion_tokens": 0, "prompt_tokens_details": details}) == Usage(0, 0, 0)


def test_a_stream_gives_all_that_it_holds_however_it_is_cut():
    whole = b"".join(
        (
            b": hello\r\n\r\n",
            event("{\u00e9", model="m", usage=USAGE),
            event("\u20ac}", model="", usage=None).replace(b"\n", b"\r\n"),
            event(choice={"finish_reason": "stop", "delta": None}),
            b'data: {"choices": []}\n',
            b"data: 7\n",
            b"data:\n",
            b"event: x\n",
            b"data: [DONE]",
        )
    )
    reply = ModelReply("{\u00e9\u20ac}", "stop", Usage(5, 7, 3), "m", "req-3")

    assert streamed(whole, request_id="req-3") == reply
    assert streamed(*(whole[place : place + 1] for place in range(len(whole))), request_id="req-3") == reply


def test_a_last_line_without_an_end_counts():
    assert streamed(event("{}").rstrip(b"\n") + b"\r").text == "{}"


@pytest.mark.parametrize("space", [b"", b" ", b"  ", b"\t"])
def test_a_space_before_the_data_of_an_event_may_be_missing(space):
    assert streamed(event("{}").replace(b"data: ", b"data:" + space)).text == "{}"


def test_bytes_that_are_no_text_are_replaced():
    assert streamed(event("A").replace(b"A", b"\xff")).text == "\ufffd"


def test_a_stream_has_been_heard_once_text_has_come():
    reader = StreamReader(str)
    reader.feed(event(None))
    assert not reader.heard
    reader.feed(event("a"))
    assert reader.heard


def test_of_several_choices_the_first_is_taken():
    assert streamed(event("a", choice={"index": 0}), event("b", choice={"index": 1})).text == "a"


def test_a_refusal_in_a_stream_stays_one():
    refusal = event(choice={"delta": {"refusal": "No", "content": "x"}})

    assert streamed(refusal, event(choice={"finish_reason": "stop"})) == ModelReply(
        "", "refused", Usage(estimated=True)
    )


def test_a_stream_that_does_not_say_why_it_ended_is_of_unknown_end():
    assert streamed(event("{}")).finish == "unknown"


@pytest.mark.parametrize("body", [b"", b"\n\n", b"data: [DONE]\n", b"data: []\n", b"data: 7\n", b"retry: 3\n"])
def test_a_stream_without_an_event_is_a_failure(body):
    with pytest.raises(ServerFailed, match=r"^The endpoint's event stream is empty") as raised:
        streamed(body, request_id="req-4")

    assert raised.value.request_id == "req-4"


@pytest.mark.parametrize("said", [b"{", DEEP, b'{"choices": [}', b"[DONE"])
def test_an_event_that_is_no_json_breaks_the_stream(said):
    with pytest.raises(IncompleteAnswer, match=r"^An event of the stream is broken") as raised:
        streamed(b"data: " + said + b"\n", request_id="req-5")

    assert raised.value.request_id == "req-5"


def test_an_error_in_a_stream_is_of_its_kind_until_text_has_come():
    error = b'data: {"error": {"code": "rate_limit_exceeded"}}\n'

    with pytest.raises(RateLimited) as first:
        streamed(error, request_id="req-6")
    with pytest.raises(IncompleteAnswer, match=r"^The stream ended in an error") as later:
        streamed(event("a"), error, request_id="req-6")
    assert first.value.request_id == later.value.request_id == "req-6"


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        ({"code": "insufficient_quota"}, 429, QuotaExhausted),
        ({"type": "insufficient_quota"}, None, QuotaExhausted),
        ({"code": "billing_hard_limit_reached"}, 400, QuotaExhausted),
        ({"code": "billing_not_active"}, 403, QuotaExhausted),
        ({"code": "content_filter"}, 400, Refused),
        ({}, 429, RateLimited),
        ({"code": 429}, None, RateLimited),
        ({"code": "429"}, None, RateLimited),
        ({"type": "rate_limit_exceeded"}, 400, RateLimited),
        ({}, 408, ServerFailed),
        ({}, 409, ServerFailed),
        ({}, 500, ServerFailed),
        ({}, 599, ServerFailed),
        ({"code": "503"}, None, ServerFailed),
        ({"type": "server_error"}, None, ServerFailed),
        ({}, 300, AccessDenied),
        ({}, 399, AccessDenied),
        ({}, 401, AccessDenied),
        ({}, 403, AccessDenied),
        ({}, 404, AccessDenied),
        ({}, 299, RequestRejected),
        ({}, 400, RequestRejected),
        ({}, 499, RequestRejected),
        ({}, 600, RequestRejected),
        ({}, None, RequestRejected),
        ("x", None, RequestRejected),
        ({"code": "\u00b2"}, None, RequestRejected),
        ({"code": "4\u00b29"}, None, RequestRejected),
    ],
)
def test_an_error_is_of_the_kind_that_its_code_or_status_speaks_of(error, status, kind):
    with pytest.raises(kind) as raised:
        raise_for(error, "req-7", status)

    assert type(raised.value) is kind
    assert raised.value.request_id == "req-7"


@pytest.mark.parametrize(("code", "status", "told"), [("429", None, 429), ("429", 400, 400), ("x", None, None)])
def test_the_status_is_the_responses_own_else_what_the_code_says(code, status, told):
    with pytest.raises((RateLimited, RequestRejected)) as raised:
        raise_for({"code": code}, None, status)

    assert raised.value.status == told


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ({"code": "a_b", "type": "c.d-e", "param": "f[0]"}, ": code a_b, type c.d-e, parameter f[0]"),
        ({"param": "seed"}, ": parameter seed"),
        ({"code": "two words", "type": "x" * 61, "param": ["a"], "message": "the prompt"}, ""),
        ({"code": "x" * 60}, ": code " + "x" * 60),
        ({"code": None}, ""),
    ],
)
def test_of_an_error_only_what_looks_like_a_code_is_told(error, told):
    with pytest.raises(RequestRejected) as raised:
        raise_for(error, None)

    assert raised.value.message == f"The endpoint refused the request{told}"
