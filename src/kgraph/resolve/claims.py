"""By which IRIs a claim is known: the one it has, and those it had before things were decided to be others.

So a claim stays rejected when what it is about is later found to be the same as something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from kgraph.numbers import plain
from kgraph.records import Entity, KeyFigure, Relation
from kgraph.vocab import figure_iri, schema, statement_iri


def statement_iris(relation: Relation, article: str, entities: Mapping[str, Entity], base: str) -> Iterator[str]:
    """The IRIs of a relation's statement, the present one first.

    Args:
        relation: What an article states.
        article: Id of that article.
        entities: Who or what its entities are.
        base: IRI below which things are named.
    """
    for one, other in product(_keys(entities[relation.subject]), _keys(entities[relation.object])):
        first, last = sorted((one, other)) if schema().predicates[relation.predicate].symmetric else (one, other)
        yield statement_iri(base, article, (first, relation.predicate, last), (relation.start, relation.end))


def figure_iris(figure: KeyFigure, article: str, entities: Mapping[str, Entity], base: str) -> Iterator[str]:
    """The IRIs of a key figure, the present one first; arguments as for `statement_iris`."""
    for key in _keys(entities[figure.entity]):
        yield figure_iri(base, article, key, (plain(figure.value), figure.unit), (figure.first, figure.last))


def _keys(entity: Entity) -> tuple[str, ...]:
    return entity.key, *entity.former
