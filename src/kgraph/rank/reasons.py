"""What the ranker's features weigh for and against a statement, for explanations."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.rank.candidates import Candidate, candidates
from kgraph.rank.weights import Weights, default_weights
from kgraph.records import Extraction, Relation
from kgraph.relate import read


class Reasons:
    """Features with weights of the statements of an article; takes the article apart once.

    Args:
        weights: Those that come with kgraph by default.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self.weights = weights or default_weights()
        self._article = ""
        self._pairs: dict[tuple[str, str], Candidate] = {}

    def __call__(self, extraction: Extraction, relation: Relation) -> Iterable[tuple[str, float]]:
        """The features of a statement that have a weight, above 0 for it and below against it."""
        if self._article != extraction.article.id:
            reading = read(extraction.article, extraction.entities)
            self._pairs = {(c.subject, c.object): c for c in candidates(reading)}
            self._article = extraction.article.id
        candidate = self._pairs.get((relation.subject, relation.object))
        if candidate is None or relation.predicate not in candidate.own:
            return []
        return self.weights.terms(relation.predicate, candidate.features, candidate.own[relation.predicate])
