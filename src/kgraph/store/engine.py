"""Ask pyoxigraph's quads, whoever opened them: the embedded store beside its ledger, a server its frozen copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.errors import StoreError
from kgraph.store.layout import faults, remedy_for
from kgraph.store.lines import lines_in
from kgraph.store.result import Result, Term, collect, rows_of_csv
from kgraph.store.sparql import bind, check_readable, syntax_fault
from kgraph.vocab import PREFIXES, inferred_iri

if TYPE_CHECKING:
    import rdflib

_DATASET = ("default_graph", "named_graphs")


def open_quads(path: Path, *, write: bool = False) -> ox.Store:
    """Open the engine's folder.

    Raises:
        StoreError: Its files are damaged.
    """
    try:
        return ox.Store(path) if write else ox.Store.read_only(str(path))
    except RuntimeError as fault:  # what pyoxigraph raises for damaged files
        raise StoreError(f"{path}: {fault}", hint=remedy_for("corruption")) from fault


def size_of(path: Path) -> int:
    """Bytes of the files in the engine's folder that hold quads; about 150 a quad."""
    return sum(file.stat().st_size for file in path.iterdir() if file.suffix in (".sst", ".log"))


def held(quads: ox.Store) -> ox.Store:
    """The same quads in memory, some 360 bytes each."""
    copy = ox.Store()
    copy.bulk_extend(quads.quads_for_pattern(None, None, None, None))
    return copy


def run(
    quads: ox.Store, sparql: str, graphs: tuple[Iterable[str], Iterable[str]] | None = None
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Have the engine begin with a query; rows come as they are read.

    Args:
        quads: Where it is asked.
        sparql: Passed on as it is; the prefixes of `vocab.PREFIXES` are known.
        graphs: IRIs of its default graph and of its named graphs; None as the query says.

    Raises:
        QueryError: It does not parse.
    """
    chosen = {}
    if graphs is not None:
        chosen = {key: [ox.NamedNode(iri) for iri in given] for key, given in zip(_DATASET, graphs, strict=True)}
    try:
        return quads.query(sparql, prefixes=dict(PREFIXES), **chosen)  # type: ignore[arg-type]
    except SyntaxError as fault:
        raise syntax_fault(fault) from fault


def ask(
    quads: ox.Store, place: Path, sparql: str, substitutions: Mapping[str, Term] | None, max_rows: int | None
) -> Result:
    """Answer a query, see `Store.query`; `place` is the store's directory, for messages."""
    check_readable(sparql)
    with faults(place):
        return collect(run(quads, bind(sparql, substitutions or {})), max_rows)


def texts(quads: ox.Store, place: Path, sparql: str) -> Iterator[list[str]]:
    """The rows of a SELECT, see `Store.texts`: the engine itself writes them, which saves an object for each term."""
    check_readable(sparql)
    with faults(place):
        answer = quads.query(sparql, prefixes=dict(PREFIXES))
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError(f"{type(answer).__name__} has no rows")
        return rows_of_csv(answer.serialize(format=ox.QueryResultsFormat.CSV) or b"")


def each_quad(quads: ox.Store, place: Path, base: str) -> Iterator[ox.Quad]:
    """Yield every quad, see `Store.quads`."""
    inferred = ox.NamedNode(inferred_iri(base))
    with faults(place):
        yield from quads.quads_for_pattern(None, None, None, ox.DefaultGraph())
        for graph in sorted(quads.named_graphs(), key=str):
            if graph != inferred:
                yield from quads.quads_for_pattern(None, None, None, graph)


def fact_lines(quads: ox.Store, place: Path) -> Iterator[list[bytes]]:
    """Yield the lines of the default graph, see `Store.lines`; by way of a file, as the engine writes all at once."""
    with faults(place), TemporaryFile() as file:
        quads.dump(file, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        file.seek(0)
        yield from lines_in(file)


def copied(quads: ox.Store, place: Path, base: str) -> ox.Store:
    """A copy in memory, see `Store.copied`: written and read by the engine, no quad becomes an object."""
    copy = ox.Store()
    with faults(place), TemporaryFile() as file:
        quads.dump(file, ox.RdfFormat.N_QUADS)
        file.seek(0)
        # They were parsed before.
        copy.bulk_load(file, ox.RdfFormat.N_QUADS, lenient=True)
    replace_graph(copy, ox.NamedNode(inferred_iri(base)))
    return copy


def replace_graph(quads: ox.Store, graph: ox.NamedNode, triples: Iterable[ox.Triple] = ()) -> None:
    """Let a graph hold these triples only; without any, there is none of that name."""
    if quads.contains_named_graph(graph):
        quads.remove_graph(graph)
    added = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
    if added:
        quads.bulk_extend(added)
        quads.flush()


def as_rdflib(quads: ox.Store) -> rdflib.Dataset:
    """The quads as an rdflib `Dataset`."""
    import rdflib
    from oxrdflib import OxigraphStore

    return rdflib.Dataset(store=OxigraphStore(store=quads))
