"""How far a statement that a frame found can be trusted: a small log-linear model of its own.

The ranker's many features tell what frames overlook; of what frames found they say less than the frame's own
confidence and the kind of statement. So a few numbers (`signs`) judge that, weighed by what unseen articles show.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass

from kgraph.records import Relation

BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Ground:
    """What an article says of a pair whatever the predicate.

    Attributes:
        kinds: Coarse types of subject and object.
        mentions: How often either is mentioned.
        titled: Whether one of them stands in the title.
        sentences: How many show the two together.
        entities: How many the article has.
        found: How many predicates frames found between the two.
    """

    kinds: tuple[str, str]
    mentions: tuple[int, int]
    titled: bool
    sentences: int
    entities: int
    found: int


def signs(relation: Relation, ground: Ground, own: Set[str]) -> dict[str, float]:
    """The numbers that tell how far to trust what a frame found.

    Args:
        relation: As the frame found it.
        ground: Of its pair.
        own: The ranker's features that speak for or against just its predicate.
    """
    return {
        f"is {relation.predicate}": 1.0,
        f"S is {ground.kinds[0]}": 1.0,
        f"O is {ground.kinds[1]}": 1.0,
        "confidence of the frame": _logit(relation.confidence),
        "mentions of S": math.log1p(ground.mentions[0]),
        "mentions of O": math.log1p(ground.mentions[1]),
        "sentences with both": math.log1p(ground.sentences),
        "entities in the article": math.log1p(ground.entities),
        "another predicate found": float(ground.found > 1),
        "in the title": float(ground.titled),
        "a verb of it": float(any(name.startswith("own verb") for name in own)),
        "a cue of it": float(any(name.startswith("own cue") for name in own)),
    }


@dataclass(frozen=True, slots=True)
class Trust:
    """What the signs weigh.

    Attributes:
        weights: Name of a sign, or `BIAS` → weight.
    """

    weights: Mapping[str, float]

    def terms(self, found: Mapping[str, float]) -> list[tuple[str, float]]:
        """Each sign that has a weight, with what it adds to the logit."""
        added = [(BIAS, self.weights.get(BIAS, 0.0))]
        added += [(name, self.weights[name] * value) for name, value in found.items() if name in self.weights]
        return [(name, value) for name, value in added if value]

    def probability(self, found: Mapping[str, float]) -> float:
        """The probability that the article states what a frame found with these signs."""
        return 1 / (1 + math.exp(-sum(value for _, value in self.terms(found))))


def _logit(probability: float) -> float:
    """The logarithm of the odds, of 1 to 99 in 100."""
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))
