"""A store in memory after `kgraph.store`'s interface, and networks made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from kgraph.network import Network, Node, Source, Statement
from kgraph.store import Result
from kgraph.store.result import collect, text_of
from kgraph.vocab import DCTERMS, KG, PREFIXES, RDF, RDFS

BASE = "https://w3id.org/kgraph/id/"


class MemoryStore:
    """What the network asks of a store."""

    base = BASE
    lasting = None

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self._store = ox.Store()
        self._store.extend(quads)

    def query(self, sparql: str) -> Result:
        return collect(self._store.query(sparql, prefixes=dict(PREFIXES)))

    def texts(self, sparql: str) -> Iterator[list[str]]:
        return ([text_of(term) for term in row] for row in self.query(sparql).rows)

    def generation(self) -> None:
        return None


def node(key: str, label: str = "", type: str = "Company", coarse: str = "Organisation", **more) -> Node:
    return Node(BASE + key, key, label or key, type, coarse, **more)


def statement(subject: str, object: str, predicate: str = "cooperatesWith", number: int = 0, **more) -> Statement:
    """A statement between two keys; its IRI tells all three and its number."""
    date = more.pop("date", "2024-05-07")
    source = more.pop("source", Source(f"{BASE}article/a{number}", f"Meldung {number}", date))
    return Statement(
        iri=f"{BASE}statement/{subject}-{predicate}-{object}-{number}",
        subject=BASE + subject,
        predicate=predicate,
        object=BASE + object,
        status=more.pop("status", "fact"),
        quote=more.pop("quote", f"{subject} {predicate} {object}."),
        confidence=more.pop("confidence", 0.9),
        rule=more.pop("rule", "r"),
        source=source,
        **more,
    )


def network(*statements: Statement, nodes: Iterable[Node] = ()) -> Network:
    """A network of these statements; nodes that are not given are companies called by their keys."""
    given = {each.iri: each for each in nodes}
    ends = {end for each in statements for end in (each.subject, each.object)}
    return Network.of({iri: given.get(iri) or node(iri.removeprefix(BASE)) for iri in ends}, statements)


def chain(*keys: str) -> list[Statement]:
    return [statement(a, b) for a, b in pairwise(keys)]


def quads_of_network(whole: Network) -> list[ox.Quad]:
    """What a store holds that gives this network."""
    found: list[ox.Quad] = []

    def say(subject: str, property: str, value: ox.NamedNode | ox.Literal, graph: str | None = None) -> None:
        where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        found.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(property), value, where))

    for each in whole.nodes.values():
        say(each.iri, f"{RDF}type", ox.NamedNode(KG + each.type))
        say(each.iri, f"{RDFS}label", ox.Literal(each.label, language="de"))
    for each in whole.statements:
        graph = each.source.iri
        say(graph, f"{DCTERMS}title", ox.Literal(each.source.title), graph)
        if each.source.date:
            say(graph, f"{DCTERMS}issued", ox.Literal(each.source.date), graph)
        say(each.iri, f"{RDF}type", ox.NamedNode(f"{KG}Statement"), graph)
        for name, iri in (("subject", each.subject), ("predicate", KG + each.predicate), ("object", each.object)):
            say(each.iri, RDF + name, ox.NamedNode(iri), graph)
        for name, text in (("status", each.status), ("quote", each.quote), ("rule", each.rule)):
            say(each.iri, KG + name, ox.Literal(text), graph)
        say(each.iri, f"{KG}confidence", ox.Literal(each.confidence), graph)
    return found
