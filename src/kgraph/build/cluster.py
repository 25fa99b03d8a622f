"""Prepare articles on a Dask cluster that somebody runs: tasks in, `Prepared` out, in the order of the tasks.

Only so many tasks are under way that memory stays bounded. What a lost worker had is done again by others; since
preparing is a pure function, that gives the same. A worker that works by other rules than those here is refused.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count, islice
from typing import TYPE_CHECKING

from kgraph.build.recipe import Prepared, Recipe, Task
from kgraph.build.versions import asserting, extracting
from kgraph.errors import KgraphError, RemoteError, UsageError
from kgraph.extract import Gated
from kgraph.extract import engine as engine_of

if TYPE_CHECKING:
    from distributed import Client, Future

    from kgraph.resolve import Decisions

_CHUNK = 8  # articles that travel together
_AHEAD = 3  # chunks a thread of a worker that wait for it
_RECOUNT = 10  # chunks after which workers are counted again
_CONNECT = 10  # seconds in which the scheduler must answer
_PATIENCE = 60  # seconds without any worker after which waiting ends
_LOOK = 5  # seconds between two looks at whether there are workers

_engines: dict[str, Gated] = {}  # of a worker: made once
_one_at_a_time = threading.Lock()  # of a worker: its threads share the engine


class OtherRules(KgraphError):
    """A worker whose kgraph, rules or data are not those of whoever builds."""


def prepare_on(address: str, recipe: Recipe, tasks: Iterable[Task]) -> Generator[Prepared]:
    """Prepare tasks on a cluster.

    Args:
        address: Of its scheduler, `tcp://HOST:8786`.
        recipe: How.
        tasks: Read as they are needed.

    Raises:
        UsageError: The library is missing, or the address is none.
        RemoteError: The scheduler cannot be reached, or ends, or has no workers left.
        OtherRules: A worker works by others.
    """
    stream = iter(tasks)
    waiting: deque[Future[list[Prepared]]] = deque()
    with _connected(address) as client, _told(address):
        for round in count():
            if round % _RECOUNT == 0:  # workers come and go
                room = _AHEAD * max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]
            while len(waiting) < room and (chunk := list(islice(stream, _CHUNK))):
                waiting.append(client.submit(_work, recipe, recipe.decided, chunk, pure=False))
            if not waiting:
                return
            yield from _result(client, waiting.popleft(), address)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError as fault:
        raise UsageError("--dask needs the library distributed", hint="pip install 'kgraph[dask]'") from fault
    # What happens to workers is told by the faults below, not by log lines.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        # A client that finds this out itself stays half made, and prints a traceback when it is thrown away.
        get_address_host_port(address)
        client = Client(address, timeout=_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as fault:
        raise RemoteError(
            f"no Dask scheduler answers at {address} within {_CONNECT} s",
            hint="start one with `dask scheduler`, and workers with `dask worker ADDRESS`",
        ) from fault
    except ValueError as fault:
        raise UsageError(
            f"{address!r} is no address of a scheduler: {fault}", hint="such as tcp://host:8786"
        ) from fault
    try:
        yield client
    finally:
        client.close()  # type: ignore[no-untyped-call]


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turn what the library raises for a lost cluster into a fault that tells the remedy."""
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    again = "what was acknowledged is kept: run the build again"
    try:
        yield
    except KilledWorker as fault:
        raise RemoteError(f"several workers of {address} died over the same articles", hint=again) from fault
    except (CommClosedError, FutureCancelledError, OSError) as fault:
        raise RemoteError(f"the scheduler at {address} has gone: {type(fault).__name__}", hint=again) from fault
    except ModuleNotFoundError as fault:
        raise OtherRules(
            f"a worker of {address} lacks a library: {fault}", hint="install the same kgraph there as here"
        ) from fault


def _result(client: Client, future: Future[list[Prepared]], address: str) -> list[Prepared]:
    """Wait for an answer as long as there is somebody to give it."""
    lonely = 0
    while True:
        try:
            found: list[Prepared] = future.result(timeout=_LOOK)
            return found
        except TimeoutError:
            lonely = 0 if client.scheduler_info().get("workers") else lonely + _LOOK
            if lonely >= _PATIENCE:
                raise RemoteError(
                    f"{address} has had no workers for {lonely} s", hint="start some with `dask worker ADDRESS`"
                ) from None


def _work(recipe: Recipe, decided: Decisions, chunk: list[Task]) -> list[Prepared]:
    """On a worker: prepare articles by the rules that whoever builds has."""
    with _one_at_a_time:
        own = _own(recipe)
        own.__dict__["decided"] = decided
        return [own.prepare(task) for task in chunk]


def _own(recipe: Recipe) -> Recipe:
    """The recipe with the engine that this process has made before, once it is known to be the same.

    Raises:
        OtherRules: It is not.
    """
    key = repr((recipe.engine, sorted(recipe.tables.items())))
    if key not in _engines:
        _engines[key] = engine_of(recipe.engine, recipe.tables)
    run = _engines[key]
    here = {**extracting(run.version), "program of quads": asserting(recipe.base, recipe.decisions)["program"]}
    there = {**recipe.extracting, "program of quads": recipe.asserting["program"]}
    other = sorted(part for part in {*here, *there} if here.get(part) != there.get(part))
    if other:
        import socket

        raise OtherRules(
            f"the worker on {socket.gethostname()} has another {', '.join(other)}",
            hint="install the same version of kgraph with the same data there as here, and start the worker anew",
        )
    own = replace(recipe)  # without what others have cached in it
    own.__dict__["run"] = run
    return own
