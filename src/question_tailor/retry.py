"""When to send a request again. The only owner of that: the SDK's retries are off, and re-asking is another matter.

A request is sent again when it failed in a way that the same request may survive: connection errors, 408, 409, 429
and 5xx, unless the endpoint says otherwise. The wait grows with full jitter, and is never shorter than what the
endpoint asks for. It never crosses the deadline, and a waiting request holds no place among those under way.

Two things end it early. All re-sends of a client draw on one budget, so that an endpoint that is down is not sent four
times the load. And where one request of a kit fails in a way that all others would (no quota, a refused key), no
further request of that kit leaves.
"""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from question_tailor.errors import ConfigurationError, DeadlineExceeded, ModelError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from question_tailor.exchange import ModelReply, ModelRequest, Transport

_MOST_ATTEMPTS: Final = 10
_OUT_OF_TIME: Final = "The time given for this request ran out"


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
        if not 0 <= self.longest_asked <= 86_400:  # noqa: PLR2004 - a day
            raise ConfigurationError(f"longest_asked: 0 to 86400 seconds, not {self.longest_asked!r}")


class RetryBudget:
    """What all requests of one client may spend on being sent again: a bucket of tokens. Safe in several threads.

    A re-send takes `cost` tokens, and its success puts them back; a request that succeeds at once puts back one. So
    failures now and then cost nothing, and an endpoint that is down is sent `capacity / cost` requests again, in all.

    Args:
        capacity: Tokens that the bucket holds; it begins full.
        cost: Tokens that one re-send takes.
    """

    def __init__(self, capacity: int = 500, cost: int = 5) -> None:
        self.capacity = capacity
        self.cost = cost
        self._tokens = capacity
        self._changing = threading.Lock()

    @property
    def tokens(self) -> int:
        """Tokens that are left; 0 to the capacity."""
        return self._tokens

    def take(self) -> bool:
        """Take what a re-send costs; whether there was enough."""
        with self._changing:
            if self._tokens < self.cost:
                return False
            self._tokens -= self.cost
            return True

    def put_back(self, *, resent: bool) -> None:
        """Note that a request was answered, at once or after it was sent again."""
        with self._changing:
            self._tokens = min(self.capacity, self._tokens + (self.cost if resent else 1))


class Halt:
    """The word, among the requests of one kit, that one has failed in a way that all others would."""

    def __init__(self) -> None:
        self.error: ModelError | None = None
        self._given = asyncio.Event()

    def give(self, error: ModelError) -> None:
        """Give the word; the first error counts."""
        self.error = self.error or error
        self._given.set()

    def check(self) -> None:
        """Raise the error where the word was given."""
        if self.error is not None:
            raise self.error

    async def sleep(self, seconds: float) -> None:
        """Sleep so many seconds, or until the word is given."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._given.wait()


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms the requests of one kit are sent.

    Attributes:
        policy: How often and how patiently.
        budget: What the client may spend on re-sends.
        places: Requests under way at once; one is held during each attempt and given back for each wait.
        halt: Ends what waits where one request has failed for all.
        deadline: When to give up, on the clock of `time.monotonic`; None for never.
        on_send: Called at each send, the first and those again.
    """

    policy: RetryPolicy
    budget: RetryBudget
    places: asyncio.Semaphore
    halt: Halt
    deadline: float | None = None
    on_send: Callable[[], None] = lambda: None

    @property
    def left(self) -> float | None:
        """Seconds until the deadline, not negative; None without one."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())


async def send(
    transport: Transport,
    request: ModelRequest,
    on_text: Callable[[str], None] | None,
    terms: Terms,
    sleep: Callable[[float], Awaitable[None]] | None = None,
) -> ModelReply:
    """Send a request until it is answered, cannot be answered, or the time is up.

    Args:
        transport: Carries it, once for each attempt.
        request: What to ask.
        on_text: Where given, takes the pieces of a streamed answer.
        terms: On what terms.
        sleep: Waits so many seconds; the `sleep` of the terms' halt where it is not given.

    Raises:
        DeadlineExceeded: The time is up.
        ModelError: It failed for good.
    """
    sending = _Sending(transport, request, on_text, terms)
    retrying = AsyncRetrying(
        retry=retry_if_exception(_may_help),
        stop=sending.ends,
        wait=sending.wait,
        sleep=sleep or terms.halt.sleep,
        reraise=True,
    )
    alarm = asyncio.timeout(terms.left)
    try:
        async with alarm:
            reply: ModelReply = await retrying(sending.attempt)
    except TimeoutError:
        if not alarm.expired():
            raise
        raise DeadlineExceeded(_OUT_OF_TIME) from None
    except ModelError as error:
        raise _told(error, sending.why_ended) from None
    terms.budget.put_back(resent=sending.sends > 1)
    return reply


class _Sending:
    """One request on its way: its attempts, the waits between them, and why there are no more of them."""

    def __init__(
        self, transport: Transport, request: ModelRequest, on_text: Callable[[str], None] | None, terms: Terms
    ) -> None:
        self.sends = 0
        self.why_ended = ""
        self._transport = transport
        self._request = request
        self._on_text = on_text
        self._terms = terms
        self._grown = wait_random_exponential(multiplier=terms.policy.first_wait, max=terms.policy.longest_wait)

    async def attempt(self) -> ModelReply:
        async with self._terms.places:
            self._terms.halt.check()
            if self._terms.left == 0:
                raise DeadlineExceeded(_OUT_OF_TIME)
            self.sends += 1
            self._terms.on_send()
            return await self._transport.send(self._request, self._on_text)

    def wait(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        asked = failure.retry_after if isinstance(failure, ModelError) else None
        return max(asked or 0.0, self._grown(state))

    def ends(self, state: RetryCallState) -> bool:
        """Whether there is no further attempt; called once after each that failed."""
        policy, wait, left = self._terms.policy, state.upcoming_sleep, self._terms.left
        if self.sends >= policy.attempts:
            self.why_ended = f"sent {self.sends} times" if self.sends > 1 else ""
        elif wait > max(policy.longest_asked, policy.longest_wait):
            self.why_ended = f"it asks to wait {wait:.0f} s, more than the {policy.longest_asked:.0f} s that are obeyed"
        elif left is not None and wait >= left:
            self.why_ended = f"it would have to wait {wait:.1f} s, and {left:.1f} s are left"
        elif not self._terms.budget.take():
            self.why_ended = "too many requests had to be sent again already"
        else:
            return False
        return True


def _may_help(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable


def _told(error: ModelError, why: str) -> ModelError:
    """The error, with the reason why its request was not sent again."""
    if not why:
        return error
    return type(error)(
        f"{error.message}; not sent again: {why}",
        status=error.status,
        request_id=error.request_id,
        retry_after=error.retry_after,
    )
