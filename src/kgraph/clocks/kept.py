"""Stores as of a time, kept on disk: a large store and clocks in, an engine's folder with what passes them out.

What a time makes of ten thousand articles takes a quarter of a minute to find out, and in memory a gigabyte. So it is
written beside the store, `times/…/quads/`, under the store's generation and the clocks, and whoever means the same
time again, be it by another command, opens that. Its files are links to those of the store wherever nothing is taken
out. Every change of the store takes the folder away (`Store.cache`), so what is withdrawn does not stay in it; of
several times those used last are kept. One that is in use is held by a lock.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

import pyoxigraph as ox

from kgraph.clocks.choice import Clocks
from kgraph.clocks.sieve import Sieve
from kgraph.config import resource
from kgraph.errors import HeldError, StoreError
from kgraph.offices import edition
from kgraph.store import Store
from kgraph.store.engine import open_quads, replace_graph, size_of
from kgraph.store.layout import TIMES
from kgraph.store.lock import Lock, locked
from kgraph.store.snapshot import link_quads
from kgraph.vocab import inferred_iri

LEAST = 16 << 20
"""Bytes of a store's quads from which on its past is kept; that of a smaller one is made in a moment."""
_MOST = 3  # times that are kept of one store
_PATIENCE = 300.0  # seconds to wait for another process that is at it
_CHUNK = 500  # articles copied at once: bounds memory
_LOCK, _QUADS, _DRAFT = "lock", "quads", ".part"


@dataclass(frozen=True, slots=True)
class Extract:
    """A store as of a time on disk; `close` lets others remove it.

    Attributes:
        folder: For what is computed of it.
        quads: Open for reading.
    """

    folder: Path
    quads: ox.Store
    lock: Lock

    @property
    def files(self) -> Path:
        """The engine's folder."""
        return self.folder / _QUADS

    def close(self) -> None:
        """Let others remove it."""
        self.lock.release()


def extract_of(store: Store, clocks: Clocks) -> Extract | None:
    """The store as of that time, from disk; it is written if it is not there.

    None where that is no use: of a small store, of one on a server or open for writing, or where the disk is full or
    cannot be written.
    """
    generation, files = store.generation(), store.files()
    if generation is None or files is None or store.cache is None or size_of(files) < LEAST:
        return None
    shelf = store.cache / TIMES
    name = hashlib.sha256(f"{generation} {_told(clocks)} {_version()}".encode()).hexdigest()[:16]
    try:
        return _opened(shelf / name) or _made(store, clocks, files, shelf / name)
    except (OSError, StoreError):
        return None


def _opened(folder: Path) -> Extract | None:
    """One that is there; None if there is none, or a damaged one."""
    try:
        lock = Lock(folder / _LOCK, write=False)
    except FileNotFoundError:
        return None
    try:
        # Whoever removed it may have held the lock in between.
        if (folder / _QUADS).is_dir():
            with suppress(OSError):  # of another user
                os.utime(folder)
            return Extract(folder, open_quads(folder / _QUADS), lock)
    except (OSError, StoreError):
        lock.release()
        return None
    lock.release()
    return None


def _made(store: Store, clocks: Clocks, files: Path, folder: Path) -> Extract | None:
    """Write one, whole or not at all; only one process at a time does."""
    folder.parent.mkdir(exist_ok=True)
    with locked(folder.parent / _LOCK, write=True, wait=_PATIENCE):
        if found := _opened(folder):
            return found
        _make_room(folder.parent)
        draft = folder.with_name(f"{folder.name}{_DRAFT}")
        draft.mkdir()
        try:
            _write(Sieve(store, clocks), store.base, files, draft / _QUADS)
            _tidy(draft / _QUADS)
            (draft / _LOCK).touch()
            shutil.rmtree(folder, ignore_errors=True)
            draft.replace(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        return _opened(folder)


def _make_room(shelf: Path) -> None:
    """Remove drafts, which a killed process has left, and those that nobody has used for longest."""
    there = sorted((path for path in shelf.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    drafts = [path for path in there if path.name.endswith(_DRAFT)]
    whole = [path for path in there if path not in drafts]
    for path in (*drafts, *whole[: max(0, len(whole) + 1 - _MOST)]):
        with suppress(HeldError), locked(path / _LOCK, write=True):
            shutil.rmtree(path, ignore_errors=True)


def _write(sieve: Sieve, base: str, files: Path, folder: Path) -> None:
    """Write what passes; whichever is less is touched, the articles that were not known or those that were."""
    if len(sieve.known) < len(sieve.unknown):
        copy = open_quads(folder, write=True)
        _gather(open_quads(files), sorted(sieve.known), copy)
    else:
        link_quads(files, folder)
        copy = open_quads(folder, write=True)
        replace_graph(copy, ox.NamedNode(inferred_iri(base)))
        sieve.forget(copy)
    sieve.judge(copy)
    copy.flush()


def _tidy(folder: Path) -> None:
    """Let go of the engine's log, and of what was taken out, which else whoever reads it comes by."""
    quads = open_quads(folder, write=True)
    quads.optimize()
    quads.flush()


def _gather(quads: ox.Store, articles: Sequence[str], copy: ox.Store) -> None:
    """Copy the facts and the graphs of these articles."""
    with TemporaryFile() as file:
        quads.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        file.seek(0)
        copy.bulk_load(file, ox.RdfFormat.N_TRIPLES, lenient=True)  # they were parsed before
    for start in range(0, len(articles), _CHUNK):
        graphs = (ox.NamedNode(iri) for iri in articles[start : start + _CHUNK])
        copy.bulk_extend(quad for graph in graphs for quad in quads.quads_for_pattern(None, None, None, graph))


def _told(clocks: Clocks) -> str:
    return f"{clocks.valid_on} {clocks.known_on} {sorted(clocks.held)}"


@cache
def _version() -> str:
    """Changes with all that decides what passes: these modules, and the data that they read."""
    above = Path(__file__).parents[1]
    modules = (*Path(__file__).parent.glob("*.py"), *(above / "tenure").glob("*.py"), above / "offices.py")
    data = (*resource("data/register").glob("**/*.toml"), resource("ontology/kgraph.ttl"))
    digest = hashlib.sha256(edition().encode())
    for path in sorted((*modules, *data)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
