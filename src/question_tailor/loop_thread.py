"""An event loop in a thread of its own, for synchronous callers."""

from __future__ import annotations

import asyncio
import threading
import weakref
from concurrent.futures import CancelledError
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from question_tailor.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from anyio.from_thread import BlockingPortal

_Result = TypeVar("_Result")
_GRACE: Final = 2.0
"""Seconds that an interrupted call waits for its task to close what it has open."""


class LoopThread:
    """Runs asynchronous functions on a loop that its first call starts. Safe to use from several threads.

    A thread that nobody closes ends with its owner, or with the interpreter.
    """

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._portal: BlockingPortal | None = None
        self._thread: int | None = None

    @property
    def running(self) -> bool:
        """Whether the thread is there."""
        return self._portal is not None

    def call(self, function: Callable[..., Awaitable[_Result]], *arguments: Any, **named: Any) -> _Result:  # noqa: ANN401
        """Call a function on the loop and wait for what it gives. An interrupt of this thread (Ctrl-C) cancels it.

        Args:
            function: Is called on the loop's thread, since asynchronous generators belong to the loop of their first
                call.
            *arguments: Its arguments.
            **named: More of them.

        Raises:
            ConfigurationError: It is called from within the loop, or `close` was called meanwhile.
        """
        if threading.get_ident() == self._thread:
            raise ConfigurationError(
                "A synchronous client cannot be called while it tells an event; call it from another thread, or use "
                "AsyncTailor."
            )
        portal = self._started()
        under_way = _Call(partial(function, *arguments, **named))
        try:
            return portal.start_task_soon(under_way.run).result()
        except CancelledError:
            raise ConfigurationError("The client was closed before this call had ended.") from None
        except BaseException:
            # The interrupt may come at any moment, also while the call is being handed to the loop.
            if not under_way.ended.is_set():
                portal.start_task_soon(under_way.cancel)
                under_way.ended.wait(_GRACE)
            raise

    def close(self) -> None:
        """Cancel what is under way and end the thread; a later call starts another one."""
        with self._changing:
            if self._portal is not None:
                self._portal = self._thread = None
                self._end()

    def _started(self) -> BlockingPortal:
        with self._changing:
            if self._portal is None:
                from anyio.from_thread import start_blocking_portal  # noqa: PLC0415 - comes with openai, not needed before

                stack = ExitStack()
                portal = stack.enter_context(start_blocking_portal("asyncio"))
                # An interpreter that ends would otherwise wait for the thread, and the thread for ever.
                self._end = weakref.finalize(self, _end, portal, stack)
                self._portal, self._thread = portal, portal.call(threading.get_ident)
            return self._portal


class _Call(Generic[_Result]):
    """One call on its way through the loop. `run` and `cancel` are called on the loop, in either order."""

    def __init__(self, function: Callable[[], Awaitable[_Result]]) -> None:
        self.ended = threading.Event()
        self._function = function
        self._task: asyncio.Task[Any] | None = None
        self._given_up = False

    async def run(self) -> _Result:
        try:
            if self._given_up:
                raise asyncio.CancelledError
            self._task = asyncio.current_task()
            return await self._function()
        finally:
            self.ended.set()

    def cancel(self) -> None:
        self._given_up = True
        if self._task is None:
            self.ended.set()
        else:
            self._task.cancel()


def _end(portal: BlockingPortal, stack: ExitStack) -> None:
    with suppress(RuntimeError):
        portal.call(portal.stop, True)  # noqa: FBT003 - it takes positional arguments only: cancel what is left
    stack.close()
