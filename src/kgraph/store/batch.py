"""What a server is told to replace articles, in an order in which it may be stopped anywhere and told again.

Comes in: changes of articles and what the server holds of them. Goes out: operations of SPARQL update.

An extra graph `<article>#facts` holds what an article adds to the facts. It grows before the facts do and shrinks after
them, so it never holds less than the facts owe to the article; and the article's fingerprint, by which a later build
knows it, goes first and comes last. Whatever was cut short is therefore done again, by the same steps.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kgraph.store.article import StoredArticle
from kgraph.store.election import ELECTED, Votes, elect
from kgraph.vocab import PROV, SCHEMA, article_iri

SUPPORT = "#facts"
"""What the name of an article's extra graph ends with."""
VERSION = ox.NamedNode(f"{SCHEMA}version")
DECIDED = ox.NamedNode(f"{PROV}wasInfluencedBy")
SKETCH = ox.NamedNode(f"{SCHEMA}identifier")
"""The signature of an article's text, by which copies are told."""
OWN = frozenset({VERSION, DECIDED, SKETCH})
"""What an extra graph holds besides facts."""

_OPERATION = 2_000  # triples of one operation: Virtuoso's parser ends before 5,000
_REQUEST = 8_000  # triples of one request

Entity = ox.NamedNode
Vote = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
"""Predicate and value of a name or type."""


@dataclass(frozen=True, slots=True)
class Change:
    """An article on its way to a server.

    Attributes:
        name: Its IRI, the name of its graph.
        graph: The quads of that graph; empty to withdraw it, like `facts`.
        facts: What it adds to the facts.
        marks: What is kept of it besides: decisions that had an effect, the signature of its text.
        fingerprint: See `StoredArticle`; empty to withdraw it.
    """

    name: ox.NamedNode
    graph: tuple[ox.Quad, ...] = ()
    facts: tuple[ox.Quad, ...] = ()
    marks: tuple[ox.Quad, ...] = ()
    fingerprint: str = ""

    @classmethod
    def of(cls, article: StoredArticle, base: str) -> Change:
        """The change that puts an article in its place."""
        name = ox.NamedNode(article_iri(base, article.id))
        marks = [ox.Quad(name, DECIDED, ox.Literal(decision)) for decision in article.decided]
        if article.sketch:
            marks.append(ox.Quad(name, SKETCH, ox.Literal(b64encode(article.sketch).decode())))
        return cls(name, tuple(article.graph_quads()), tuple(article.fact_quads()), tuple(marks), article.fingerprint)

    @property
    def support(self) -> ox.NamedNode:
        """The name of its extra graph."""
        return ox.NamedNode(self.name.value + SUPPORT)

    @property
    def size(self) -> int:
        """Triples that it sends."""
        return len(self.graph) + 2 * len(self.facts)

    def kept(self) -> set[ox.Quad]:
        """The quads of its extra graph, without the fingerprint."""
        return {_moved(quad, self.support) for quad in (*self.facts, *self.marks)}

    def mark(self) -> ox.Quad:
        """What says that all of it is there."""
        return ox.Quad(self.name, VERSION, ox.Literal(self.fingerprint), self.support)


@dataclass(frozen=True, slots=True)
class Names:
    """What the articles of a server call one entity.

    Attributes:
        votes: Number of articles that give each name or type.
        shown: What the facts say now.
    """

    votes: Counter[Vote] = field(default_factory=Counter)
    shown: frozenset[ox.Quad] = frozenset()


