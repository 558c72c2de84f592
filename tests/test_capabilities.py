import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_tailor.capabilities import Capabilities, Form, about_answer, about_length, keeps_to, words_of
from question_tailor.exchange import Message, ModelReply, ModelRequest
from question_tailor.schemas import wire_schema

SCHEMA = {
    "type": "object",
    "properties": {"questions": {"type": "array", "items": {"type": "string"}}},
    "required": ["questions"],
    "additionalProperties": False,
}
REQUEST = ModelRequest("s01", (Message("user", "?"),), "some_questions", SCHEMA)
GOOD, BAD = ModelReply('{"questions": ["a"]}'), ModelReply("Here are your questions.")
BODY = {"model": "m", "messages": []}


def sent(form, **parameters):
    return form.fit({**BODY, **parameters}, REQUEST)


def rungs(capabilities, status, refusal, **parameters):
    """The forms that one request goes through while an endpoint refuses it again and again."""
    words, gone = words_of(refusal if isinstance(refusal, bytes) else json.dumps(refusal).encode()), []
    while True:
        form = capabilities.form
        gone.append(form.rung)
        if not capabilities.refused(form, sent(form, **parameters), status, words):
            return gone


WHOLE_LADDER = ["strict", "object_schema", "object", "text"]
REFUSED_FORMATS = {
    "openai, older model": (
        400,
        {"error": {"message": "Invalid parameter: 'response_format' of type 'json_schema' is not supported with it."}},
    ),
    "openai, json mode": (400, {"error": {"message": "'messages' must contain the word 'json' in some form"}}),
    "deepseek": (400, {"error": {"message": "This response_format type is unavailable now", "param": None}}),
    "deepseek, older": (422, b"Failed to deserialize: response_format.type `json_schema` is unavailable now"),
    "groq": (400, {"error": {"message": "This model does not support response format `json_schema`"}}),
    "lm studio": (400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}),
    "vllm": (400, {"object": "error", "message": "The JSON schema contains features not supported by xgrammar."}),
    "llama.cpp": (400, {"error": {"code": 400, "message": "Failed to initialize samplers: failed to parse grammar"}}),
    "llama-cpp-python": (
        500,
        {"error": {"message": "[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type')}]"}},
    ),
    "openrouter": (404, {"error": {"message": "No endpoints found that can handle the requested parameters."}}),
    "gemini": (400, [{"error": {"message": 'Invalid JSON payload received. Unknown name "response_schema"'}}]),
    "fastapi": (422, {"detail": [{"loc": ["body", "response_format"], "msg": "extra fields not permitted"}]}),
    "django": (400, {"response_format": ["Not a valid choice."]}),
    "outlines": (501, {"error": {"message": "Structured outputs are not implemented"}}),
    "media type": (415, {"error": {"message": "json_schema is not supported"}}),
}


@pytest.mark.parametrize("server", REFUSED_FORMATS)
def test_a_refused_format_goes_down_the_ladder_to_plain_text(server):
    status, refusal = REFUSED_FORMATS[server]

    assert rungs(Capabilities(), status, refusal) == WHOLE_LADDER


@pytest.mark.parametrize(
    "refusal",
    [
        {"error": {"message": "Extra inputs are not permitted", "param": "response_format.json_schema.strict"}},
        {"error": {"message": "Invalid schema for response_format 'some_questions': 'anyOf' is not permitted"}},
    ],
)
def test_where_only_the_strictness_is_refused_the_schema_stays(refusal):
    assert rungs(Capabilities(), 400, refusal)[:2] == ["strict", "schema"]


