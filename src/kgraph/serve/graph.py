"""The graph as the web process sees it: calls in, answers out, always of one finished build.

Of an embedded store the workers read a snapshot; when a build has finished, others start on a new one, take over all
at once, and the former finish what they have begun. Of a remote store there are no snapshots: workers ask the server.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.clocks import Clocks
from kgraph.config import Settings
from kgraph.errors import BusyError, HeldError, KgraphError
from kgraph.serve.cache import Cache
from kgraph.serve.discreet import discreet
from kgraph.serve.lane import Lane
from kgraph.serve.limits import Limits
from kgraph.serve.opening import opened_as_of, warm
from kgraph.serve.withheld import taken
from kgraph.serve.worker import Call, Start
from kgraph.serve.workers import Counts, Pool, WorkerFault
from kgraph.store import is_remote, open_store
from kgraph.store.frozen import FrozenStore
from kgraph.store.snapshot import Mark, Snapshot, Snapshots

__all__ = ["Graph", "Limits"]

_LOG = logging.getLogger("kgraph.serve")
_WARMING = 120.0  # seconds that a worker may take to read what it keeps


@dataclass(frozen=True, slots=True)
class _Era:
    """The workers on one snapshot; None of a remote store."""

    pool: Pool
    snapshot: Snapshot | None
    since: float = field(default_factory=time.time)


class Graph:
    """Answers calls about a store; use it as an asynchronous context manager.

    Args:
        settings: Name the store.
        limits: What it may use.
        wait: Seconds to wait at the start for a build to finish.
        clocks: The time as of which it is asked; each worker makes itself a copy of that.

    Raises:
        StoreError: There is no such store.
    """

    def __init__(self, settings: Settings, limits: Limits, *, wait: float = 0.0, clocks: Clocks | None = None) -> None:
        self.limits = limits
        self.clocks = clocks or Clocks()
        self.counts = Counts()
        self.cache = Cache(limits.cache)
        self._settings = settings
        self._wait = wait
        self._snapshots = None if is_remote(settings.store) else Snapshots(Path(settings.store))
        self._era: _Era | None = None
        self._waiting = 0
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
            self._era = await self._begin(snapshot)
        except BaseException:
            await self.__aexit__()
            raise
        self._spawn(self._warm_up(self._era))
        if self._snapshots and snapshot:
            self._spawn(self._follow(self._snapshots, snapshot.mark))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._era:
            await self._era.pool.kill()
            self._era = None
        if self._snapshots:
            self._snapshots.close()

    async def _take(self, snapshots: Snapshots, wait: float = 0.0) -> Snapshot:
        return await asyncio.to_thread(taken, snapshots, self._settings.store, wait)

    async def _begin(self, snapshot: Snapshot | None) -> _Era:
        limits = self.limits
        if snapshot:
            # A store as of a time is a copy in memory anyway.
            in_memory = 0 if self.clocks else limits.in_memory
            opener: tuple[Any, tuple[Any, ...]] = (FrozenStore, (snapshot.path, snapshot.origin, in_memory))
        else:
            opener = (open_store, (self._settings,))
        if self.clocks:
            opener = (opened_as_of, (self.clocks, *opener))
        opening = Start(*opener, limits.memory)
        pool = Pool(opening, limits.workers, self.counts)
        await pool.start()
        return _Era(pool, snapshot)

    async def _warm_up(self, era: _Era) -> None:
        """Have each worker read what it keeps: first one, which leaves the network as a file, then all others."""
        if era.snapshot is None:
            return  # reading a whole server unasked would be rude
        message = pickle.dumps(Call(warm, (), _WARMING))
        for number in (1, self.limits.workers - 1):
            calls = (era.pool.call(message, _WARMING) for _ in range(number))
            for outcome in await asyncio.gather(*calls, return_exceptions=True):
                if isinstance(outcome, (KgraphError, WorkerFault)):
                    _LOG.warning("a worker could not prepare itself; its first answers will take longer: %s", outcome)
                elif isinstance(outcome, BaseException):
                    raise outcome

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
            era = await self._begin(snapshot)
            try:
                await self._warm_up(era)
            except BaseException:
                await era.pool.kill()
                raise
        except BaseException:
            snapshots.drop(snapshot)
            raise
        former, self._era = self._era, era
        self.cache.clear()
        if former:
            self._spawn(self._retire(former, snapshots))
        _LOG.info("serving generation %s with %d articles", snapshot.generation, snapshot.articles)
        return snapshot.mark

    async def _retire(self, era: _Era, snapshots: Snapshots) -> None:
        """Let former workers finish, then remove their snapshot."""
        try:
            await era.pool.close()
        finally:
            await era.pool.kill()
            if era.snapshot:
                snapshots.drop(era.snapshot)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
