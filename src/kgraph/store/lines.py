"""Quads as lines of N-Quads, many at once: what is exported as text need not become objects on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Literal

import pyoxigraph as ox

Part = Literal["facts", "evidence", "all"]
"""`facts`: the default graph. `evidence`: the articles' graphs."""

_BATCH = 1024  # quads that are serialized at once
_PIECE = 1 << 20  # bytes of lines that are read at once


def part_of(quads: Iterable[ox.Quad], part: Part) -> Iterable[ox.Quad]:
    """Those quads that belong to a part."""
    if part == "all":
        return quads
    return (quad for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph) == (part == "facts"))


def lines_of(quads: Iterable[ox.Quad]) -> Iterator[list[bytes]]:
    """Yield the lines of quads; many at once, as each on its own takes twice as long."""
    waiting = iter(quads)
    while batch := list(islice(waiting, _BATCH)):
        yield split(ox.serialize(batch, format=ox.RdfFormat.N_QUADS) or b"")


def lines_in(file: IO[bytes]) -> Iterator[list[bytes]]:
    """Yield the lines of a file from where it stands."""
    while batch := file.readlines(_PIECE):
        yield batch


def split(text: bytes) -> list[bytes]:
    """The lines of N-Quads, each with its line feed."""
    # Bytes are split at line feeds and carriage returns, and both are escaped within a line.
    return text.splitlines(keepends=True)
