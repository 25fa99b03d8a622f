"""Write a graph in an RDF format: quads in any order in, the same bytes for the same graph out.

Quads are sorted, on disk where they do not fit into memory, and then streamed through the
serializer. Turtle, N-Triples and RDF/XML have no named graphs: the evidence stands in them without
the graph's name, and each statement still says `prov:wasDerivedFrom` which article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.publish.files import replacing
from kgraph.publish.heads import SortedHead
from kgraph.publish.jsonld import write_jsonld
from kgraph.publish.ordered import batches_in_order, in_order, once
from kgraph.publish.rdfxml import write_rdfxml
from kgraph.publish.turtle import write_turtle
from kgraph.store import Store
from kgraph.store.lines import Part, lines_of, part_of
from kgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True)
class Format:
    """An RDF format.

    Attributes:
        syntax: By pyoxigraph's name.
        extension: Of files, without dot.
        graphs: True if it can tell named graphs apart.
    """

    syntax: ox.RdfFormat
    extension: str
    graphs: bool


FORMATS = MappingProxyType(
    {
        "turtle": Format(ox.RdfFormat.TURTLE, "ttl", False),
        "trig": Format(ox.RdfFormat.TRIG, "trig", True),
        "nquads": Format(ox.RdfFormat.N_QUADS, "nq", True),
        "ntriples": Format(ox.RdfFormat.N_TRIPLES, "nt", False),
        "jsonld": Format(ox.RdfFormat.JSON_LD, "jsonld", True),
        "rdfxml": Format(ox.RdfFormat.RDF_XML, "rdf", False),
    }
)
"""By the name that `--format` takes."""


def export_file(
    source: Store | Iterable[ox.Quad], format: str, path: Path, *, part: Part = "all", ordered: bool = True
) -> None:
    """Write a file that is whole or not there; see `export`.

    Raises:
        StoreError: The disk is full, or the place cannot be written.
    """
    with replacing(path) as out:
        export(source, format, out, part=part, ordered=ordered, folder=path.resolve().parent)


def export(
    source: Store | Iterable[ox.Quad],
    format: str,
    out: BinaryIO,
    *,
    part: Part = "all",
    ordered: bool = True,
    folder: Path | None = None,
) -> None:
    """Write a graph.

    Args:
        source: The graph: of a store, or quads in any order, read once.
        format: A key of `FORMATS`.
        out: Takes bytes.
        part: Which graphs.
        ordered: Sort, so that equal graphs give equal bytes. N-Quads and N-Triples can go without.
        folder: For what does not fit into memory while sorting.

    Raises:
        UsageError: No such format, or one that must be ordered.
        InputError: RDF/XML cannot carry a control character of a literal, or name a property.
    """
    form = format_named(format)
    if not ordered and format not in ("nquads", "ntriples"):
        raise UsageError(f"{format} is grouped by subject, so it must be sorted", hint="--unsorted goes with nquads")
    if format in ("nquads", "turtle"):
        lines = source.lines(part) if isinstance(source, Store) else lines_of(part_of(source, part))
        if format == "turtle":
            write_turtle(batches_in_order(lines, folder), out, PREFIXES)
        else:
            out.writelines(once(batches_in_order(lines, folder)) if ordered else chain.from_iterable(lines))
        return
    quads = part_of(source.quads() if isinstance(source, Store) else source, part)
    chosen = quads if form.graphs else map(_without_graph, quads)
    if format == "ntriples":
        lines = lines_of(chosen)
        out.writelines(once(batches_in_order(lines, folder)) if ordered else chain.from_iterable(lines))
        return
    inorder = _parsed(in_order(map(_keyed, chosen), folder))
    if format == "jsonld":
        write_jsonld(inorder, out)
    elif format == "rdfxml":
        write_rdfxml(inorder, out)
    else:
        head = SortedHead(out)
        ox.serialize(inorder, head, form.syntax, prefixes=dict(PREFIXES))  # type: ignore[arg-type]
        head.close()


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        UsageError: There is none.
    """
    if name not in FORMATS:
        raise UsageError(f"format {name!r} is not known", hint=f"known are {', '.join(FORMATS)}")
    return FORMATS[name]


def _without_graph(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _keyed(quad: ox.Quad) -> bytes:
    """One line, its graph first: in the order of these, what belongs together stands together."""
    graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
    return f"{graph} {quad.triple}\n".encode()


def _parsed(lines: Iterable[bytes]) -> Iterator[ox.Quad]:
    # An IRI holds no space, so the first one ends the graph's name.
    parts = (line.rstrip(b"\n").partition(b" ") for line in lines)
    nquads = (b"%s %s .\n" % (triple, graph) for graph, _, triple in parts)
    return iter(ox.parse(BufferedReader(_Stream(nquads), 1 << 16), format=ox.RdfFormat.N_QUADS))


class _Stream(RawIOBase):
    """An iterable of bytes as a file to read from."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        super().__init__()
        self._chunks = iter(chunks)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        size = len(view)
        parts = [self._rest]
        held = len(self._rest)
        while held < size and (chunk := next(self._chunks, b"")):
            parts.append(chunk)
            held += len(chunk)
        data = b"".join(parts)
        count = min(size, len(data))
        view[:count] = data[:count]
        self._rest = data[count:]
        return count
