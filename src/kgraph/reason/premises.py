"""What is reasoned over: the ontology, and of the facts the types and the triples between entities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.reason.bounds import Bounds, read_bounds
from kgraph.vocab import KG, OWL, RDF, RDFS, XSD

_TYPE = ox.NamedNode(RDF + "type")
_LABEL = RDFS + "label"
_UNKNOWN_TO_OWL = frozenset({f"{XSD}date", f"{XSD}gYearMonth", f"{XSD}gYear"})


class Premises:
    """Ontology and facts.

    Names, dates and identifiers of what may have them cannot contradict anything, so they are left out; so are entities
    with one type of which nothing else is said. OWL 2 knows no `xsd:date`: HermiT is given such a value as a string.

    Attributes:
        ontology: Its triples.
        triples: The facts that count, each once, sorted.
        labels: IRI → label.
    """

    def __init__(self, facts: Iterable[ox.Quad], ontology: Iterable[ox.Triple] | None = None) -> None:
        if ontology is None:
            ontology = (quad.triple for quad in ox.parse(path=resource("ontology/kgraph.ttl")))
        self.ontology = list(ontology)
        values = {t.subject for t in self.ontology if (t.predicate, t.object) == (_TYPE, _owl("DatatypeProperty"))}
        relations = {t.subject for t in self.ontology if (t.predicate, t.object) == (_TYPE, _owl("ObjectProperty"))}
        classes = {t.subject for t in self.ontology if (t.predicate, t.object) == (_TYPE, _owl("Class"))}
        self.labels: dict[str, str] = {}
        types: dict[object, set[ox.Triple]] = {}
        links: set[ox.Triple] = set()
        data: list[ox.Triple] = []
        for fact in facts:
            if fact.predicate == _TYPE and fact.object in classes:
                types.setdefault(fact.subject, set()).add(fact.triple)
            elif fact.predicate in relations:
                links.add(fact.triple)
            elif fact.predicate in values:
                data.append(fact.triple)
            elif fact.predicate.value == _LABEL and isinstance(fact.subject, ox.NamedNode):
                label = fact.object.value if isinstance(fact.object, ox.Literal) else str(fact.object)
                self.labels[fact.subject.value] = min(label, self.labels.get(fact.subject.value, label))
        links.update(self._odd(data, types))
        linked = {end for link in links for end in (link.subject, link.object)}
        kept = (typing for entity, typing in types.items() if entity in linked or len(typing) > 1)
        self.triples = sorted(links.union(*kept), key=str)

    @property
    def bounds(self) -> Bounds:
        """What the ontology excludes."""
        return read_bounds(self.ontology)

    def _odd(self, data: Iterable[ox.Triple], types: Mapping[object, Collection[ox.Triple]]) -> Iterator[ox.Triple]:
        """Values of what may not have them for all that is known, and several where there is one at most."""
        bounds = self.bounds
        for triple in data:
            known = {typing.object for typing in types.get(triple.subject, ())}
            known |= {above for type in known for above in bounds.above.get(type, ())}  # type: ignore[arg-type]
            choices = bounds.domain.get(triple.predicate, ())
            if triple.predicate in bounds.functional or not all(known & choice for choice in choices):
                yield triple

    def as_ntriples(self, facts: Iterable[ox.Triple] | None = None) -> bytes:
        """Ontology and facts, all or those that are given, as N-Triples."""
        chosen = self.triples if facts is None else facts
        return b"".join(f"{_for_owl(triple)} .\n".encode() for triple in (*self.ontology, *chosen))


def _for_owl(triple: ox.Triple) -> ox.Triple:
    value = triple.object
    if isinstance(value, ox.Literal) and value.datatype.value in _UNKNOWN_TO_OWL:
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(value.value))
    return triple


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
