"""The axioms of the ontology that say what cannot be, each looked up by the class or property of a fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.reason.axioms import read_axioms
from kgraph.reason.ontology import Ontology, Terms
from kgraph.vocab import OWL, RDFS

Choice: TypeAlias = frozenset[ox.NamedNode]
"""Classes of which something must be in at least one."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What no facts may break.

    Attributes:
        excludes: Class → every class that can share no member with it.
        above: Class → every one above it.
        domain: Property → what has it.
        range: Object property → what it leads to.
        only: Class → property, and all that it leads to from there.
        irreflexive: Properties that nothing has to itself.
        asymmetric: Properties that hold in one direction only.
        disjoint: Property → properties that no two things have beside it.
        functional: Datatype properties of one value.
    """

    excludes: Terms
    above: Terms
    domain: Mapping[ox.NamedNode, tuple[Choice, ...]]
    range: Mapping[ox.NamedNode, tuple[Choice, ...]]
    only: Mapping[ox.NamedNode, tuple[tuple[ox.NamedNode, Choice], ...]]
    irreflexive: frozenset[ox.NamedNode]
    asymmetric: frozenset[ox.NamedNode]
    disjoint: Terms
    functional: frozenset[ox.NamedNode]


def read_bounds(triples: Iterable[ox.Triple]) -> Bounds:
    """Read them out of an ontology."""
    triples = list(triples)
    graph, above = Ontology(triples), read_axioms(triples).above_class
    objects = graph.of_type("ObjectProperty")
    range_ = {p: found for p, found in _choices(graph, "range").items() if p in objects}
    return Bounds(
        _excludes(graph, above),
        above,
        _choices(graph, "domain"),
        range_,
        _only(graph),
        graph.of_type("IrreflexiveProperty") | graph.of_type("AsymmetricProperty"),
        graph.of_type("AsymmetricProperty"),
        {p: frozenset(others) for p, others in graph.equal(f"{OWL}propertyDisjointWith").items()},
        graph.of_type("FunctionalProperty") & graph.of_type("DatatypeProperty"),
    )


def _excludes(graph: Ontology, above: Terms) -> dict[ox.NamedNode, frozenset[ox.NamedNode]]:
    said = graph.equal(f"{OWL}disjointWith")
    for _, members in graph.pairs(f"{OWL}members"):
        for one, other in permutations(graph.list_of(members), 2):
            said[one].add(other)
    classes = graph.of_type("Class")
    below: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for class_ in classes:
        for higher in {class_, *above.get(class_, ())}:
            below[higher].add(class_)
    found: dict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
    for one, others in said.items():
        for other in others:
            for lower in below[one]:
                found[lower] |= below[other]
    # What excludes all members of a union excludes the union.
    for union in classes:
        members = {
            m for node, equal in graph.pairs(f"{OWL}equivalentClass") if node == union for m in graph.choice(equal)
        }
        for class_ in classes if members else ():
            if members <= found[class_]:
                found[class_].add(union)
                found[union].add(class_)
    return {class_: frozenset(others) for class_, others in found.items() if others}


def _choices(graph: Ontology, end: str) -> dict[ox.NamedNode, tuple[Choice, ...]]:
    found: dict[ox.NamedNode, list[Choice]] = defaultdict(list)
    for property, class_ in graph.pairs(RDFS + end):
        if isinstance(property, ox.NamedNode) and (choice := graph.choice(class_)):
            found[property].append(choice)
    return {property: tuple(choices) for property, choices in found.items()}


def _only(graph: Ontology) -> dict[ox.NamedNode, tuple[tuple[ox.NamedNode, Choice], ...]]:
    on = dict(graph.pairs(f"{OWL}onProperty"))
    allowed = {node: graph.choice(class_) for node, class_ in graph.pairs(f"{OWL}allValuesFrom")}
    found: dict[ox.NamedNode, list[tuple[ox.NamedNode, Choice]]] = defaultdict(list)
    for class_, node in graph.pairs(RDFS + "subClassOf"):
        property = on.get(node)
        if isinstance(class_, ox.NamedNode) and isinstance(property, ox.NamedNode) and allowed.get(node):
            found[class_].append((property, allowed[node]))
    return {class_: tuple(pairs) for class_, pairs in found.items()}
