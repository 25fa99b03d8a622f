"""Fill a release's folder from the spooled graph; gives what the description has to know of it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kgraph.catalogue import Counts
from kgraph.config import resource
from kgraph.errors import InputError
from kgraph.publish import (
    Described,
    Named,
    Net,
    export,
    gzipped,
    subjects,
    with_triple_terms,
    write_annotated,
    write_gexf,
    write_graphml,
    write_package,
    write_tables,
    write_turtle,
)
from kgraph.release.moment import is_date
from kgraph.release.options import Options
from kgraph.vocab import DCTERMS, KG, PREFIXES

_ONTOLOGY = {"ontology.ttl": "ontology/kgraph.ttl", "topics.ttl": "ontology/topics.ttl"}


@dataclass
class Contents:
    """What a graph holds.

    Attributes:
        named: Names of its entities.
        counts: For VoID.
        dates: First and last date of an article, as precise as known; empty texts where none has one.
        articles: Number of articles; likewise `statements`, `quads`.
        net: Its network.
        inputs: SHA-256 over the sorted checksums of the articles' texts.
    """

    named: Named
    counts: Counts = field(default_factory=Counts)
    dates: tuple[str, str] = ("", "")
    articles: int = 0
    statements: int = 0
    quads: int = 0
    _texts: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.net = Net(self.named)

    @property
    def inputs(self) -> str:
        """The hash over them all."""
        return hashlib.sha256("\n".join(sorted(self._texts)).encode()).hexdigest()

    def add(self, found: Described) -> None:
        """Take in a subject."""
        self.counts.add(found)
        self.net.add(found)
        self.statements += found.is_statement
        self.quads += len(found.quads)
        if found.is_article:
            self.articles += 1
            self._texts.append(found.text(KG + "sha256"))
            if is_date(date := found.text(DCTERMS + "issued")):
                first, last = self.dates
                self.dates = (min(first or date, date), max(last, date))


def write_contents(spool: Path, folder: Path, base: str, options: Options) -> Contents:
    """Write the graph in every format, the tables and the network.

    Args:
        spool: The graph as sorted N-Quads.
        folder: Of the release.
        base: IRI below which its things are named.
        options: What to leave out, what to add.

    Raises:
        InputError: RDF/XML cannot say a literal; the hint names the option that leaves it out.
        OSError: The disk is full.
    """
    named = Named.of(subjects(spool), base)
    contents = Contents(named)
    found = subjects(spool)
    for item in found if "csv" in options.without else write_tables(found, named, folder):
        contents.add(item)
    gzipped(spool, folder / "graph.nq.gz")
    _write_rdf(spool, folder, named, options)
    if "network" not in options.without:
        with (folder / "network.gexf").open("wb") as out:
            write_gexf(contents.net, out)
        with (folder / "network.graphml").open("wb") as out:
            write_graphml(contents.net, out)
    for name, source in _ONTOLOGY.items():
        shutil.copyfile(resource(source), folder / name)
    return contents


def describe_tables(folder: Path, description: Mapping[str, object], options: Options) -> None:
    """Write the tables' data package, if there are tables."""
    if "csv" not in options.without:
        write_package(folder, description)


def _write_rdf(spool: Path, folder: Path, named: Named, options: Options) -> None:
    with spool.open("rb") as lines, (folder / "graph.ttl").open("wb") as out:
        write_turtle(lines, out, PREFIXES)
    if "rdfxml" not in options.without:
        with (folder / "graph.rdf").open("wb") as out:
            try:
                export(_quads(spool), "rdfxml", out, folder=folder)
            except InputError as fault:
                raise InputError(str(fault), hint="--without rdfxml leaves this format out") from fault
    if "jsonld" not in options.without:
        with (folder / "graph.jsonld").open("wb") as out:
            write_annotated(subjects(spool), named, out, folder)
    if options.rdf12:
        with (folder / "graph-1.2.trig").open("wb") as out:
            export(with_triple_terms(_quads(spool)), "trig", out, folder=folder)


def _quads(spool: Path) -> Iterator[ox.Quad]:
    with spool.open("rb") as file:
        yield from ox.parse(file, format=ox.RdfFormat.N_QUADS)
