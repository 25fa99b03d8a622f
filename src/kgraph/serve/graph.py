"""The graph as the web process sees it: calls in, answers out, always of one finished build.

Of an embedded store the workers read a snapshot; when a build has finished, others start on a new one, take over all
at once, and the former finish what they have begun. Of a remote store there are no snapshots: workers ask the server.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from kgraph.clocks import Clocks
from kgraph.config import Settings
from kgraph.errors import BusyError, HeldError, KgraphError
from kgraph.serve.cache import Cache
from kgraph.serve.discreet import discreet
from kgraph.serve.eras import Era, Eras
from kgraph.serve.lane import Lane
from kgraph.serve.limits import Limits
from kgraph.serve.withheld import taken
from kgraph.serve.worker import Call
from kgraph.serve.workers import Counts, WorkerFault
from kgraph.store import is_remote
from kgraph.store.engine import size_of
from kgraph.store.snapshot import Mark, Snapshot, Snapshots

__all__ = ["Graph", "Limits"]

_LOG = logging.getLogger("kgraph.serve")


class Graph:
    """Answers calls about a store; use it as an asynchronous context manager.

    Args:
        settings: Name the store.
        limits: What it may use.
        wait: Seconds to wait at the start for a build to finish.
        clocks: The time as of which it is asked; workers share what is kept of that, or make copies.

    Raises:
        StoreError: There is no such store.
    """

    def __init__(self, settings: Settings, limits: Limits, *, wait: float = 0.0, clocks: Clocks | None = None) -> None:
        self.limits = limits
        self.clocks = clocks or Clocks()
        self.counts = Counts()
        self.cache = Cache(limits.cache)
        self._eras = Eras(settings, limits, self.clocks, self.counts)
        self._settings = settings
        self._wait = wait
        self._snapshots = None if is_remote(settings.store) else Snapshots(Path(settings.store))
        self._era: Era | None = None
        self._waiting = 0
        self._settling: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def generation(self) -> str:
        """Digest of what is served, for ETags; empty of a remote store and before the start."""
        return self._era.snapshot.generation if self._era and self._era.snapshot else ""

    @property
    def since(self) -> float:
        """Seconds since 1970 when what is served was taken over; 0 before the start."""
        return self._era.since if self._era else 0.0

    @property
    def in_memory(self) -> bool:
        """Whether what is served is held in memory."""
        return bool(self._era and self._era.in_memory)

    @property
    def ready(self) -> bool:
        """Whether it can be asked."""
        return self._era is not None

    @property
    def waiting(self) -> int:
        """Calls under way, waiting ones included."""
        return self._waiting

    async def call(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        limit: float | None = None,
        lane: Lane | None = None,
        kept: bool = True,
    ) -> Any:
        """Have `function(store, *arguments)` answered by a worker.

        Answers are kept while the graph is the same, so treat what you get as frozen.

        Args:
            function: On the top level of a module; reads the store and nothing else that changes.
            arguments: Picklable.
            limit: Seconds that it may take, not counting the wait for a worker; as the limits say if not given.
            lane: Where it waits for its turn, if it is one of many.
            kept: Whether its answer is the same until the next build, and may be kept.

        Raises:
            BusyError: Too many others wait already.
            LimitError: It took too long or too much memory, and was stopped.
            KgraphError: Whatever the function raises, without the place of the store.
            WorkerFault: The function raised anything else; its traceback is on stderr.
        """
        kept = kept and bool(self.generation)
        seconds = limit or self.limits.seconds
        message = pickle.dumps(Call(function, arguments, seconds), pickle.HIGHEST_PROTOCOL)
        key = (self.generation, message)
        found = self.cache.get(key) if kept else None
        if found is not None:
            return found[0]
        if self._waiting >= self.limits.workers + self.limits.waiting:
            raise BusyError("too many requests at once", hint="ask again in a moment")
        self._waiting += 1
        try:
            async with lane or nullcontext():
                # Only now: while it waited, others may have taken over.
                era = self._era
                if era is None:
                    raise BusyError("the server is not ready", hint="ask again in a moment")
                answer, size = await era.pool.call(message, seconds)
        except KgraphError as fault:
            raise discreet(fault, self._settings.store) from fault
        finally:
            self._waiting -= 1
        if kept and era is self._era:
            self.cache.put(key, answer, size + len(message))
        return answer

    async def __aenter__(self) -> Graph:
        try:
            snapshot = (
                await asyncio.to_thread(taken, self._snapshots, self._settings.store, self._wait)
                if self._snapshots
                else None
            )
            self._era = await self._eras.begin(snapshot)
        except BaseException:
            await self.__aexit__()
            raise
        self._settling = self._spawn(self._settle(self._era))
        if self._snapshots and snapshot:
            self._spawn(self._follow(self._snapshots, snapshot.mark))
        return self

    async def __aexit__(self, *_: object) -> None:
        while self._tasks:  # the last thing that one of them does may be to begin another
            for task in self._tasks:
                if not task.cancelling():  # a second time would keep it from ending its processes
                    task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._era:
            await self._era.pool.kill()
            self._era = None
        if self._snapshots:
            self._snapshots.close()

    async def _take(self, snapshots: Snapshots, wait: float = 0.0) -> Snapshot:
        return await asyncio.to_thread(taken, snapshots, self._settings.store, wait)

    async def _settle(self, era: Era) -> None:
        """Make an era quick: have each worker read what it keeps, then let others take over that hold it in memory.

        A store as of a time is read from where it is kept, or is a copy in memory anyway.
        """
        await self._eras.warm_up(era)
        if not era.snapshot or self.clocks or size_of(era.snapshot.path / "quads") > self.limits.in_memory:
            return
        try:
            quick = await self._eras.begin(era.snapshot, in_memory=True)
        except (KgraphError, WorkerFault, TimeoutError) as fault:
            _LOG.warning("the store is read from disk, since it could not be held in memory: %s", fault)
            return
        self._era = quick
        self._spawn(era.retire())

    async def _follow(self, snapshots: Snapshots, seen: Mark) -> None:
        """Look for finished builds and new decisions until it is cancelled; what goes wrong is tried again."""
        told = ""
        while True:
            await asyncio.sleep(self.limits.poll)
            try:
                if seen != await asyncio.to_thread(snapshots.mark):
                    seen = await self._renew(snapshots)
                told = ""
            except HeldError:
                continue
            except (KgraphError, WorkerFault, TimeoutError) as fault:
                if str(fault) != told:
                    _LOG.error("what has changed cannot be served: %s", fault)
                told = str(fault)

    async def _renew(self, snapshots: Snapshots) -> Mark:
        """Take over what a finished build has left, or a decision leaves; the mark by which it is known.

        Raises:
            HeldError: A build is at work.
            KgraphError: The store or the decisions cannot be read; what was served before stays.
        """
        snapshot = await self._take(snapshots)
        if snapshot.generation == self.generation:
            snapshots.drop(snapshot)
            return snapshot.mark
        try:
            era = await self._eras.begin(snapshot)
            try:
                await self._eras.warm_up(era)
            except BaseException:
                await era.pool.kill()
                raise
        except BaseException:
            snapshots.drop(snapshot)
            raise
        await self._ended(self._settling)  # it may still read the former snapshot
        former, self._era = self._era, era
        self.cache.clear()
        if former:
            self._spawn(self._retire(former, snapshots))
        self._settling = self._spawn(self._settle(era))
        _LOG.info("serving generation %s with %d articles", snapshot.generation, snapshot.articles)
        return snapshot.mark

    async def _retire(self, era: Era, snapshots: Snapshots) -> None:
        """Let former workers finish, then remove their snapshot."""
        try:
            await era.retire()
        finally:
            if era.snapshot:
                snapshots.drop(era.snapshot)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    @staticmethod
    async def _ended(task: asyncio.Task[None] | None) -> None:
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
