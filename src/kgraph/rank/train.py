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

import numpy as np

from kgraph.errors import UsageError
from kgraph.rank.candidates import Candidate
from kgraph.rank.trust import Trust
from kgraph.rank.weights import ANY, BIAS, Weights

_STRENGTH = 0.1  # inverse of the L2 penalty; the best of 0.02 … 0.5 by cross-validation
_RARE = 3  # a feature seen less often says nothing
_SMALL = 0.05  # a weight below this changes no decision and is left out of the file
_FOLDS = 8
_KEPT = 0.07  # what frames found is dropped below this; the best of 0 … 0.15 by cross-validation, for F1 and F0.5
_TRUST_STRENGTH = 0.01  # inverse of the L2 penalty on signs of trust, each scaled to one deviation
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
    rest = [o for o in outcomes if o.chance is None]
    slope, offset = _calibration(rest if any(o.right for o in rest) else outcomes)
    weights = replace(_fit(examples), slope=slope, offset=offset)
    total = sum(e.total for e in examples if e.unseen) or sum(e.total for e in examples)
    chances = ((weights.probability(o.total) if o.chance is None else o.chance, o.right) for o in outcomes)
    judged = sorted(chances, reverse=True)
    return replace(weights, precise=_threshold(judged, total, 0.5), recall=_threshold(judged, total, 1.0))


def left_out(examples: Sequence[Example]) -> Iterator[tuple[Example, Weights]]:
    """Each article with weights that were fitted without it and its fold."""
    for fold in range(_FOLDS):
        weights = _fit([e for i, e in enumerate(examples) if i % _FOLDS != fold])
        for example in examples[fold::_FOLDS]:
            yield example, weights


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A possible relation, judged by weights that were fitted without its article.

    Attributes:
        total: Its sum of weights.
        chance: The probability that trust gives it; None where no frame found it, or nothing is known of frames.
        right: Whether it is annotated.
    """

    total: float
    chance: float | None
    right: bool


def _outcomes(example: Example, weights: Weights) -> Iterator[_Outcome]:
    """What each possible relation of an article comes to; a symmetric one once, by its better direction."""
    best: dict[tuple[str, str, str], _Outcome] = {}
    for candidate, sums in zip(example.candidates, weights.sums(example.candidates), strict=True):
        for predicate, total in sums.items():
            right = (predicate, candidate.subject, candidate.object) in example.gold
            ends = (candidate.subject, candidate.object)
            key = (predicate, *(sorted(ends) if predicate == "cooperatesWith" else ends))
            chance = None
            if weights.trust is not None and predicate in candidate.signs:
                chance = weights.trust.probability(candidate.signs[predicate])
            if key not in best or best[key].total < total:
                best[key] = _Outcome(total, chance, right)
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
    trust = _fit_trust([e for e in examples if e.unseen] or examples)
    return Weights(table, 1.0, round(float(model.intercept_[0]), 4), _KEPT, 0.5, 0.5, trust)


def _fit_trust(examples: Sequence[Example]) -> Trust | None:
    """How far frames can be trusted; None where all that they found is right, or nothing is.

    Only unseen articles tell, since frames were mended until they held on the others. There are few; so each sign is
    scaled to one deviation and held back strongly.
    """
    found = [
        (signs, (predicate, candidate.subject, candidate.object) in example.gold)
        for example in examples
        for candidate in example.candidates
        for predicate, signs in sorted(candidate.signs.items())
    ]
    right = np.array([r for _, r in found], dtype=bool)
    if not right.any() or right.all():
        return None
    names = sorted({name for signs, _ in found for name in signs})
    values = np.array([[signs.get(name, 0.0) for name in names] for signs, _ in found])
    scale = values.std(axis=0)
    varied = scale > 0
    model = _learner().set_params(C=_TRUST_STRENGTH, solver="lbfgs", tol=1e-8)
    model.fit(values[:, varied] / scale[varied], right)
    weighed = zip(np.array(names)[varied], model.coef_[0] / scale[varied], strict=True)
    weights = {str(name): round(float(weight), 3) for name, weight in weighed}
    return Trust({**weights, BIAS: round(float(model.intercept_[0]), 3)})


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


def _calibration(outcomes: Sequence[_Outcome]) -> tuple[float, float]:
    """Slope and offset of Platt's scaling: a logistic regression on the sum alone."""
    model = _learner().set_params(C=1e6)
    model.fit([[o.total] for o in outcomes], [o.right for o in outcomes])
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
