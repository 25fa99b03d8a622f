"""Progress on stderr, only if that is a terminal: what is done, how fast, what is left, what failed."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgraph.build import Summary


@contextlib.contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for what is counted towards a known total; called with both."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with _bar() as bar:
        line = bar.add_task(what, total=None, rate="", faults="")

        def step(done: int, total: int) -> None:
            bar.update(line, completed=done, total=total, rate=_rate(bar, line))

        yield step


@contextlib.contextmanager
def building(total: int | None = None) -> Iterator[Callable[[Summary], None]]:
    """A bar for the articles of a build.

    Args:
        total: Number of files, where each of them is an article; then the bar tells the time that is left.
    """
    if not sys.stderr.isatty():
        yield lambda summary: None
        return
    with _bar() as bar:
        line = bar.add_task("reading", total=total, rate="", faults="")

        def step(summary: Summary) -> None:
            done = summary.new + summary.changed
            bar.update(
                line,
                # A file may hold many articles: then nobody knows how many are left.
                completed=done + summary.unchanged + len(summary.faults),
                total=total if total is not None and done + summary.unchanged <= total else None,
                description=f"{done} articles, {summary.statements} statements",
                rate=_rate(bar, line),
                faults=f"{len(summary.faults)} faults" if summary.faults else "",
            )

        yield step


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[faults]}"),
        console=Console(stderr=True),
        transient=True,
    )


def _rate(bar: Any, line: Any) -> str:
    task = bar.tasks[bar.task_ids.index(line)]
    return f"{task.completed / task.elapsed:.1f}/s" if task.elapsed else ""
