"""The axioms of the ontology that say what follows from a fact, each looked up by the fact's property or class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.reason.ontology import Ontology, Terms, closed
from kgraph.vocab import OWL, RDFS

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
    graph = Ontology(triples)
    classes = closed(graph.named(_ABOVE_CLASS), graph.equal(f"{OWL}equivalentClass"), graph.members())
    properties = closed(graph.named(_ABOVE_PROPERTY), graph.equal(f"{OWL}equivalentProperty"))
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


def _frozen(terms: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> Terms:
    return {term: frozenset(others) for term, others in terms.items()}
