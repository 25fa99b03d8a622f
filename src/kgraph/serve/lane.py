"""A bounded number at once: who comes when all places are taken waits a little, then is told to come back."""

from __future__ import annotations

import asyncio

from kgraph.errors import BusyError


class Lane:
    """Places for calls of one kind; use it as an asynchronous context manager.

    Args:
        places: Calls at once.
        waiting: Calls that may wait for a place.
        patience: Seconds that each of them waits.

    Raises:
        BusyError: When it is entered: too many wait, or none of the places has become free.
    """

    def __init__(self, places: int, waiting: int, patience: float = 10.0) -> None:
        self._free = asyncio.Semaphore(places)
        self._most = waiting
        self._waiting = 0
        self._patience = patience

    async def __aenter__(self) -> None:
        if self._waiting >= self._most and self._free.locked():
            raise BusyError("too many queries at once", hint="ask again in a moment")
        if not self._free.locked():
            await self._free.acquire()  # at once
            return
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError("other queries take all the time", hint="ask again in a moment") from None
        finally:
            self._waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._free.release()
