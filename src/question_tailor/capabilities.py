"""What an endpoint can do: found out from its refusals, once for each client, and remembered.

There is no asking beforehand. A request is sent in its best form; where the endpoint refuses that form by name, it is
sent again in a lesser one, and all later requests begin there. The ladder, from what is enforced to what is hoped for:

1. `strict`: a JSON Schema, strictly
2. `schema`: a JSON Schema, where only the strictness was refused
3. `object_schema`: any JSON object, with the schema beside it (llama-cpp-python enforces this one and no other)
4. `object`: any JSON object
5. `text`: no format at all; the prompt describes the shape in any case
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from question_tailor.findings import Finding, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from question_tailor.exchange import ModelReply, ModelRequest

Rung = Literal["strict", "schema", "object_schema", "object", "text"]
_LADDER: Final[tuple[Rung, ...]] = ("strict", "schema", "object_schema", "object", "text")
_ENFORCING: Final = frozenset({"strict", "schema", "object_schema"})

_RULE: Final = "endpoint.capability"
_ANSWERS_THAT_TELL: Final = 2
"""So many answers against the schema that was accepted show that it is not enforced; one may be an accident."""

_STATUSES: Final = frozenset({400, 404, 415, 422, 500, 501})
_SERVERS_FAULT: Final = 500
_FORMAT: Final = (
    r"response[ _]?format|json[ _]?schema|json[ _]?object|json[ _]mode|response[ _]?schema|output[ _](format|config)"
    r"|structured[ _-]?outputs?|guided[ _](json|decoding)|grammar"
)
_ABOUT_FORMAT: Final = re.compile(_FORMAT, re.IGNORECASE)
_ABOUT_FORMAT_WHERE_THE_REQUEST_IS_BLAMED: Final = re.compile(
    _FORMAT + r"|\bschema\b|\bstrict\b|the word .?json|requested parameters", re.IGNORECASE
)
_ABOUT_STRICTNESS: Final = re.compile(r"\bstrict\b|invalid schema", re.IGNORECASE)
_ABOUT_LENGTH: Final = re.compile(
    r"context[ _](length|window|size|limit)|maximum context|max_model_len|reduce the length|too many (input )?tokens"
    r"|(prompt|input|request) (is |was )?too (long|large)|string_above_max_length|input token count",
    re.IGNORECASE,
)
_ABOUT_ACCESS: Final = re.compile(
    r"(incorrect|invalid|no|missing|expired)[ _]api[ _]?key|api[ _]?key (is )?(not valid|invalid|not found|expired)"
    r"|(unknown|invalid|not a valid) model\b|model[^.\n]{0,80}(\bnot|n't) (exist|found)\b",
    re.IGNORECASE,
)
_ANSWER_REJECTED: Final = "json_validate_failed"
"""Groq's code for an answer of the model that did not fit: the request itself was fine."""

