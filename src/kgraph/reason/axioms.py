"""The axioms of the ontology that say what follows from a fact, each looked up by the fact's property or class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.vocab import OWL, RDF, RDFS

TYPE = ox.NamedNode(RDF + "type")
Terms = Mapping[ox.NamedNode, frozenset[ox.NamedNode]]

_DOMAIN, _RANGE = RDFS + "domain", RDFS + "range"
_ABOVE_CLASS, _ABOVE_PROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"


@dataclass(frozen=True, slots=True)
class Axioms:
    """By OWL 2 RL's names of the rules. Of classes without a name nothing follows.

    Attributes:
        above_class: Class → every one above it (cax-sco, cax-eqc, cls-uni).
        above_property: Property → every one above it (prp-spo1, prp-eqp).
        inverse: Property → its inverses (prp-inv); a symmetric one is its own (prp-symp).
        transitive: prp-trp.
        domain: Property → classes of what has it (prp-dom).
        range: Object property → classes of what it leads to (prp-rng).
        only: Class → property and class of all that it leads to from there (cls-avf).
        chains: Property → of two properties in a row, those that it is a part of (prp-spo2).
    """

    above_class: Terms
    above_property: Terms
    inverse: Terms
    transitive: frozenset[ox.NamedNode]
    domain: Terms
    range: Terms
    only: Mapping[ox.NamedNode, tuple[tuple[ox.NamedNode, ox.NamedNode], ...]]
    chains: Mapping[ox.NamedNode, tuple[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode], ...]]


@cache
def axioms() -> Axioms:
    """Those of `ontology/kgraph.ttl`."""
    return read_axioms(quad.triple for quad in ox.parse(path=resource("ontology/kgraph.ttl")))


def read_axioms(triples: Iterable[ox.Triple]) -> Axioms:
    """Read the axioms out of an ontology."""
    graph = _Graph(triples)
    classes = _closed(graph.named(_ABOVE_CLASS), graph.equal(f"{OWL}equivalentClass"), graph.members())
    properties = _closed(graph.named(_ABOVE_PROPERTY), graph.equal(f"{OWL}equivalentProperty"))
    inverse: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for one, others in graph.named(f"{OWL}inverseOf").items():
        for other in others:
            inverse[one].add(other)
            inverse[other].add(one)
    for symmetric in graph.of_type("SymmetricProperty"):
        inverse[symmetric].add(symmetric)
    objects = graph.of_type("ObjectProperty")
    chains: dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]] = defaultdict(list)
    for whole, first, second in graph.chains():
        for part in {first, second}:
            chains[part].append((first, second, whole))
    return Axioms(
        _frozen(classes),
        _frozen(properties),
        _frozen(inverse),
        graph.of_type("TransitiveProperty"),
        _frozen(graph.named(_DOMAIN)),
        _frozen({p: found for p, found in graph.named(_RANGE).items() if p in objects}),
        graph.only(),
        {part: tuple(found) for part, found in chains.items()},
    )


class _Graph:
    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._by: dict[str, list[tuple[object, object]]] = defaultdict(list)
        for triple in triples:
            self._by[triple.predicate.value].append((triple.subject, triple.object))
        self._first = dict(self._by[RDF + "first"])
        self._rest = dict(self._by[RDF + "rest"])

    def named(self, predicate: str) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """Subject → objects, both with names."""
        found: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for subject, object_ in self._by[predicate]:
            if isinstance(subject, ox.NamedNode) and isinstance(object_, ox.NamedNode):
                found[subject].add(object_)
        return found

    def equal(self, predicate: str) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """In both directions."""
        found = self.named(predicate)
        for one, others in list(found.items()):
            for other in others:
                found[other].add(one)
        return found

    def members(self) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """Member of a union → the class that is this union."""
        unions = dict(self._by[f"{OWL}unionOf"])
        found: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        for whole, union in self._by[f"{OWL}equivalentClass"]:
            if isinstance(whole, ox.NamedNode) and union in unions:
                for member in self._list(unions[union]):
                    found[member].add(whole)
        return found

    def of_type(self, name: str) -> frozenset[ox.NamedNode]:
        kind = ox.NamedNode(OWL + name)
        return frozenset(s for s, o in self._by[TYPE.value] if o == kind and isinstance(s, ox.NamedNode))

    def only(self) -> dict[ox.NamedNode, tuple[tuple[ox.NamedNode, ox.NamedNode], ...]]:
        on = dict(self._by[f"{OWL}onProperty"])
        allowed = {r: c for r, c in self._by[f"{OWL}allValuesFrom"] if isinstance(c, ox.NamedNode)}
        found: dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.NamedNode]]] = defaultdict(list)
        for class_, restriction in self._by[_ABOVE_CLASS]:
            property = on.get(restriction)
            if restriction in allowed and isinstance(class_, ox.NamedNode) and isinstance(property, ox.NamedNode):
                found[class_].append((property, allowed[restriction]))
        return {class_: tuple(pairs) for class_, pairs in found.items()}

    def chains(self) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
        """A property and the two in a row from which it follows."""
        for whole, parts in self._by[f"{OWL}propertyChainAxiom"]:
            members = tuple(self._list(parts))
            if isinstance(whole, ox.NamedNode) and len(members) == 2:
                yield whole, members[0], members[1]

    def _list(self, node: object) -> Iterator[ox.NamedNode]:
        while node in self._first:
            if isinstance(member := self._first[node], ox.NamedNode):
                yield member
            node = self._rest[node]


def _closed(*steps: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    """From each term all that are reached by any number of steps, without itself."""
    found = {}
    for start in {term for step in steps for term in step}:
        reached: set[ox.NamedNode] = set()
        edge = {start}
        while edge:
            edge = {above for term in edge for step in steps for above in step.get(term, ())} - reached
            reached |= edge
        found[start] = reached - {start}
    return found


def _frozen(terms: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> Terms:
    return {term: frozenset(others) for term, others in terms.items()}
