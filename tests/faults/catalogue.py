"""What really goes wrong, row by row: what is served at which path, what comes of it, and how many requests are sent.

Rows are those of the project's list of bad answers: A for envelope and transport, B for what a message holds. One row
may have several paths. An outcome is the class of the error that is raised, or the origins of the kit's questions:
`model`, `repaired` (asked for again), `drafted` (without the model, and marked). Whatever it is, it is the same for
`Tailor.tailor` and `AsyncTailor.tailor`; `streamed` is that of both `stream`s where it differs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import replies as r

if TYPE_CHECKING:
    from replies import Behaviour


@dataclass(frozen=True)
class Fault:
    """One way to go wrong.

    Attributes:
        path: Names it; the row's id stands before the first hyphen.
        served: What is served, in words.
        script: A behaviour for each request in turn, the last one for ever.
        outcome: What comes of it.
        requests: Requests that the server counts.
        streamed: Outcome and requests of a stream, where they differ.
        says: Words that the error's message or hint holds.
        questions: Questions of the kit, one or two, all in one request.
        timeout: Seconds that the kit may take.
        finding: A rule that a finding of the kit has.
        estimated: Whether the kit says that its usage is estimated; None where it does not matter.
        differ: Whether no two requests are alike.
    """

    path: str
    served: str
    script: tuple[Behaviour, ...]
    outcome: str
    requests: int
    streamed: tuple[str, int] | None = None
    says: str = ""
    questions: int = 1
    timeout: float = 60.0
    finding: str = ""
    estimated: bool | None = None
    differ: bool = False

    @property
    def row(self) -> str:
        """Id of its row in the list."""
        return self.path.split("-")[0]

    def expected(self, *, streamed: bool) -> tuple[str, int]:
        """Outcome and requests."""
        return self.streamed if streamed and self.streamed else (self.outcome, self.requests)


def _once(behaviour: Behaviour) -> tuple[Behaviour, ...]:
    """The fault, and then the right answer."""
    return (behaviour, r.says())


def _sent_back(path: str, served: str, content: r.Content, **message: object) -> Fault:
    """An answer that cannot be used: it is asked for again, once, and comes out right."""
    return Fault(path, served, _once(r.says(content, **message)), "repaired", 2, differ=True)


def _accepted(path: str, served: str, content: r.Content = r.as_json, **message: object) -> Fault:
    """An answer that is used as it is."""
    return Fault(path, served, (r.says(content, **message),), "model", 1)


def _error(code: int | str) -> dict[str, object]:
    """The body of an answer that is an error."""
    return {"error": {"code": code, "message": "upstream"}}


_BARE_ERROR = {"object": "error", "message": "upstream", "code": 400}
_HTML = "<html><body>Please log in</body></html>"
_TOO_LONG = "This model's maximum context length is 8192 tokens. Reduce the length of the messages."
_FILTERED = [{"prompt_index": 0, "content_filter_results": {"hate": {"filtered": True}}}]
_ONLY_TEXT = r.refuses(400, "'response_format.type' must be 'text'")
_VALIDATION = r.refuses(500, "[{'type': 'literal_error', 'loc': ('body', 'response_format', 'type')}]")

_ENVELOPES = (
    Fault(
        "A01-wait", "429 with `Retry-After: 0.1`, then an answer", _once(r.refuses(429, retry_after="0.1")), "model", 2
    ),
    Fault("A01-wait-ms", "429 with `retry-after-ms: 50`", _once(r.refuses(429, retry_after_ms="50")), "model", 2),
    Fault(
        "A02-long-wait",
        "429 with `Retry-After: 121`",
        _once(r.refuses(429, retry_after="121")),
        "RateLimited",
        1,
        says="asks to wait 121 s",
    ),
    Fault(
        "A02-past-the-deadline",
        "429 with `Retry-After: 90` where the kit has 60 s",
        _once(r.refuses(429, retry_after="90")),
        "RateLimited",
        1,
        says="are left",
    ),
    Fault("A03-quota", "429 `insufficient_quota`", (r.refuses(429, code="insufficient_quota"),), "QuotaExhausted", 1),
    Fault("A03-payment", "402", (r.refuses(402, "Insufficient Balance"),), "QuotaExhausted", 1),
    Fault("A03-payment-within", "200 with an error of code 402", (r.body(_error(402)),), "QuotaExhausted", 1),
    *(
        Fault(f"A04-{status}", f"{status} with {what}", (r.body(data, "text/html", status),), "ServerFailed", 4)
        for status, what, data in ((500, "a web page", _HTML), (502, "an empty body", ""), (503, "text", "busy"))
    ),
    Fault("A04-529", "529, three times, then an answer", (*[r.body("", status=529)] * 3, r.says()), "model", 4),
    Fault("A05-login", "200, a log-in page", (r.body(_HTML, "text/html"),), "AccessDenied", 1, says="OPENAI_BASE_URL"),
    Fault("A05-method", "405, an address that takes no requests", (r.body("", status=405),), "AccessDenied", 1),
    Fault("A05-key", "400, an incorrect key", (r.refuses(400, "Incorrect API key provided"),), "AccessDenied", 1),
    Fault("A05-model", "400, an unknown model", (r.refuses(400, "Model Not Exist"),), "AccessDenied", 1),
    Fault(
        "A06-page", "200, a page that calls itself JSON", (r.body(_HTML),), "AccessDenied", 1, says="OPENAI_BASE_URL"
    ),
    Fault("A06-empty", "200, no bytes", (r.body(""),), "ServerFailed", 4, says="sent 4 times"),
    Fault("A06-empty-once", "200, no bytes, then an answer", _once(r.body("")), "model", 2),
    Fault("A06-deep", "200, JSON nested 100,000 deep", (r.body("[" * 100_000),), "ServerFailed", 4),
    Fault("A07-null", "200, `null`", (r.body("null"),), "ServerFailed", 4),
    Fault("A07-list", "200, `[]`", (r.body("[]"),), "ServerFailed", 4),
    Fault("A08-502", "200 with an error of code 502", _once(r.body(_error(502))), "model", 2),
    Fault("A08-429", "200 with an error of code 429, always", (r.body(_error(429)),), "RateLimited", 4),
    Fault("A08-400", "200 with an error of code 400", (r.body(_error(400)),), "RequestRejected", 1),
    Fault("A08-odd", "200 with an error of code `²`", (r.body(_error("²")),), "RequestRejected", 1),
    Fault("A08-bare", "200, an error without a wrapper, code 400", (r.body(_BARE_ERROR),), "RequestRejected", 1),
    Fault(
        "A08-wait",
        "200 with an error of code 429 and `Retry-After: 121`",
        (r.body(_error(429), retry_after="121"),),
        "RateLimited",
        1,
        says="asks to wait 121 s",
    ),
    Fault("A09-none", "`choices: []`", (r.body({"choices": []}),), "ServerFailed", 4),
    Fault(
        "A09-filter",
        "`choices: []` with filter results",
        (r.body({"choices": [], "prompt_filter_results": _FILTERED}),),
        "Refused",
        1,
    ),
    Fault("A10-null", "`choices: null`, then an answer", _once(r.body({"choices": None})), "model", 2),
    Fault(
        "A11-control",
        "a stream that begins and ends with events without a choice, also where none was asked for",
        (
            r.streams(
                r.chunk({"choices": [], "prompt_filter_results": _FILTERED}),
                r.deltas(r.as_json, "stop"),
                r.chunk({"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 6}}),
            ),
        ),
        "model",
        1,
        estimated=False,
    ),
    Fault(
        "A12-first-words",
        "a stream that is cut after half an answer, then an answer",
        _once(r.streams(r.deltas(r.half), chunked=True)),
        "repaired",
        2,
        differ=True,
    ),
    Fault(
        "A12-second-question",
        "a stream that is cut in the second of two questions, then an answer",
        _once(r.streams(r.deltas(r.half), chunked=True)),
        "repaired repaired",
        3,
        streamed=("model repaired", 2),
        questions=2,
    ),
    Fault(
        "A12-gzip",
        "a compressed stream that breaks after half an answer, then an answer",
        _once(r.broken_gzip),
        "repaired",
        2,
        differ=True,
    ),
    Fault(
        "A12-no-words",
        "a stream that is cut before its first word, then an answer",
        _once(r.streams(r.chunk({"choices": []}), chunked=True)),
        "model",
        2,
    ),
    Fault(
        "A12-always",
        "a stream that is cut after half an answer, always",
        (r.streams(r.deltas(r.half), chunked=True),),
        "IncompleteAnswer",
        2,
    ),
    Fault(
        "A13-clean-end",
        "a stream that ends in half an answer without a reason, then an answer",
        _once(r.streams(r.deltas(r.half))),
        "repaired",
        2,
        differ=True,
    ),
    Fault(
        "A13-no-reason",
        "a whole answer without a finish reason; a streamed question counts once it is closed and checked",
        _once(r.says(finish=...)),
        "repaired",
        2,
        streamed=("model", 1),
    ),
    Fault(
        "A14-error",
        "an error event after half an answer, then an answer",
        _once(r.streams(r.deltas(r.half), r.chunk({"error": {"message": "upstream", "code": 502}}))),
        "repaired",
        2,
        differ=True,
    ),
    Fault(
        "A14-error-first",
        "an error event before any word, then an answer",
        _once(r.streams(r.chunk({"error": {"code": 503}}))),
        "model",
        2,
    ),
    Fault("A15-document", "one JSON document where a stream was asked for", (r.one_document,), "model", 1),
    Fault(
        "A15-stream",
        "a stream where one document was asked for",
        (r.streams(r.deltas(r.as_json, "stop")),),
        "model",
        1,
    ),
    Fault("A15-no-event", "an event stream without an event, then an answer", _once(r.streams()), "model", 2),
    Fault(
        "A15-mark",
        "an event stream that begins with a byte order mark",
        (r.streams(lambda _: "\ufeff", r.deltas(r.as_json, "stop")),),
        "model",
        1,
    ),
    Fault(
        "A16-broken-event",
        "an event that is not JSON, then an answer",
        _once(r.streams(r.deltas(r.half), r.chunk("{broken"))),
        "repaired",
        2,
        differ=True,
    ),
    Fault(
        "A16-deep-event",
        "an event nested 100,000 deep, always",
        (r.streams(r.chunk("[" * 100_000)),),
        "IncompleteAnswer",
        2,
    ),
    Fault("A17-drip", "a body of a byte each 20 ms", (r.drip,), "DeadlineExceeded", 1, timeout=0.8),
    Fault("A17-comments", "an event stream of comments", (r.comments_for_ever,), "DeadlineExceeded", 1, timeout=0.8),
    Fault("A18-giant", "a body of 50 MB", (r.giant,), "ResponseTooLarge", 1),
    Fault("A18-bomb", "64 MB in gzip", (r.bomb,), "ResponseTooLarge", 1),
    Fault("A18-head", "a head of 10 MB, always", (r.giant_head,), "ConnectionFailed", 4),
    Fault("A19-reset", "a reset before the head, always", (r.reset,), "ConnectionFailed", 4, says="sent 4 times"),
    Fault("A19-reset-once", "a reset before the head, then an answer", _once(r.reset), "model", 2),
    Fault("A19-reset-after", "a reset after the head, then an answer", _once(r.reset_after_head), "model", 2),
    Fault("A19-half", "half a body, twice, then an answer", (r.half_a_body, r.half_a_body, r.says()), "model", 3),
    Fault("A20-lost", "the request is taken and nothing comes, then an answer", _once(r.hang_up), "model", 2),
    Fault("A20-always-lost", "the request is taken and nothing comes, always", (r.hang_up,), "ConnectionFailed", 4),
    *(
        Fault(f"A21-{name}", f"usage {what}", (r.says(usage=usage),), "model", 1, estimated=True)
        for name, what, usage in (
            ("null", "`null`", None),
            ("empty", "`{}`", {}),
            ("text", "in strings", {"prompt_tokens": "12", "completion_tokens": "3"}),
            ("members", "with null members", {"prompt_tokens": 12, "completion_tokens": None}),
            ("negative", "below nothing", {"prompt_tokens": -1, "completion_tokens": 3}),
        )
    ),
    Fault("A21-odd-model", "a model's name with a lone surrogate", (r.says(model="m\ud800"),), "model", 1),
    Fault("A22-context", "400, context too long", (r.refuses(400, _TOO_LONG),), "RequestRejected", 1, says="shorten"),
    Fault(
        "A22-context-500", "500, context too long", (r.refuses(500, _TOO_LONG),), "RequestRejected", 1, says="shorten"
    ),
    Fault("A23-filter", "400 `content_filter`", (r.refuses(400, "filtered", "content_filter"),), "Refused", 1),
    Fault(
        "A23-policy", "400 `content_policy_violation`", (r.refuses(400, "", "content_policy_violation"),), "Refused", 1
    ),
    Fault(
        "A24-text-only",
        "400 for each response format, taken as plain text",
        (r.takes("text", refusal=_ONLY_TEXT),),
        "model",
        4,
        finding="endpoint.capability",
    ),
    Fault(
        "A24-json-object",
        "400 for a JSON Schema, taken as a JSON object",
        (r.takes("object", refusal=r.refuses(400, "This response_format type is unavailable now")),),
        "model",
        3,
        finding="endpoint.capability",
    ),
    Fault(
        "A24-llama-cpp-python",
        "500 with a validation error that names `response_format`; a schema beside a JSON object is taken",
        (r.takes("object_schema", refusal=_VALIDATION),),
        "model",
        2,
        finding="endpoint.capability",
    ),
    Fault(
        "A24-nothing",
        "400 that names `response_format`, for each form",
        (r.takes(refusal=r.refuses(400, "response_format")),),
        "RequestRejected",
        4,
    ),
    Fault(
        "A25-strict",
        "400 for a strict schema, taken where it is not strict",
        (r.takes("schema", refusal=r.refuses(400, "Invalid schema for response_format: 'strict' is not supported")),),
        "model",
        2,
        finding="endpoint.capability",
    ),
    Fault(
        "A25-grammar",
        "501 for a schema's `minLength`, taken as a JSON object",
        (r.takes("object", refusal=r.refuses(501, "grammar: minLength is not implemented")),),
        "model",
        3,
        finding="endpoint.capability",
    ),
    Fault("A26-redirect", "307 to another host's name", (r.redirects,), "AccessDenied", 1),
)

_CHANNELS = "<|channel|>analysis<|message|>Two questions.<|end|>assistantfinal"
_BLANK = json.dumps({"questions": [{"slot": "", "text": " "}]})
_ECHOED = json.dumps({"type": "object", "properties": {"slot": {"type": "string"}}, "required": ["slot"]})

_CONTENTS = (
    Fault("B01-cut", "`length`, cut in the middle", _once(r.says(r.half, "length")), "repaired", 2, differ=True),
    Fault("B01-always", "`length`, cut in the middle, always", (r.says(r.half, "length"),), "drafted", 2, differ=True),
    Fault("B02-thought", "`length`, nothing said", (r.says(r.always(""), "length"),), "drafted", 2, differ=True),
    _sent_back("B03-cut", "a cut answer that calls itself complete", r.half),
    Fault("B03-always", "a cut answer that calls itself complete, always", (r.says(r.half),), "drafted", 2),
    _sent_back(
        "B04-bracket", "a root that never closes, brackets in its strings", r.always('{"text": "all [of] it {so}')
    ),
    Fault("B05-filter", "`content_filter` in the middle", (r.says(r.half, "content_filter"),), "drafted", 1),
    Fault(
        "B06-refusal",
        "a refusal beside plain text",
        (r.says(r.always("I cannot help."), refusal="I cannot help."),),
        "drafted",
        1,
    ),
    _sent_back(
        "B07-reasoning", "no content, the answer as `reasoning_content`", r.always(None), reasoning_content="{}"
    ),
    _accepted("B08-thinking", "a thinking block before the answer", r.around("<think>first {this}</think>\n")),
    _sent_back("B09-plain", "plain text before the thinking block", r.around("So. <think>hm</think>")),
    _sent_back("B10-channels", "channel marks before the answer", r.around(_CHANNELS)),
    _accepted("B11-fence", "a fenced answer", r.around("```json\n", "\n```")),
    _accepted("B12-chat", "an answer, then chat", r.around("", "\nI hope this helps!")),
    _sent_back("B13-prose", "prose", r.always("Here are some questions for you.")),
    Fault(
        "B14-not-enforced",
        "another shape, always, although the schema was taken",
        (r.says(r.always('{"items": ["What did you do?"]}')),),
        "drafted",
        2,
        finding="endpoint.capability",
    ),
    _sent_back("B15-objects", "words of a closed set as objects", r.with_fields(horizon={"tag": "3 years"})),
    _accepted("B16-wrapper", "a wrapper around the answer", r.around('{"parameters": ', "}")),
    _sent_back("B17-schema", "the schema instead of an answer", r.always(_ECHOED)),
    _sent_back("B18-doubled", "an object that begins twice", r.around('{"')),
    _sent_back("B19-string", "the answer within a JSON string", lambda entries: json.dumps(r.as_json(entries))),
    _accepted("B20-at-an-edge", "a raw line break at the beginning of a text", r.replacing('"why": "', '"why": "\n\t')),
    _sent_back(
        "B20-within",
        "a raw line break within a text",
        lambda entries: r.with_fields(why="It shows how they@ decide.")(entries).replace("@", "\n"),
    ),
    _sent_back("B21-escape", "an escape that JSON does not know", r.replacing('"why": "', '"why": "\\\'')),
    _sent_back("B22-quotes", "single quotes", lambda entries: str({"questions": entries})),
    _sent_back("B22-comma", "a comma too many", r.replacing("}]}", "},]}")),
    _sent_back("B22-comma-within", "a comma too many in a question", r.replacing("}]}", ",}]}")),
    _sent_back("B22-true", "`True`", r.replacing('"why": "', '"why": True, "because": "')),
    _sent_back("B23-blanks", "an answer that goes on in blanks", r.always('{"questions": [' + " " * 2_000)),
    Fault("B23-for-ever", "an answer that goes on in blanks until it is left", _once(r.blanks_for_ever), "repaired", 2),
    _sent_back("B24-loop", "one sentence thousands of times", r.always("What did you do? " * 3_000)),
    _sent_back(
        "B24-loop-within", "one sentence thousands of times in a field", r.with_fields(why="And so on. " * 3_000)
    ),
    _sent_back("B25-key", "a key twice", r.replacing('{"slot"', '{"text": "Another?", "slot"')),
    _sent_back("B26-case", "a word of a closed set in another case", r.with_fields(horizon="3 Years ")),
    _sent_back("B26-invented", "an invented word of a closed set", r.with_fields(horizon="a decade")),
    _sent_back("B27-number", "a number for a text", r.with_fields(why=7)),
    _sent_back("B27-true", "`true` for a text", r.with_fields(why=True)),
    Fault(
        "B28-fewer",
        "one question of two",
        _once(r.says(lambda entries: r.as_json(entries[:1]))),
        "model repaired",
        2,
        questions=2,
    ),
    Fault("B28-none", "no question", _once(r.says(r.always('{"questions": []}'))), "repaired", 2),
    Fault(
        "B29-more",
        "a question twice, and one that nobody asked for",
        (r.says(lambda entries: r.as_json([*entries, entries[0], entries[0] | {"slot": "s99"}])),),
        "model",
        1,
    ),
    *(
        _sent_back(f"B30-{name}", f"`{value[:9]}` in a field", r.replacing('"why": "', f'"why": {value}, "more": "'))
        for name, value in (("nan", "NaN"), ("infinity", "-Infinity"), ("huge", "1e999"), ("digits", "1" * 5_000))
    ),
    _sent_back("B31-surrogate", "a lone surrogate", r.replacing('"why": "', '"why": "\\ud800')),
    _sent_back("B31-nul", "a NUL", r.replacing('"why": "', '"why": "\\u0000')),
    _accepted("B31-mark", "a byte order mark", r.around("\ufeff")),
    _sent_back("B32-deep", "nested 100,000 deep", r.always("[" * 100_000)),
    _sent_back("B33-two", "a draft, then the answer", r.around(_BLANK + "\n")),
    _sent_back("B34-empty", "nothing", r.always("")),
    _sent_back("B34-blanks", "blanks", r.always("  \n ")),
    _sent_back("B34-thinking", "thinking only", r.always("<think>Hm.</think>")),
    _accepted("B35-parts", "content in parts", lambda entries: [{"type": "text", "text": r.as_json(entries)}]),
    _sent_back(
        "B36-tool", "a tool call", r.always(None), finish="tool_calls", tool_calls=[{"id": "t", "type": "function"}]
    ),
    Fault("B38-bytes", "a character at a time: one question, told once", (r.in_single_bytes,), "model", 1),
    _sent_back(
        "B39-placeholder",
        "a placeholder left in",
        r.with_fields(text="How would you grow [Company Name] in its markets?"),
    ),
    _sent_back(
        "B40-script",
        "a stray word in another script",
        r.with_fields(text="Describe how you once told people 告诉 that a product direction was coming to an end."),
    ),
    _sent_back(
        "B40-language",
        "another language",
        r.with_fields(
            text="Beschreiben Sie, wie Sie einmal eine Richtung des Produkts beendet haben, an der viele hingen."
        ),
    ),
    _sent_back(
        "B41-quote", "a quote that stands nowhere", r.with_fields(evidence=[{"source": "job", "quote": "run a bank"}])
    ),
    _sent_back(
        "B42-meta",
        "talk about itself",
        r.with_fields(text="As an AI language model, I would ask how you set a strategy?"),
    ),
    Fault("B43-null", "a finish reason of `null`", _once(r.says(finish=None)), "repaired", 2, streamed=("model", 1)),
    Fault("B43-word", "a finish reason of `eos`", _once(r.says(finish="eos")), "repaired", 2, streamed=("model", 1)),
    Fault("B44-two", "two choices; in a stream by turns", (r.two_choices,), "model", 1),
)

FAULTS = _ENVELOPES + _CONTENTS

ELSEWHERE = {
    "B37": "A request asks for three questions at the most, and what fails is asked again one by one, so there is no "
    "large list: `tests/test_conversation.py`.",
}
"""Rows that no path serves, and why."""