_NEVER_LEFT_OUT: Final = frozenset({"model", "messages", "response_format"})
_TWINS: Final = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_PLAIN_NAMES: Final = frozenset({"temperature", "seed"})
"""Parameters whose bare name in a refusal can mean nothing else; `user` or `stop` may be any word."""
_ECHOES: Final = frozenset({"input", "ctx", "url", "body", "messages", "failed_generation", "request"})
"""Members of an error in which servers repeat what they were sent."""
_MOST_WORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a request.

    Attributes:
        rung: How the answer's shape is asked for.
        changes: Parameters that were refused, by name: the name to send in its place, or None to leave it out.
    """

    rung: Rung = "strict"
    changes: Mapping[str, str | None] = field(default_factory=dict, hash=False)

    def fit(self, body: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
        """A request's body in this form.

        Args:
            body: The body with all its parameters; a `response_format` of the caller's stays.
            request: What is asked.
        """
        sent_as = {name: self.changes.get(name, name) for name in body}
        fitted = {sent: body[name] for name, sent in sent_as.items() if sent is not None}
        if "stream" not in fitted:
            fitted.pop("stream_options", None)
        shape = self._shape(request)
        return {"response_format": shape, **fitted} if shape else fitted

    def _shape(self, request: ModelRequest) -> dict[str, Any] | None:
        if self.rung == "text":
            return None
        if self.rung == "object":
            return {"type": "json_object"}
        if self.rung == "object_schema":
            return {"type": "json_object", "schema": request.schema}
        named: dict[str, Any] = {"name": request.schema_name, "schema": request.schema}
        if self.rung == "strict":
            named["strict"] = True
        return {"type": "json_schema", "json_schema": named}


class Capabilities:
    """What one client has learnt about its endpoint. Safe to use from several threads."""

    def __init__(self) -> None:
        self._form = Form()
        self._proven = Form()
        self._in_vain = False
        self._against_schema = 0
        self._changing = threading.Lock()

    @property
    def form(self) -> Form:
        """The best form that has not been refused."""
        return self._form

    def refused(self, form: Form, body: Mapping[str, Any], status: int, words: str) -> bool:
        """Learn from a refusal.

        Args:
            form: The form that the request was sent in.
            body: The request's body in that form.
            status: HTTP status of the refusal.
            words: What the refusal says; see `words_of`.

        Returns:
            Whether to send the request again, in the form that is now the best.
        """
        with self._changing:
            if status not in _STATUSES or self._in_vain:
                return False
            lesser = _lesser(form, body, status, words)
            if lesser is None:
                return False
            if lesser == form:
                # Not even the last form is taken, so the form was not the reason. Nothing is remembered of it.
                self._form, self._in_vain = self._proven, True
                return False
            if self._form == form:
                self._form = lesser
            return self._form != form

    def answered(self, form: Form, request: ModelRequest, reply: ModelReply) -> None:
        """Learn from an answer: the form is taken, and the schema may or may not have been kept to."""
        with self._changing:
            self._in_vain = False
            if form == self._form:
                self._proven = form
            if form.rung in _ENFORCING and reply.finish == "stop" and not keeps_to(reply.text, request.schema):
                self._against_schema += 1

    def findings(self, language: str = "en") -> tuple[Finding, ...]:
        """What a kit should say about its endpoint, in a language; nothing where everything was taken."""
        form = self._proven
        said = [] if form.rung == "strict" else [say(f"{_RULE}#{form.rung}", language, "warn")]
        for name, sent in form.changes.items():
            case = "swapped" if sent else "left_out"
            said.append(say(f"{_RULE}#{case}", language, "warn", name=name, sent=sent))
        if self._against_schema >= _ANSWERS_THAT_TELL and form.rung in _ENFORCING:
            said.append(say(f"{_RULE}#not_enforced", language, "warn"))
        return tuple(said)


def _lesser(form: Form, body: Mapping[str, Any], status: int, words: str) -> Form | None:
    """The form to try next; the same one where the ladder ends, None where the refusal is not about the form."""
    for name in body:
        if name not in _NEVER_LEFT_OUT and _names(words, name):
            return replace(form, changes=_without(form.changes, name))
    if about_length(words):
        return None
    about_format = _ABOUT_FORMAT if status >= _SERVERS_FAULT else _ABOUT_FORMAT_WHERE_THE_REQUEST_IS_BLAMED
    if not about_format.search(words):
        return None
    if form.rung == "text":
        return form
    if form.rung == "strict" and not _ABOUT_STRICTNESS.search(words):
        return replace(form, rung="object_schema")
    return replace(form, rung=_LADDER[_LADDER.index(form.rung) + 1])


def _without(changes: Mapping[str, str | None], name: str) -> dict[str, str | None]:
    """The changes with one more parameter swapped for its twin, or left out where the twin was refused, too."""
    twin = _TWINS.get(name)
    if twin and twin not in changes:
        return {**changes, name: twin}
    return {**{key: None if value == name else value for key, value in changes.items()}, name: None}


def _names(words: str, name: str) -> bool:
    """Whether a refusal names a parameter: on a line of its own, in quotation marks, or unmistakably."""
    exact = re.escape(name)
    marked = rf"^{exact}$|['\"`.]{exact}['\"`]"
    pattern = rf"{marked}|\b{exact}\b" if "_" in name or name in _PLAIN_NAMES else marked
    return re.search(pattern, words, re.MULTILINE) is not None


def about_length(words: str) -> bool:
    """Whether a refusal says that the request is longer than the model can read."""
    return _ABOUT_LENGTH.search(words) is not None


def about_access(words: str) -> bool:
    """Whether a refusal is about the key or the model's name, which some endpoints refuse with status 400."""
    return _ABOUT_ACCESS.search(words) is not None


def about_answer(words: str) -> bool:
    """Whether a refusal is about the model's answer, which did not fit the schema, and not about the request."""
    return _ANSWER_REJECTED in words


def words_of(body: bytes) -> str:
    """What the body of a refusal says, a line for each name and text in it; without what repeats the request."""
    try:
        said = "\n".join(_texts(json.loads(body)))
    except (ValueError, RecursionError):
        said = body.decode("utf-8", "replace")
    return said[:_MOST_WORDS]


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in _ECHOES:
                yield str(key)
                yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
    elif isinstance(node, str):
        yield node


def keeps_to(text: str, schema: Mapping[str, Any]) -> bool:
    """Whether an answer keeps to a schema in the portable form, as it must where the schema is enforced.

    Args:
        text: The answer; thinking that ends in `</think>` may stand before it.
        schema: The schema.
    """
    try:
        # Not strict, as decoding is not: llama-cpp-python's grammars let line breaks into strings as they are.
        return _fits(json.loads(text.rpartition("</think>")[2], strict=False), schema)
    except (ValueError, RecursionError):
        return False


_TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def _fits(value: object, schema: Mapping[str, Any]) -> bool:
    if "anyOf" in schema:
        return any(_fits(value, option) for option in schema["anyOf"])
    kind = schema.get("type")
    if kind in _TYPES and not isinstance(value, _TYPES[kind]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, dict) and "properties" in schema:
        properties = schema["properties"]
        return set(value) == set(properties) and all(_fits(value[name], properties[name]) for name in properties)
    if isinstance(value, list) and "items" in schema:
        return all(_fits(item, schema["items"]) for item in value)
    return True
