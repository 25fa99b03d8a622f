"""Judge what frames found, and find what they missed: a log-linear ranker over all pairs that the ontology allows.

Input is a `Reading`; output are relations whose confidence is the calibrated probability that the article
states them. Frames, clauses, types and distance are its features (`features`, `candidates`); its weights are a
file (`weights`) that `train` makes from annotated articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kgraph.rank.candidates import Candidate, candidates
from kgraph.rank.weights import Weights, default_weights
from kgraph.records import Relation
from kgraph.relate import Reading
from kgraph.relate.amounts import amount_of
from kgraph.relate.mood import status_of
from kgraph.relate.qualifiers import completed
from kgraph.relate.validity import validity

__all__ = ["Candidate", "Weights", "candidates", "default_weights", "rank"]

RULE = "ranker"
_OF_NOUNS = frozenset({"holdsRole", "partOf"})  # mostly said beside the verb, which then tells nothing of them
_SYMMETRIC = frozenset({"cooperatesWith"})


def rank(
    reading: Reading, weights: Weights | None = None, *, recall: bool = False, least: float | None = None
) -> tuple[Relation, ...]:
    """The relations of an article that are probable enough, in text order.

    Args:
        reading: The article taken apart, with what the frames found.
        weights: Those that come with kgraph by default.
        recall: Take everything from the probability at which F1 is best, instead of only what is nearly sure.
        least: Take everything from this probability instead, to see what other thresholds would give.
    """
    weights = weights or default_weights()
    if least is None:
        least = weights.recall if recall else weights.precise
    judged = completed(judge(reading, weights, least, kept=min(least, weights.kept)), reading.sentences)
    denied = [r for r in reading.relations if r.status == "denied"]
    return tuple(sorted([*judged, *denied], key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object)))


def judge(reading: Reading, weights: Weights, least: float = 0.0, kept: float = 0.0) -> list[Relation]:
    """Every relation that is probable enough; a symmetric one once, denials left out.

    Args:
        reading: The article taken apart.
        weights: By which to judge.
        least: Least probability of a relation that no frame found.
        kept: Least probability of one that a frame found. It is lower: a frame says what its words mean, also where
            the annotated articles show too little of them.
    """
    best: dict[tuple[str, str, str], Relation] = {}
    pairs = list(candidates(reading))
    floor = weights.reach(min(least, kept))
    for candidate, sums in zip(pairs, weights.sums(pairs, floor), strict=True):
        if not sums:
            continue  # most pairs are far from any statement
        probable = {p: round(weights.probability(total), 3) for p, total in sums.items()}
        for relation in _relations(candidate, probable, least, kept):
            key = (relation.predicate, relation.subject, relation.object)
            if relation.predicate in _SYMMETRIC:
                key = (relation.predicate, *sorted(key[1:]))  # type: ignore[assignment]
            if key not in best or best[key].confidence < relation.confidence:
                best[key] = relation
    return list(best.values())


def _relations(candidate: Candidate, probable: Mapping[str, float], least: float, kept: float) -> Iterator[Relation]:
    """The relations of a pair whose probability suffices."""
    for predicate, probability in probable.items():
        found = candidate.found.get(predicate)
        if (found and found.status == "denied") or probability < (kept if found else least):
            continue
        if found:
            yield replace(found, confidence=probability)
        elif candidate.seen.sentence is not None and (new := _new(candidate, predicate, probability)):
            yield new


def _new(candidate: Candidate, predicate: str, probability: float) -> Relation | None:
    """A relation that no frame found, with what its clause says of it; None where that leaves it open."""
    sentence, clause = candidate.seen.sentence, candidate.seen.clause
    assert sentence is not None
    speech = sentence.speech
    speaker = speech.speaker if speech and speech.clause is not clause else None
    of_verb = predicate not in _OF_NOUNS
    status = status_of(clause, predicate, sentence) if clause is not None and of_verb else "fact"
    if status is None:
        return None
    times = validity(predicate, clause if of_verb else None, status, sentence)
    amount = amount_of(sentence, clause, candidate.subject, candidate.object) if predicate == "funds" else None
    return Relation(
        candidate.subject, predicate, candidate.object, sentence.start, sentence.end, probability, RULE, status,
        speaker if speaker != candidate.subject else None, amount=amount,
        valid_from=times[0], valid_until=times[1],
    )  # fmt: skip
