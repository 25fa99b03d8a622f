"""What is served between one build and the next: workers on one snapshot, from disk or from memory."""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
from dataclasses import dataclass, field
from typing import Any

from kgraph.clocks import Clocks
from kgraph.config import Settings
from kgraph.errors import KgraphError
from kgraph.serve.limits import Limits
from kgraph.serve.opening import opened_as_of, opened_in_memory, warm
from kgraph.serve.stem import Start
from kgraph.serve.worker import Call
from kgraph.serve.workers import Counts, Pool, WorkerFault
from kgraph.store import open_store
from kgraph.store.frozen import FrozenStore
from kgraph.store.snapshot import Snapshot

_LOG = logging.getLogger("kgraph.serve")
_WARMING = 120.0  # seconds that a worker may take to read what it keeps


@dataclass(frozen=True, slots=True)
class Era:
    """The workers on one snapshot.

    Attributes:
        pool: The workers.
        snapshot: What they read; None of a store on a server.
        in_memory: Whether they share it in memory.
        since: Seconds since 1970 when they were ready.
    """

    pool: Pool
    snapshot: Snapshot | None
    in_memory: bool
    since: float = field(default_factory=time.time)

    async def retire(self) -> None:
        """Let the workers finish what they have begun, then end them."""
        try:
            await self.pool.close()
        finally:
            await self.pool.kill()


@dataclass(frozen=True, slots=True)
class Eras:
    """How workers are started; see `kgraph.serve.graph.Graph`."""

    settings: Settings
    limits: Limits
    clocks: Clocks
    counts: Counts

    async def begin(self, snapshot: Snapshot | None, *, in_memory: bool = False) -> Era:
        """Start workers on a snapshot, or on a store on a server.

        Raises:
            KgraphError: The store cannot be opened.
            WorkerFault: A worker has ended when it started.
            TimeoutError: It takes too long.
        """
        pool = Pool(self._opening(snapshot, in_memory), self.limits.workers, self.counts)
        try:
            await pool.start()
        except BaseException:
            await pool.kill()
            raise
        return Era(pool, snapshot, in_memory)

    async def warm_up(self, era: Era) -> None:
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

    def _opening(self, snapshot: Snapshot | None, in_memory: bool) -> Start:
        memory = self.limits.memory
        if snapshot and in_memory:
            return Start(opened_in_memory, (snapshot.path, snapshot.origin), memory, shared=True)
        opener: tuple[Any, tuple[Any, ...]] = (open_store, (self.settings,))
        if snapshot:
            opener = (FrozenStore, (snapshot.path, snapshot.origin))
        if self.clocks:
            opener = (opened_as_of, (self.clocks, *opener))
        return Start(*opener, memory)
