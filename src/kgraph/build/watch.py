"""Build again and again: sources in, after each round what it did, until it is told to stop.

Sources are looked at in an interval and read only when a file's size or time stamp, or the decisions, have changed.
Feeds are fetched into files (`kgraph.build.feeds`), which change only when the feed does.
Between two rounds the store is free for others. What left the sources stays in the store: `kgraph forget` withdraws it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.build import Summary, build
from kgraph.build.feeds import Feeds, is_address
from kgraph.config import Settings
from kgraph.errors import KgraphError, UsageError
from kgraph.read import files_of
from kgraph.store import decisions_file

Seen = frozenset[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Round:
    """One look at the sources.

    Attributes:
        summary: What was built; None where nothing had changed, or the build failed.
        fault: Why it failed, such as a store that somebody else holds; it is tried again in the next round.
        feeds: Feeds that could not be fetched; likewise.
    """

    summary: Summary | None = None
    fault: KgraphError | None = None
    feeds: tuple[KgraphError, ...] = ()


def watch(
    sources: Sequence[str],
    settings: Settings,
    stop: threading.Event,
    on_round: Callable[[Round], None],
    *,
    every: float,
    **how: Any,
) -> None:
    """Build whenever sources have changed.

    Args:
        sources: Files, folders and addresses of feeds; if there are none, the decisions alone are followed.
        settings: As for `build`.
        stop: Ends the watch when it is set: at once between two rounds, within one after the articles under way.
        on_round: Called after each round.
        every: Seconds between two rounds.
        how: Passed on to `build`.

    Raises:
        UsageError: A source cannot be watched, or there is none and the store keeps no texts.
        KgraphError: The first round failed; later ones are tried again.
    """
    if "-" in sources:
        raise UsageError("--watch needs files, folders or feeds", hint="name them: kgraph build articles/ --watch 60")
    feeds = Feeds([source for source in sources if is_address(source)], settings)
    files = [source for source in sources if not is_address(source)]
    seen: Seen | None = None
    first = True
    while not stop.is_set():
        unfetched = feeds.refresh()
        present = [*files, *feeds.files()]
        now = _look(present, settings)
        done = Round(feeds=unfetched)
        if now != seen and (present or not sources):
            try:
                summary = build(present, settings, stop=stop.is_set, **how)
                done, seen = Round(summary, feeds=unfetched), now
            except KgraphError as fault:
                if first:
                    raise
                done = Round(fault=fault, feeds=unfetched)
        on_round(done)
        first = False
        stop.wait(every)


def _look(sources: Sequence[str], settings: Settings) -> Seen:
    """What there is; taken before it is read, so that what changes meanwhile is seen in the next round."""
    found = set()
    for path in [*(file for source in sources for file in files_of(source)), decisions_file(settings.store)]:
        status = _status(path)
        if status:
            found.add((str(path), *status))
    return frozenset(found)


def _status(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None  # gone since the folder was listed, or not there yet
    return status.st_size, status.st_mtime_ns
