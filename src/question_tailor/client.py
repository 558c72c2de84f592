"""`Tailor`: the way in for synchronous applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, Unpack

from question_tailor.async_client import AsyncTailor
from question_tailor.loop_thread import LoopThread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from question_tailor.async_client import CompanyText, Posting, Watcher
    from question_tailor.bank import Bank
    from question_tailor.events import Event
    from question_tailor.exchange import ModelRequest
    from question_tailor.kit import InterviewKit
    from question_tailor.options import KitOptions


class Tailor:
    """Makes interview kits in synchronous code: `AsyncTailor` on an event loop in a thread of its own.

    Takes the arguments of `AsyncTailor`. Use it as a context manager, or call `close` at the end, to give thread and
    connections back. Several threads may use one client. Ctrl-C ends a call, and what it has under way, at once.
    """

    def __init__(self, model: str | None = None, **arguments: Any) -> None:  # noqa: ANN401 - AsyncTailor's own
        self._wrap(AsyncTailor(model, **arguments))

    def _wrap(self, tailor: AsyncTailor) -> None:
        self._async = tailor
        self._loop = LoopThread()

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
        return self._loop.call(self._async.tailor, job, company, timeout=timeout, on_event=on_event, **options)

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
            while (event := self._loop.call(anext, events, None)) is not None:
                yield event
        finally:
            if self._loop.running:
                self._loop.call(events.aclose)

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
        return self._loop.call(self._async.replace, kit, slot, job, company, timeout=timeout, on_event=on_event)

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
        return self._loop.call(self._async.update, kit, job, company, timeout=timeout, on_event=on_event)

    def dry_run(
        self, job: Posting, company: CompanyText | None = None, **options: Unpack[KitOptions]
    ) -> tuple[ModelRequest, ...]:
        """The requests that `tailor` would begin with; see `AsyncTailor.dry_run`."""
        return self._async.dry_run(job, company, **options)

    def close(self) -> None:
        """Close the connections that this client made, and end its thread.

        Calls that other threads have under way are cancelled and raise `ConfigurationError`. Used again, it starts
        another thread and makes new connections, which are then to be closed again.
        """
        if self._loop.running:
            self._loop.call(self._async.aclose)
            self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
