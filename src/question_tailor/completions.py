"""Bodies of chat completions, as endpoints really send them: JSON documents and event streams, to one reply.

Nothing here trusts the endpoint: what is missing, of another type or cut short becomes one of our errors.
"""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any, Final, NoReturn

from question_tailor.errors import (
    AccessDenied,
    IncompleteAnswer,
    ModelError,
    QuotaExhausted,
    RateLimited,
    Refused,
    RequestRejected,
    ServerFailed,
)
from question_tailor.exchange import FinishReason, ModelReply, Usage

if TYPE_CHECKING:
    from collections.abc import Callable

_FINISH: Final[dict[str, FinishReason]] = {"stop": "stop", "length": "length", "content_filter": "refused"}
_PAYMENT_REQUIRED: Final = 402
_TOO_MANY_REQUESTS: Final = 429
_SERVER_ERRORS: Final = range(500, 600)
_FILTER_CODES: Final = frozenset({"content_filter", "content_policy_violation"})
_QUOTA_CODES: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_LONGEST_CODE: Final = 60


def read_document(body: bytes, request_id: str | None = None) -> ModelReply:
    """The reply in the body of a request that was not streamed.

    Raises:
        AccessDenied: It is a web page, so the address is not that of a chat endpoint.
        ServerFailed: It is no JSON object, or holds no choice.
        ModelError: It holds an error, of the class that its code speaks of.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        if body.lstrip()[:1] == b"<":
            raise AccessDenied("A web page answered instead of a chat endpoint", request_id=request_id) from None
        raise ServerFailed("The endpoint's answer is not JSON", request_id=request_id) from None
    if not isinstance(document, dict):
        raise ServerFailed("The endpoint's answer is not a JSON object", request_id=request_id)
    if error := _error_of(document):
        raise_for(error, request_id)
    choice = _first_choice(document, request_id)
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    refused = bool(message.get("refusal"))
    return ModelReply(
        text=_text_of(message.get("content")),
        finish="refused" if refused else _finish_of(choice),
        usage=usage_of(document.get("usage")) or Usage(estimated=True),
        model=_name(document.get("model")),
        request_id=request_id,
    )


class StreamReader:
    """Reads an event stream piece by piece.

    Args:
        on_text: Is given each piece of the answer's text.
        request_id: The endpoint's own id of the request.
    """

    def __init__(self, on_text: Callable[[str], None], request_id: str | None = None) -> None:
        self._on_text = on_text
        self._request_id = request_id
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._line = ""
        self._texts: list[str] = []
        self._finish: FinishReason = "unknown"
        self._usage: Usage | None = None
        self._model: str | None = None
        self._events = 0

    @property
    def heard(self) -> bool:
        """Whether any text has arrived."""
        return bool(self._texts)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body.

        Raises:
            IncompleteAnswer: An event is broken, or says that the rest will not come.
            ModelError: The first event is an error, of the class that its code speaks of.
        """
        lines = (self._line + self._decoder.decode(chunk)).split("\n")
        self._line = lines.pop()
        for line in lines:
            self._take(line.rstrip("\r"))

    def finish(self) -> ModelReply:
        """The reply, once the body has ended; its finish is `unknown` where the stream did not say why it ended."""
        self._take(self._line.rstrip("\r"))
        if not self._events:
            raise ServerFailed("The endpoint's event stream is empty", request_id=self._request_id)
        usage = self._usage or Usage(estimated=True)
        return ModelReply("".join(self._texts), self._finish, usage, self._model, self._request_id)

    def _take(self, line: str) -> None:
        if not line.startswith("data:"):
            return
        data = line[5:].strip()
        if not data or data == "[DONE]":
            return
        try:
            event = json.loads(data)
        except (ValueError, RecursionError):
            raise IncompleteAnswer("An event of the stream is broken", request_id=self._request_id) from None
        if isinstance(event, dict):
            self._events += 1
            self._read(event)

    def _read(self, event: dict[str, Any]) -> None:
        if error := _error_of(event):
            if self.heard:
                raise IncompleteAnswer("The stream ended in an error", request_id=self._request_id)
            raise_for(error, self._request_id)
        self._usage = usage_of(event.get("usage")) or self._usage
        self._model = _name(event.get("model")) or self._model
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        # Where several choices come although one was asked for, they come by turns; ours is the first.
        if not isinstance(choice, dict) or choice.get("index"):
            return
        delta = choice.get("delta")
        delta = delta if isinstance(delta, dict) else {}
        if delta.get("refusal"):
            self._finish = "refused"
        elif text := _text_of(delta.get("content")):
            self._texts.append(text)
            self._on_text(text)
        if choice.get("finish_reason") and self._finish != "refused":
            self._finish = _finish_of(choice)


def raise_for(error: object, request_id: str | None, status: int | None = None) -> NoReturn:
    """Raise the error that an endpoint's error object speaks of.

    Only its code, type and parameter are told on: its message may repeat what was sent.

    Args:
        error: The error object, or whatever stands in its place.
        request_id: The endpoint's own id of the request.
        status: HTTP status; without one the code within the object counts.
    """
    fields = error if isinstance(error, dict) else {}
    code, kind = _word(fields.get("code")), _word(fields.get("type"))
    told = ", ".join(
        f"{name} {word}"
        for name, word in (("code", code), ("type", kind), ("parameter", _word(fields.get("param"))))
        if word
    )
    number = status or (int(code) if code.isdecimal() else None)
    raise _class_of(number, {code, kind})(
        "The endpoint refused the request" + (f": {told}" if told else ""), status=number, request_id=request_id
    )


def _class_of(status: int | None, codes: set[str]) -> type[ModelError]:
    if status == _PAYMENT_REQUIRED or codes & _QUOTA_CODES:
        return QuotaExhausted
    if codes & _FILTER_CODES:
        return Refused
    if status == _TOO_MANY_REQUESTS or "rate_limit_exceeded" in codes:
        return RateLimited
    if status in _SERVER_ERRORS or status in {408, 409} or "server_error" in codes:
        return ServerFailed
    if status in {401, 403, 404, 405} or (status is not None and 300 <= status < 400):  # noqa: PLR2004 - redirects
        return AccessDenied
    return RequestRejected


def usage_of(usage: object) -> Usage | None:
    """Token counts, where an endpoint gives usable ones."""
    if not isinstance(usage, dict):
        return None
    sent, answered = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if sent is None or answered is None:
        return None
    details = usage.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, dict) else None
    return Usage(sent, answered, cached or 0)


def _error_of(body: dict[str, Any]) -> object:
    """The error that a body with a good status holds, or is itself, as with older versions of vLLM; else nothing."""
    return body.get("error") or (body if body.get("object") == "error" else None)


def _first_choice(document: dict[str, Any], request_id: str | None) -> dict[str, Any]:
    choices = document.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        return choices[0]
    if any("filter" in key for key in document):
        raise Refused("A content filter declined the request", request_id=request_id)
    raise ServerFailed("The endpoint's answer holds no choice", request_id=request_id)


def _finish_of(choice: dict[str, Any]) -> FinishReason:
    return _FINISH.get(str(choice.get("finish_reason")), "unknown")


def _text_of(content: object) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return ""


def _name(value: object) -> str | None:
    """A model's name, if it can be printed: it goes into the kit's record."""
    return value[:100] if isinstance(value, str) and value and value.isprintable() else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _word(value: object) -> str:
    """A code or name out of an error, if it looks like one: it must not carry words of a prompt along."""
    word = str(value) if isinstance(value, str | int) else ""
    return word if len(word) <= _LONGEST_CODE and all(char.isalnum() or char in "_.-[]" for char in word) else ""
