"""Look for contradictions with OWL: facts in, a `Verdict` out that names who is contradicted and why.

What disjoint classes, domains, ranges and characteristics of properties exclude is found by going over the facts and
what follows from them, and traced back to what was given, with the sentences that say it. HermiT (through owlready2)
then decides whether the rest can be true together; where it cannot, the fewest facts that cannot are looked for by
asking it again. Articles' graphs are evidence, not premises: they are not reasoned over.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

import pyoxigraph as ox

from kgraph.errors import KgraphError
from kgraph.reason.axioms import read_axioms
from kgraph.reason.chain import Fact
from kgraph.reason.clashes import Clash, clashes
from kgraph.reason.closure import Following, follow
from kgraph.reason.culprits import Cause, Contradiction, Said, causes, told
from kgraph.reason.hermit import Limits, is_consistent
from kgraph.reason.ontology import TYPE
from kgraph.reason.premises import Premises
from kgraph.reason.proof import Proofs
from kgraph.reason.rules import Rule
from kgraph.reason.smallest import smallest
from kgraph.reason.sources import Evidence, Quads, evidence_in, gives_of, sources_of
from kgraph.reason.verdict import Verdict
from kgraph.vocab import shortened

__all__ = ["Contradiction", "Evidence", "Limits", "Quads", "Said", "Verdict", "reason"]

_MOST = 5
"""Contradictions that only HermiT finds; each takes many questions."""


def reason(
    source: Quads | Collection[ox.Quad],
    base: str,
    limits: Limits | None = None,
    *,
    rules: Sequence[Rule] = (),
    ontology: Iterable[ox.Triple] | None = None,
) -> Verdict:
    """Decide whether the facts contradict the ontology or each other.

    Args:
        source: A store, or quads in any order.
        base: IRI below which its things are named.
        limits: Of triples, time and memory.
        rules: Users'; what they give must not contradict either.
        ontology: Another than kgraph's own.

    Raises:
        UsageError: owlready2 or a Java runtime is not installed.
        DataError: A rule is none.
        KgraphError: There are too many facts, or reasoning took too long or too much memory; not if some contradiction
            was found before (`Verdict.unchecked`).
    """
    started = time.monotonic()
    limits = limits or Limits()
    premises, following = _prepared(source, rules, ontology)
    proofs = Proofs(following, read_axioms(premises.ontology))
    found = list(causes(clashes(following, premises.bounds), proofs))
    unchecked = ""
    try:
        found += _of_hermit(premises, _without(found, premises.triples), limits, proofs)
    except KgraphError as fault:
        if not found:
            raise
        unchecked = str(fault)
    named = _named(found, source, base, premises, following)
    return Verdict(not found, len(premises.triples), round(time.monotonic() - started, 2), named, unchecked)


def _prepared(
    source: Quads | Collection[ox.Quad], rules: Sequence[Rule], ontology: Iterable[ox.Triple] | None
) -> tuple[Premises, Following]:
    """What is reasoned over, and what follows from it; rules are asked of all facts, names and dates as well."""
    given = list(_facts(source)) if rules else _facts(source)
    premises = Premises(given, ontology)
    known = read_axioms(premises.ontology)
    if not rules:
        return premises, follow(premises.triples, known=known)
    following = follow([quad.triple for quad in given], rules, known=known)
    made = [ox.Quad(*fact) for fact in following.made]  # type: ignore[arg-type]
    return Premises([*given, *made], premises.ontology), following


def _without(found: Iterable[Cause], triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """What is left to be judged: all but relations that take part in a contradiction, and who is two things.

    Types stay where they can: of what has none HermiT has to try every class that a domain allows, and takes for ever.
    """
    culprits = {fact for cause in found for fact in cause.all if fact[1] != TYPE}
    twofold = {cause.clash.entity for cause in found if all(fact[1] == TYPE for fact in cause.clash.facts)}
    return [t for t in triples if _fact(t) not in culprits and not twofold & {t.subject, t.object}]


def _of_hermit(premises: Premises, facts: list[ox.Triple], limits: Limits, proofs: Proofs) -> Iterator[Cause]:
    """What is left after the clashes, as HermiT sees it."""
    if len(facts) > limits.triples:
        raise KgraphError(
            f"{len(facts)} facts are more than the {limits.triples} that HermiT is given at once",
            hint="raise the cap by --max-triples (100,000 triples take about 10 s and 600 MB), or use `kgraph check`",
        )
    end = time.monotonic() + limits.seconds

    def consistent(some: Sequence[ox.Triple]) -> bool:
        return is_consistent(premises.as_ntriples(some), replace(limits, seconds=max(end - time.monotonic(), 0.01)))

    if is_consistent(premises.as_ntriples(facts), limits):
        return
    for number in range(_MOST):
        if number and consistent(facts):
            return
        try:
            few = smallest(facts, consistent)
        except KgraphError as fault:
            raise KgraphError(
                "facts contradict the ontology, but which of them was not found within the limits",
                hint="allow more by --max-seconds and --max-memory",
            ) from fault
        entity = few[0].subject if few else ox.NamedNode("urn:kgraph:ontology")
        clash = Clash(entity, "this cannot all be true by the ontology", tuple(map(_fact, few)))
        yield from causes([clash], proofs)
        if not few:  # the ontology contradicts itself
            return
        facts = [fact for fact in facts if fact not in few]


def _named(
    found: Sequence[Cause],
    source: Quads | Collection[ox.Quad],
    base: str,
    premises: Premises,
    following: Following,
) -> tuple[Contradiction, ...]:
    if not found:
        return ()
    given = {fact for cause in found for fact in cause.given}
    sources = sources_of(given, evidence_in(source), base, gives_of(source))

    def types(entity: object) -> list[str]:
        kinds = following.chain.ends(TYPE, entity)  # type: ignore[arg-type]
        told = [
            k for k in kinds if (entity, TYPE, k) not in following.chain.found or (entity, TYPE, k) in following.made
        ]
        return [shortened(kind.value) for kind in told if isinstance(kind, ox.NamedNode)]

    return told(found, sources, premises.labels, types)


def _fact(triple: ox.Triple) -> Fact:
    return triple.subject, triple.predicate, triple.object


def _facts(source: Quads | Collection[ox.Quad]) -> Iterable[ox.Quad]:
    if isinstance(source, Collection):
        return (quad for quad in source if isinstance(quad.graph_name, ox.DefaultGraph))
    return takewhile(lambda quad: isinstance(quad.graph_name, ox.DefaultGraph), source.quads())
