"""Validate a graph: a store or quads in, a `Report` of everything that is wrong out.

Three looks at each article's graph: the shapes of `ontology/shapes.ttl` (pySHACL), the quotes against
the text where that is at hand, and the facts against the statements that must support them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Protocol

import pyoxigraph as ox

from kgraph.check.evidence import Ledger
from kgraph.check.graphs import ArticleGraph, Facts
from kgraph.check.report import Problem, Report
from kgraph.check.shapes import Shapes

__all__ = ["Problem", "Quads", "Report", "TextOf", "check"]

TextOf = Callable[[str], str | None]
"""Article's id → its text; None where that is not kept."""

# Validated at once: parsing the queries of the shapes costs as much as three articles.
_BATCH = 50


class Quads(Protocol):
    """What gives its quads graph by graph, the default graph first: a `Store`."""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad."""
        ...


def check(
    source: Quads | Iterable[ox.Quad],
    base: str,
    text_of: TextOf | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Validate a graph.

    Args:
        source: A store, or quads in any order (these are held in memory).
        base: IRI below which its things are named.
        text_of: Where to get the articles' texts; quotes are not compared if not given.
        progress: Told the number of articles done, now and then.

    Raises:
        UsageError: pySHACL is not installed.
    """
    facts = Facts(base)
    shapes = Shapes()
    problems: list[Problem] = []
    articles = statements = 0
    ledger = Ledger(facts, text_of)
    waiting = _evidence(source, facts)
    while batch := tuple(islice(waiting, _BATCH)):
        problems += shapes.problems(batch, facts)
        for graph in batch:
            problems += ledger.problems(graph)
            statements += len(graph.statements)
        articles += len(batch)
        if progress:
            progress(articles)
    problems += ledger.unsupported()
    return Report(tuple(dict.fromkeys(problems)), articles, statements, len(facts.direct), ledger.compared)


def _evidence(source: Quads | Iterable[ox.Quad], facts: Facts) -> Iterator[ArticleGraph]:
    """Yield the articles' graphs; the default graph, which comes first, fills the facts."""
    for name, quads in groupby(_in_graphs(source), key=lambda quad: quad.graph_name):
        if isinstance(name, ox.NamedNode):
            yield ArticleGraph(name, tuple(quads), facts)
        else:
            facts.read(quads)


def _in_graphs(source: Quads | Iterable[ox.Quad]) -> Iterable[ox.Quad]:
    if isinstance(source, Iterable):
        return sorted(source, key=lambda q: "" if isinstance(q.graph_name, ox.DefaultGraph) else str(q.graph_name))
    return source.quads()