def plan(
    changes: Sequence[Change],
    former: Sequence[ox.Quad],
    supported: set[ox.Triple],
    names: dict[Entity, Names],
    facts: ox.NamedNode | ox.DefaultGraph,
) -> Iterator[str]:
    """Yield the requests that make the changes, each bounded in size; to be sent in this order.

    Args:
        changes: Of different articles.
        former: What their extra graphs hold.
        supported: Of the facts that they may take away, those that another article supports.
        names: Of every entity that they name or named; brought up to date here.
        facts: The graph of the facts.
    """
    before = set(former)
    marks = {quad for quad in before if quad.predicate == VERSION}
    wanted = {quad for change in changes for quad in change.kept()}
    shown = _elected(before - marks, wanted, names, facts)
    added = {_moved(quad, facts) for change in changes for quad in change.facts if quad.predicate not in ELECTED}
    gone = {_moved(ox.Quad(*triple), facts) for triple in removable(changes, former) - supported}
    known = {quad.graph_name for quad in before}
    named = {quad for quads in shown for quad in quads}
    was = {quad for entity in _entities(before, wanted) for quad in names[entity].shown}
    yield from requests(
        [
            *data("DELETE", marks),
            *data("INSERT", wanted - before),
            *data("INSERT", added | (named - was)),
            *(f"DROP SILENT GRAPH {change.name}" for change in changes if change.support in known),
            *data("INSERT", (quad for change in changes for quad in change.graph)),
            *data("DELETE", gone | (was - named)),
            *data("DELETE", before - marks - wanted),
            *data("INSERT", (change.mark() for change in changes if change.fingerprint)),
        ]
    )
    for entity, quads in zip(_entities(before, wanted), shown, strict=True):
        names[entity] = Names(names[entity].votes, frozenset(quads))


def removable(changes: Sequence[Change], former: Iterable[ox.Quad]) -> set[ox.Triple]:
    """The facts that the changes leave without their support."""
    kept = {quad.triple for change in changes for quad in change.facts}
    own = OWN | ELECTED
    return {quad.triple for quad in former if quad.predicate not in own} - kept


def named_in(changes: Iterable[Change], former: Iterable[ox.Quad]) -> set[Entity]:
    """The entities that the changes name, or named before."""
    return set(_entities(former, (quad for change in changes for quad in change.facts)))


def _entities(*sets: Iterable[ox.Quad]) -> list[Entity]:
    found = {quad.subject for quads in sets for quad in quads if quad.predicate in ELECTED}
    return sorted((entity for entity in found if isinstance(entity, ox.NamedNode)), key=str)


def _elected(
    before: set[ox.Quad], wanted: set[ox.Quad], names: dict[Entity, Names], facts: ox.NamedNode | ox.DefaultGraph
) -> list[set[ox.Quad]]:
    """What the facts are to call each entity once the votes of the changed articles are counted anew."""
    for quads, count in ((before, -1), (wanted, 1)):
        for quad in quads:
            if quad.predicate in ELECTED and isinstance(quad.subject, ox.NamedNode):
                names[quad.subject].votes[quad.predicate, quad.object] += count  # type: ignore[index]
    chosen = []
    for entity in _entities(before, wanted):
        votes: list[Votes] = [(p, value, count) for (p, value), count in names[entity].votes.items() if count > 0]
        chosen.append({_moved(quad, facts) for quad in elect(entity, votes)})
    return chosen


def _moved(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def data(word: str, quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Operations that put in or take out quads; one names one graph, for Virtuoso deletes from the first only."""
    graphs: dict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    for graph, lines in sorted(graphs.items(), key=lambda item: str(item[0])):
        for start in range(0, len(lines), _OPERATION):
            text = "\n".join(sorted(lines)[start : start + _OPERATION])
            where = text if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{text}\n}}"
            yield f"{word} DATA {{\n{where}\n}}"


def requests(operations: Iterable[str]) -> Iterator[str]:
    """Join operations to requests; as one request, they are one transaction on servers that have them."""
    waiting: list[str] = []
    lines = 0
    for operation in operations:
        size = operation.count("\n") + 1
        if waiting and lines + size > _REQUEST:
            yield " ;\n".join(waiting)
            waiting, lines = [], 0
        waiting.append(operation)
        lines += size
    if waiting:
        yield " ;\n".join(waiting)
