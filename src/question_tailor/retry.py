"""When to send a request again. The only owner of that: the SDK's retries are off, and re-asking is another matter.

A request is sent again when it failed in a way that the same request may survive: connection errors, 408, 409, 429
and 5xx, unless the endpoint says otherwise. The wait is what the endpoint asks for, else it grows with full jitter. It
never crosses the deadline, and a waiting request holds no place among those under way.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from question_tailor.errors import ConfigurationError, DeadlineExceeded, ModelError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from question_tailor.exchange import ModelReply, ModelRequest, Transport

_MOST_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a request is sent again.

    Attributes:
        attempts: Sends of one request at the most, the first one among them; 1 to 10.
        first_wait: Seconds that the first wait is at most, where the endpoint asks for none; doubles each time.
        longest_wait: Seconds that such a wait is at most.
        longest_asked: Seconds of `Retry-After` that are obeyed; a request that is asked to wait longer fails.
    """

    attempts: int = 4
    first_wait: float = 0.5
    longest_wait: float = 8.0
    longest_asked: float = 120.0

    def __post_init__(self) -> None:
        if self.attempts not in range(1, _MOST_ATTEMPTS + 1):
            raise ConfigurationError(f"attempts: a whole number from 1 to {_MOST_ATTEMPTS}, not {self.attempts!r}")
        if not 0 <= self.first_wait <= self.longest_wait <= 3600:  # noqa: PLR2004 - an hour
            raise ConfigurationError("first_wait and longest_wait: 0 <= first_wait <= longest_wait <= 3600 seconds")


async def send(
    transport: Transport,
    request: ModelRequest,
    on_text: Callable[[str], None] | None,
    *,
    policy: RetryPolicy,
    places: asyncio.Semaphore,
    deadline: float | None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> ModelReply:
    """Send a request until it is answered, cannot be answered, or the time is up.

    Args:
        transport: Carries it, once for each attempt.
        request: What to ask.
        on_text: Where given, takes the pieces of a streamed answer.
        policy: How often and how patiently.
        places: Requests under way at once; one is held during each attempt and given back for each wait.
        deadline: When to give up, on the clock of `time.monotonic`; None for never.
        sleep: Waits so many seconds.

    Raises:
        DeadlineExceeded: The time is up.
        ModelError: It failed for good.
    """

    async def attempt() -> ModelReply:
        async with places:
            return await transport.send(request, on_text)

    def stop(state: RetryCallState) -> bool:
        too_late = deadline is not None and time.monotonic() + state.upcoming_sleep >= deadline
        too_long = state.upcoming_sleep > max(policy.longest_asked, policy.longest_wait)
        return too_late or too_long or state.attempt_number >= policy.attempts

    grown = wait_random_exponential(multiplier=policy.first_wait, max=policy.longest_wait)

    def wait(state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.retry_after if isinstance(failure, ModelError) else None
        return asked if asked is not None else grown(state)

    retrying = AsyncRetrying(
        retry=retry_if_exception(_may_help),
        stop=stop,
        wait=wait,
        sleep=sleep,
        reraise=True,
    )
    left = None if deadline is None else max(0.0, deadline - time.monotonic())
    try:
        async with asyncio.timeout(left):
            reply: ModelReply = await retrying(attempt)
            return reply
    except TimeoutError:
        raise DeadlineExceeded("The time given for this request ran out") from None


def _may_help(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable
