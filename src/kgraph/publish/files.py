"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kgraph.errors import StoreError

_REMEDIES = {
    errno.ENOSPC: "free some space, or write to another disk",
    errno.EDQUOT: "your quota is used up: free some space, or write to another disk",
    errno.EACCES: "choose a folder that you may write to",
    errno.EPERM: "choose a folder that you may write to",
    errno.EROFS: "the disk is read-only: choose another one",
    errno.ENOENT: "make the folder first",
    errno.EISDIR: "name a file, not a folder",
    errno.EEXIST: "a file stands where a folder would: name another place",
    errno.ENOTDIR: "a file stands where a folder would: name another place",
    errno.ENOTEMPTY: "another process wrote there meanwhile: --force replaces it",
    errno.EBUSY: "a disk is mounted there: name a folder in it",
    errno.EXDEV: "a disk is mounted there: name a folder in it",
    errno.ENAMETOOLONG: "name a shorter one",
}


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when the block ends well; else nothing is left of it.

    A device or pipe (`/dev/stdout`) is written directly.

    Raises:
        StoreError: The disk is full, or the place cannot be written.
    """
    target = path.resolve()
    with told(path):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            with target.open("wb") as device:
                yield device
            return
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            with draft.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the system says against writing `path` into a `StoreError` with a remedy."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        remedy = _REMEDIES.get(fault.errno or 0, "")
        raise StoreError(f"cannot write {path}: {reason}; nothing was changed", hint=remedy) from fault
