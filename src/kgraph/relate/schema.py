"""Which types each predicate joins, as the ontology says; a cached view of `kgraph.vocab`."""

from __future__ import annotations

from functools import cache

from kgraph.vocab import schema


@cache
def coarse_of(type: str) -> str:
    """The coarse type of a fine one."""
    return schema().coarse(type)


@cache
def allows(subject: str, predicate: str, object: str) -> bool:
    """Whether a predicate may join two fine types."""
    return schema().allows(subject, predicate, object)


@cache
def sides(predicate: str) -> tuple[frozenset[str], frozenset[str]]:
    """The fine types that may stand on either side of a predicate."""
    term = schema().predicates[predicate]
    return frozenset(term.domain), frozenset(term.range)


@cache
def predicates() -> frozenset[str]:
    """The local names of all predicates."""
    return frozenset(schema().predicates)
