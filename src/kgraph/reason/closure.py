"""What follows: facts, the ontology's axioms and rules in, the triples that are not there yet out.

OWL 2 RL over the facts only: nothing is said of classes and properties, and nothing of what `owl:sameAs` links to, as
those are the data of others. Each triple is looked at once; what follows from it is looked at in turn. Users' rules
(`kgraph.reason.rules`) are asked of facts and consequences together, until neither gives anything new.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pyoxigraph as ox

from kgraph.errors import DataError, KgraphError
from kgraph.reason.axioms import Axioms, axioms
from kgraph.reason.chain import Chain, Fact
from kgraph.reason.rules import Rule
from kgraph.vocab import PREFIXES

_ROUNDS = 30
_ROWS = 1_000_000  # that one rule may give at once: a join without an end is no rule
_SECONDS = 120.0  # that one rule may take at once
_OWL = "OWL 2 RL"


@dataclass(frozen=True, slots=True)
class Inferred:
    """What follows.

    Attributes:
        triples: Those that the facts do not hold, sorted.
        by_rule: Name of a users' rule, or `OWL 2 RL` → how many it gave first.
    """

    triples: tuple[ox.Triple, ...]
    by_rule: Mapping[str, int]


@dataclass(slots=True)
class Following:
    """Facts with what follows, and where it came from.

    Attributes:
        chain: Both.
        by_rule: See `Inferred`.
        made: What a users' rule gave first → the rule.
        graph: What the rules were asked of; None where there are none.
    """

    chain: Chain
    by_rule: Counter[str]
    made: dict[Fact, Rule] = field(default_factory=dict)
    graph: ox.Store | None = None

    def is_told(self, fact: Fact) -> bool:
        """True if it was given, or a users' rule gave it: it does not follow by the ontology alone."""
        return fact not in self.chain.found or fact in self.made


def closure(
    facts: Iterable[ox.Quad], rules: Sequence[Rule] = (), *, known: Axioms | None = None, limit: int = 5_000_000
) -> Inferred:
    """All that follows from the facts.

    Args:
        facts: Quads of the default graph; others are passed over.
        rules: Users'.
        known: The axioms; the ontology's if not given.
        limit: Triples that may follow.

    Raises:
        DataError: A rule is no CONSTRUCT, does not parse, or makes nodes without a name.
        KgraphError: More than `limit` follows, a rule gives too much at once, or never comes to an end.
    """
    given = (quad.triple for quad in facts if isinstance(quad.graph_name, ox.DefaultGraph))
    following = follow(given, rules, known=known, limit=limit)
    triples = (ox.Triple(*fact) for fact in following.chain.found)  # type: ignore[arg-type]
    return Inferred(tuple(sorted(triples, key=str)), dict(following.by_rule))


def follow(
    given: Iterable[ox.Triple], rules: Sequence[Rule] = (), *, known: Axioms | None = None, limit: int = 5_000_000
) -> Following:
    """Facts and all that follows from them, for whoever asks how; arguments and faults as of `closure`."""
    chain = Chain(known or axioms(), limit)
    chain.take(((t.subject, t.predicate, t.object) for t in given), new=False)
    following = Following(chain, Counter({_OWL: len(chain.found)}))
    if rules:
        _ask_rules(rules, following)
    return following


def _ask_rules(rules: Sequence[Rule], following: Following) -> None:
    """Add what the rules give, and what follows from that, until nothing new does."""
    chain, by_rule = following.chain, following.by_rule
    following.graph = graph = ox.Store()
    graph.bulk_extend(ox.Quad(*fact) for fact in chain.facts)  # type: ignore[arg-type]
    for _ in range(_ROUNDS):
        before = len(chain.found)
        for rule in rules:
            fresh = [fact for fact in _given(graph, rule) if not chain.has(fact)]
            size = len(chain.found)
            following.made.update(dict.fromkeys(fresh, rule))
            chain.take(fresh, new=True)
            by_rule[rule.name] += len(fresh)
            by_rule[_OWL] += len(chain.found) - size - len(fresh)
            graph.extend(ox.Quad(*fact) for fact in islice(chain.found, size, None))  # type: ignore[arg-type]
        if len(chain.found) == before:
            return
    endless = ", ".join(rule.name for rule in rules if by_rule[rule.name])
    raise KgraphError(f"after {_ROUNDS} rounds something new still follows", hint=f"look at the rules {endless}")


def _given(graph: ox.Store, rule: Rule) -> Iterator[Fact]:
    """What a rule gives, each once."""
    for triple in _within(_SECONDS, lambda: _asked(graph, rule), rule.place):
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            raise DataError(f"{rule.place} makes nodes without a name", hint="let it name what is there already")
        yield triple.subject, triple.predicate, triple.object


def _asked(graph: ox.Store, rule: Rule) -> dict[ox.Triple, None]:
    try:
        answer = graph.query(rule.text, prefixes=dict(PREFIXES))
    except SyntaxError as fault:
        raise DataError(f"{rule.place}: {fault}", hint="a rule is a SPARQL CONSTRUCT") from fault
    if not isinstance(answer, ox.QueryTriples):
        raise DataError(f"{rule.place} gives no triples", hint="a rule is a SPARQL CONSTRUCT")
    found: dict[ox.Triple, None] = {}
    for number, triple in enumerate(answer, start=1):
        if number > _ROWS:
            raise KgraphError(f"{rule.place} gives more than {_ROWS} triples at once", hint="join its patterns")
        found[triple] = None
    return found


def _within(seconds: float, ask: Callable[[], dict[ox.Triple, None]], place: str) -> dict[ox.Triple, None]:
    """What a call gives if it takes no longer; else it is left to itself, as the engine cannot be stopped."""
    outcome: list[dict[ox.Triple, None] | KgraphError] = []

    def run() -> None:
        try:
            outcome.append(ask())
        except KgraphError as fault:
            # Its frames hold the engine's answer, which may not leave this thread.
            outcome.append(fault.with_traceback(None))

    # The engine lets other threads run while it answers, and a daemon does not keep the program from ending.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise KgraphError(f"{place} took longer than {seconds:g} s", hint="join its patterns, or narrow them")
    if isinstance(outcome[0], KgraphError):
        raise outcome[0]
    return outcome[0]
