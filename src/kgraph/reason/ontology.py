"""The triples of an ontology, by what is asked of them: terms with names, lists, restrictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.vocab import OWL, RDF, RDFS

TYPE = ox.NamedNode(RDF + "type")
Terms: TypeAlias = Mapping[ox.NamedNode, frozenset[ox.NamedNode]]

_ABOVE_CLASS = RDFS + "subClassOf"


class Ontology:
    """The triples of an ontology, by what is asked of them."""

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
                for member in self.list_of(unions[union]):
                    found[member].add(whole)
        return found

    def of_type(self, name: str) -> frozenset[ox.NamedNode]:
        """What is of one of OWL's own types."""
        kind = ox.NamedNode(OWL + name)
        return frozenset(s for s, o in self._by[TYPE.value] if o == kind and isinstance(s, ox.NamedNode))

    def only(self) -> dict[ox.NamedNode, tuple[tuple[ox.NamedNode, ox.NamedNode], ...]]:
        """Class → property and class of all that it leads to from there."""
        on = dict(self._by[f"{OWL}onProperty"])
        allowed = {r: c for r, c in self._by[f"{OWL}allValuesFrom"] if isinstance(c, ox.NamedNode)}
        found: dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.NamedNode]]] = defaultdict(list)
        for class_, restriction in self._by[_ABOVE_CLASS]:
            property = on.get(restriction)
            if restriction in allowed and isinstance(class_, ox.NamedNode) and isinstance(property, ox.NamedNode):
                found[class_].append((property, allowed[restriction]))
        return {class_: tuple(pairs) for class_, pairs in found.items()}

    def pairs(self, predicate: str) -> Sequence[tuple[object, object]]:
        """Subjects and objects, with and without names."""
        return self._by[predicate]

    def choice(self, class_: object) -> frozenset[ox.NamedNode]:
        """The classes of which a class is the union: itself if it has a name; none where it is of another form."""
        if isinstance(class_, ox.NamedNode):
            return frozenset((class_,))
        return frozenset(
            member for node, union in self._by[f"{OWL}unionOf"] if node == class_ for member in self.list_of(union)
        )

    def chains(self) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
        """A property and the two in a row from which it follows."""
        for whole, parts in self._by[f"{OWL}propertyChainAxiom"]:
            members = tuple(self.list_of(parts))
            if isinstance(whole, ox.NamedNode) and len(members) == 2:
                yield whole, members[0], members[1]

    def list_of(self, node: object) -> Iterator[ox.NamedNode]:
        """The members of a list that have names."""
        while node in self._first:
            if isinstance(member := self._first[node], ox.NamedNode):
                yield member
            node = self._rest[node]


def closed(*steps: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
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
