"""The prefixes at the head of a document, in one order: the engine writes them as they lie in its memory."""

from __future__ import annotations

from typing import BinaryIO

_PREFIX = b"@prefix "


class SortedHead:
    """Takes a document in Turtle or TriG, and passes it on with its prefixes sorted.

    How the engine's table of prefixes lies in memory depends on the machine's processor.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Take the next part."""
        if self._head is None:
            self._out.write(data)
            return len(data)
        self._head += data
        lines = self._head.splitlines(keepends=True)
        first = next((place for place, line in enumerate(lines) if not _PREFIX.startswith(line[: len(_PREFIX)])), None)
        if first is not None:
            self._out.write(b"".join([*sorted(lines[:first]), *lines[first:]]))
            self._head = None
        return len(data)

    def flush(self) -> None:
        """Nothing is passed on before its time."""

    def close(self) -> None:
        """Pass on what a document without content consists of."""
        if self._head:
            self._out.write(b"".join(sorted(self._head.splitlines(keepends=True))))
        self._head = None
