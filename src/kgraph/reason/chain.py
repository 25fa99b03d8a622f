"""Facts with all that follows from them by the ontology's axioms: taken in one by one, kept in the order of finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from kgraph.errors import KgraphError
from kgraph.reason.axioms import Axioms
from kgraph.reason.ontology import TYPE
from kgraph.vocab import OWL, RDFS

_NAMELESS_OR_EMPTY = {ox.NamedNode(f"{OWL}Thing"), ox.NamedNode(f"{RDFS}Resource"), ox.NamedNode(f"{OWL}Nothing")}

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Fact: TypeAlias = tuple[Node, ox.NamedNode, Node]


class Chain:
    """Facts with all that follows from them.

    Attributes:
        facts: All of them; each comes after those from which it was found to follow.
        found: What follows and was not given, in the order of finding.
    """

    def __init__(self, known: Axioms, limit: int) -> None:
        self.facts: dict[Fact, None] = {}
        self.found: dict[Fact, None] = {}
        self._known = known
        self._limit = limit
        self._objects: dict[tuple[ox.NamedNode, Node], list[Node]] = defaultdict(list)
        self._subjects: dict[tuple[ox.NamedNode, Node], list[Node]] = defaultdict(list)

    def has(self, fact: Fact) -> bool:
        """True if it was given or has been found to follow."""
        return fact in self.facts

    def ends(self, predicate: ox.NamedNode, subject: Node) -> Sequence[Node]:
        """The objects that a subject has by a predicate."""
        return self._objects.get((predicate, subject), ())

    def starts(self, predicate: ox.NamedNode, object: Node) -> Sequence[Node]:
        """The subjects that have an object by a predicate."""
        return self._subjects.get((predicate, object), ())

    def take(self, facts: Iterable[Fact], *, new: bool) -> None:
        """Take facts in, with what follows; `new` if they follow themselves.

        Raises:
            KgraphError: Too much follows.
        """
        waiting = [fact for fact in facts if fact not in self.facts]
        for fact in waiting:
            self._enter(fact)
            if new:
                self.found[fact] = None
        while waiting:
            for fact in self._next(*waiting.pop()):
                if fact not in self.facts and fact[2] not in _NAMELESS_OR_EMPTY:
                    self._enter(fact)
                    self.found[fact] = None
                    waiting.append(fact)
            if len(self.found) > self._limit:
                raise KgraphError(f"more than {self._limit} triples follow", hint="look at the rules")

    def _enter(self, fact: Fact) -> None:
        subject, predicate, object_ = fact
        self.facts[fact] = None
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
