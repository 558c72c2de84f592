"""Whatever an endpoint refuses, in whatever order: forms only go down, and what helped nothing is forgotten."""

import json

from hypothesis import given
from hypothesis import strategies as st

from question_tailor.capabilities import Capabilities, Form
from question_tailor.exchange import Message, ModelReply, ModelRequest

LADDER = ["strict", "schema", "object_schema", "object", "text"]
REQUEST = ModelRequest("s01", (Message("user", "?"),), "x", {"type": "object", "properties": {}})
GOOD = ModelReply("{}")
PARAMETERS = {"max_completion_tokens": 9, "temperature": 0, "seed": 1, "stream": True, "stream_options": {}}
WORDS = [
    "response_format is unavailable",
    "strict is not permitted",
    "Invalid schema for response_format",
    "'messages' must contain the word 'json'",
    "Failed to parse grammar",
    "'temperature' is unsupported",
    "unknown field seed",
    "'max_completion_tokens' is unsupported; use 'max_tokens'",
    "'max_tokens' is unsupported",
    "`stream` needs a verified organisation",
    "unknown field stream_options",
    "maximum context length is 8192 tokens",
    "This account is restricted.",
    "",
]
STATUSES = [400, 404, 415, 422, 429, 500, 501, 503]
REFUSALS = st.tuples(st.sampled_from(STATUSES), st.sampled_from(WORDS))


def body_of(form):
    return form.fit({"model": "m", "messages": [], **PARAMETERS}, REQUEST)


def rung(form):
    return LADDER.index(form.rung)


@given(st.lists(REFUSALS, max_size=30))
def test_one_request_only_goes_down_never_twice_in_the_same_form_and_comes_to_an_end(refusals):
    capabilities, gone = Capabilities(), []
    for status, words in refusals:
        form = capabilities.form
        body = json.dumps(body_of(form), sort_keys=True)
        assert body not in gone
        gone.append(body)
        if not capabilities.refused(form, body_of(form), status, words):
            return
        assert rung(capabilities.form) >= rung(form)


@given(
    st.lists(st.one_of(st.tuples(st.just("refused"), st.integers(0, 3), REFUSALS), st.just(("answered", 0, None)))),
)
def test_requests_under_way_side_by_side_never_bring_back_a_form_above_one_that_was_refused(steps):
    """Up to four requests are under way in forms of their own; a refusal or an answer may come to any of them."""
    capabilities = Capabilities()
    under_way = [capabilities.form] * 4
    proven = Form()
    for what, which, refusal in steps:
        form, before = under_way[which], capabilities.form
        if what == "answered":
            capabilities.answered(form, REQUEST, GOOD)
            proven = form if form == before else proven
            assert capabilities.form == before
        elif capabilities.refused(form, body_of(form), *refusal):
            assert rung(capabilities.form) >= rung(before)
            assert capabilities.form != form
        else:
            # Nothing was learnt, or no step down helped: then what is known to be taken is all that is remembered.
            assert capabilities.form in (before, proven)
        under_way[which] = capabilities.form


@given(st.integers(1, 5))
def test_a_form_that_no_step_down_helps_is_forgotten_down_to_what_was_once_taken(times):
    capabilities = Capabilities()
    form = capabilities.form
    assert capabilities.refused(form, body_of(form), 400, "'temperature' is unsupported")
    capabilities.answered(capabilities.form, REQUEST, GOOD)
    taken = capabilities.form

    for _ in range(times):
        while capabilities.refused(capabilities.form, body_of(capabilities.form), 500, "response_format"):
            pass
        assert capabilities.form == taken
    capabilities.answered(taken, REQUEST, GOOD)
    assert capabilities.refused(taken, body_of(taken), 500, "response_format")
