"""Where a graph to compare comes from: a store, a release, or an exported file; sorted N-Quads either way."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

import pyoxigraph as ox

from kgraph.config import Settings
from kgraph.errors import InputError, NotFoundError
from kgraph.publish import export, published
from kgraph.store import is_remote, open_store

DUMP = "graph.nq.gz"
"""The file of a release that holds the whole graph."""
_ENDINGS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


def spool(place: str, path: Path, settings: Settings) -> str:
    """Write a graph as sorted N-Quads; gives the base IRI below which its things are named.

    Args:
        place: Folder or URL of a store, folder of a release, or an exported file, also compressed (`.gz`).
        path: Where to.
        settings: All but the store.

    Raises:
        NotFoundError: There is no such thing.
        InputError: It cannot be read.
        StoreError: The store is held or damaged.
    """
    given = Path(place)
    if not is_remote(place) and not given.exists():
        raise NotFoundError(f"there is no {place}", hint="name a store, a release or an exported file")
    if is_remote(place) or (given.is_dir() and not (given / DUMP).is_file()):
        with open_store(replace(settings, store=place)) as store, path.open("wb") as out:
            export(published(store), "nquads", out, folder=path.parent)
            return store.base
    source = given / DUMP if given.is_dir() else given
    with path.open("wb") as out:
        if given.is_dir():
            _unpacked(source, out)
        else:
            export(_parsed(source), "nquads", out, folder=path.parent)
    return settings.base


def _unpacked(source: Path, out: BinaryIO) -> None:
    """A release's graph is sorted already."""
    try:
        with gzip.open(source) as file:
            shutil.copyfileobj(file, out)
    except (gzip.BadGzipFile, EOFError) as fault:
        raise InputError(f"{source}: {fault}", hint="fetch the release again and compare its checksums") from fault


def _parsed(path: Path) -> Iterator[ox.Quad]:
    packed = path.suffix == ".gz"
    ending = path.with_suffix("").suffix if packed else path.suffix
    if ending not in _ENDINGS:
        raise InputError(
            f"{path} is of no known format", hint=f"known endings are {', '.join(_ENDINGS)}, also with .gz"
        )
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            yield from ox.parse(cast("BinaryIO", file), format=_ENDINGS[ending])
    except (SyntaxError, ValueError, OSError, EOFError) as fault:
        raise InputError(f"{path}: {fault}", hint="compare what `kgraph export` or `kgraph publish` wrote") from fault
