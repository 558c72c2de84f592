"""Requests to any OpenAI-compatible chat-completions endpoint, through the openai SDK.

The SDK carries and authenticates; its retries, redirects and parsing are switched off. All bodies are read raw and
within a cap, refusals too, since what servers answer is often not what the SDK's types say.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import openai

from question_tailor.bodies import ACCEPTED, Body
from question_tailor.capabilities import Capabilities
from question_tailor.completions import StreamReader, read_document
from question_tailor.errors import (
    AccessDenied,
    ConfigurationError,
    ConnectionFailed,
    IncompleteAnswer,
    ModelError,
    QuotaExhausted,
    Refused,
    RequestRejected,
)
from question_tailor.exchange import ModelReply, ModelRequest, Usage, estimate_tokens
from question_tailor.headers import request_id, retry_after
from question_tailor.per_loop import PerLoop
from question_tailor.refusals import Refusal, read_refusal

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from question_tailor.capabilities import Form
    from question_tailor.findings import Finding

_HEADERS: Final = {"X-Stainless-Raw-Response": "stream", "Accept-Encoding": ACCEPTED}
_REFUSALS: Final = 300
"""From this status on there is no answer: redirects, refusals, failures."""
_TELLING: Final = len(b"event:")
"""Bytes that tell what kind of body it is."""
_BENEATH: Final = frozenset(
    {"httpx", "httpx2", "httpcore", "httpcore2", "h11", "h2", "anyio", "ssl", "aiohttp", "zlib"}
)
"""Libraries under the SDK whose errors can reach us; which of them is there depends on its version."""
_SOCKET_TIMEOUT: Final = 600.0
"""Seconds for one socket operation; the deadline of a call is the driver's, by the clock."""

_asking: ContextVar[bool] = ContextVar("asking", default=False)
"""Whether a request of ours is under way; the HTTP client may be the caller's and carry other requests, too."""


def _holds_no_request(record: logging.LogRecord) -> bool:
    """Whether a record of the SDK's log may pass: version 2 writes whole requests into it, the posting among them."""
    return not (_asking.get() and str(record.msg).startswith("Request options"))


logging.getLogger("openai._base_client").addFilter(_holds_no_request)


