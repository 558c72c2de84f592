"""Bodies that no endpoint should send, and that ended in errors other than ours."""

import json

import pytest

from question_tailor.completions import StreamReader, raise_for, read_document
from question_tailor.errors import IncompleteAnswer, RequestRejected, ServerFailed

DEEP = b"[" * 100_000


def test_a_body_that_is_nested_without_end_is_no_answer():
    with pytest.raises(ServerFailed, match="not JSON"):
        read_document(DEEP)


def test_an_event_that_is_nested_without_end_breaks_the_stream():
    with pytest.raises(IncompleteAnswer, match="broken"):
        StreamReader(str).feed(b"data: " + DEEP + b"\n")


@pytest.mark.parametrize("code", ["\u00b2", "4\u00b29"])
def test_a_code_of_signs_that_only_look_like_digits_is_no_status(code):
    with pytest.raises(RequestRejected) as refused:
        raise_for({"code": code}, None)
    assert refused.value.status is None
    with pytest.raises(RequestRejected):
        read_document(json.dumps({"error": {"code": code}}).encode())
