"""How far a figure could be off by the choice of articles: percentile bootstrap over articles.

Articles are drawn with replacement, as many as there are, again and again; 95 % of the figures that come out lie in the
interval. The seed is fixed, so the same counts give the same interval; all figures of one `Bootstrap` rest on the
same draws, so that differences between two extractions can be judged, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kgraph.evaluate.tally import Group, Tally

ROUNDS = 2000
_SEED = 20_231_120
_LEVELS = (2.5, 97.5)
_Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where 95 % of the resampled figures lie."""

    low: float
    high: float

    def as_list(self) -> list[float]:
        """Both ends, rounded to four digits."""
        return [round(self.low, 4), round(self.high, 4)]


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of precision, recall and F1."""

    precision: Interval
    recall: Interval
    f1: Interval

    def as_dict(self) -> dict[str, list[float]]:
        """As plain values for JSON."""
        return {name: getattr(self, name).as_list() for name in ("precision", "recall", "f1")}


class Bootstrap:
    """Draws of articles, the same for every figure asked of it."""

    def __init__(self, articles: int, rounds: int = ROUNDS, seed: int = _SEED) -> None:
        drawn = np.random.default_rng(seed).multinomial(articles, np.full(articles, 1 / articles), size=rounds)
        self._times: _Array = drawn.astype(np.float64)

    def intervals(self, tallies: Sequence[Tally], group: Group) -> Intervals:
        """The intervals of a group's figures; `tallies` are those of the articles, in order."""
        precision, recall, f1 = (_interval(values) for values in self._figures(tallies, group))
        return Intervals(precision, recall, f1)

    def gain(self, whole: Sequence[Tally], part: Sequence[Tally], group: Group) -> Interval:
        """The interval of how much greater the F1 of `whole` is than that of `part`."""
        return _interval(self._figures(whole, group)[2] - self._figures(part, group)[2])

    def _figures(self, tallies: Sequence[Tally], group: Group) -> tuple[_Array, _Array, _Array]:
        """Precision, recall and F1 in each round."""
        counts = np.array(
            [[t[group][name] if group in t else 0 for name in ("hit", "found", "gold")] for t in tallies], np.float64
        )
        hit, found, gold = (self._times @ counts).T
        precision, recall = _ratio(hit, found), _ratio(hit, gold)
        return precision, recall, _ratio(2 * precision * recall, precision + recall)


def _ratio(above: _Array, below: _Array) -> _Array:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _interval(values: _Array) -> Interval:
    low, high = np.percentile(values, _LEVELS)
    return Interval(float(low), float(high))
