"""Sort more lines than fit into memory: an iterable of lines in, the same in byte order out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

# Of lines held at a time; Python's objects and the sort take about twice as much again.
BUDGET = 64 * 1024 * 1024
_BATCH = 1024
_PIECE = 1 << 20  # bytes of a run that are merged at once


def in_order(lines: Iterable[bytes], folder: Path | None = None, budget: int = BUDGET) -> Iterator[bytes]:
    """Yield the lines in the order of their bytes, which for UTF-8 is that of code points, each once.

    Args:
        lines: Each ends with a line feed and holds no other.
        folder: Where lines that exceed the budget are kept meanwhile; the system's folder if not given.
        budget: Bytes of lines to hold in memory.

    Raises:
        OSError: The folder's disk is full.
    """
    return once(batches_in_order(_batches(lines), folder, budget))


def once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Sorted lines without their repetitions."""
    return map(itemgetter(0), groupby(lines))


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
        if runs:
            runs.append(_kept(last, stack.enter_context(TemporaryFile(dir=folder))))
            del last, run  # merging takes memory of its own
            yield from chain.from_iterable(_merged(runs))
        else:
            yield from last


def _merged(runs: list[IO[bytes]]) -> Iterator[list[bytes]]:
    """Yield sorted pieces of sorted files, in order: what no file can come before any more, sorted once again.

    Python's sort finds the runs within a list and merges them, many times as fast as a heap does line by line.
    """
    pieces = [(run, run.readlines(_PIECE)) for run in runs]
    while pieces := [(run, piece) for run, piece in pieces if piece]:
        bound = min(piece[-1] for _, piece in pieces)
        ready: list[bytes] = []
        rest = []
        for run, piece in pieces:
            place = bisect_right(piece, bound)
            ready += piece[:place]
            rest.append((run, piece[place:] or run.readlines(_PIECE)))
        ready.sort()
        yield ready
        pieces = rest


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
