"""What decisions suppress or reject, as quads to take out of a graph that is served: a graph in, a change out.

The next build takes it out of the store, article by article and with the texts at hand. Until then nobody is to read
it, so here it is told by the quads alone: who is suppressed, things that are called after them, each statement that
concerns them or whose sentence names them, and the facts that nothing else supports. Where only the text would tell
whether another of the same surname is meant, the sentence is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kgraph.assertions import register_quads
from kgraph.register import default_register
from kgraph.resolve import Decisions
from kgraph.resolve.bearers import Bearers
from kgraph.resolve.withhold import MASK, pattern_of
from kgraph.vocab import DCTERMS, KG, RDF, RDFS, SCHEMA, SKOS, claim_iri, entity_iri, inferred_iri, key_of

_TYPE, _LABEL = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{RDFS}label")
_NAMES = (_LABEL, ox.NamedNode(f"{SKOS}altLabel"), ox.NamedNode(f"{SKOS}hiddenLabel"))
_ENDS = tuple(ox.NamedNode(f"{RDF}{part}") for part in ("subject", "predicate", "object"))
_ADDRESSES = (ox.NamedNode(f"{DCTERMS}source"), ox.NamedNode(f"{SCHEMA}url"))
_STATUS, _FACT = ox.NamedNode(f"{KG}status"), ox.Literal("fact")
_SUPPRESSED, _TRUE = ox.NamedNode(f"{KG}suppressed"), ox.Literal(True)
_PERSON = ox.NamedNode(f"{KG}Person")
_FACTS = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Change:
    """Quads to take out of a graph and quads to put in."""

    removed: frozenset[ox.Quad] = frozenset()
    added: frozenset[ox.Quad] = frozenset()

    def digest(self) -> str:
        """16 hexadecimal digits that tell one change from another."""
        lines = (*sorted(f"- {quad}" for quad in self.removed), *sorted(f"+ {quad}" for quad in self.added))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)


def to_withhold(quads: ox.Store, base: str, decisions: Decisions) -> Change:
    """What has to change in a graph so that it shows no more than the decisions allow.

    Args:
        quads: As a build has left them, which need not have followed the decisions.
        base: IRI below which things are named.
        decisions: Those that stand in the file now.
    """
    silent = {node for id in decisions.suppressed if _unmarked(quads, node := _statement(base, id))}
    cut = _Cut(quads, base, decisions, silent)
    cut.whole(_thing(base, key) for key in decisions.withheld)
    for id in decisions.rejected:
        cut.subject(_statement(base, id))
    cut.unsupported()
    marks = (ox.Quad(node, _SUPPRESSED, _TRUE, graph) for node in silent for graph in _graphs_of(quads, node))
    return Change(frozenset(cut.removed), frozenset((*cut.added, *marks)))


@dataclass
class _Cut:
    """Collects what goes.

    Attributes:
        quads: The graph, which stays as it is.
        base: IRI below which things are named.
        decisions: Those that stand in the file now.
        silent: Statements that stay, but support no fact.
        gone: Statements and other records of an article that go.
    """

    quads: ox.Store
    base: str
    decisions: Decisions
    silent: set[ox.NamedNode]
    gone: set[ox.NamedNode] = field(default_factory=set)
    removed: set[ox.Quad] = field(default_factory=set)
    added: set[ox.Quad] = field(default_factory=set)

    def whole(self, things: Iterable[ox.NamedNode]) -> None:
        """Things with all that is said of them, and every sentence and title that names them."""
        hidden = {thing for thing in things if self._is_there(thing)}
        hidden |= {thing for thing in self._persons() if self._may_be(thing)}
        named = pattern_of(form for thing in hidden for form in self._forms(thing))
        for quad in self._naming(hidden) if named else ():
            text = quad.object.value
            masked = named.sub(MASK, self._bearers.masked(text, MASK)) if named else text
            if masked == text:
                continue
            self._address(quad.graph_name)
            if quad.subject == quad.graph_name:  # the article itself: its title
                self.removed.add(quad)
                written = ox.Literal(masked, language=quad.object.language)
                self.added.add(ox.Quad(quad.subject, quad.predicate, written, quad.graph_name))
            elif quad.graph_name != _FACTS:
                self.subject(quad.subject)
            elif not self._stays(quad.subject):
                hidden.add(quad.subject)
        for thing in hidden:
            self._thing(thing)

    def subject(self, node: ox.NamedNode) -> None:
        """A record of an article, such as a statement, with what points at it."""
        if node not in self.gone:
            self.gone.add(node)
            self.removed.update(self._each(node, None, None, None))
            self.removed.update(self._each(None, None, node, None))

    def unsupported(self) -> None:
        """The facts that only what goes or is silent supports, and with them all that was inferred."""
        for node in self.gone | self.silent:
            subject, predicate, object_ = (self._value(node, end) for end in _ENDS)
            if subject is None or predicate is None or object_ is None:
                continue
            fact = ox.Quad(subject, predicate, object_, _FACTS)
            if fact in self.removed or fact not in self.quads:
                continue
            if not self._supported(fact) and fact not in self._registered(subject):
                self.removed.add(fact)
        if any(quad.graph_name == _FACTS for quad in self.removed):
            inferred = ox.NamedNode(inferred_iri(self.base))
            self.removed.update(self._each(None, None, None, inferred))

    @cached_property
    def _bearers(self) -> Bearers:
        return Bearers.of(self.decisions.withheld)

    def _persons(self) -> list[ox.NamedNode]:
        return [quad.subject for quad in self._each(None, _TYPE, _PERSON, _FACTS)] if self._bearers.names else []

    def _may_be(self, person: ox.NamedNode) -> bool:
        """Whether a person has another name of somebody who is suppressed."""
        key = key_of(self.base, person.value) or ""
        labels = self._each(person, _LABEL, None, _FACTS)
        return any(self._bearers.may_be(quad.object.value, key, self.decisions) for quad in labels)

    def _address(self, article: Any) -> None:
        """Take the address of an article away where it has the name, too."""
        for property in _ADDRESSES if article != _FACTS else ():
            found = self._each(article, property, None, article)
            self.removed.update(quad for quad in found if self._bearers.in_address(quad.object.value))

    def _thing(self, thing: ox.NamedNode) -> None:
        self.removed.update(self._each(thing, None, None, None))
        for quad in self._each(None, None, thing, None):
            if quad.graph_name in (_FACTS, quad.subject):  # a fact, or an article that mentions it
                self.removed.add(quad)
            else:
                self.subject(quad.subject)

    def _each(self, subject: Any, predicate: Any, object_: Any, graph: Any) -> Iterator[Any]:
        """Quads of a pattern; of records as kgraph writes them, which hold neither blank nodes nor quoted triples."""
        yield from self.quads.quads_for_pattern(subject, predicate, object_, graph)

    def _naming(self, hidden: Iterable[ox.NamedNode]) -> Iterator[Any]:
        """Quads whose text may name them; the engine looks through all of them."""
        forms = sorted({form for thing in hidden for form in self._forms(thing)})
        holds = " || ".join(
            (
                *(f"CONTAINS(STR(?o), {ox.Literal(form)})" for form in forms),
                *(f"CONTAINS(LCASE(STR(?o)), {ox.Literal(name)})" for name in self._bearers.surnames()),
            )
        )
        where = f"{{ ?s ?p ?o FILTER(isLiteral(?o) && ({holds})) }}"
        for query in (f"SELECT ?s ?p ?o {where}", f"SELECT ?s ?p ?o ?g {{ GRAPH ?g {where} }}"):
            found: Any = self.quads.query(query)
            for subject, predicate, object_, *graph in found:
                yield ox.Quad(subject, predicate, object_, *(graph or [_FACTS]))

    def _forms(self, thing: ox.NamedNode) -> Iterator[str]:
        """What a thing is called; of a person the surname as well."""
        person = ox.Quad(thing, _TYPE, _PERSON, _FACTS) in self.quads
        for property in _NAMES:
            for quad in self._each(thing, property, None, _FACTS):
                name = quad.object.value.strip()
                yield from (name, name.split()[-1]) if person and name else (name,) if name else ()

    def _stays(self, thing: ox.NamedNode) -> bool:
        """Whether it is somebody else of that name, or the register has it."""
        return ox.Quad(thing, _TYPE, _PERSON, _FACTS) in self.quads or bool(self._registered(thing))

    def _registered(self, thing: ox.NamedNode) -> frozenset[ox.Quad]:
        key = key_of(self.base, thing.value) or ""
        return frozenset(register_quads(default_register(), self.base, [key]))

    def _supported(self, fact: ox.Quad) -> bool:
        """Whether a statement that stays states it as a fact."""
        for quad in self._each(None, _ENDS[0], fact.subject, None):
            node, graph = quad.subject, quad.graph_name
            if node in self.gone or node in self.silent:
                continue
            stated = zip((*_ENDS[1:], _STATUS), (fact.predicate, fact.object, _FACT), strict=True)
            if all(ox.Quad(node, property, value, graph) in self.quads for property, value in stated):
                if ox.Quad(node, _SUPPRESSED, _TRUE, graph) not in self.quads:
                    return True
        return False

    def _is_there(self, thing: ox.NamedNode) -> bool:
        return next(self._each(thing, None, None, None), None) is not None

    def _value(self, node: ox.NamedNode, property: ox.NamedNode) -> Any:
        found = next(self._each(node, property, None, None), None)
        return found.object if found else None


def _unmarked(quads: ox.Store, statement: ox.NamedNode) -> bool:
    return any(ox.Quad(statement, _SUPPRESSED, _TRUE, graph) not in quads for graph in _graphs_of(quads, statement))


def _graphs_of(quads: ox.Store, statement: ox.NamedNode) -> set[Any]:
    return {quad.graph_name for quad in quads.quads_for_pattern(statement, _ENDS[0], None, None)}


def _thing(base: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(entity_iri(base, key))


def _statement(base: str, id: str) -> ox.NamedNode:
    return ox.NamedNode(claim_iri(base, id))
