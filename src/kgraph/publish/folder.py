"""Write a folder whole or not at all: it is filled beside its place and swapped in at once."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kgraph.errors import UsageError
from kgraph.publish.files import told

_AT_CWD = -100
_EXCHANGE = 2
_MANY = 500  # files from which on it is quicker to write out all that waits, also of others


@contextmanager
def replacing_folder(target: Path, *, force: bool, ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Give an empty folder that takes the place of `target` when the block ends well; else nothing is left of it.

    Args:
        target: Where the folder is to stand; what is above it is made.
        force: Replace what stands there.
        ours: Whether a folder is one that was made this way; others are not replaced, whatever `force` says.

    Raises:
        UsageError: There is something that may not be replaced.
        StoreError: The disk is full, or the place cannot be written.
    """
    place = Path(os.path.abspath(target))
    _refuse(target, place, force=force, ours=ours)
    with told(target):
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place)
        draft = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            draft.mkdir()
            yield draft
            _synced(draft)
            # Somebody else may have written there meanwhile.
            _refuse(target, place, force=force, ours=ours)
            _swap(draft, place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def refuse_store(target: Path, store: Path) -> None:
    """Let no folder be written into a store, nor over one.

    Args:
        target: Where the folder is to stand.
        store: Folder of the store; one that is not there lies nowhere.

    Raises:
        UsageError: One lies in the other.
    """
    place, held = target.resolve(), store.resolve()
    if not held.is_dir():
        return
    if place == held or held in place.parents:
        raise UsageError(f"{target} lies in the store {store}", hint="name a folder beside it")
    if place in held.parents and place.exists():
        raise UsageError(f"the store {store} lies in {target}, which would take its place", hint="name another folder")


def _refuse(target: Path, place: Path, *, force: bool, ours: Callable[[Path], bool]) -> None:
    if not os.path.lexists(place):
        return
    if place.is_symlink():
        raise UsageError(f"{target} is a symbolic link", hint=f"name what it leads to: {os.readlink(place)}")
    if not place.is_dir():
        raise UsageError(f"{target} is no folder", hint="name a folder, or one that is not there yet")
    if os.path.ismount(place):
        raise UsageError(f"a disk is mounted at {target}, which cannot be replaced", hint="name a folder in it")
    if not any(place.iterdir()):
        return
    if not ours(place):
        raise UsageError(
            f"{target} holds something that kgraph did not write, so it is not replaced", hint="name another folder"
        )
    if not force:
        raise UsageError(f"{target} is there already", hint="--force replaces it")


def _sweep(place: Path) -> None:
    """Remove what runs that were killed have left beside the place."""
    pattern = re.compile(re.escape(f".{place.name}.") + r"(\d+)\.part")
    for item in place.parent.iterdir():
        found = pattern.fullmatch(item.name)
        if found and not _runs(int(found[1])):
            shutil.rmtree(item, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _synced(folder: Path) -> None:
    """Wait until every file is on the disk, so that a power cut after the swap leaves no empty ones."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    if len(files) > _MANY:
        os.sync()
        return
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _swap(draft: Path, place: Path) -> None:
    if not os.path.lexists(place):
        draft.rename(place)
    elif not any(place.iterdir()):
        place.rmdir()
        draft.rename(place)
    elif not _exchanged(draft, place):
        # For a moment neither stands there; what was there comes back if the second step fails.
        former = draft.with_suffix(".former")
        place.rename(former)
        try:
            draft.rename(place)
        except OSError:
            former.rename(place)
            raise
        shutil.rmtree(former, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can; then `one` holds what `other` was."""
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(exchange(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0)
