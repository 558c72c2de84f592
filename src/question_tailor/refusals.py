"""Refusals of an endpoint: responses whose status says that there is no answer, and which of our errors they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from question_tailor.bodies import Body
from question_tailor.capabilities import about_access, about_answer, about_length, words_of
from question_tailor.completions import raise_for
from question_tailor.errors import AccessDenied, IncompleteAnswer, ModelError, RequestRejected, ServerFailed
from question_tailor.headers import request_id, retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST_REFUSAL: Final = 65_536
"""Bytes of a refusal that are read; its status counts for more than its words."""

_BAD_REQUEST: Final = 400
_LENGTH_STATUSES: Final = frozenset({400, 413, 422, 429, 500})


class Refusal(Exception):
    """A response that is no answer; never leaves the transport.

    Args:
        status: HTTP status, from 300 on.
        headers: The response's headers, by lower-case name.
        body: As much of the body as was read.
    """

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        # The SDK may write this error to its log, so its text must not hold the body, which may repeat the prompt.
        super().__init__(f"status {status}")
        self.status = status
        self.headers = headers
        self.body = body
        self.words = words_of(body)

    def failure(self) -> ModelError:
        """The error that this refusal comes to."""
        failure = self._by_status()
        if about_answer(self.words):
            failure = IncompleteAnswer("The endpoint says that the model's answer did not fit the schema")
        elif self.status in _LENGTH_STATUSES and about_length(self.words):
            failure = RequestRejected(
                "The request is longer than the model can read; shorten the posting or the company text, or choose a "
                "model with a longer context"
            )
        elif self.status == _BAD_REQUEST and type(failure) is RequestRejected and about_access(self.words):
            failure = AccessDenied("The endpoint refused the key or does not know the model")
        asked = self.headers.get("x-should-retry")
        if asked == "true" and not failure.retryable:
            failure = ServerFailed(failure.message)
        elif asked == "false" and failure.retryable:
            failure = RequestRejected(failure.message)
        failure.status = self.status
        failure.request_id = request_id(self.headers)
        failure.retry_after = retry_after(self.headers)
        return failure

    def _by_status(self) -> ModelError:
        try:
            document = json.loads(self.body)
        except (ValueError, RecursionError):
            document = None
        error = document.get("error", document) if isinstance(document, dict) else document
        try:
            raise_for(error, None, self.status)
        except ModelError as failure:
            return failure


async def read_refusal(response: Any) -> Refusal:  # noqa: ANN401 - a response of httpx or httpx2, which we do not import
    """Read a response that is no answer, as far as its cap."""
    read = bytearray()
    try:
        body = Body(response.headers.get("content-encoding", ""))
        async for chunk in response.aiter_raw():
            for piece in body.feed(chunk):
                read += piece[: LARGEST_REFUSAL - len(read)]
                if len(read) == LARGEST_REFUSAL:
                    break
            if len(read) == LARGEST_REFUSAL:
                break
    except Exception:  # noqa: BLE001, S110 - the status is known; what its body would have added is not needed
        pass
    return Refusal(response.status_code, response.headers, bytes(read))
