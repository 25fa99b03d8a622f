"""Name who is contradicted and by what: clashes in, `Contradiction`s out, back to facts, sentences and articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.reason.chain import Fact
from kgraph.reason.clashes import Clash
from kgraph.reason.ontology import TYPE
from kgraph.reason.proof import Proofs
from kgraph.reason.sources import Evidence, Sources, in_order
from kgraph.vocab import shortened

_SHOWN = 8  # of who says a fact, in text


@dataclass(frozen=True, slots=True)
class Said:
    """A fact that was given, in words, and who says so."""

    fact: str
    evidence: tuple[Evidence, ...]

    def __str__(self) -> str:
        more = len(self.evidence) - _SHOWN
        lines = [self.fact, *map(str, self.evidence[:_SHOWN]), *([f"and {more} more"] if more > 0 else [])]
        return "\n    ".join(lines)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One entity of which something is said that cannot be.

    Attributes:
        iri: Of the entity.
        label: Its name.
        types: Its types, as prefixed names.
        why: What excludes what.
        evidence: The sentences that say it; where only types exclude each other those that speak of the entity, or the
            articles that mention it.
        facts: What makes it: with one of them less there were no contradiction, or a smaller one.
        rules: Where the users' rules are written that had a part in it.
    """

    iri: str
    label: str
    types: tuple[str, ...]
    why: str
    evidence: tuple[Evidence, ...]
    facts: tuple[Said, ...] = ()
    rules: tuple[str, ...] = ()

    def __str__(self) -> str:
        head = f"{self.label} <{self.iri}> ({', '.join(self.types) or 'no type'}): {self.why}"
        return "\n  ".join((head, *(f"rule {place}" for place in self.rules), *map(str, self.facts)))


@dataclass(frozen=True, slots=True)
class Cause:
    """A clash with what was given that makes it.

    Attributes:
        clash: The clash.
        given: Facts, each once, in the order in which they are needed.
        rules: Places of users' rules.
        all: What was given, and what follows from it on the way.
    """

    clash: Clash
    given: tuple[Fact, ...]
    rules: tuple[str, ...]
    all: frozenset[Fact]


def causes(clashes: Iterable[Clash], proofs: Proofs) -> tuple[Cause, ...]:
    """Trace clashes back; one that takes all the facts of another and more says nothing new and is left out."""
    found: dict[tuple[frozenset[Fact], tuple[str, ...]], Cause] = {}
    for clash in clashes:
        steps = dict.fromkeys(step for fact in clash.facts for step in proofs.back(fact))
        given = tuple(dict.fromkeys(step.fact for step in steps if not step.by))
        rules = tuple(dict.fromkeys(step.by.removeprefix("the rule ") for step in steps if step.rule))
        found.setdefault((frozenset(given), rules), Cause(clash, given, rules, frozenset(s.fact for s in steps)))
    sets: dict[Fact, list[frozenset[Fact]]] = {}
    for facts, _ in found:
        for fact in facts:
            sets.setdefault(fact, []).append(facts)
    return tuple(
        cause for (facts, _), cause in found.items() if not any(other < facts for fact in facts for other in sets[fact])
    )


def told(
    causes: Sequence[Cause], sources: Sources, labels: Mapping[str, str], types: Callable[[object], Sequence[str]]
) -> tuple[Contradiction, ...]:
    """Put causes into words, sorted by IRI and reason."""
    found = []
    for cause in causes:
        clash = cause.clash
        entity = str(getattr(clash.entity, "value", clash.entity))
        links = [fact for fact in cause.given if fact[1] != TYPE]
        behind = {fact: sources.facts.get(fact, ()) for fact in cause.given}
        if not links:  # types alone: an article gives one as a whole, so its sentences are to be looked at
            behind = {fact: _spoken(evidence, sources.spoken.get(fact[0], ())) for fact, evidence in behind.items()}
        found.append(
            Contradiction(
                entity,
                labels.get(entity, entity),
                tuple(sorted(types(clash.entity))),
                clash.why.replace("{said}", in_words(clash.facts[0], labels)),
                in_order(e for fact in links or cause.given for e in behind[fact]),
                tuple(Said(in_words(fact, labels), evidence) for fact, evidence in behind.items()),
                cause.rules,
            )
        )
    return tuple(sorted(found, key=lambda c: (c.iri, c.why)))


def _spoken(evidence: Sequence[Evidence], sentences: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """For each article that gives a type its sentences on the thing, if there are any."""
    articles = {sentence.article for sentence in sentences}
    of_these = {e.article for e in evidence}
    return in_order(
        [*(s for s in sentences if s.article in of_these), *(e for e in evidence if e.article not in articles)]
    )


def in_words(fact: Fact, labels: Mapping[str, str]) -> str:
    """A fact for people to read."""
    subject, predicate, object_ = fact
    if predicate == TYPE and isinstance(object_, ox.NamedNode):
        return f"{_name(subject, labels)} is a {shortened(object_.value)}"
    return f"{_name(subject, labels)} – {shortened(predicate.value)} – {_name(object_, labels)}"


def _name(node: object, labels: Mapping[str, str]) -> str:
    value = str(getattr(node, "value", node))
    return labels.get(value, value)
