"""Stop watch and table: functions and commands in, medians of several runs out."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    Attributes:
        what: What was measured.
        runs: One value a run.
        unit: Of the values.
        peer: What it is compared with, measured in the same run, with its median; empty where there is none.
        ratio: Median of ours over median of the peer's.
    """

    what: str
    runs: Sequence[float]
    unit: str
    peer: str = ""
    ratio: float | None = None

    @property
    def median(self) -> float:
        """The middle value of the runs."""
        return statistics.median(self.runs)


def against(figure: Figure, name: str, runs: Sequence[float]) -> Figure:
    """The figure with its peer beside it; `runs` are in the figure's unit."""
    median = statistics.median(runs)
    # A peer may manage nothing in the time that it is given.
    ratio = figure.median / median if median else None
    return Figure(figure.what, figure.runs, figure.unit, f"{name}: {number(median)} {figure.unit}", ratio)


@dataclass(frozen=True)
class Finished:
    """What a child process cost: seconds of wall time, peak resident memory in bytes."""

    seconds: float
    memory: int


def child(command: Sequence[str], folder: Path) -> Finished:
    """Run a command to its end in a folder and measure it alone, without earlier children.

    Raises:
        RuntimeError: It failed; with the end of what it said.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(
            f"{' '.join(command)} ended with {process.returncode}: {said[-500:].decode(errors='replace')}"
        )
    # Linux counts in KiB, macOS in bytes.
    return Finished(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def seconds_of(work: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Seconds of each of `runs` calls, by the clock on the wall if no other is given."""
    found = []
    for _ in range(runs):
        started = clock()
        work()
        found.append(clock() - started)
    return found


@contextmanager
def one_core() -> Iterator[None]:
    """Hold this process on one core, where the system lets it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def number(value: float) -> str:
    """Three significant figures, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| what | median | least to most | runs | peer, same run | ratio |"
    yield "|---|---|---|---|---|---|"
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{number(figure.ratio)} ×"
        span = f"{number(min(figure.runs))} to {number(max(figure.runs))}"
        yield (
            f"| {figure.what} | {number(figure.median)} {figure.unit} | {span} | {len(figure.runs)} "
            f"| {figure.peer} | {ratio} |"
        )


def machine() -> str:
    """What the figures were taken on, one line."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, load {load}"
