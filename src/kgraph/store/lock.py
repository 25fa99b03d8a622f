"""Who may open the embedded store: one writer, or any number of readers.

A lock is an `flock` on the file `lock` of the store's directory, so the system itself takes it
away from a killed process. A writer leaves its process id and command in the file for the
message that a second one gets. pyoxigraph's own lock keeps out only a second writer; a reader
beside a writer is undefined there and fails now and then, hence this one.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgraph.errors import HeldError

_POLL = 0.1


class Lock:
    """A held lock; `release` gives it back.

    Args:
        path: The lock file; made if it is not there.
        write: Exclusive if true, else shared with other readers.
        wait: Seconds to wait for the holder to finish.

    Raises:
        HeldError: Somebody else still holds the store after `wait` seconds.
        OSError: The file cannot be opened.
    """

    def __init__(self, path: Path, *, write: bool, wait: float = 0.0) -> None:
        self._path = path
        self._write = write
        try:
            self._file = os.open(path, os.O_RDWR if write else os.O_RDONLY)
        except FileNotFoundError:  # a writer makes it; a copy of a store may have come without it
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            self._acquire(time.monotonic() + wait)
        except BaseException:
            os.close(self._file)
            raise
        if write:
            self._note(f"{os.getpid()} {_command()}\n")

    def release(self) -> None:
        """Let others in; a second call does nothing."""
        if self._file < 0:
            return
        if self._write:
            self._note("")
        os.close(self._file)  # closing drops the flock
        self._file = -1

    def _acquire(self, deadline: float) -> None:
        while not _flock(self._file, exclusive=self._write):
            if time.monotonic() >= deadline:
                raise HeldError(
                    f"the store {self._path.parent} is in use by {self._holder()}",
                    hint="wait until it has finished, or give --wait SECONDS",
                )
            time.sleep(_POLL)

    def _holder(self) -> str:
        noted = self._path.read_text("utf-8", errors="replace").strip()
        if not noted:
            return "another kgraph command that reads it"
        number, _, command = noted.partition(" ")
        return f"process {number} ({command})"

    def _note(self, text: str) -> None:
        os.ftruncate(self._file, 0)
        # A full disk must not keep a store from being opened or closed: the note is only for a message.
        try:
            os.pwrite(self._file, text.encode(), 0)
        except OSError:
            os.ftruncate(self._file, 0)


@contextmanager
def locked(path: Path, *, write: bool, wait: float = 0.0) -> Iterator[Lock]:
    """Hold a `Lock` for the length of a block."""
    lock = Lock(path, write=write, wait=wait)
    try:
        yield lock
    finally:
        lock.release()


def _flock(file: int, *, exclusive: bool) -> bool:
    try:
        import fcntl
    except ImportError:  # no flock on this system: pyoxigraph's own lock still refuses a second writer
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _command() -> str:
    """The command line without the folder of the program, at most 120 characters."""
    words = [Path(sys.argv[0]).name if sys.argv else "python", *sys.argv[1:]]
    return " ".join(words)[:120]
