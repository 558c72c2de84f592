"""`Tailor`: the way in for synchronous applications."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

from question_tailor.async_client import AsyncTailor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterator

    from anyio.from_thread import BlockingPortal

    from question_tailor.async_client import CompanyText, Posting, Watcher
    from question_tailor.bank import Bank
    from question_tailor.events import Event
    from question_tailor.exchange import ModelRequest
    from question_tailor.kit import InterviewKit
    from question_tailor.making import KitOptions

_Result = TypeVar("_Result")


class Tailor:
    """Makes interview kits in synchronous code: `AsyncTailor` on an event loop in a thread of its own.

    Takes the arguments of `AsyncTailor`. Use it as a context manager, or call `close` at the end, to give thread and
    connections back.
    """

    def __init__(self, model: str | None = None, **arguments: Any) -> None:  # noqa: ANN401 - AsyncTailor's own
        self._wrap(AsyncTailor(model, **arguments))

    def _wrap(self, tailor: AsyncTailor) -> None:
        self._async = tailor
        self._stack = ExitStack()
        self._starting = threading.Lock()
        self._running: BlockingPortal | None = None

    @classmethod
    def offline(cls, *, bank: Bank | None = None) -> Self:
        """One that asks no model: every question is drafted from the bank and the inputs."""
        made = cls.__new__(cls)
        made._wrap(AsyncTailor.offline(bank=bank))  # noqa: SLF001 - its own
        return made

    def tailor(
        self,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        on_event: Watcher | None = None,
        **options: Unpack[KitOptions],
    ) -> InterviewKit:
        """Make a kit; see `AsyncTailor.tailor`. `on_event` is called on the thread of the event loop."""
        return self._call(self._async.tailor(job, company, timeout=timeout, on_event=on_event, **options))

    def stream(
        self,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        **options: Unpack[KitOptions],
    ) -> Iterator[Event]:
        """Make a kit and tell what happens; see `AsyncTailor.stream`."""
        events = self._async.stream(job, company, timeout=timeout, **options)
        try:
            while (event := self._call(anext(events, None))) is not None:
                yield event
        finally:
            self._call(events.aclose())

    def replace(
        self,
        kit: InterviewKit,
        slot: str,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        on_event: Watcher | None = None,
    ) -> InterviewKit:
        """Make one slot of a kit anew; see `AsyncTailor.replace`."""
        return self._call(self._async.replace(kit, slot, job, company, timeout=timeout, on_event=on_event))

    def update(
        self,
        kit: InterviewKit,
        job: Posting,
        company: CompanyText | None = None,
        *,
        timeout: float | None = None,
        on_event: Watcher | None = None,
    ) -> InterviewKit:
        """Bring a kit to a changed posting or company text; see `AsyncTailor.update`."""
        return self._call(self._async.update(kit, job, company, timeout=timeout, on_event=on_event))

    def dry_run(
        self, job: Posting, company: CompanyText | None = None, **options: Unpack[KitOptions]
    ) -> tuple[ModelRequest, ...]:
        """The requests that `tailor` would begin with; see `AsyncTailor.dry_run`."""
        return self._async.dry_run(job, company, **options)

    def close(self) -> None:
        """Close the connections that this client made, and end its thread."""
        if self._running is not None:
            self._call(self._async.aclose())
            self._running = None
            self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _call(self, awaitable: Awaitable[_Result]) -> _Result:
        return self._portal().call(_awaited, awaitable)

    def _portal(self) -> BlockingPortal:
        with self._starting:
            if self._running is None:
                from anyio.from_thread import start_blocking_portal  # noqa: PLC0415 - comes with openai, not needed before

                self._running = self._stack.enter_context(start_blocking_portal("asyncio"))
            return self._running


async def _awaited(awaitable: Awaitable[_Result]) -> _Result:
    return await awaitable
