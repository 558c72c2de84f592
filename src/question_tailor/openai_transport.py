"""Requests to any OpenAI-compatible chat-completions endpoint, through the openai SDK.

The SDK carries and authenticates; its retries, redirects and parsing are switched off. The body is read raw and
within a cap, since what servers answer is often not what the SDK's types say.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn
from weakref import WeakKeyDictionary

import openai

from question_tailor.completions import StreamReader, raise_for, read_document
from question_tailor.errors import (
    ConfigurationError,
    ConnectionFailed,
    IncompleteAnswer,
    ModelError,
    RequestRejected,
    ResponseTooLarge,
    ServerFailed,
)
from question_tailor.exchange import ModelReply, ModelRequest, Usage, estimate_tokens
from question_tailor.headers import retry_after

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

LARGEST_BODY: Final = 4_000_000
"""Bytes of one answer that are read, after decompression."""

Mode = Literal["json_schema", "json_object", "text"]
_LADDER: Final[tuple[Mode, ...]] = ("json_schema", "json_object", "text")
_NAMES_OF_THE_FORMAT: Final = ("response_format", "json_schema", "json_object", "schema", "strict", "grammar")
_MAY_BE_ABOUT_FORM: Final = frozenset({400, 404, 415, 422, 500, 501})
_RAW: Final = {"X-Stainless-Raw-Response": "stream"}
_BENEATH: Final = frozenset(
    {"httpx", "httpx2", "httpcore", "httpcore2", "h11", "h2", "anyio", "ssl", "aiohttp", "zlib"}
)
"""Libraries under the SDK whose errors can reach us; which of them is there depends on its version."""
_SOCKET_TIMEOUT: Final = 600.0
"""Seconds for one socket operation; the deadline of a call is the driver's, by the clock."""


