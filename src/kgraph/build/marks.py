"""How far web archives have been read into a store, kept beside it, so that the next build goes on from there.

A place in an archive is kept only when every article before it has been acknowledged by the store. What is kept is
a help, never needed: where the file is lost or the rules have changed, archives are read from their beginning.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kgraph.build.recipe import Task
from kgraph.read import Marks

_HEAD = 4096  # bytes that tell an archive from others: its first record has an id of its own
_PAUSE = 2.0  # seconds between two looks at what may be kept


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an archive to go on.

    Attributes:
        place: Byte at which the next record begins.
        version: Of the rules that read what is before it.
        size: Of the file then; `changed` is its time stamp.
        broken: True if records before it could not be read.
    """

    place: int
    version: str
    size: int
    changed: int
    broken: bool = False


class ArchiveMarks(Marks):
    """The places of a store's archives.

    Args:
        file: Where they are kept; None keeps nothing, as for a remote store.
        version: Of all that decides what is read out of an archive, and how.
    """

    def __init__(self, file: Path | None, version: str) -> None:
        super().__init__()
        self._file, self._version = file, version
        self._kept = _load(file) if file else {}
        self._files: dict[Path, tuple[str, Place]] = {}
        self._waiting: deque[tuple[int, str, Place]] = deque()
        self._given = self._finished = self._acknowledged = 0
        self._limit: int | None = None
        self._looked = time.monotonic()

    def start(self, path: Path) -> int:
        """See `Marks.start`."""
        status = path.stat()
        with path.open("rb") as stream:
            key = hashlib.sha256(stream.read(_HEAD)).hexdigest()[:32]
        now = Place(0, self._version, status.st_size, status.st_mtime_ns)
        kept = self._kept.get(key)
        same = kept is not None and (kept.size, kept.changed) == (now.size, now.changed)
        # A file may have grown; one with breaks may have been replaced by a whole one.
        if kept and kept.version == self._version and kept.place <= now.size and (same or not kept.broken):
            now = replace(now, place=kept.place, broken=kept.broken)
            self.counts["resumed"] += bool(kept.place)
        self._files[path] = key, now
        return now.place

    def failed(self, path: Path) -> None:
        """See `Marks.failed`."""
        key, place = self._files[path]
        self._files[path] = key, replace(place, broken=True)

    def reached(self, path: Path, place: int) -> None:
        """See `Marks.reached`."""
        key, former = self._files[path]
        mark = self._given, key, replace(former, place=place)
        if self._waiting and self._waiting[-1][:2] == mark[:2]:
            self._waiting.pop()
        self._waiting.append(mark)
        if time.monotonic() - self._looked > _PAUSE:
            self._save()

    def counted(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Pass tasks on; a place is reached when those before it are done."""
        for task in tasks:
            self._given += 1
            yield task

    def finished(self, *, well: bool) -> None:
        """One more task is done, in their order; behind one that failed nothing is kept, so that it comes again."""
        self._finished += 1
        if not well and self._limit is None:
            self._limit = self._finished - 1

    def acknowledged(self) -> None:
        """The store has acknowledged what is finished."""
        self._acknowledged = self._finished if self._limit is None else self._limit
        self._save()

    def _save(self) -> None:
        self._looked = time.monotonic()
        before = dict(self._kept)
        while self._waiting and self._waiting[0][0] <= self._acknowledged:
            _, key, place = self._waiting.popleft()
            self._kept[key] = place
        if self._file is None or self._kept == before:
            return
        written = self._file.with_suffix(".new")
        written.write_text(json.dumps({key: asdict(place) for key, place in self._kept.items()}, indent=1), "utf-8")
        os.replace(written, self._file)


def _load(file: Path) -> dict[str, Place]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        return {key: Place(**fields) for key, fields in json.loads(file.read_text("utf-8")).items()}
    return {}
