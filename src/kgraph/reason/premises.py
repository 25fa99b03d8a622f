"""What is reasoned over: the ontology, and of the facts the types and the triples between entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.vocab import KG, OWL, RDF, RDFS

_TYPE = ox.NamedNode(RDF + "type")
_LABEL = RDFS + "label"


class Premises:
    """Ontology and facts.

    Names, dates and identifiers cannot contradict anything here and OWL 2 knows no `xsd:date`, so they are left out;
    so are entities with one type of which nothing else is said.

    Attributes:
        ontology: Its triples.
        triples: The facts that count, each once, sorted.
        labels: IRI → label.
    """

    def __init__(self, facts: Iterable[ox.Quad]) -> None:
        self.ontology = [quad.triple for quad in ox.parse(path=resource("ontology/kgraph.ttl"))]
        relations = {t.subject for t in self.ontology if (t.predicate, t.object) == (_TYPE, _owl("ObjectProperty"))}
        classes = {t.subject for t in self.ontology if (t.predicate, t.object) == (_TYPE, _owl("Class"))}
        self.labels: dict[str, str] = {}
        types: dict[object, set[ox.Triple]] = {}
        links: set[ox.Triple] = set()
        for fact in facts:
            if fact.predicate == _TYPE and fact.object in classes:
                types.setdefault(fact.subject, set()).add(fact.triple)
            elif fact.predicate in relations:
                links.add(fact.triple)
            elif fact.predicate.value == _LABEL and isinstance(fact.subject, ox.NamedNode):
                label = fact.object.value if isinstance(fact.object, ox.Literal) else str(fact.object)
                self.labels[fact.subject.value] = min(label, self.labels.get(fact.subject.value, label))
        linked = {end for link in links for end in (link.subject, link.object)}
        kept = (typing for entity, typing in types.items() if entity in linked or len(typing) > 1)
        self.triples = sorted(links.union(*kept), key=str)

    def as_ntriples(self) -> bytes:
        """Ontology and facts as N-Triples."""
        return b"".join(self._lines())

    def _lines(self) -> Iterator[bytes]:
        for triple in (*self.ontology, *self.triples):
            yield f"{triple} .\n".encode()


@cache
def ontology_terms(kind: str) -> frozenset[str]:
    """Local names of the ontology's own classes, object or datatype properties (`kind` is OWL's name)."""
    quads = ox.parse(path=resource("ontology/kgraph.ttl"))
    return frozenset(
        quad.subject.value.removeprefix(KG)
        for quad in quads
        if (quad.predicate, quad.object) == (_TYPE, _owl(kind))
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(KG)
    )


def _owl(name: str) -> ox.NamedNode:
    return ox.NamedNode(OWL + name)
