"""Sort more lines than fit into memory: an iterable of lines in, the same in byte order out."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

# Of lines held at a time; Python's objects and the sort take about twice as much again.
BUDGET = 64 * 1024 * 1024
_BATCH = 1024


def in_order(lines: Iterable[bytes], folder: Path | None = None, budget: int = BUDGET) -> Iterator[bytes]:
    """Yield the lines in the order of their bytes, which for UTF-8 is that of code points, each once.

    Args:
        lines: Each ends with a line feed and holds no other.
        folder: Where lines that exceed the budget are kept meanwhile; the system's folder if not given.
        budget: Bytes of lines to hold in memory.

    Raises:
        OSError: The folder's disk is full.
    """
    former = b""
    for line in batches_in_order(_batches(lines), folder, budget):
        if line != former:
            yield line
            former = line


def batches_in_order(
    batches: Iterable[list[bytes]], folder: Path | None = None, budget: int = BUDGET
) -> Iterator[bytes]:
    """Yield the lines of all batches in order; one that comes twice is given twice. See `in_order`."""
    with ExitStack() as stack:
        runs: list[IO[bytes]] = []
        last: list[bytes] = []
        for run in _runs(batches, budget):
            if last:
                runs.append(_kept(last, stack.enter_context(TemporaryFile(dir=folder))))
            last = run
        yield from heapq.merge(*runs, last) if runs else last


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _runs(batches: Iterable[list[bytes]], budget: int) -> Iterator[list[bytes]]:
    run: list[bytes] = []
    size = 0
    for batch in batches:
        run += batch
        size += sum(map(len, batch))
        if size >= budget:
            run.sort()
            yield run
            run, size = [], 0
    run.sort()
    yield run


def _kept(run: list[bytes], file: IO[bytes]) -> IO[bytes]:
    file.writelines(run)
    file.seek(0)
    return file
