"""RDF Patch: two sorted N-Quads files in, what to delete and add out, line by line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

_ID = re.compile(rb"H id <(urn:uuid:[0-9a-f-]{36})> \.\s*")


def patch_lines(before: Path, after: Path, *, previous: str = "") -> Iterator[bytes]:
    """Yield the patch's lines. Its id follows from the two graphs, so that equal changes have equal patches.

    Args:
        before: Sorted N-Quads; likewise `after`.
        after: Of the newer graph.
        previous: IRI of the patch that led to the graph before; empty if there is none.
    """
    old, new = _digest(before), _digest(after)
    yield b"H id <urn:uuid:%s> .\n" % str(uuid5(NAMESPACE_URL, f"{old} {new}")).encode()
    if previous:
        yield b"H prev <%s> .\n" % previous.encode()
    yield b"H graph <urn:sha256:%s> .\nTX .\n" % old.encode()
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


def touched(before: Path, after: Path) -> frozenset[str]:
    """The subjects of which the graphs do not say the same; see `patch_lines`."""
    with before.open("rb") as left, after.open("rb") as right:
        names = {line.partition(b" ")[0] for _, line in _differences(iter(left), iter(right))}
    return frozenset(name.decode().removeprefix("<").removesuffix(">") for name in names)


def patch_id(path: Path) -> str:
    """The IRI of a patch that was written; empty if there is none, or it is no patch of kgraph."""
    try:
        with path.open("rb") as file:
            found = _ID.match(file.readline(200))
    except OSError:
        return ""
    return found[1].decode() if found else ""
