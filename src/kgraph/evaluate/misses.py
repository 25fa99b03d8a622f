"""What was found too much or too little, the worst first.

A miss is the worse the more hangs on it: an entity counts with the relations that are lost or wrong because of it, a
wrong relation with the confidence that was put in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.evaluate.documents import confidence
from kgraph.evaluate.matching import Alignment


@dataclass(frozen=True, slots=True)
class Miss:
    """Something found too much or too little: article, what happened, type or predicate, name(s).

    Attributes:
        cost: How much hangs on it; for ranking only.
    """

    article: str
    kind: str
    label: str
    name: str
    cost: float = 1.0


def misses_of(found: Alignment) -> Iterator[Miss]:
    """Every miss of one article, in the order of kinds."""
    article = found.gold["id"]
    wanted = {e["id"]: e for e in found.gold["entities"]}
    given = {e["id"]: e for e in found.found["entities"]}
    sides = (
        ("missed", wanted, found.pairs.values(), found.wanted.values()),
        ("spurious", given, found.pairs.keys(), found.loose),
    )
    for kind, entities, known, relations in sides:
        for id in sorted(set(entities) - set(known)):
            hanging = sum(id in (r["s"], r["o"]) for r in relations)
            yield Miss(article, f"entity {kind}", entities[id]["type"], entities[id]["name"], 1.0 + hanging)
    yield from _relations(found, {id: e["name"] for id, e in wanted.items()}, given)


def _relations(found: Alignment, names: Mapping[str, str], given: Mapping[str, Mapping[str, Any]]) -> Iterator[Miss]:
    article = found.gold["id"]
    for relation in found.loose:
        ends = " → ".join(str(given[id]["name"]) if id in given else "None" for id in (relation["s"], relation["o"]))
        kind = "relation spurious (an end is unmatched)"
        yield Miss(article, kind, relation["p"], ends, confidence(relation))
    reached = set(found.pairs.values())
    for key in sorted(found.wanted.keys() - found.hits):
        # Where an end was missed the entity counts for it.
        cost = 1.0 if {key[1], key[2]} <= reached else 0.0
        yield Miss(article, "relation missed", key[0], f"{names[key[1]]} → {names[key[2]]}", cost)
    for key in sorted(found.given.keys() - found.hits):
        cost = 1.0 + confidence(found.given[key])
        yield Miss(article, "relation spurious", key[0], f"{names[key[1]]} → {names[key[2]]}", cost)


def worst(misses: list[Miss], number: int) -> list[Miss]:
    """The worst so many, in the order of articles among equals."""
    return sorted(misses, key=lambda miss: -miss.cost)[:number]
