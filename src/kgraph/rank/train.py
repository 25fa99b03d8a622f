"""Fit the ranker's weights to annotated articles.

Input are readings of articles with their gold relations; output are `Weights`, the same numbers for
the same articles. Needs scikit-learn (`pip install kgraph[train]`); using the weights does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from kgraph.errors import UsageError
from kgraph.rank.candidates import Candidate
from kgraph.rank.weights import ANY, BIAS, Weights

_STRENGTH = 0.1  # inverse of the L2 penalty; the best of 0.02 … 0.5 by cross-validation
_RARE = 3  # a feature seen less often says nothing
_SMALL = 0.05  # a weight below this changes no decision and is left out of the file
_FOLDS = 8
_KEPT = 0.07  # what frames found is dropped below this; the best of 0 … 0.15 by cross-validation, for F1 and F0.5
_UNSEEN = 3.0  # an unseen article shows how far rules can be trusted


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated article.

    Attributes:
        id: Of the article; decides its fold.
        candidates: All pairs.
        gold: The annotated relations as predicate and ids of the reading's entities, both ways for symmetric ones.
        total: Number of annotated relations, those whose ends were not recognised included.
        unseen: Whether no rule was written with a view to this article, so that the rules are as good on it
            as on any other.
    """

    id: str
    candidates: Sequence[Candidate]
    gold: frozenset[tuple[str, str, str]]
    total: int
    unseen: bool


def train(examples: Sequence[Example]) -> Weights:
    """Weights, calibration and thresholds.

    Calibration and thresholds come from articles left out in turn, and only from unseen ones where there are any.

    Raises:
        UsageError: scikit-learn is missing, or there are too few articles.
    """
    if len(examples) < 2 * _FOLDS:
        raise UsageError(f"{len(examples)} annotated articles are too few", hint=f"give at least {2 * _FOLDS}")
    outcomes = [o for example, weights in left_out(examples) if example.unseen for o in _outcomes(example, weights)]
    if not outcomes:
        outcomes = [o for example, weights in left_out(examples) for o in _outcomes(example, weights)]
    slope, offset = _calibration(outcomes)
    weights = replace(_fit(examples), slope=slope, offset=offset)
    total = sum(e.total for e in examples if e.unseen) or sum(e.total for e in examples)
    judged = sorted(((weights.probability(s), right) for s, right in outcomes), reverse=True)
    return replace(weights, precise=_threshold(judged, total, 0.5), recall=_threshold(judged, total, 1.0))


def left_out(examples: Sequence[Example]) -> Iterator[tuple[Example, Weights]]:
    """Each article with weights that were fitted without it and its fold."""
    for fold in range(_FOLDS):
        weights = _fit([e for i, e in enumerate(examples) if i % _FOLDS != fold])
        for example in examples[fold::_FOLDS]:
            yield example, weights


def _outcomes(example: Example, weights: Weights) -> Iterator[tuple[float, bool]]:
    """The sum of each possible relation and whether it is one; a symmetric one once, by its better direction."""
    best: dict[tuple[str, str, str], tuple[float, bool]] = {}
    for candidate, sums in zip(example.candidates, weights.sums(example.candidates), strict=True):
        for predicate, total in sums.items():
            right = (predicate, candidate.subject, candidate.object) in example.gold
            ends = (candidate.subject, candidate.object)
            key = (predicate, *(sorted(ends) if predicate == "cooperatesWith" else ends))
            if key not in best or best[key][0] < total:
                best[key] = (total, right)
    yield from best.values()


def _fit(examples: Sequence[Example]) -> Weights:
    """Weights of the features, not yet calibrated."""
    rows = [row for example in examples for row in _rows(example)]
    counts = Counter(name for row in rows for name in row.names)
    index = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= _RARE))}
    model = _learner()
    model.fit(_matrix(rows, index), [row.right for row in rows], sample_weight=[row.weight for row in rows])
    table: dict[str, dict[str, float]] = {}
    for (predicate, feature), column in index.items():
        weight = round(float(model.coef_[0][column]), 3)
        if abs(weight) >= _SMALL:
            table.setdefault(predicate, {})[feature] = weight
    return Weights(table, 1.0, round(float(model.intercept_[0]), 4), _KEPT, 0.5, 0.5)


@dataclass(frozen=True, slots=True)
class _Row:
    names: list[tuple[str, str]]
    right: bool
    weight: float


def _rows(example: Example) -> Iterator[_Row]:
    for candidate in example.candidates:
        for predicate, own in candidate.own.items():
            features, own = _as_if_unseen(example, candidate, predicate, own)
            names = [(predicate, f) for f in (*features, *own, BIAS)] + [(ANY, f) for f in own]
            right = (predicate, candidate.subject, candidate.object) in example.gold
            yield _Row(names, right, _UNSEEN if example.unseen else 1.0)


def _as_if_unseen(
    example: Example, candidate: Candidate, predicate: str, own: frozenset[str]
) -> tuple[Set[str], frozenset[str]]:
    """Hide from every second candidate of an article that rules were written on that they found it.

    Rules find nearly everything there; weights fitted to that would trust nothing else.
    """
    name = f"{example.id} {candidate.subject} {predicate} {candidate.object}"
    if example.unseen or crc32(name.encode()) % 2:
        return candidate.features, own
    hide = frozenset(f for f in candidate.features if not f.startswith("also "))
    return hide, frozenset(f for f in own if not f.startswith("found"))


def _matrix(rows: Sequence[_Row], index: Mapping[tuple[str, str], int]) -> Any:
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted(index[name] for name in row.names if name in index)
        ends.append(len(columns))
    return csr_matrix(([1.0] * len(columns), columns, ends), shape=(len(rows), len(index)))


def _learner() -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as fault:
        raise UsageError("training needs scikit-learn", hint="pip install kgraph[train]") from fault
    return LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=1000, tol=1e-5, random_state=0)


def _calibration(outcomes: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and offset of Platt's scaling: a logistic regression on the sum alone."""
    model = _learner().set_params(C=1e6)
    model.fit([[total] for total, _ in outcomes], [right for _, right in outcomes])
    return round(float(model.coef_[0][0]), 4), round(float(model.intercept_[0]), 4)


def _threshold(judged: Sequence[tuple[float, bool]], total: int, beta: float) -> float:
    """The probability from which stating a relation raises the expected F: F / (1 + beta²), at the best F.

    That follows from calibration and is steadier than the cut at which F happened to be best.

    Args:
        judged: Probability and whether it is right, the most probable first.
        total: Number of annotated relations.
        beta: How much recall counts against precision; below 1 precision counts more.
    """
    hits, best = 0, 0.0
    for count, (_, right) in enumerate(judged, 1):
        hits += right
        best = max(best, (1 + beta**2) * hits / (count + beta**2 * total))
    return round(best / (1 + beta**2), 3)
