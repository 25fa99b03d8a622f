"""Where a graph to compare comes from: a store, a release, or an exported file; sorted N-Quads either way."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import zlib
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
RECORD = "release.json"
"""The file of a release that tells its base, and the checksum of its graph."""
_AGAIN = "fetch the release again and compare its checksums"
_STATEMENT = re.compile(rb"<([^<>]+/)statement/[^<>/]+> ")
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
    if (given / RECORD).is_file():
        return _unpacked(given, path)
    with path.open("wb") as out:
        export(_parsed(given / DUMP if given.is_dir() else given), "nquads", out, folder=path.parent)
    return _base_of(path) or settings.base


def _unpacked(release: Path, path: Path) -> str:
    """A release's graph is sorted already, if it is the one that the release tells of; gives its base."""
    source = release / DUMP
    try:
        record = json.loads((release / RECORD).read_text("utf-8"))
        base, digest = str(record["base"]), str(record["sha256"])
    except (ValueError, KeyError, TypeError) as fault:
        raise InputError(f"{release / RECORD} is no record of a release", hint=_AGAIN) from fault
    try:
        with gzip.open(source) as file, path.open("wb") as out:
            shutil.copyfileobj(file, out)
    except (gzip.BadGzipFile, EOFError, zlib.error) as fault:
        raise InputError(f"{source}: {fault}", hint=_AGAIN) from fault
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise InputError(f"{source} is not the graph that {RECORD} tells of", hint=_AGAIN)
    return base


def _base_of(path: Path) -> str:
    """Below which IRI the things of sorted N-Quads are named, as the names of their statements tell; empty without."""
    with path.open("rb") as file:
        found = next((match for line in file if (match := _STATEMENT.match(line))), None)
    return found[1].decode() if found else ""


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
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error) as fault:
        raise InputError(f"{path}: {fault}", hint="compare what `kgraph export` or `kgraph publish` wrote") from fault
