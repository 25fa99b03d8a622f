"""One label and one type for each entity, out of what the articles call it.

Facts are additive: each is there as long as some article supports it. Names and types are not, for
several articles may give one entity several: the default graph shows the label that most articles
give, the other names as `skos:altLabel`; likewise the type. A function of the set of votes only, so
that full, incremental and any-order builds show the same.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kgraph.vocab import RDF, RDFS, SKOS

LABEL = ox.NamedNode(f"{RDFS}label")
ALTERNATIVE = ox.NamedNode(f"{SKOS}altLabel")
TYPE = ox.NamedNode(f"{RDF}type")
ELECTED = frozenset({LABEL, ALTERNATIVE, TYPE})
"""Predicates that are put to the vote; everything else in the default graph is additive."""

Votes = tuple[ox.NamedNode, ox.NamedNode | ox.Literal, int]
"""Predicate, value, number of articles that give it."""


def elect(entity: ox.NamedNode, votes: Iterable[Votes]) -> set[ox.Quad]:
    """The quads of the default graph that name and type one entity.

    Args:
        entity: The subject.
        votes: One for each predicate and value; the order does not matter.

    Returns:
        One `rdf:type`; for each language one `rdfs:label`, and the other names as `skos:altLabel`.
        The most frequent wins, then the shortest, then the first in code point order.
    """
    types: list[tuple[int, int, str, ox.NamedNode | ox.Literal]] = []
    labels: dict[str, list[tuple[int, int, str, ox.NamedNode | ox.Literal]]] = {}
    names: set[ox.NamedNode | ox.Literal] = set()
    for predicate, value, count in votes:
        rank = (-count, len(value.value), value.value, value)
        if predicate == TYPE:
            types.append(rank)
            continue
        names.add(value)
        if predicate == LABEL:
            labels.setdefault(_language(value), []).append(rank)
    winners = {min(ranks, key=_without_term)[3] for ranks in labels.values()}
    quads = {ox.Quad(entity, LABEL, winner) for winner in winners}
    quads |= {ox.Quad(entity, ALTERNATIVE, name) for name in names - winners}
    if types:
        quads.add(ox.Quad(entity, TYPE, min(types, key=_without_term)[3]))
    return quads


def _without_term(rank: tuple[int, int, str, object]) -> tuple[int, int, str]:
    return rank[:3]


def _language(value: ox.NamedNode | ox.Literal) -> str:
    return (value.language or "") if isinstance(value, ox.Literal) else ""
