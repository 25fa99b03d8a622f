"""Sort more lines than fit into memory: an iterable of lines in, the same in byte order and each once out."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

# Of lines held at a time; Python's objects and the sort take about twice as much again.
BUDGET = 64 * 1024 * 1024


def in_order(lines: Iterable[bytes], folder: Path | None = None, budget: int = BUDGET) -> Iterator[bytes]:
    """Yield the lines in the order of their bytes, which for UTF-8 is that of code points.

    Args:
        lines: Each ends with a line feed and holds no other.
        folder: Where lines that exceed the budget are kept meanwhile; the system's folder if not given.
        budget: Bytes of lines to hold in memory.

    Raises:
        OSError: The folder's disk is full.
    """
    with ExitStack() as stack:
        runs: list[IO[bytes]] = []
        last: list[bytes] = []
        for run in _runs(lines, budget):
            if last:
                runs.append(_kept(last, stack.enter_context(TemporaryFile(dir=folder))))
            last = run
        for line, _ in itertools.groupby(heapq.merge(*runs, last)):
            yield line


def _runs(lines: Iterable[bytes], budget: int) -> Iterator[list[bytes]]:
    run: list[bytes] = []
    size = 0
    for line in lines:
        run.append(line)
        size += len(line)
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
