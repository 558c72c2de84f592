"""Everything that this library raises.

The tree, split by who can do something about it::

    TailorError
    ├── InputError               what was given cannot be used: posting, company text, kit
    │   └── BankError            a question bank has faults, all of them listed
    ├── ConfigurationError       no model, a missing extra, an option out of range
    └── ModelError               the model or the network failed
        ├── AccessDenied         the key, the model's name or the address was refused
        ├── QuotaExhausted       the account has nothing left; waiting does not help
        ├── RequestRejected      the endpoint refused the request itself
        ├── ConnectionFailed     no answer, or one that is not an answer of a chat endpoint
        ├── RateLimited          too many requests
        ├── ServerFailed         the endpoint failed on its side
        ├── DeadlineExceeded     the time given ran out
        ├── ResponseTooLarge     the body went over its cap
        ├── IncompleteAnswer     the answer stopped before its end
        └── Refused              the model or a content filter declined

Every error can be pickled, and holds neither a key nor a prompt nor words of an input, but for the titles of a list
that one posting has to be picked from.
"""

from __future__ import annotations

from typing import ClassVar


class TailorError(Exception):
    """Base of all errors of this library.

    Args:
        message: What is wrong, where, and what to do about it.

    Attributes:
        hint: A next step for the person who reads the message, or the empty string.
    """

    hint: ClassVar[str] = ""


class InputError(TailorError, ValueError):
    """A posting, company text, kit or other input cannot be used as it is."""


class BankError(InputError):
    """A question bank has faults.

    Args:
        faults: One line per fault: file, entry, field, and what is wrong with it.
    """

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        count = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}"
        super().__init__(f"The question bank has {count}:\n" + "\n".join(f"  {fault}" for fault in faults))

    def __reduce__(self) -> tuple[type[BankError], tuple[tuple[str, ...]]]:
        return type(self), (self.faults,)


class ConfigurationError(TailorError):
    """The library was set up in a way that cannot work."""


class ModelError(TailorError):
    """The model or the network failed.

    Args:
        message: What happened.
        status: HTTP status, where there was one.
        request_id: The endpoint's own id of the request, to quote to its support.
        retry_after: Seconds that the endpoint asked to wait.

    Attributes:
        retryable: Whether sending the same request again may help.
        fatal: Whether every other request of this client would fail in the same way.
    """

    retryable: ClassVar[bool] = False
    fatal: ClassVar[bool] = False

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.request_id = request_id
        self.retry_after = retry_after

    def __str__(self) -> str:
        known = [
            f"status {self.status}" if self.status else "",
            f"request {self.request_id}" if self.request_id else "",
        ]
        marks = ", ".join(mark for mark in known if mark)
        return f"{self.message} ({marks})" if marks else self.message

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.status, self.request_id, self.retry_after)


def _rebuild(
    kind: type[ModelError], message: str, status: int | None, request_id: str | None, retry_after: float | None
) -> ModelError:
    return kind(message, status=status, request_id=request_id, retry_after=retry_after)


class AccessDenied(ModelError):
    """The key, the model's name or the address was refused."""

    fatal = True
    hint = "Check OPENAI_API_KEY, OPENAI_BASE_URL and the model's name."


class QuotaExhausted(ModelError):
    """The account has nothing left to spend; waiting does not help."""

    fatal = True
    hint = "Check the plan and billing of the account behind the key."


class RequestRejected(ModelError):
    """The endpoint refused the request itself, so the same request would be refused again.

    Args:
        message: What the endpoint refused.
        status: HTTP status.
        request_id: The endpoint's own id of the request.
        retry_after: Unused here; kept so that all model errors are built alike.
    """

    hint = "Check `parameters` and what this model accepts; `question-tailor doctor` tries it."


class ConnectionFailed(ModelError):
    """The endpoint could not be reached, or what answered was no chat endpoint."""

    retryable = True
    hint = "Check OPENAI_BASE_URL (it usually ends in /v1) and the network."


class RateLimited(ModelError):
    """The endpoint asks for fewer requests."""

    retryable = True
    hint = "Lower `concurrency`, or try again later."


class ServerFailed(ModelError):
    """The endpoint failed on its side."""

    retryable = True
    hint = "Try again later; the endpoint's operator can look into it by the request's id."


class DeadlineExceeded(ModelError):
    """The time given for a kit or a request ran out."""

    hint = "Give more time (`timeout=`, --timeout) or ask for fewer questions."


class ResponseTooLarge(ModelError):
    """The body of an answer went over its cap."""

    hint = "Check that OPENAI_BASE_URL leads to a chat endpoint."


class IncompleteAnswer(ModelError):
    """The answer stopped before its end, or does not say that it is complete."""

    hint = 'Try again; if it happens again, ask for less in one request (`group_by="question"`).'


class Refused(ModelError):
    """The model or a content filter declined to answer."""

    hint = "Look in the posting and the company text for what a filter may take offence at, or use another model."