class OpenAITransport:
    """Sends requests to one model of one endpoint.

    What the endpoint can do is found out by asking, once, and remembered: a schema that is enforced, else any JSON,
    else plain text.

    Args:
        model: Name of the model, or of the deployment.
        client: An `AsyncOpenAI` (or `AsyncAzureOpenAI`) of the caller's, which stays open; without one a client is
            made from the SDK's own environment variables, one for each event loop.
        parameters: More parameters to send, such as `{"reasoning_effort": "low"}`.

    Raises:
        ConfigurationError: Neither a client nor a key is there.
    """

    def __init__(
        self,
        model: str,
        *,
        client: openai.AsyncOpenAI | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> None:
        self.model = model
        self.parameters = dict(parameters or {})
        self._given = client
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, openai.AsyncOpenAI] = WeakKeyDictionary()
        self._mode: Mode = "json_schema"
        self._stream_usage = True
        if client is None:
            _make_client()

    async def send(self, request: ModelRequest, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Send one request, once; again only in a lesser form where the endpoint refuses the form.

        Raises:
            ModelError: The request failed; see `question_tailor.errors`.
        """
        while True:
            mode = self._mode
            try:
                reply = await self._post(request, mode, on_text)
            except _Refusal as refusal:
                if not self._steps_down(mode, refusal.words):
                    raise refusal.error from None
            else:
                return _with_usage(reply, request)

    async def aclose(self) -> None:
        """Close the connections of this event loop; a client that the caller gave stays open."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    def _client(self) -> openai.AsyncOpenAI:
        if self._given is not None:
            return self._given
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = _make_client()
        return self._clients[loop]

    def _body(self, request: ModelRequest, mode: Mode, *, stream: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        }
        if mode == "json_schema":
            shape = {"name": request.schema_name, "strict": True, "schema": request.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": shape}
        elif mode == "json_object":
            body["response_format"] = {"type": "json_object"}
        if request.max_tokens is not None:
            body["max_completion_tokens"] = request.max_tokens
        if stream:
            body["stream"] = True
            if self._stream_usage:
                body["stream_options"] = {"include_usage": True}
        return body | self.parameters

    async def _post(self, request: ModelRequest, mode: Mode, on_text: Callable[[str], None] | None) -> ModelReply:
        body = self._body(request, mode, stream=on_text is not None)
        with _translated() as progress:
            response: Any = await self._client().post(
                "/chat/completions",
                cast_to=object,
                body=body,
                options={"headers": _RAW, "max_retries": 0, "follow_redirects": False},
            )
            try:
                progress.request_id = response.headers.get("x-request-id")
                kind = response.headers.get("content-type", "")
                if on_text is None or "event-stream" not in kind:
                    whole = b"".join([chunk async for chunk in _capped(response, progress)])
                    return read_document(whole, progress.request_id)
                reader = StreamReader(on_text, progress.request_id)
                progress.reader = reader
                async for chunk in _capped(response, progress):
                    reader.feed(chunk)
                return reader.finish()
            finally:
                await response.close()

    def _steps_down(self, mode: Mode, words: str) -> bool:
        """Give up what the endpoint's refusal names; whether there was anything to give up."""
        if self._stream_usage and "stream_options" in words:
            self._stream_usage = False
            return True
        if not any(name in words for name in _NAMES_OF_THE_FORMAT):
            return False
        if self._mode == mode:
            rung = _LADDER.index(mode) + 1
            if rung == len(_LADDER):
                return False
            self._mode = _LADDER[rung]
        return True


class _Refusal(Exception):
    """A refusal that a lesser form of the request may answer; never leaves this file."""

    def __init__(self, error: ModelError, words: str) -> None:
        super().__init__(words)
        self.error = error
        self.words = words


class _Progress:
    """How far a request has come, for the error that may end it."""

    request_id: str | None = None
    reader: StreamReader | None = None


@contextmanager
def _translated() -> Iterator[_Progress]:
    """Turn whatever the SDK raises into our errors, without the key, headers or words of the prompt."""
    progress = _Progress()
    try:
        yield progress
    except ModelError as error:
        error.request_id = error.request_id or progress.request_id
        raise
    except openai.APIStatusError as error:
        _raise_status(error)
    except openai.APIConnectionError as error:
        raise _lost(
            progress, f"The endpoint could not be reached ({type(error.__cause__ or error).__name__})"
        ) from None
    except openai.OpenAIError as error:
        raise RequestRejected(f"The SDK refused the request ({type(error).__name__})") from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _BENEATH and not isinstance(error, OSError):
            raise
        raise _lost(progress, f"The connection broke ({type(error).__name__})") from None


def _raise_status(error: openai.APIStatusError) -> NoReturn:
    headers = error.response.headers
    body = error.body
    try:
        raise_for(body, error.request_id, error.status_code)
    except ModelError as failure:
        asked = headers.get("x-should-retry")
        if asked == "true" and not failure.retryable:
            failure = ServerFailed(failure.message, status=failure.status, request_id=failure.request_id)
        elif asked == "false" and failure.retryable:
            failure = RequestRejected(failure.message, status=failure.status, request_id=failure.request_id)
        failure.retry_after = retry_after(headers)
        if error.status_code in _MAY_BE_ABOUT_FORM:
            raise _Refusal(failure, json.dumps(body, default=str)) from None
        raise failure from None


def _lost(progress: _Progress, message: str) -> ModelError:
    """A connection that failed; once part of an answer is read, sending the same again would not continue it."""
    heard = progress.reader is not None and progress.reader.heard
    return (IncompleteAnswer if heard else ConnectionFailed)(message, request_id=progress.request_id)


async def _capped(response: Any, progress: _Progress) -> AsyncIterator[bytes]:  # noqa: ANN401 - the SDK's raw response
    size = 0
    async for chunk in response.iter_bytes():
        size += len(chunk)
        if size > LARGEST_BODY:
            raise ResponseTooLarge(f"The answer is larger than {LARGEST_BODY:,} bytes", request_id=progress.request_id)
        yield chunk


def _with_usage(reply: ModelReply, request: ModelRequest) -> ModelReply:
    if not reply.usage.estimated:
        return reply
    usage = Usage(estimate_tokens(request.characters), estimate_tokens(len(reply.text)), 0, estimated=True)
    return replace(reply, usage=usage)


def _make_client() -> openai.AsyncOpenAI:
    try:
        return openai.AsyncOpenAI(
            max_retries=0, http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False, timeout=_SOCKET_TIMEOUT)
        )
    except openai.OpenAIError as error:
        raise ConfigurationError(
            "There is no key for the endpoint. Set OPENAI_API_KEY (any word will do for a local server that asks for "
            "none), or give a client of your own."
        ) from error
