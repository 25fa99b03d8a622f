"""How firmly a preposition or a genitive ties what is counted to an entity."""

from __future__ import annotations

from collections.abc import Mapping

THINGS = frozenset({"Initiative", "Event", "Agreement", "Law"})
_TIES: Mapping[str, Mapping[str, Mapping[str, float]]] = {
    "hanging": {
        "money": {"gen": 0.9, "für": 0.95, "in": 0.7, "an": 0.9},
        "share": {"gen": 0.4, "an": 0.6},
        "count": {"gen": 0.95, "von": 0.9, "in": 0.75, "bei": 0.8, "an": 0.8, "für": 0.75, "auf": 0.75},
    },
    "behind": {
        "money": {"für": 0.9, "in": 0.75, "an": 0.85, "zu": 0.4},
        "share": {"bei": 0.5, "in": 0.5, "an": 0.6},
        "count": {"mit": 0.6, "in": 0.7, "bei": 0.6, "an": 0.75, "auf": 0.8, "über": 0.8, "zu": 0.75, "für": 0.4},
    },
}


def weight_of(place: str, kind: str, how: str) -> float:
    """The weight of what stands `hanging` on a noun, or `behind` a preposition in its clause; little for others."""
    return _TIES[place][kind].get(how, 0.3)
