import asyncio
import gzip
import json

import pytest

from question_tailor import errors
from question_tailor.refusals import LARGEST_REFUSAL, Refusal, read_refusal


def failure(status, error=None, **headers):
    body = b"" if error is None else json.dumps({"error": error}).encode()
    return Refusal(status, {name.replace("_", "-"): value for name, value in headers.items()}, body).failure()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 415, 422])
def test_a_refusal_of_the_request_is_not_sent_again(status):
    assert not failure(status).retryable
    assert failure(status).status == status


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529])
def test_a_passing_failure_may_be_sent_again(status):
    assert failure(status).retryable


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused_as_a_wrong_address(status):
    assert isinstance(failure(status, location="http://elsewhere.example"), errors.AccessDenied)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_fatal(status):
    assert failure(status).fatal


@pytest.mark.parametrize(
    "error",
    [
        {"message": "Incorrect API key provided: sk-c***y."},
        {"message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"},
        {"message": "some-model is not a valid model ID", "code": 400},
        {"message": "Model Not Exist", "type": "invalid_request_error"},
        {"message": "The model `some-model` does not exist"},
    ],
)
def test_a_key_or_model_that_is_refused_as_a_bad_request_is_refused_for_all(error):
    assert isinstance(failure(400, error), errors.AccessDenied)


@pytest.mark.parametrize(
    "message",
    ["This model does not support response format `json_schema`", "temperature is not valid for this model", "no"],
)
def test_another_bad_request_is_none_of_key_or_model(message):
    assert type(failure(400, {"message": message})) is errors.RequestRejected


@pytest.mark.parametrize("code", ["insufficient_quota", "billing_hard_limit_reached"])
def test_an_exhausted_quota_is_fatal_and_not_a_rate_limit(code):
    assert isinstance(failure(429, {"code": code}), errors.QuotaExhausted)
    assert failure(429, {"code": code}).fatal
    assert isinstance(failure(429, {"code": "rate_limit_exceeded"}), errors.RateLimited)
    assert isinstance(failure(402, {"message": "Insufficient Balance"}), errors.QuotaExhausted)


@pytest.mark.parametrize("status", [400, 413, 429, 500])
def test_a_request_that_is_too_long_is_never_sent_again_unchanged(status):
    error = failure(status, {"message": "the request exceeds the available context size", "type": "server_error"})

    assert isinstance(error, errors.RequestRejected)
    assert "shorten the posting" in str(error)


def test_an_answer_that_the_endpoint_rejects_is_an_incomplete_answer():
    error = failure(400, {"message": "Generated JSON does not match the schema", "code": "json_validate_failed"})

    assert isinstance(error, errors.IncompleteAnswer)


def test_the_endpoint_may_say_itself_whether_to_send_again():
    assert failure(400, x_should_retry="true").retryable
    assert not failure(503, x_should_retry="false").retryable
    assert failure(503, x_should_retry="perhaps").retryable


def test_wait_and_id_come_with_the_error():
    error = failure(429, retry_after="7", x_request_id="req_9")

    assert (error.status, error.retry_after, error.request_id) == (429, 7.0, "req_9")


@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b"[1]", b'"no"', b'{"error": "no"}', b"[" * 50_000, b"\xff"])
def test_a_refusal_without_usable_words_is_known_by_its_status(body):
    assert isinstance(Refusal(503, {}, body).failure(), errors.ServerFailed)


def test_neither_the_error_nor_its_text_holds_what_the_body_said():
    refusal = Refusal(400, {}, b'{"error": {"message": "you sent: a secret posting"}}')

    assert "secret" not in str(refusal)
    assert "secret" not in repr(refusal.failure())
    assert "secret" not in str(refusal.failure())


class Response:
    """What is needed of a response of httpx."""

    def __init__(self, chunks, **headers):
        self.status_code = 503
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.chunks = chunks
        self.taken = 0

    async def aiter_raw(self):
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            self.taken += 1
            yield chunk


def read(response):
    return asyncio.run(read_refusal(response))


def test_no_more_of_a_refusal_is_read_than_its_cap():
    response = Response([b"x" * 60_000] * 1_000)

    assert len(read(response).body) == LARGEST_REFUSAL
    assert response.taken == 2


def test_a_compressed_refusal_is_read_as_far_as_its_cap():
    assert read(Response([gzip.compress(b'{"a": 1}')], content_encoding="gzip")).words == "a"
    assert len(read(Response([gzip.compress(bytes(9_000_000))], content_encoding="gzip")).body) == LARGEST_REFUSAL


@pytest.mark.parametrize(
    "response",
    [
        Response([b"half", OSError("reset")]),
        Response([b"?"], content_encoding="br"),
        Response([b"no gzip"], content_encoding="gzip"),
    ],
)
def test_a_refusal_whose_body_breaks_is_a_refusal_still(response):
    assert isinstance(read(response).failure(), errors.ServerFailed)
