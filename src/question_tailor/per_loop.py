"""One thing for each event loop that asks for it: connections and semaphores belong to the loop that made them."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

_Thing = TypeVar("_Thing")


async def _no_closing(_: object) -> None:
    pass


class PerLoop(Generic[_Thing]):
    """Makes a thing for the running event loop when it is first asked for, and closes it when the loop ends.

    Args:
        make: Makes one; called on the loop that it is for.
        close: Closes one; called on its own loop.
    """

    def __init__(self, make: Callable[[], _Thing], close: Callable[[_Thing], Awaitable[None]] = _no_closing) -> None:
        self._make = make
        self._close = close
        self._held: dict[asyncio.AbstractEventLoop, tuple[_Thing, AsyncGenerator[None, None]]] = {}
        self._changing = threading.Lock()

    async def get(self) -> _Thing:
        """The thing of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._held:
            thing = self._make()
            # A loop that ends closes the asynchronous generators that were begun on it: the only moment at which
            # connections can still be closed where nobody has called `close`.
            keeper = self._keep(loop, thing)
            with self._changing:
                self._forget_closed_loops()
                self._held[loop] = thing, keeper
            await anext(keeper)
        return self._held[loop][0]

    async def close(self) -> None:
        """Close the thing of the running loop, if there is one; a later `get` makes another."""
        _, keeper = self._held.get(asyncio.get_running_loop(), (None, None))
        if keeper is not None:
            await keeper.aclose()

    def __len__(self) -> int:
        return len(self._held)

    async def _keep(self, loop: asyncio.AbstractEventLoop, thing: _Thing) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            with self._changing:
                self._held.pop(loop, None)
            await self._close(thing)

    def _forget_closed_loops(self) -> None:
        """Let go of what belongs to loops that ended without closing their generators."""
        for loop in [loop for loop in self._held if loop.is_closed()]:
            del self._held[loop]