OTHER_REFUSALS = {
    "another status": (429, {"error": {"message": "response_format"}}),
    "the key": (401, {"error": {"message": "response_format"}}),
    "the model": (404, {"error": {"message": "The model does not exist", "code": "model_not_found"}}),
    "a restricted account": (400, {"error": {"message": "This account is restricted."}}),
    "a failed server": (500, {"error": {"message": "relation of the database schema does not exist, strict mode"}}),
    "a web page": (500, b"<html>Internal Server Error</html>"),
    "no words": (400, b""),
    "too long": (400, {"error": {"message": "maximum context length is 8192 tokens", "code": "context_length"}}),
    "what was sent": (422, {"detail": [{"loc": ["body", "n"], "msg": "too many", "input": {"response_format": 1}}]}),
    "a word of the posting": (400, {"error": {"message": "We cannot talk about the user or stop this"}}),
}


@pytest.mark.parametrize("about", OTHER_REFUSALS)
def test_a_refusal_of_something_else_changes_nothing(about):
    status, refusal = OTHER_REFUSALS[about]
    capabilities = Capabilities()

    assert rungs(capabilities, status, refusal, user="u", stop="x") == ["strict"]
    assert capabilities.form == Form()


def test_the_five_forms():
    formats = [sent(Form(rung)).get("response_format") for rung in ("strict", "schema", "object_schema", "object")]

    assert formats == [
        {"type": "json_schema", "json_schema": {"name": "some_questions", "strict": True, "schema": SCHEMA}},
        {"type": "json_schema", "json_schema": {"name": "some_questions", "schema": SCHEMA}},
        {"type": "json_object", "schema": SCHEMA},
        {"type": "json_object"},
    ]
    assert sent(Form("text")) == BODY


def test_a_format_of_the_callers_stays():
    assert sent(Form(), response_format={"type": "text"})["response_format"] == {"type": "text"}


REFUSED_PARAMETERS = {
    "openai, newer": (
        {"max_tokens": 9},
        {"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", "param": "max_tokens"},
        {"max_completion_tokens": 9},
    ),
    "mistral": (
        {"max_completion_tokens": 9},
        {"message": "Extra inputs are not permitted: max_completion_tokens"},
        {"max_tokens": 9},
    ),
    "reasoning": (
        {"temperature": 0.2},
        {"message": "Unsupported value: 'temperature' does not support 0.2 with this model."},
        {},
    ),
    "bare name": ({"seed": 1}, {"message": "seed is not supported"}, {}),
    "usage": (
        {"stream": True, "stream_options": {"include_usage": True}},
        {"message": "unknown field stream_options"},
        {"stream": True},
    ),
    "verification": (
        {"stream": True, "stream_options": {"include_usage": True}},
        {"message": "Your organization must be verified to stream this model.", "param": "stream"},
        {},
    ),
    "groq": ({"user": "u"}, {"message": "property 'user' is unsupported"}, {}),
}


@pytest.mark.parametrize("server", REFUSED_PARAMETERS)
def test_a_refused_parameter_is_swapped_or_left_out_and_the_format_stays(server):
    parameters, error, then = REFUSED_PARAMETERS[server]
    capabilities = Capabilities()
    words = words_of(json.dumps({"error": error}).encode())

    assert capabilities.refused(capabilities.form, sent(capabilities.form, **parameters), 400, words)

    assert capabilities.form.rung == "strict"
    body = sent(capabilities.form, **parameters)
    assert {name: value for name, value in body.items() if name not in {*BODY, "response_format"}} == then


def test_a_twin_that_is_refused_too_is_left_out():
    capabilities = Capabilities()
    for name in ("max_completion_tokens", "max_tokens"):
        form = capabilities.form
        assert capabilities.refused(form, sent(form, max_completion_tokens=9), 400, f"'{name}' is unknown")

    assert sent(capabilities.form, max_completion_tokens=9, max_tokens=9).keys() == {*BODY, "response_format"}


def test_two_parameters_are_left_out_one_after_the_other():
    capabilities = Capabilities()
    words = "'temperature' and `seed` cannot be set"

    for _ in range(2):
        form = capabilities.form
        assert capabilities.refused(form, sent(form, temperature=0, seed=1), 400, words)
    form = capabilities.form
    assert not capabilities.refused(form, sent(form, temperature=0, seed=1), 400, words)


