"""What a threshold on confidence gains and costs: precision, recall and F1 at each one that makes a difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kgraph.evaluate.rates import Rate

PRECISE = 0.85
"""Precision that the precise point has to reach."""


@dataclass(frozen=True, slots=True)
class Point:
    """What is left if only relations of this confidence or more are kept."""

    threshold: float
    rate: Rate

    def as_dict(self) -> dict[str, float | int]:
        """As plain values for JSON."""
        return {"threshold": round(self.threshold, 4), **self.rate.as_dict()}


@dataclass(frozen=True, slots=True)
class Curve:
    """All points, the highest threshold first; none where nothing was found."""

    points: tuple[Point, ...]

    def all(self) -> Point | None:
        """Everything that was found."""
        return self.points[-1] if self.points else None

    def best(self) -> Point | None:
        """The point of greatest F1; the highest threshold among equals."""
        return max(self.points, key=lambda point: point.rate.f1, default=None)

    def precise(self, floor: float = PRECISE) -> Point | None:
        """The lowest threshold at which precision reaches the floor: the most that can be had at that quality."""
        return next((p for p in reversed(self.points) if p.rate.precision >= floor), None)

    def at(self, threshold: float) -> Point | None:
        """The point that holds at any threshold; None above the highest confidence."""
        return next((p for p in reversed(self.points) if p.threshold >= threshold), None)


def curve(judged: Iterable[tuple[float, bool]], gold: int) -> Curve:
    """The curve of found relations.

    Args:
        judged: Confidence of each, and whether it is right.
        gold: How many there should be.
    """
    points: list[Point] = []
    hit = found = 0
    ordered = sorted(judged, key=lambda item: -item[0])
    for threshold, group in groupby(ordered, key=lambda item: item[0]):
        right = [is_right for _, is_right in group]
        hit, found = hit + sum(right), found + len(right)
        points.append(Point(threshold, Rate(hit, found, gold)))
    return Curve(tuple(points))
