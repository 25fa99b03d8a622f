"""The directory of an embedded store: its marker with format version and base IRI, and how its faults read.

`.kgraph/` holds `format` (JSON: version and base IRI), `lock`, `ledger.db` and `quads/`. A restore under way leaves
`restore.new` (not yet decided) or `restore` (to be completed by whoever opens the store next) there. `archives.json`
tells how far web archives have been read into this very ledger; it may be missing. So may `projection`, the network as
columns (`kgraph.network.projection`), which tells of which state of the ledger it is, `places`, where the explorer
draws its nodes (`kgraph.explore.placed`), which tells of which network, `answers/`, those of named queries that
took long (`kgraph.query.kept`), and `times/`, the store as of other times (`kgraph.clocks.kept`). A snapshot has the
state's token in `generation`.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgraph.errors import StoreError

FORMAT = 3
"""Version of the layout: a store of a higher one is refused, one of a lower one is migrated when it is opened.

2: the ledger keeps a checksum of each article, and what recipes were made of.
3: it counts the articles behind a fact or a name, where it had a row for each."""

DRAFT, RESTORE = "restore.new", "restore"
ARCHIVES = "archives.json"
GENERATION, PROJECTION, PLACES, ANSWERS, TIMES = "generation", "projection", "places", "answers", "times"
_UNFINISHED = {"lock", "format.new", DRAFT, RESTORE}


def create(directory: Path, base: str) -> None:
    """Make the directory of a new store, or leave an existing one as it is.

    Raises:
        StoreError: There is something else, or it cannot be written.
    """
    if (directory / "format").exists():
        return
    refuse_foreign(directory)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        # Nothing is there yet: what is said of a store's parts would lead astray.
        hint = "name a folder that can be made with --store DIR"
        raise StoreError(f"no folder {directory} can be made ({fault.strerror or fault})", hint=hint) from fault
    with faults(directory):
        (directory / "lock").touch()
        write_format(directory, base)


def refuse_foreign(directory: Path) -> None:
    """Let nothing but a store, an unfinished one, or an empty folder pass."""
    if directory.exists() and not directory.is_dir():
        raise StoreError(f"{directory} is a file, not a store", hint="name a folder with --store DIR")
    if (directory / "format").exists() or not directory.is_dir():
        return
    if {path.name for path in directory.iterdir()} - _UNFINISHED:
        raise StoreError(f"{directory} is no kgraph store and not empty", hint="name another folder with --store DIR")


def write_format(directory: Path, base: str, version: int = FORMAT) -> None:
    """Write the marker aside and rename it, so that neither a kill nor a power cut leaves half of it."""
    draft = directory / "format.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"version": version, "base": base}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, directory / "format")
    sync_folder(directory)


def require(directory: Path) -> None:
    """Check that there is a store.

    Raises:
        StoreError: There is none.
    """
    if not (directory / "format").is_file():
        raise StoreError(
            f"there is no store at {directory}", hint="make one with `kgraph build SOURCES…` or `kgraph demo`"
        )


def read_format(directory: Path, base: str | None = None) -> tuple[int, str]:
    """Version and base IRI of a store.

    Args:
        directory: Where it is.
        base: The base that is wanted; None takes what the store has.

    Raises:
        StoreError: The marker is damaged, or tells of a newer version or another base.
    """
    require(directory)
    marker = directory / "format"
    try:
        document = json.loads(marker.read_text("utf-8"))
        version, own = int(document["version"]), str(document["base"])
    except (ValueError, KeyError, TypeError) as fault:
        raise StoreError(
            f"{marker} is damaged ({fault})", hint="`kgraph restore FILE --force`, or build into a new folder"
        ) from fault
    refuse_newer(version, f"the store {directory}")
    if base is not None and base != own:
        raise StoreError(
            f"the store {directory} names things below {own}, not {base}",
            hint="leave --base out, or build into a new folder with --store DIR",
        )
    return version, own


def refuse_newer(version: int, what: str) -> None:
    """Let pass what this kgraph can read.

    Raises:
        StoreError: It is of a newer version.
    """
    if version > FORMAT:
        raise StoreError(
            f"{what} has format {version}, this kgraph knows up to {FORMAT}",
            hint="update kgraph, or build into a new folder with --store DIR",
        )


def clear_answers(directory: Path) -> None:
    """Take away what is kept beside a store of what it answered: it may show what is about to be withdrawn."""
    for name in (ANSWERS, TIMES):
        shutil.rmtree(directory / name, ignore_errors=True)


def decisions_beside(directory: Path) -> Path:
    """The curator's decisions: `decisions.toml` beside the store."""
    return directory.absolute().parent / "decisions.toml"


def sync_folder(directory: Path) -> None:
    """Make renames in a folder survive a power cut, where the system lets folders be opened."""
    try:
        file = os.open(directory, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(file)
    finally:
        os.close(file)


@contextmanager
def faults(directory: Path) -> Iterator[None]:
    """Turn faults of file system and engines into `StoreError`."""
    try:
        yield
    except sqlite3.Error as fault:
        text = str(fault)
        if any(word in text for word in ("malformed", "not a database", "no such table")):
            remedy = "`kgraph restore FILE --force` takes a backup back; without one, build into a new folder"
        else:
            remedy = remedy_for(text)
        raise StoreError(f"{directory / 'ledger.db'}: {text}", hint=remedy) from fault
    except OSError as fault:
        raise StoreError(f"{directory}: {fault}", hint=remedy_for(str(fault))) from fault


def remedy_for(text: str) -> str:
    """What helps against a fault of the file system or of the quads' engine."""
    folded = text.lower()
    if any(word in folded for word in ("full", "no space", "too large", "disk i/o", "quota")):
        return "free some space and run the command again: what was acknowledged is kept"
    if "permission" in folded or "readonly" in folded or "read-only" in folded:
        return "make the folder writable, or name another with --store DIR"
    if "corruption" in folded or "malformed" in folded:
        return "delete its folder `quads`: the next command rebuilds it from the ledger"
    return "run the command again; if it stays, delete the folder `quads`: it is rebuilt from the ledger"
