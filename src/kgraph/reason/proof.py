"""How a fact follows: from the facts with all that follows, back to what was given.

Each fact was entered after those from which it follows, so going back ends. One way is told where there are several.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kgraph.reason.axioms import Axioms, axioms
from kgraph.reason.chain import Fact
from kgraph.reason.closure import Following
from kgraph.reason.instances import instances
from kgraph.reason.ontology import TYPE
from kgraph.vocab import shortened


@dataclass(frozen=True, slots=True)
class Step:
    """Why a fact holds.

    Attributes:
        fact: The fact.
        by: The axiom or rule in words; empty if the fact was given.
        premises: From what it follows; none if the fact was given.
        rule: Name of the users' rule, or empty.
    """

    fact: Fact
    by: str = ""
    premises: tuple[Fact, ...] = ()
    rule: str = ""


class Proofs:
    """The ways back."""

    def __init__(self, following: Following, known: Axioms | None = None) -> None:
        self._following = following
        self._known = known or axioms()

    @cached_property
    def _order(self) -> dict[Fact, int]:
        return {fact: number for number, fact in enumerate(self._following.chain.facts)}

    def step(self, fact: Fact) -> Step:
        """From what a fact follows at once."""
        chain = self._following.chain
        if fact not in chain.found:
            return Step(fact)
        before = self._order[fact]
        for step in self._of_rule(fact) if fact in self._following.made else self._ways(fact):
            if all(self._order.get(premise, before) < before for premise in step.premises):
                return step
        rule = self._following.made.get(fact)
        return Step(fact, f"the rule {rule.place}" if rule else "OWL 2 RL", (), rule.name if rule else "")

    def back(self, fact: Fact) -> tuple[Step, ...]:
        """All steps back to what was given, the fact's own first, each once."""
        found: dict[Fact, Step] = {}
        waiting = [fact]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = self.step(one)
                waiting += reversed(found[one].premises)
        return tuple(found.values())

    def _of_rule(self, fact: Fact) -> Iterator[Step]:
        rule, graph = self._following.made[fact], self._following.graph
        for premises in instances(rule.text, graph, fact) if graph is not None else ():
            yield Step(fact, f"the rule {rule.place}", premises, rule.name)

    def _ways(self, fact: Fact) -> Iterator[Step]:
        yield from self._to_type(fact) if fact[1] == TYPE else self._to_relation(fact)

    def _to_type(self, fact: Fact) -> Iterator[Step]:
        subject, _, class_ = fact
        chain, known, name = self._following.chain, self._known, shortened(class_.value)  # type: ignore[union-attr]
        for below in chain.ends(TYPE, subject):
            if isinstance(below, ox.NamedNode) and class_ in known.above_class.get(below, ()):
                yield Step(fact, f"{shortened(below.value)} is a kind of {name}", ((subject, TYPE, below),))
        for property, classes in known.domain.items():
            for end in chain.ends(property, subject) if class_ in classes else ():
                yield Step(fact, f"what has {shortened(property.value)} is a {name}", ((subject, property, end),))
        for property, classes in known.range.items():
            for start in chain.starts(property, subject) if class_ in classes else ():
                by = f"what {shortened(property.value)} leads to is a {name}"
                yield Step(fact, by, ((start, property, subject),))
        for kind, pairs in known.only.items():
            for property, allowed in pairs:
                for start in chain.starts(property, subject) if allowed == class_ else ():
                    by = f"{shortened(property.value)} leads a {shortened(kind.value)} to a {name} only"
                    yield Step(fact, by, ((start, property, subject), (start, TYPE, kind)))

    def _to_relation(self, fact: Fact) -> Iterator[Step]:
        subject, predicate, object_ = fact
        chain, known, name = self._following.chain, self._known, shortened(predicate.value)
        for below, above in known.above_property.items():
            if predicate in above:
                yield Step(fact, f"{shortened(below.value)} is a kind of {name}", ((subject, below, object_),))
        for one, others in known.inverse.items():
            if predicate in others:
                by = f"{name} is symmetric" if one == predicate else f"{name} is the inverse of {shortened(one.value)}"
                yield Step(fact, by, ((object_, one, subject),))
        if predicate in known.transitive:
            for middle in chain.ends(predicate, subject):
                yield Step(fact, f"{name} is transitive", ((subject, predicate, middle), (middle, predicate, object_)))
        for triples in set(known.chains.values()):
            for first, second, whole in triples:
                for middle in chain.ends(first, subject) if whole == predicate else ():
                    by = f"{shortened(first.value)} and then {shortened(second.value)} is {name}"
                    yield Step(fact, by, ((subject, first, middle), (middle, second, object_)))
