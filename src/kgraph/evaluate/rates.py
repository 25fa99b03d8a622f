"""Precision, recall and F1 of counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits among what was found and what should have been."""

    hit: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found that is right; 0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """The figures, rounded to four digits, with their counts."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "hit": self.hit,
            "found": self.found,
            "gold": self.gold,
        }


def rate(counts: Mapping[str, int]) -> Rate:
    """The `Rate` of counts named `hit`, `found`, `gold`."""
    return Rate(counts.get("hit", 0), counts.get("found", 0), counts.get("gold", 0))
