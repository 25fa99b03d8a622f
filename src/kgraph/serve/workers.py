"""A pool of worker processes that answer calls, each stopped for good at its time limit.

A call that takes too long, too much memory, or whose caller has gone costs its worker: the process is killed, which
is the only way to stop a query in pyoxigraph, and another one takes its place.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import signal
from dataclasses import dataclass
from typing import Any

from kgraph.errors import KgraphError, LimitError
from kgraph.serve.forks import Stem, Worker
from kgraph.serve.stem import Start
from kgraph.serve.worker import Call, opened

_LOG = logging.getLogger("kgraph.serve")
_STARTING = 60.0  # seconds that a worker may take to open the store
_SHARING = 300.0  # seconds that it may take to make what workers share
_OPENED = pickle.dumps(Call(opened, (), _STARTING), pickle.HIGHEST_PROTOCOL)


class WorkerFault(Exception):
    """A worker has ended by a fault of the program; its traceback stands in the log."""


@dataclass(slots=True)
class Counts:
    """What has happened since the server started.

    Attributes:
        calls: That workers answered.
        stopped: That were stopped at a limit.
        abandoned: That were stopped because the caller had gone.
        started: Worker processes.
    """

    calls: int = 0
    stopped: int = 0
    abandoned: int = 0
    started: int = 0


class Pool:
    """Workers that all have the same store open.

    Args:
        start: How it is opened.
        size: How many processes.
        counts: Is kept up to date.
    """

    def __init__(self, start: Start, size: int, counts: Counts) -> None:
        self._start = pickle.dumps(start, pickle.HIGHEST_PROTOCOL)
        self._size = size
        self._counts = counts
        self._stem: Stem | None = None
        self._beginning = asyncio.Lock()
        # Of those that have the same before them, the one that was busy last has it in the processor's caches.
        self._free: asyncio.Queue[Worker] = asyncio.LifoQueue() if start.shared else asyncio.Queue()
        self._alive: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the processes.

        Raises:
            KgraphError: The store cannot be opened; no process is left.
        """
        begun = await asyncio.gather(*(self._begun() for _ in range(self._size)), return_exceptions=True)
        for worker in begun:
            if isinstance(worker, BaseException):
                await self.kill()
                raise worker
            self._free.put_nowait(worker)

    async def call(self, message: bytes, limit: float) -> tuple[Any, int]:
        """Have a call answered by the next free worker.

        Args:
            message: A pickled `Call`, whose function is of a module that workers can import.
            limit: Seconds that the answer may take, from when a worker is free; the same as the call's.

        Returns:
            What the function returns, and how many bytes that has as a pickle.

        Raises:
            LimitError: It took too long, or too much memory, and was stopped.
            KgraphError: Whatever the function raises.
            WorkerFault: The function raises anything else.
        """
        worker = await self._free.get()
        try:
            async with asyncio.timeout(limit):
                answer, size = await worker.ask(message)
        except TimeoutError:
            self._counts.stopped += 1
            self._replace(worker)
            raise LimitError(f"the answer took longer than {limit:g} s and was stopped", hint="ask for less") from None
        except EOFError:
            code = await worker.code()
            self._replace(worker)
            raise self._fault(code) from None
        except BaseException:
            self._counts.abandoned += 1
            self._replace(worker)
            raise
        self._counts.calls += 1
        self._free.put_nowait(worker)
        if isinstance(answer, KgraphError):
            raise answer
        return answer, size

    async def close(self) -> None:
        """Let running calls finish and those that wait be answered, then end all processes."""
        for _ in range(self._size):
            worker = await self._free.get()
            self._alive.discard(worker)
            worker.end()
            await worker.code()

    async def kill(self) -> None:
        """End all processes at once; also if this is cancelled on the way."""
        for task in self._tasks:
            task.cancel()
        for worker in self._alive:
            worker.end()
        try:
            await asyncio.gather(*self._tasks, return_exceptions=True)
            while self._alive:  # a task may have begun one more
                worker = self._alive.pop()
                worker.end()
                await worker.code()
        finally:
            if self._stem is not None:
                await self._stem.close()

    def _fault(self, code: int) -> Exception:
        if code < 0:
            self._counts.stopped += 1
            name = signal.Signals(-code).name
            return LimitError(f"the answer was broken off ({name})", hint="it may need too much memory; ask for less")
        return WorkerFault(f"a worker ended with exit code {code}")

    def _replace(self, worker: Worker) -> None:
        worker.end()
        task = asyncio.create_task(self._put_another(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _put_another(self, former: Worker) -> None:
        await former.code()  # so that the memory of both is not needed at once
        self._alive.discard(former)
        while True:
            try:
                worker = await self._begun()
            except (KgraphError, WorkerFault, TimeoutError, OSError) as fault:
                _LOG.error("no worker could be started: %s", fault)
                await asyncio.sleep(1)
            else:
                self._free.put_nowait(worker)
                return

    async def _begun(self) -> Worker:
        """A process that has the store open."""
        try:
            async with asyncio.timeout(_SHARING):
                worker = await (await self._grown()).fork()
        except EOFError:
            raise WorkerFault("the process that opens the store has ended when it started") from None
        self._alive.add(worker)
        self._counts.started += 1
        try:
            async with asyncio.timeout(_STARTING):
                answer, _ = await worker.ask(_OPENED)
        except EOFError:
            raise WorkerFault(f"a worker ended with exit code {await self._gone(worker)} when it started") from None
        if isinstance(answer, KgraphError):
            worker.end()
            await self._gone(worker)
            raise answer
        return worker

    async def _grown(self) -> Stem:
        """What workers are forked from; another one if something has ended it."""
        async with self._beginning:
            if self._stem is not None and self._stem.ended:
                await self._stem.close()
                self._stem = None
            if self._stem is None:
                self._stem = await Stem.begun(self._start)
            return self._stem

    async def _gone(self, worker: Worker) -> int:
        code = await worker.code()
        self._alive.discard(worker)
        worker.end()
        return code
