"""What follows: facts, the ontology's axioms and rules in, the triples that are not there yet out.

OWL 2 RL over the facts only: nothing is said of classes and properties, and nothing of what `owl:sameAs` links to, as
those are the data of others. Each triple is looked at once; what follows from it is looked at in turn. Users' rules
(`kgraph.reason.rules`) are asked of facts and consequences together, until neither gives anything new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.errors import DataError, KgraphError
from kgraph.reason.axioms import TYPE, Axioms, axioms
from kgraph.reason.rules import Rule
from kgraph.vocab import OWL, PREFIXES, RDFS

_ROUNDS = 30
_ROWS = 1_000_000  # that one rule may give at once: a join without an end is no rule
_NAMELESS_OR_EMPTY = {ox.NamedNode(f"{OWL}Thing"), ox.NamedNode(f"{RDFS}Resource"), ox.NamedNode(f"{OWL}Nothing")}
_OWL = "OWL 2 RL"

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Fact: TypeAlias = tuple[Node, ox.NamedNode, Node]


@dataclass(frozen=True, slots=True)
class Inferred:
    """What follows.

    Attributes:
        triples: Those that the facts do not hold, sorted.
        by_rule: Name of a users' rule, or `OWL 2 RL` → how many it gave first.
    """

    triples: tuple[ox.Triple, ...]
    by_rule: Mapping[str, int]


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
    given = [quad.triple for quad in facts if isinstance(quad.graph_name, ox.DefaultGraph)]
    chain = _Chain(known or axioms(), limit)
    chain.take(((t.subject, t.predicate, t.object) for t in given), new=False)
    by_rule = Counter({_OWL: len(chain.found)})
    if rules:
        _ask_rules(rules, given, chain, by_rule)
    triples = (ox.Triple(*fact) for fact in chain.found)  # type: ignore[arg-type]
    return Inferred(tuple(sorted(triples, key=str)), dict(by_rule))


def _ask_rules(rules: Sequence[Rule], given: Iterable[ox.Triple], chain: _Chain, by_rule: Counter[str]) -> None:
    """Add what the rules give, and what follows from that, until nothing new does."""
    graph = ox.Store()
    graph.bulk_extend(ox.Quad(*triple) for triple in given)
    graph.extend(ox.Quad(*fact) for fact in chain.found)  # type: ignore[arg-type]
    for _ in range(_ROUNDS):
        before = len(chain.found)
        for rule in rules:
            fresh = [fact for fact in _given(graph, rule) if not chain.has(fact)]
            size = len(chain.found)
            chain.take(fresh, new=True)
            by_rule[rule.name] += len(fresh)
            by_rule[_OWL] += len(chain.found) - size - len(fresh)
            graph.extend(ox.Quad(*fact) for fact in list(chain.found)[size:])  # type: ignore[arg-type]
        if len(chain.found) == before:
            return
    endless = ", ".join(rule.name for rule in rules if by_rule[rule.name])
    raise KgraphError(f"after {_ROUNDS} rounds something new still follows", hint=f"look at the rules {endless}")


def _given(graph: ox.Store, rule: Rule) -> Iterator[Fact]:
    """What a rule gives, each once."""
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
    for triple in found:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            raise DataError(f"{rule.place} makes nodes without a name", hint="let it name what is there already")
        yield triple.subject, triple.predicate, triple.object


class _Chain:
    """Facts with all that follows from them.

    Attributes:
        found: What follows and was not given, in the order of finding.
    """

    def __init__(self, known: Axioms, limit: int) -> None:
        self.found: dict[Fact, None] = {}
        self._known = known
        self._limit = limit
        self._facts: set[Fact] = set()
        self._objects: dict[tuple[ox.NamedNode, Node], list[Node]] = defaultdict(list)
        self._subjects: dict[tuple[ox.NamedNode, Node], list[Node]] = defaultdict(list)

    def has(self, fact: Fact) -> bool:
        """True if it was given or has been found to follow."""
        return fact in self._facts

    def take(self, facts: Iterable[Fact], *, new: bool) -> None:
        """Take facts in, with what follows; `new` if they follow themselves.

        Raises:
            KgraphError: Too much follows.
        """
        waiting = [fact for fact in facts if fact not in self._facts]
        for fact in waiting:
            self._enter(fact)
            if new:
                self.found[fact] = None
        while waiting:
            for fact in self._next(*waiting.pop()):
                if fact not in self._facts and fact[2] not in _NAMELESS_OR_EMPTY:
                    self._enter(fact)
                    self.found[fact] = None
                    waiting.append(fact)
            if len(self.found) > self._limit:
                raise KgraphError(f"more than {self._limit} triples follow", hint="look at the rules")

    def _enter(self, fact: Fact) -> None:
        subject, predicate, object_ = fact
        self._facts.add(fact)
        self._objects[predicate, subject].append(object_)
        self._subjects[predicate, object_].append(subject)

    def _next(self, subject: Node, predicate: ox.NamedNode, object: Node) -> Iterator[Fact]:
        """What follows from one fact and those that are there."""
        if predicate == TYPE:
            yield from self._of_type(subject, object)
            return
        known = self._known
        for above in known.above_property.get(predicate, ()):
            yield subject, above, object
        for class_ in known.domain.get(predicate, ()):
            yield subject, TYPE, class_
        for class_ in known.range.get(predicate, ()):
            yield object, TYPE, class_
        for inverse in known.inverse.get(predicate, ()):
            yield object, inverse, subject
        if predicate in known.transitive:
            yield from [(subject, predicate, end) for end in self._objects.get((predicate, object), ())]
            yield from [(start, predicate, object) for start in self._subjects.get((predicate, subject), ())]
        for first, second, whole in known.chains.get(predicate, ()):
            if predicate == first:
                yield from [(subject, whole, end) for end in self._objects.get((second, object), ())]
            if predicate == second:
                yield from [(start, whole, object) for start in self._subjects.get((first, subject), ())]
        for type in self._objects.get((TYPE, subject), ()):
            restrictions = known.only.get(type, ()) if isinstance(type, ox.NamedNode) else ()
            yield from [(object, TYPE, allowed) for property, allowed in restrictions if property == predicate]

    def _of_type(self, subject: Node, class_: Node) -> Iterator[Fact]:
        if not isinstance(class_, ox.NamedNode):
            return
        for above in self._known.above_class.get(class_, ()):
            yield subject, TYPE, above
        for property, allowed in self._known.only.get(class_, ()):
            yield from [(end, TYPE, allowed) for end in self._objects.get((property, subject), ())]
