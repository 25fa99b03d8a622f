"""Whether confidence means what it says: of the relations given 0.8, four in five should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The relations whose confidence lies from `low` up to `high`, `high` itself only in the last bin."""

    low: float
    high: float
    number: int
    confidence: float
    right: float

    def as_dict(self) -> dict[str, float | int]:
        """As plain values for JSON."""
        return {
            "from": round(self.low, 4),
            "to": round(self.high, 4),
            "number": self.number,
            "mean confidence": round(self.confidence, 4),
            "right": round(self.right, 4),
        }


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability table.

    Attributes:
        bins: Those that are not empty, the lowest first.
        error: Expected calibration error: mean distance of confidence and share of right ones, weighted by number.
    """

    bins: tuple[Bin, ...]
    error: float

    def as_dict(self) -> dict[str, object]:
        """As plain values for JSON."""
        return {"expected calibration error": round(self.error, 4), "bins": [b.as_dict() for b in self.bins]}


def calibration(judged: Sequence[tuple[float, bool]], bins: int = BINS) -> Calibration:
    """Sort relations into bins of equal width.

    Args:
        judged: Confidence of each, 0 to 1, and whether it is right.
        bins: How many.
    """
    sorted_in: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        # Rounded first: 0.7 * 10 is a little below 7, but 0.7 belongs into the bin that begins there.
        place = min(int(round(confidence * bins, 9)), bins - 1)
        sorted_in.setdefault(place, []).append((confidence, right))
    found = tuple(
        Bin(
            place / bins,
            (place + 1) / bins,
            len(items),
            sum(confidence for confidence, _ in items) / len(items),
            sum(right for _, right in items) / len(items),
        )
        for place, items in sorted(sorted_in.items())
    )
    error = sum(b.number * abs(b.confidence - b.right) for b in found) / max(1, len(judged))
    return Calibration(found, error)