def test_a_form_that_no_step_down_helps_is_forgotten_and_not_tried_again_until_something_is_answered():
    capabilities = Capabilities()
    refusal = {"error": {"message": "response_format"}}

    assert rungs(capabilities, 500, refusal) == WHOLE_LADDER
    assert capabilities.form == Form()
    assert rungs(capabilities, 500, refusal) == ["strict"]
    capabilities.answered(capabilities.form, REQUEST, GOOD)
    assert rungs(capabilities, 500, refusal) == WHOLE_LADDER


def test_requests_side_by_side_step_down_together():
    capabilities = Capabilities()
    first = capabilities.form

    assert capabilities.refused(first, sent(first), 400, "json_schema")
    assert capabilities.refused(first, sent(first), 400, "json_schema")
    assert capabilities.form.rung == "object_schema"


def said(capabilities):
    return [finding.why for finding in capabilities.findings()]


def test_nothing_is_said_of_an_endpoint_that_takes_everything():
    capabilities = Capabilities()
    capabilities.answered(capabilities.form, REQUEST, GOOD)

    assert capabilities.findings() == ()


def test_what_was_refused_is_said_once_it_is_known_that_the_rest_is_taken():
    capabilities = Capabilities()
    form = capabilities.form
    capabilities.refused(form, sent(form, max_tokens=3), 400, "'max_tokens' is unsupported")
    form = capabilities.form
    capabilities.refused(form, sent(form), 400, "json_schema is unsupported")
    assert said(capabilities) == []

    capabilities.answered(capabilities.form, REQUEST, GOOD)

    assert len(said(capabilities)) == 2
    assert {finding.rule for finding in capabilities.findings()} == {"endpoint.capability"}
    assert {finding.severity for finding in capabilities.findings()} == {"warn"}
    assert "max_completion_tokens was sent in its place" in said(capabilities)[1]
    assert capabilities.findings("de")[1].why.startswith("Der Endpunkt")


def test_a_schema_that_is_not_kept_to_twice_is_said_once():
    capabilities = Capabilities()
    capabilities.answered(capabilities.form, REQUEST, BAD)
    assert said(capabilities) == []

    for _ in range(5):
        capabilities.answered(capabilities.form, REQUEST, BAD)
        assert len(said(capabilities)) == 1

    assert said(capabilities)[0].startswith("Schema not enforced")
    assert capabilities.form.rung == "strict"


def test_an_answer_that_was_cut_off_or_came_without_a_schema_shows_nothing():
    capabilities = Capabilities()
    for _ in range(3):
        capabilities.answered(Form("text"), REQUEST, BAD)
        capabilities.answered(capabilities.form, REQUEST, ModelReply("{", finish="length"))

    assert said(capabilities) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('{"questions": []}', True),
        ('<think>{"a": 1}</think>\n{"questions": ["a", "b"]}', True),
        ('{"questions": ["a line\nbreak"]}', True),
        ('```json\n{"questions": []}\n```', False),
        ('{"questions": [1]}', False),
        ('{"questions": [], "more": 1}', False),
        ('{"Questions": []}', False),
        ("{}", False),
        ("[]", False),
        ("", False),
        ("prose", False),
        ("[" * 100_000, False),
    ],
)
def test_whether_an_answer_keeps_to_its_schema(text, kept):
    assert keeps_to(text, SCHEMA) is kept


def test_one_of_several_shapes_has_to_fit():
    either = {"anyOf": [SCHEMA, {"type": "null"}]}

    assert keeps_to('{"questions": []}', either)
    assert keeps_to("null", either)
    assert not keeps_to('"neither"', either)


def test_the_schemas_that_are_sent_can_be_kept_to():
    schema = wire_schema(("Strategic",))
    quote = {"source": "job", "quote": "q"}
    anchors = dict.fromkeys(("poor", "mixed", "good", "excellent"), "a")
    entry = {
        name: {"array": ["x"], "string": "x"}.get(shape["type"], anchors)
        for name, shape in schema["properties"]["questions"]["items"]["properties"].items()
    }
    entry |= {"evidence": [quote], "horizon": "3 years"}

    assert keeps_to(json.dumps({"questions": [entry]}), schema)
    assert not keeps_to(json.dumps({"questions": [{**entry, "horizon": "soon"}]}), schema)
    assert not keeps_to(json.dumps({"questions": [{**entry, "evidence": [{**quote, "source": "web"}]}]}), schema)


