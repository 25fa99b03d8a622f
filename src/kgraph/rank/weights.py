"""The ranker's weights: a readable table, and the probability that they give a candidate.

The file is text: settings (`calibration`, `threshold`), then one line a weight: predicate (`*` for
any), feature and number, parted by tabs and sorted. `kgraph train` writes it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kgraph.config import resource
from kgraph.errors import DataError

if TYPE_CHECKING:
    from kgraph.rank.candidates import Candidate

ANY = "*"
BIAS = "bias"
_AT_ONCE = 256  # candidates: some hundred are enough to hide the cost of a call, and need 2 MB
_SETTINGS = ("slope", "offset", "kept", "precise", "recall")


@dataclass(frozen=True)
class Weights:
    """A log-linear model.

    Attributes:
        table: Predicate (or `ANY`) → feature → weight.
        slope: Of the calibration: the logit is `slope * sum + offset`.
        offset: Likewise.
        kept: Probability below which even what a frame found is dropped.
        precise: Probability from which a statement that no frame found is made by default.
        recall: Probability at which F1 is best; lower.
    """

    table: Mapping[str, Mapping[str, float]]
    slope: float
    offset: float
    kept: float
    precise: float
    recall: float

    @cached_property
    def _matrix(self) -> tuple[dict[str, int], dict[str, int], NDArray[np.int32]]:
        """Row of each feature (the bias is the first), column of each predicate, and the weights in thousandths.

        As whole numbers their sums are exact, in whatever order a set gives its features. The last column is zero, and
        stands for predicates without weights.
        """
        columns = {predicate: column for column, predicate in enumerate(self.table)}
        rows = {BIAS: 0}
        for features in self.table.values():
            for feature in features:
                rows.setdefault(feature, len(rows))
        matrix = np.zeros((len(rows), len(columns) + 1), np.int32)
        for predicate, features in self.table.items():
            for feature, weight in features.items():
                matrix[rows[feature], columns[predicate]] = _thousandths(weight)
        return rows, columns, matrix

    def sums(self, candidates: Sequence[Candidate], floor: float = -math.inf) -> Iterator[dict[str, float]]:
        """For each candidate the sum of its weights for each predicate of `own`, before calibration.

        Many at once: what numpy does for a single candidate takes less time than asking for it.

        Args:
            candidates: To be judged.
            floor: Predicates whose sum is below it are left out.
        """
        columns, of_own, least = self._matrix[1], self._own, 1000 * floor
        for first in range(0, len(candidates), _AT_ONCE):
            some = candidates[first : first + _AT_ONCE]
            for candidate, shared in zip(some, self._shared(some), strict=True):
                yield {
                    predicate: total / 1000
                    for predicate, own in candidate.own.items()
                    if (total := shared[columns.get(predicate, -1)] + of_own(predicate, own)) >= least
                }

    def _shared(self, candidates: Sequence[Candidate]) -> list[list[int]]:
        """For each candidate the sums of what holds whatever the predicate, one for each column, in thousandths."""
        rows, _, matrix = self._matrix
        starts: list[int] = []
        known: list[int] = []
        for candidate in candidates:
            starts.append(len(known))
            known.append(rows[BIAS])
            features = chain.from_iterable(candidate.parts)
            known += filter(None, map(rows.get, features))  # the row of the bias, 0, is no feature's
        sums: list[list[int]] = np.add.reduceat(matrix.take(known, axis=0), starts).tolist()
        return sums

    @cached_property
    def _own(self) -> Callable[[str, frozenset[str]], int]:
        """The sum of what speaks for or against just one predicate, in thousandths; mostly the same few sets."""

        @lru_cache(maxsize=1 << 14)
        def total(predicate: str, own: frozenset[str]) -> int:
            mine, any_ = self.table.get(predicate, {}), self.table.get(ANY, {})
            return sum(_thousandths(mine.get(name, 0.0) + any_.get(name, 0.0)) for name in own)

        return total

    def terms(self, predicate: str, features: Iterable[str], own: Iterable[str]) -> list[tuple[str, float]]:
        """Each feature that has a weight, with it; for explanations."""
        mine, any_ = self.table.get(predicate, {}), self.table.get(ANY, {})
        found = [(f, mine[f]) for f in (BIAS, *features) if f in mine]
        for feature in own:
            weight = mine.get(feature, 0.0) + any_.get(feature, 0.0)
            if weight:
                found.append((feature, weight))
        return found

    def probability(self, total: float) -> float:
        """The calibrated probability of a sum."""
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, self.slope * total + self.offset))))

    def reach(self, probability: float) -> float:
        """A sum below which none has this probability, rounded to three decimals."""
        least = probability - 0.001
        if least <= 0 or self.slope <= 0:
            return -math.inf
        return math.inf if least >= 1 else (math.log(least / (1 - least)) - self.offset) / self.slope


def _thousandths(weight: float) -> int:
    return round(1000 * weight)


@cache
def default_weights() -> Weights:
    """The weights that come with kgraph, read once."""
    return read_weights(resource("data/ranker") / "weights.tsv")


def read_weights(path: Path) -> Weights:
    """Read a file of weights.

    Raises:
        DataError: A line is wrong or a setting is missing; names the line.
    """
    table: dict[str, dict[str, float]] = {}
    settings: dict[str, float] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            key, name, value = line.split("\t")
            if key == "=":
                settings[name] = float(value)
            else:
                table.setdefault(key, {})[name] = float(value)
        except ValueError as fault:
            raise DataError(f"{path.name}, line {number}: {fault}", hint="write it anew with kgraph train") from fault
    if missing := [name for name in _SETTINGS if name not in settings]:
        raise DataError(f"{path.name}: no {', '.join(missing)}", hint="write it anew with kgraph train")
    return Weights(table, **{name: settings[name] for name in _SETTINGS})


def write_weights(weights: Weights, path: Path, head: Iterable[str] = ()) -> None:
    """Write a file of weights, the same bytes for the same weights.

    Args:
        weights: To be written.
        path: Where to.
        head: Lines of comment, without the mark.
    """
    lines = [f"# {line}" for line in head]
    lines += [f"=\t{name}\t{getattr(weights, name):.4f}" for name in _SETTINGS]
    lines += [
        f"{predicate}\t{feature}\t{value:.3f}"
        for predicate, features in sorted(weights.table.items())
        for feature, value in sorted(features.items())
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
