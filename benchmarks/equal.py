"""Rows of the named queries beside rdflib's: `python -m benchmarks.equal FOLDER N [--seconds S] [--only NAME]`.

FOLDER is what `python -m benchmarks.generate M FOLDER` left, with M of at least N. Each named query is asked, without
parameters or with the first that it needs, of a store of the first N articles and of rdflib with the same quads in
memory. Answers are compared as bags of rows; the order of names within a cell is left open, as SPARQL does. As rdflib
joins what stands in braces by trying each row with each, every question has a process of its own, stopped in time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.query import ResultRow

from benchmarks.measure import number
from benchmarks.questions import parameter_sets
from kgraph.config import Settings
from kgraph.query.lookup import terms_of
from kgraph.query.rows import rows_of
from kgraph.store import Store, open_store
from kgraph.store.layout import clear_answers
from kgraph.store.sparql import bind, with_prefixes

Bag = Counter[tuple[str, ...]]
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of one query.

    Attributes:
        given: Parameter → value.
        rows: Here.
        equal: Whether rdflib gives the same; None if it was stopped.
        ours: CPU seconds here.
        theirs: CPU seconds of rdflib, or how many it was given.
    """

    name: str
    given: dict[str, str]
    rows: int
    equal: bool | None
    ours: float
    theirs: float


def compare(store: Store, limit: float, only: str | None = None) -> Iterator[Comparison]:
    """Yield a comparison for each named query; rdflib is stopped after so many CPU seconds."""
    graph = rdflib.Dataset()
    graph.parse(data=ox.serialize(store.quads(), format=ox.RdfFormat.N_QUADS), format="nquads")
    for query, (given, *_) in parameter_sets(store, 1):
        if only in (None, query.name):
            placed = {parameter.name for parameter in query.parameters if parameter.placed and parameter.required}
            terms = {name: term for name, term in terms_of(store, query, given).items() if name in placed}
            clear_answers(Path(store.place))
            begun = time.process_time()
            answer = rows_of(store, query.sparql, terms)
            ours = time.process_time() - begun
            found = _stopped_after(limit, graph, with_prefixes(bind(query.sparql, terms)))
            bag, theirs = found or (None, limit)
            equal = None if bag is None else bag == _bag(map(str, map(_plain, row)) for row in answer.rows)
            yield Comparison(query.name, given if placed else {}, len(answer.rows), equal, ours, theirs)


def _stopped_after(limit: float, graph: rdflib.Dataset, sparql: str) -> tuple[Bag, float] | None:
    """Rows and CPU seconds of rdflib, in a process that shares the graph's memory; None if it takes longer."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(graph, sparql, limit, there))
    process.start()
    there.close()
    try:
        found: tuple[Bag, float] = here.recv()
    except EOFError:
        return None
    finally:
        process.join()
    return found


def _answer(graph: rdflib.Dataset, sparql: str, limit: float, out: Connection) -> None:
    import resource

    begun = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(begun + limit) + 1, int(begun + limit) + 1))
    rows = (row for row in graph.query(sparql) if isinstance(row, ResultRow))
    bag = _bag(map(str, ("" if term is None else term for term in row)) for row in rows)
    out.send((bag, time.process_time() - begun))


def _plain(term: object) -> object:
    return "" if term is None else getattr(term, "value", term)


def _bag(rows: Iterable[Iterable[str]]) -> Bag:
    return Counter(tuple("; ".join(sorted(cell.replace(" / ", "; ").split("; "))) for cell in row) for row in rows)


def filled(folder: Path, articles: int, place: Path) -> Settings:
    """A new store with the first articles of another."""
    settings = Settings(store=str(place / ".kgraph"))
    with open_store(Settings(store=str(folder / ".kgraph"))) as whole, open_store(settings, write=True) as store:
        ids = sorted(whole.fingerprints())[:articles]
        for start in range(0, len(ids), _BATCH):
            store.replace_articles(filter(None, map(whole.article, ids[start : start + _BATCH])))
    return settings


def main() -> None:
    """Print a Markdown table; exit code 1 if an answer differs."""
    parser = argparse.ArgumentParser(prog="benchmarks.equal", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--seconds", type=float, default=300, help="CPU seconds that rdflib is given for a query")
    parser.add_argument("--only")
    options = parser.parse_args()
    unequal = False
    print("| query | rows | equal | here | rdflib in memory | ratio |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        with open_store(filled(options.folder, options.articles, Path(place))) as store:
            for one in compare(store, options.seconds, options.only):
                said = {True: "yes", False: "**no**", None: "not known"}[one.equal]
                least = "over " if one.equal is None else ""
                by = f" by {', '.join(one.given)}" if one.given else ""
                print(
                    f"| `{one.name}`{by} | {one.rows:,} | {said} | {number(1000 * one.ours)} ms "
                    f"| {least}{number(1000 * one.theirs)} ms | {least}{number(one.theirs / one.ours)} × |",
                    flush=True,
                )
                unequal |= one.equal is False
    sys.exit(unequal)


if __name__ == "__main__":
    main()