class OpenAITransport:
    """Sends requests to one model of one endpoint.

    What the endpoint can do is found out by asking, once, and remembered; see `question_tailor.capabilities`.

    Args:
        model: Name of the model, or of the deployment.
        client: An `AsyncOpenAI` (or `AsyncAzureOpenAI`) of the caller's, which stays open; without one a client is
            made from the SDK's own environment variables, one for each event loop.
        parameters: More parameters to send, such as `{"reasoning_effort": "low"}`.

    Raises:
        ConfigurationError: Neither a client nor a key is there, or the SDK cannot be set up.
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
        self._capabilities = Capabilities()
        self._given = client
        self._clients = PerLoop(self._another_client, openai.AsyncOpenAI.close)
        # Made at once, so that what is missing shows now and not at the first request.
        self._unused = [_make_client()] if client is None else []
        if client is not None:
            _guard(client)

    def findings(self, language: str = "en") -> tuple[Finding, ...]:
        """What a kit should say about the endpoint, in a language; nothing where it took everything."""
        return self._capabilities.findings(language)

    async def send(self, request: ModelRequest, on_text: Callable[[str], None] | None = None) -> ModelReply:
        """Send one request, once; again only in a lesser form where the endpoint refuses the form.

        Raises:
            ModelError: The request failed; see `question_tailor.errors`.
        """
        while True:
            form = self._capabilities.form
            body = form.fit(self._body(request, stream=on_text is not None), request)
            try:
                reply = await self._post(body, on_text)
            except Refusal as refusal:
                failure = refusal.failure()
                if not self._may_go_in_another_form(refusal, failure, form, body):
                    raise failure from None
            else:
                self._capabilities.answered(form, request, reply)
                return _with_usage(reply, request)

    async def aclose(self) -> None:
        """Close the connections of this event loop; a client that the caller gave stays open."""
        await self._clients.close()

    def _another_client(self) -> openai.AsyncOpenAI:
        try:
            return self._unused.pop()
        except IndexError:
            return _make_client()

    def _body(self, request: ModelRequest, *, stream: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        }
        if request.max_tokens is not None:
            body["max_completion_tokens"] = request.max_tokens
        if stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        return body | self.parameters

    async def _post(self, body: dict[str, Any], on_text: Callable[[str], None] | None) -> ModelReply:
        progress = _Progress()
        pieces = self._pieces(body, progress)
        try:
            first = await _beginning(pieces)
            if not _is_stream(progress.content_type, first):
                return read_document(b"".join([first, *[piece async for piece in pieces]]), progress.request_id)
            progress.reader = reader = StreamReader(on_text or _nowhere, progress.request_id)
            reader.feed(first)
            async for piece in pieces:
                reader.feed(piece)
            return reader.finish()
        except ModelError as error:
            if error.retryable and progress.heard:
                # Sending the same again would not continue what was read.
                raise IncompleteAnswer(error.message, request_id=progress.request_id) from None
            # Gateways put the refusal of whoever is behind them into an answer of status 200.
            error.retry_after = error.retry_after or progress.retry_after
            raise
        finally:
            await pieces.aclose()

    async def _pieces(self, body: dict[str, Any], progress: _Progress) -> AsyncGenerator[bytes, None]:
        """Send a body and give the answer's, decompressed and within its cap.

        Whatever the SDK raises is translated here; what a reader of the pieces raises is not.
        """
        client = self._given or await self._clients.get()
        with _translated(progress):
            response: Any = await _posted(client, body)
            try:
                answer = response.http_response
                progress.request_id = request_id(answer.headers)
                progress.retry_after = retry_after(answer.headers)
                progress.content_type = answer.headers.get("content-type", "")
                decoded = Body(answer.headers.get("content-encoding", ""))
                async for chunk in answer.aiter_raw():
                    for piece in decoded.feed(chunk):
                        yield piece
            finally:
                await response.close()

    def _may_go_in_another_form(self, refusal: Refusal, failure: ModelError, form: Form, body: dict[str, Any]) -> bool:
        if isinstance(failure, Refused | QuotaExhausted | IncompleteAnswer):
            return False
        return self._capabilities.refused(form, body, refusal.status, refusal.words)


class _Progress:
    """How far a request has come, for whoever reads the answer and for the error that may end it."""

    content_type = ""
    request_id: str | None = None
    retry_after: float | None = None
    reader: StreamReader | None = None

    @property
    def heard(self) -> bool:
        """Whether part of a streamed answer was read."""
        return self.reader is not None and self.reader.heard


async def _posted(client: openai.AsyncOpenAI, body: dict[str, Any]) -> object:
    asking = _asking.set(True)
    try:
        return await client.post(
            "/chat/completions",
            cast_to=object,
            body=body,
            options={"headers": _HEADERS, "max_retries": 0, "follow_redirects": False},
        )
    finally:
        _asking.reset(asking)


async def _beginning(pieces: AsyncGenerator[bytes, None]) -> bytes:
    """As many pieces as it takes to see what kind of body it is."""
    first = b""
    while len(first.lstrip()) < _TELLING and (piece := await anext(pieces, b"")):
        first += piece
    return first


def _nowhere(_: str) -> None:
    """Take the text of a stream that nobody asked for."""


def _is_stream(content_type: str, first: bytes) -> bool:
    """Whether a body is an event stream; servers err in the header, and some always or never stream."""
    begins = first.lstrip()
    if begins.startswith((b"{", b"[", b"<")):
        return False
    return "event-stream" in content_type or begins.startswith((b"data:", b"event:", b"id:", b"retry:", b":"))


@contextmanager
def _translated(progress: _Progress) -> Iterator[None]:
    """Turn whatever the SDK raises into our errors, without the key, headers or words of the prompt."""
    try:
        yield
    except Refusal:
        raise
    except ModelError as error:
        error.request_id = error.request_id or progress.request_id
        raise
    except openai.APIStatusError as error:
        # Only where the HTTP client could not be guarded: then the SDK has read the whole body.
        raise Refusal(error.status_code, error.response.headers, error.response.content) from None
    except openai.APIConnectionError as error:
        if isinstance(error.__cause__, Refusal):
            raise error.__cause__ from None
        cause = type(error.__cause__ or error).__name__
        raise ConnectionFailed(f"The endpoint could not be reached ({cause})", request_id=progress.request_id) from None
    except openai.OpenAIError as error:
        raise RequestRejected(f"The SDK refused the request ({type(error).__name__})") from None
    except Exception as error:  # noqa: BLE001 - whatever it is, it leaves as one of our errors
        name = type(error).__name__
        if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _BENEATH:
            raise ConnectionFailed(f"The connection broke ({name})", request_id=progress.request_id) from None
        if isinstance(error, UnicodeEncodeError) and error.encoding == "ascii":
            raise AccessDenied("The key holds a character that no header can carry") from None
        # Never `from error`: what could not be encoded holds the whole request.
        raise RequestRejected(f"The HTTP client could not send the request ({name})") from None


def _with_usage(reply: ModelReply, request: ModelRequest) -> ModelReply:
    if not reply.usage.estimated:
        return reply
    usage = Usage(estimate_tokens(request.characters), estimate_tokens(len(reply.text)), 0, estimated=True)
    return replace(reply, usage=usage)


def _make_client() -> openai.AsyncOpenAI:
    try:
        http_client = openai.DefaultAsyncHttpxClient(follow_redirects=False, timeout=_SOCKET_TIMEOUT)
        client = openai.AsyncOpenAI(max_retries=0, http_client=http_client)
    except openai.OpenAIError as error:
        raise ConfigurationError(
            "There is no key for the endpoint. Set OPENAI_API_KEY (any word will do for a local server that asks for "
            "none), or give a client of your own."
        ) from error
    except Exception as error:
        raise ConfigurationError(
            f"The HTTP client cannot be set up ({type(error).__name__}). Check OPENAI_BASE_URL and the variables for "
            "proxies and certificates (HTTPS_PROXY, SSL_CERT_FILE)."
        ) from error
    _guard(client)
    return client


def _guard(client: openai.AsyncOpenAI) -> None:
    """Have refusals read within a cap; the SDK would read and decompress them whole before anybody can look.

    The hook is the HTTP client's own way in, which is why it is reached for; it lets other requests pass.
    """
    http_client = getattr(client, "_client", None)
    hooks = getattr(http_client, "event_hooks", None)
    if hooks is not None and _stop_at_refusals not in hooks["response"]:
        hooks["response"].append(_stop_at_refusals)


async def _stop_at_refusals(response: Any) -> None:  # noqa: ANN401 - of httpx or httpx2, by the SDK's version
    if _asking.get() and response.status_code >= _REFUSALS:
        raise await read_refusal(response)
