"""Facts that cannot hold together: facts with all that follows in, `Clash`es out, each with the facts that make it.

Looked for is what disjoint classes exclude (types, and what domains, ranges and restrictions make of an entity,
alone or several together), and what is said of properties: irreflexive, asymmetric, disjoint, of one value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import pyoxigraph as ox

from kgraph.reason.bounds import Bounds, Choice
from kgraph.reason.chain import Fact, Node
from kgraph.reason.closure import Following
from kgraph.reason.ontology import TYPE
from kgraph.vocab import shortened

_SIDES = {
    "domain": "cannot stand before",
    "range": "cannot stand behind",
    "only": "cannot, with this subject, stand behind",
}


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be.

    Attributes:
        entity: Of which it is said.
        why: What excludes what; `{said}` stands for the relation in words.
        facts: What makes it, the relation that is to be named first.
    """

    entity: Node
    why: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Demand:
    """A fact demands that an entity be of one of some classes."""

    choice: Choice
    facts: tuple[Fact, ...]
    side: str


def clashes(following: Following, bounds: Bounds) -> Iterator[Clash]:
    """Yield every clash; one that rests on others' facts as well comes later, or not at all."""
    told = _told(following)
    out = {entity: _excluded(types, bounds) for entity, types in told.items()}
    twofold = set()
    for entity, types in told.items():
        for one, other in combinations(sorted(types, key=str), 2):
            if other in bounds.excludes.get(one, ()):
                twofold.add(entity)
                why = f"nothing can be both {shortened(one.value)} and {shortened(other.value)}"
                yield Clash(entity, why, ((entity, TYPE, one), (entity, TYPE, other)))
    # Who has two types that exclude each other can stand nowhere: that is one contradiction, not one more a sentence.
    for entity, demands in _demands(following, bounds, told, out).items():
        if entity not in twofold:
            yield from _unmet(entity, demands, told.get(entity, ()), bounds)
    yield from _of_properties(following, bounds)


def _told(following: Following) -> Mapping[Node, Sequence[ox.NamedNode]]:
    """Entity → the types that were given, or that a users' rule gave."""
    found: dict[Node, list[ox.NamedNode]] = defaultdict(list)
    for fact in following.chain.facts:
        if fact[1] == TYPE and isinstance(fact[2], ox.NamedNode) and following.is_told(fact):
            found[fact[0]].append(fact[2])
    return found


def _excluded(types: Sequence[ox.NamedNode], bounds: Bounds) -> frozenset[ox.NamedNode]:
    return frozenset().union(*(bounds.excludes.get(type, ()) for type in types))


def _demands(
    following: Following,
    bounds: Bounds,
    told: Mapping[Node, Sequence[ox.NamedNode]],
    out: Mapping[Node, frozenset[ox.NamedNode]],
) -> Mapping[Node, list[_Demand]]:
    """What facts demand of entities and their types do not simply meet."""
    found: dict[Node, list[_Demand]] = defaultdict(list)
    met: dict[tuple[tuple[ox.NamedNode, ...], Choice], bool] = {}
    nothing: frozenset[ox.NamedNode] = frozenset()

    def demand(entity: Node, choice: Choice, side: str, *facts: Fact) -> None:
        types = tuple(told.get(entity, ()))
        key = (types, choice)
        if key not in met:
            above = {*types, *(higher for type in types for higher in bounds.above.get(type, ()))}
            met[key] = bool(above & choice) and not choice <= out.get(entity, nothing)
        if not met[key]:
            found[entity].append(_Demand(choice, facts, side))

    chain = following.chain
    for fact in chain.facts:
        subject, predicate, object_ = fact
        for choice in bounds.domain.get(predicate, ()):
            demand(subject, choice, "domain", fact)
        if predicate == TYPE:
            continue
        for choice in bounds.range.get(predicate, ()):
            demand(object_, choice, "range", fact)
        for type in chain.ends(TYPE, subject) if bounds.only else ():
            for property, choice in bounds.only.get(type, ()) if isinstance(type, ox.NamedNode) else ():
                if property == predicate:
                    demand(object_, choice, "only", fact, (subject, TYPE, type))
    return found


def _unmet(entity: Node, demands: Sequence[_Demand], types: Sequence[ox.NamedNode], bounds: Bounds) -> Iterator[Clash]:
    open_: dict[Choice, list[_Demand]] = defaultdict(list)
    for demand in demands:
        by = {type: None for class_ in demand.choice for type in types if class_ in bounds.excludes.get(type, ())}
        left = demand.choice - _excluded(types, bounds)
        if left:
            open_[left].append(demand)
        else:
            named = " and ".join(sorted(shortened(type.value) for type in types))
            why = f"{named} {_SIDES[demand.side]} {shortened(demand.facts[0][1].value)}, as in “{{said}}”"
            yield Clash(entity, why, (*demand.facts, *((entity, TYPE, type) for type in by)))
    if open_ and not _can_be(list(open_), bounds):
        yield _together(entity, open_, types, bounds)


def _can_be(choices: Sequence[Choice], bounds: Bounds, chosen: tuple[ox.NamedNode, ...] = ()) -> bool:
    """True if one class of each can be picked so that none excludes another."""
    if not choices:
        return True
    return any(
        _can_be(choices[1:], bounds, (*chosen, class_))
        for class_ in choices[0]
        if not any(class_ in bounds.excludes.get(other, ()) for other in chosen)
    )


def _together(
    entity: Node, open_: Mapping[Choice, Sequence[_Demand]], types: Sequence[ox.NamedNode], bounds: Bounds
) -> Clash:
    """What no two or three facts demand by themselves, but all of them."""
    needed = sorted(open_, key=lambda choice: sorted(map(str, choice)))
    for choice in list(needed):
        rest = [other for other in needed if other != choice]
        if not _can_be(rest, bounds):
            needed = rest
    demands = [demand for choice in needed for demand in open_[choice]]
    narrowed = any(demand.choice != choice for choice in needed for demand in open_[choice])
    wanted = ", and ".join(" or ".join(sorted(shortened(class_.value) for class_ in choice)) for choice in needed)
    used = [(entity, TYPE, type) for type in types] if narrowed else []
    facts = dict.fromkeys([*(fact for demand in demands for fact in demand.facts), *used])
    return Clash(entity, f"would have to be {wanted}, which exclude each other", tuple(facts))


def _of_properties(following: Following, bounds: Bounds) -> Iterator[Clash]:
    facts, chain = following.chain.facts, following.chain
    if not (bounds.irreflexive or bounds.disjoint or bounds.functional):
        return
    for fact in facts:
        subject, predicate, object_ = fact
        name = shortened(predicate.value)
        if predicate in bounds.irreflexive and subject == object_:
            yield Clash(subject, f"nothing is {name} of itself", (fact,))
        back = (object_, predicate, subject)
        if predicate in bounds.asymmetric and back in facts and str(subject) < str(object_):
            yield Clash(subject, f"{name} holds in one direction only, not as in “{{said}}” and back", (fact, back))
        for other in bounds.disjoint.get(predicate, ()):
            if predicate.value < other.value and (subject, other, object_) in facts:
                why = f"{name} and {shortened(other.value)} exclude each other, as in “{{said}}”"
                yield Clash(subject, why, (fact, (subject, other, object_)))
        values = chain.ends(predicate, subject) if predicate in bounds.functional else ()
        if len(values) > 1 and values[0] == object_:
            why = f"{name} has one value, not {len(values)}"
            yield Clash(subject, why, tuple((subject, predicate, value) for value in values))
