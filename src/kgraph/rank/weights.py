"""The ranker's weights: a readable table, and the probability that they give a candidate.

The file is text: settings (`calibration`, `threshold`), then one line a weight: predicate (`*` for
any), feature and number, parted by tabs and sorted. `kgraph train` writes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kgraph.config import resource
from kgraph.errors import DataError

ANY = "*"
BIAS = "bias"
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
    def _matrix(self) -> tuple[dict[str, int], dict[str, int], NDArray[np.float64]]:
        """Row of each feature, column of each predicate, and the weights."""
        columns = {predicate: column for column, predicate in enumerate(self.table)}
        rows: dict[str, int] = {}
        for features in self.table.values():
            for feature in features:
                rows.setdefault(feature, len(rows))
        matrix = np.zeros((len(rows), len(columns)))
        for predicate, features in self.table.items():
            for feature, weight in features.items():
                matrix[rows[feature], columns[predicate]] = weight
        return rows, columns, matrix

    def sums(self, features: Iterable[str], own: Mapping[str, Iterable[str]]) -> dict[str, float]:
        """The sum of a candidate's weights for each predicate of `own`, before calibration."""
        rows, columns, matrix = self._matrix
        shared = matrix[[rows[f] for f in features if f in rows]].sum(axis=0).tolist()
        any_ = self.table.get(ANY, {})
        totals: dict[str, float] = {}
        for predicate, names in own.items():
            mine = self.table.get(predicate, {})
            total = shared[columns[predicate]] + mine.get(BIAS, 0.0) if predicate in columns else 0.0
            for name in names:
                total += mine.get(name, 0.0) + any_.get(name, 0.0)
            totals[predicate] = total
        return totals

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
