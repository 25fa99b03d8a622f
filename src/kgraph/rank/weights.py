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
    def _by_feature(self) -> dict[str, list[tuple[str, float]]]:
        found: dict[str, list[tuple[str, float]]] = {}
        for predicate, features in self.table.items():
            for feature, weight in features.items():
                found.setdefault(feature, []).append((predicate, weight))
        return found

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._by_feature)

    def sums(self, features: frozenset[str], own: Mapping[str, Iterable[str]]) -> dict[str, float]:
        """The sum of a candidate's weights for each predicate of `own`, before calibration."""
        any_ = self.table.get(ANY, {})
        totals = {predicate: self.table.get(predicate, {}).get(BIAS, 0.0) for predicate in own}
        for feature in features & self._known:
            for predicate, weight in self._by_feature[feature]:
                if predicate in totals:
                    totals[predicate] += weight
        for predicate, names in own.items():
            mine = self.table.get(predicate, {})
            totals[predicate] += sum(mine.get(name, 0.0) + any_.get(name, 0.0) for name in names)
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
