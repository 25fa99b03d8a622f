"""The nearest neighbours of an entity, and which of them facts join with each other: a small network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgraph.views.claims import Said, reference
from kgraph.views.parts import Reference
from kgraph.views.time import passing
from kgraph.vocab import schema

MOST = 12
"""Neighbours that are shown: more would hide each other's names."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity that statements join with the one in question.

    Attributes:
        statements: Number of these statements.
        edges: Keys of the neighbours with which a fact joins it; each pair stands with one of the two.
    """

    thing: Reference
    statements: int
    edges: tuple[str, ...]


def neighbours(found: Said) -> tuple[Neighbour, ...]:
    """Those with whom the most statements join the entity, things of a kind together."""
    counts = found.others()
    counts.pop(found.number if found.number is not None else -1, None)
    chosen = sorted(counts, key=lambda number: (-counts[number], number))[:MOST]
    things = {number: reference(found.projection, number) for number in chosen}
    edges: dict[int, list[str]] = {number: [] for number in chosen}
    for one, other in _among(found, chosen):
        edges[one].append(things[other].key)
    order = {name: place for place, name in enumerate(schema().classes)}
    chosen.sort(key=lambda number: (order.get(things[number].type, len(order)), -counts[number], number))
    return tuple(Neighbour(things[number], counts[number], tuple(sorted(edges[number]))) for number in chosen)


def _among(found: Said, chosen: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of neighbours that a fact joins, each once."""
    projection = found.projection
    rows = projection.between(chosen)
    if found.clocks:
        rows = list(passing(found.store, projection, rows, found.clocks))
    _, subjects, objects, _, statuses, _ = projection.told(rows)
    return {
        (min(one, other), max(one, other))
        for one, other, status in zip(subjects, objects, statuses, strict=True)
        if one != other and projection.texts[status] == "fact"
    }
