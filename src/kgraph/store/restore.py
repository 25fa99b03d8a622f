"""Put a backup in the place of a store, wholly or not at all.

A backup is a ZIP archive of the ledger, the curator's decisions and, last, a manifest with the SHA-256 of both.
Quads are not in it: they follow from the ledger.

A restore first unpacks and verifies everything into `restore.new`. Renaming that to `restore` decides: before, nothing
has changed; after, whoever opens the store next completes what is left (`finish_restore`), if this process cannot.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kgraph.errors import InputError, StoreError
from kgraph.store.layout import (
    ARCHIVES,
    DRAFT,
    RESTORE,
    clear_answers,
    decisions_beside,
    faults,
    refuse_foreign,
    refuse_newer,
    sync_folder,
    write_format,
)
from kgraph.store.lock import Lock

MANIFEST, LEDGER, DECISIONS = "manifest.json", "ledger.db", "decisions.toml"
_PIECE = 1 << 20
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, sqlite3.DatabaseError, EOFError),
    *(ValueError, TypeError, KeyError, AttributeError, RuntimeError),  # what a wrong manifest or header leads to
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup tells of itself.

    Attributes:
        version: Format of the store, see `layout.FORMAT`.
        base: Its base IRI.
        articles: How many it holds.
        sha256: Of each file in the archive, by name.
    """

    version: int
    base: str
    articles: int
    sha256: dict[str, str]


def restore(file: Path, directory: Path, *, force: bool = False, wait: float = 0.0) -> Manifest:
    """Put a backup in the place of a store.

    Args:
        file: A backup.
        directory: The store; made if it does not exist.
        force: Replace articles and decisions that are there; the latter are kept as `decisions.toml.before-restore`.
        wait: Seconds to wait for a held store.

    Raises:
        InputError: The file is no backup, or damaged; the store is as before.
        StoreError: The store is not empty, held, or cannot be written.
    """
    refuse_foreign(directory)
    with faults(directory):
        directory.mkdir(parents=True, exist_ok=True)
        with _held(directory, wait):
            _complete(directory)
            if not force:
                _refuse_filled(directory)
            draft = directory / DRAFT
            shutil.rmtree(draft, ignore_errors=True)
            try:
                draft.mkdir()
                manifest = _unpack(file, draft)
                write_format(draft, manifest.base, manifest.version)
                os.rename(draft, directory / RESTORE)
            finally:
                shutil.rmtree(draft, ignore_errors=True)
            sync_folder(directory)
            _complete(directory)
    return manifest


def finish_restore(directory: Path, wait: float = 0.0) -> None:
    """Complete a restore that was broken off after it was decided; nothing to do otherwise.

    Raises:
        StoreError: The store is held, or cannot be written.
    """
    if (directory / RESTORE).is_dir():
        with faults(directory), _held(directory, wait):
            _complete(directory)


@contextmanager
def _held(directory: Path, wait: float) -> Iterator[None]:
    """Hold a store alone, whatever state it is in."""
    lock = Lock(directory / "lock", write=True, wait=wait)
    try:
        yield
    finally:
        lock.release()


def _complete(directory: Path) -> None:
    """Each step may be repeated; the folder goes last, so that a kill in between leaves the rest to the next one."""
    ready = directory / RESTORE
    if not ready.is_dir():
        return
    shutil.rmtree(directory / DRAFT, ignore_errors=True)
    shutil.rmtree(directory / "quads", ignore_errors=True)
    clear_answers(directory)
    if (ready / LEDGER).exists():
        # A journal left by a killed commit belongs to the former ledger and would spoil this one.
        for leftover in directory.glob(f"{LEDGER}-*"):
            leftover.unlink()
        # What was read into the former ledger need not be in this one.
        (directory / ARCHIVES).unlink(missing_ok=True)
        os.replace(ready / LEDGER, directory / LEDGER)
    own, decided, kept = decisions_beside(directory), ready / DECISIONS, ready / "kept"
    if not kept.exists():
        if own.exists() and not _same(own, decided):
            os.replace(own, own.with_name(f"{DECISIONS}.before-restore"))
        kept.touch()
    if decided.exists():
        os.replace(decided, own)
        sync_folder(own.parent)
    if (ready / "format").exists():
        os.replace(ready / "format", directory / "format")
    sync_folder(directory)
    # Half a folder under its own name would be taken for a restore that has only begun.
    os.rename(ready, directory / DRAFT)
    shutil.rmtree(directory / DRAFT)


def _unpack(file: Path, draft: Path) -> Manifest:
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest(**json.loads(archive.read(MANIFEST)))
            refuse_newer(manifest.version, f"the backup {file}")
            for name, expected in manifest.sha256.items():
                if name not in (LEDGER, DECISIONS):
                    raise ValueError(f"it holds {name!r}")
                with archive.open(name) as source, (draft / name).open("wb") as target:
                    found = copy_summed(source, target)
                    os.fsync(target.fileno())
                if found != expected:
                    raise ValueError(f"the checksum of {name} is wrong")
            _verify(draft / LEDGER, manifest)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as fault:
        raise InputError(
            f"cannot read {file}: {fault.strerror}", hint="name a file that `kgraph backup` wrote"
        ) from fault
    except _DAMAGED as fault:
        raise InputError(
            f"{file} is no backup of kgraph, or damaged: {fault}", hint="nothing was changed; take another backup"
        ) from fault
    return manifest


def _verify(ledger: Path, manifest: Manifest) -> None:
    with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        (sound,) = connection.execute("PRAGMA quick_check").fetchone()
        if sound != "ok" or count_articles(connection) != manifest.articles:
            raise ValueError("its ledger is not whole")


def _refuse_filled(directory: Path) -> None:
    ledger = directory / LEDGER
    filled = ledger.exists()
    if filled:
        try:
            with closing(sqlite3.connect(ledger)) as connection:
                filled = count_articles(connection) > 0
        except sqlite3.Error:
            filled = True  # damaged, but perhaps not worthless
    if filled:
        raise StoreError(f"the store {directory} is not empty", hint="--force puts the backup in its place")
    if decisions_beside(directory).exists():
        raise StoreError(
            f"beside the store there are decisions already: {decisions_beside(directory)}",
            hint="--force keeps them as decisions.toml.before-restore",
        )


def count_articles(connection: sqlite3.Connection) -> int:
    """How many articles a ledger holds."""
    return int(connection.execute("SELECT count(*) FROM article WHERE state <> 'withdrawn'").fetchone()[0])


def copy_summed(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy to the end; SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        target.write(piece)
    target.flush()
    return digest.hexdigest()


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