@pytest.mark.parametrize(
    "words",
    [
        "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
        "the request exceeds the available context size",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "The input token count exceeds the maximum number of tokens allowed",
        "input length exceeds context limit",
        "Request too large for this organization",
        "code\ncontext_length_exceeded",
    ],
)
def test_a_request_that_is_too_long_is_known_by_its_refusal(words):
    assert about_length(words)
    assert not about_length("The model is too busy, in this context")


def test_an_answer_that_the_endpoint_itself_rejects_is_known():
    body = {"error": {"message": "Generated JSON does not match the expected schema", "code": "json_validate_failed"}}

    assert about_answer(words_of(json.dumps(body).encode()))


@given(st.binary(max_size=200))
def test_any_body_has_words_or_none(body):
    assert isinstance(words_of(body), str)


def test_words_are_bounded_and_deep_nesting_has_some():
    assert len(words_of(b"x" * 1_000_000)) < 50_000
    assert words_of(b"[" * 60_000)


class Endpoint:
    """Takes some forms and parameters, and refuses the rest by name."""

    def __init__(self, takes, refuses):
        self.takes, self.refuses = takes, refuses
        self.answered = 0
        self.refusals = 0

    def reply(self, body):
        for name in self.refuses:
            if name in body:
                self.refusals += 1
                return f"Unsupported parameter: '{name}'"
        shape = body.get("response_format", {})
        if shape.get("type") == "json_schema":
            rung = "strict" if "strict" in shape["json_schema"] else "schema"
        elif shape:
            rung = "object_schema" if "schema" in shape else "object"
        else:
            rung = "text"
        if rung in self.takes:
            self.answered += 1
            return None
        self.refusals += 1
        return (
            "strict is not permitted" if rung == "strict" and "schema" in self.takes else "response_format is refused"
        )


ENDPOINTS = st.builds(
    Endpoint,
    takes=st.sets(st.sampled_from(["strict", "schema", "object_schema", "object"])).map(lambda some: some | {"text"}),
    refuses=st.sets(st.sampled_from(["max_tokens", "max_completion_tokens", "temperature", "stream_options"])),
)
PARAMETERS = {"max_completion_tokens": 9, "temperature": 0, "stream": True, "stream_options": {}}


@given(
    endpoints=st.tuples(ENDPOINTS, ENDPOINTS), order=st.lists(st.tuples(st.booleans(), st.integers(1, 4)), max_size=8)
)
def test_clients_that_take_turns_learn_each_about_its_own_endpoint_and_ask_it_no_more_than_once(endpoints, order):
    clients = [Capabilities(), Capabilities()]
    for which, side_by_side in order:
        capabilities, endpoint = clients[which], endpoints[which]
        forms = [capabilities.form] * side_by_side
        while forms:
            form = forms.pop(0)
            body = sent(form, **PARAMETERS)
            words = endpoint.reply(body)
            if words is None:
                capabilities.answered(form, REQUEST, GOOD)
            else:
                assert capabilities.refused(form, body, 400, words)
                forms.append(capabilities.form)

    for which, (capabilities, endpoint) in enumerate(zip(clients, endpoints, strict=True)):
        asked = [side_by_side for turn, side_by_side in order if turn == which]
        assert endpoint.answered == sum(asked)
        # Each step is refused once, and at the most once more for each request that was under way beside it.
        assert endpoint.refusals <= 9 * max(asked[:1], default=0)
        if asked:
            best = next(
                rung for rung in ("strict", "schema", "object_schema", "object", "text") if rung in endpoint.takes
            )
            assert capabilities.form.rung == best
            assert not set(sent(capabilities.form, **PARAMETERS)) & endpoint.refuses
