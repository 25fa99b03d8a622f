"""RDF Patch: two sorted N-Quads files in, what to delete and add out, line by line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5


def patch_lines(before: Path, after: Path) -> Iterator[bytes]:
    """Yield the patch's lines. Its id follows from the two graphs, so that equal changes have equal patches."""
    old, new = _digest(before), _digest(after)
    yield b"H id <urn:uuid:%s> .\n" % str(uuid5(NAMESPACE_URL, f"{old} {new}")).encode()
    yield b"H previous <urn:sha256:%s> .\nTX .\n" % old.encode()
    with before.open("rb") as left, after.open("rb") as right:
        for mark, line in _differences(iter(left), iter(right)):
            yield mark + b" " + line
    yield b"TC .\n"


def _differences(left: Iterator[bytes], right: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    one, other = next(left, b""), next(right, b"")
    while one or other:
        if one == other:
            one, other = next(left, b""), next(right, b"")
        elif not other or (one and one < other):
            yield b"D", one
            one = next(left, b"")
        else:
            yield b"A", other
            other = next(right, b"")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
