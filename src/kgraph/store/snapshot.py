"""Frozen copies of an embedded store's quads, so that servers and builds never wait for each other.

A read-only open beside a writer is undefined in pyoxigraph, but its data files are never changed once
they are written. So a server holds the store for the moment that it takes to link them into a folder of
its own, `.kgraph/serving/GENERATION-…/`, and any number of processes may then read that folder while builds go on.
Whoever takes a snapshot also removes those that a killed server has left.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kgraph import __version__
from kgraph.errors import HeldError
from kgraph.store.embedded import EmbeddedStore
from kgraph.store.layout import GENERATION, PROJECTION, decisions_beside, faults, require
from kgraph.store.lock import Lock, locked

SERVING = "serving"
_PATIENCE = 10.0  # seconds to wait for another server that is taking a snapshot
_NEVER_CHANGED = ".sst"

Mark: TypeAlias = tuple[int, ...]
"""Inode, time of change and size of the ledger and of the curator's decisions, 0 where there are none: other ones mean
that a build has been at work, or that somebody has decided something."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen copy of a store's quads.

    Attributes:
        path: Its folder, with `quads/` and the store's `format`.
        origin: The store's directory.
        generation: Digest of what the store held; equal for equal contents, 16 hexadecimal digits.
        articles: How many it holds.
        mark: Of the files when it was taken.
    """

    path: Path
    origin: Path
    generation: str
    articles: int
    mark: Mark


class Snapshots:
    """The snapshots that one server uses of a store.

    Args:
        directory: The store.

    Raises:
        StoreError: There is none.
    """

    def __init__(self, directory: Path) -> None:
        require(directory)
        self._directory = directory
        self._held: dict[Path, Lock] = {}

    def mark(self) -> Mark:
        """What the files look like now; cheap enough to be asked for every second."""
        with faults(self._directory):
            ledger = _seen(self._directory / "ledger.db")
        try:
            return (*ledger, *_seen(decisions_beside(self._directory)))
        except OSError:
            return (*ledger, 0, 0, 0)

    def take(self, wait: float = 0.0) -> Snapshot:
        """Take a snapshot of the store as the last build left it.

        Args:
            wait: Seconds to wait for a build to finish.

        Raises:
            HeldError: A build is at work.
            StoreError: The store cannot be read, or the snapshot not be written.
        """
        serving = self._directory / SERVING
        with faults(self._directory):
            serving.mkdir(exist_ok=True)
        with locked(serving / "lock", write=True, wait=_PATIENCE):
            sweep(serving)
            # Opening it completes what a killed build has left undone.
            with EmbeddedStore(self._directory, "", base_given=False, write=False, wait=wait) as store:
                known = store.fingerprints()
                generation = _generation(store.base, known)
                with faults(self._directory):
                    path = Path(tempfile.mkdtemp(prefix=f"{generation}-", dir=serving))
                    mark = self.mark()
                    self._held[path] = _copy(self._directory, path)
                    (path / GENERATION).write_text(store.generation() or "", "utf-8")
            return Snapshot(path, self._directory, generation, len(known), mark)

    def drop(self, snapshot: Snapshot) -> None:
        """Remove a snapshot that no process reads any more."""
        lock = self._held.pop(snapshot.path)
        shutil.rmtree(snapshot.path, ignore_errors=True)
        lock.release()

    def close(self) -> None:
        """Remove them all."""
        for path, lock in self._held.items():
            shutil.rmtree(path, ignore_errors=True)
            lock.release()
        self._held.clear()


def sweep(serving: Path) -> list[Path]:
    """Remove the snapshots that no living server holds; call it with the folder's lock held."""
    removed = []
    for path in sorted(item for item in serving.iterdir() if item.is_dir()):
        try:
            with locked(path / "lock", write=True):
                shutil.rmtree(path, ignore_errors=True)
        except HeldError:
            continue
        removed.append(path)
    return removed


def _seen(file: Path) -> Mark:
    status = file.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _copy(directory: Path, path: Path) -> Lock:
    """Fill a snapshot's folder and hold it."""
    (path / "lock").touch()
    held = Lock(path / "lock", write=False)
    shutil.copyfile(directory / "format", path / "format")
    if (directory / PROJECTION).is_file():
        _link(directory / PROJECTION, path / PROJECTION)
    link_quads(directory / "quads", path / "quads")
    return held


def link_quads(source: Path, target: Path) -> None:
    """Have the quads of an engine's folder, which nobody writes meanwhile, in another one that is not there yet."""
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == _NEVER_CHANGED:
            _link(file, target / file.name)
        elif file.is_file() and file.name != "LOCK" and not file.name.startswith("LOG"):
            shutil.copyfile(file, target / file.name)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)


def _generation(base: str, fingerprints: Mapping[str, str]) -> str:
    digest = hashlib.sha256(f"{__version__} {base}\n".encode())
    for id, fingerprint in sorted(fingerprints.items()):
        digest.update(f"{id} {fingerprint}\n".encode())
    return digest.hexdigest()[:16]
