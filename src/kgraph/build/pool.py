"""Prepare articles here or in a pool of processes: tasks in, `Prepared` out, in the order of the tasks.

Only so many tasks are under way that memory stays bounded. Workers end with their parent, even if that
is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import resource_tracker
from typing import Any

from kgraph.build.recipe import Prepared, Recipe, Task
from kgraph.collector import seldom
from kgraph.errors import KgraphError, UsageError

_WORTH_IT = 48  # articles below which starting processes takes longer than it saves
_CHUNK = 8  # articles that travel together
_AHEAD, _MOST_AHEAD = 3, 16  # chunks a worker that wait for it, at least and at most
_SPARE = 2.0  # seconds of work that wait for a worker: as long as this process may take to store a batch
_MOST = 8  # processes that are started unasked

_STOPS = (signal.SIGINT, signal.SIGTERM)

_recipe: Recipe | None = None  # of a worker process


def prepare_all(recipe: Recipe, tasks: Iterable[Task], jobs: int | None = None) -> Generator[Prepared]:
    """Prepare tasks.

    Args:
        recipe: How.
        tasks: Read as they are needed.
        jobs: Number of processes; 1 works in this one. By default the number of cores, if there is enough to do.
            An engine that works on several articles at once by itself gets them all here.

    Raises:
        UsageError: `jobs` is below 1.
        KgraphError: A worker was killed, as by a lack of memory.
    """
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs {jobs}: at least one process is needed")
    stream = iter(tasks)
    if recipe.run.streams:
        yield from recipe.prepare_together(stream)
        return
    wanted = jobs or min(os.cpu_count() or 1, _MOST)
    first: list[Task] = []
    if jobs is None and wanted > 1:
        first = list(islice(stream, _WORTH_IT))
    if wanted == 1 or (jobs is None and len(first) < _WORTH_IT):
        yield from map(recipe.prepare, chain(first, stream))
    else:
        yield from _in_processes(recipe, chain(first, stream), wanted)


def _in_processes(recipe: Recipe, tasks: Iterator[Task], jobs: int) -> Iterator[Prepared]:
    # Spawned, not forked: the store of this process has threads of its own.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(recipe, os.getpid()))
    waiting: deque[Future[list[Prepared]]] = deque()
    ahead = _AHEAD
    try:
        while True:
            while len(waiting) < jobs * ahead and (chunk := list(islice(tasks, _CHUNK))):
                with _unbroken():  # submitting starts processes
                    waiting.append(pool.submit(_work, chunk))
            if not waiting:
                return
            done = waiting.popleft().result()
            ahead = _ahead(done)
            yield from done
    except BrokenProcessPool as fault:
        raise KgraphError(
            "a worker process ended unexpectedly", hint="it may lack memory: try --jobs 1, and run the build again"
        ) from fault
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _ahead(done: Sequence[Prepared]) -> int:
    """How many chunks shall wait for each worker, by what the last one took.

    While this process stores a batch it hands out nothing, and workers must not run dry; but the end of a build waits
    for all that is under way, so of what takes long there is little.
    """
    took = sum(prepared.seconds for prepared in done)
    return max(_AHEAD, min(_MOST_AHEAD, round(_SPARE / max(took, _SPARE / _MOST_AHEAD))))


@contextmanager
def _unbroken() -> Iterator[None]:
    """Put off Ctrl-C and SIGTERM for the length of a block; processes that start in it begin so, too.

    A process that is told to stop before it has its own orders, or whose parent stops before it has
    passed them on, could only die with a traceback.
    """
    came: list[int] = []
    former: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():  # Python runs handlers in no other
        former = {number: signal.signal(number, lambda number, _: came.append(number)) for number in _STOPS}
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # its start would take the mask back
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # a new process inherits it
    try:
        yield
    finally:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        for number, handler in former.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


def _start(recipe: Recipe, parent: int) -> None:
    global _recipe
    _recipe = recipe
    seldom()
    # Ctrl-C reaches the whole group; the parent alone decides what follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _work(chunk: list[Task]) -> list[Prepared]:
    if _recipe is None:
        raise RuntimeError("the worker has not been started")
    return [_recipe.prepare(task) for task in chunk]
