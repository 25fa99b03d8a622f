"""`kgraph build --watch`: one line a round, an orderly end on Ctrl-C and SIGTERM."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
from collections.abc import Iterator
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Any

from kgraph.cli.output import emit, note
from kgraph.config import Settings
from kgraph.errors import several

if TYPE_CHECKING:
    from kgraph.build.watch import Round


def watch_sources(sources: tuple[str, ...], settings: Settings, every: float, *, as_json: bool, **how: Any) -> None:
    """Build at an interval until a signal comes; `how` is passed on to `watch`."""
    from kgraph.build.watch import watch

    told: set[str] = set()

    def on_round(done: Round) -> None:
        emit(_object(done) if as_json else _line(done))
        faults = [*done.feeds, *(done.summary.faults if done.summary else ()), *((done.fault,) if done.fault else ())]
        for fault in faults:
            # What is wrong with a file is said once, not in every round that reads it.
            if str(fault) not in told:
                note(f"kgraph: {fault}" + (f"\n  → {fault.hint}" if fault.hint else ""))
        told.clear()
        told.update(map(str, faults))

    with _until_signal() as stop:
        watch(sources, settings, stop, on_round, every=every, **how)
    note("kgraph: stopped; everything that was read is stored")


def _line(done: Round) -> str:
    summary = done.summary
    if summary is not None:
        faults = f", {len(summary.faults)} faults" if summary.faults else ""
        what = (
            f"{summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged articles{faults}; "
            f"{summary.statements} statements in {summary.seconds:.1f} s"
        )
    else:
        what = "failed, will be tried again" if done.fault else "nothing changed"
    feeds = f"; {several(len(done.feeds), 'feed')} not fetched" if done.feeds else ""
    return f"{datetime.now():%H:%M:%S} {what}{feeds}"


def _object(done: Round) -> str:
    fields = done.summary.as_dict() if done.summary else {"fault": str(done.fault) if done.fault else None}
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    return json.dumps({"at": at, **fields, "feeds": [str(fault) for fault in done.feeds]}, ensure_ascii=False)


@contextlib.contextmanager
def _until_signal() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; a second one does what it does elsewhere."""
    stop = threading.Event()
    former = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in former.items():
            signal.signal(number, handler)

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()
        restore()

    for number in former:
        signal.signal(number, end)
    try:
        yield stop
    finally:
        restore()
