"""From which facts a users' rule gives a triple: a CONSTRUCT, the facts and the triple in, sets of premises out.

The rule is asked again as a SELECT with what the triple makes of its variables, and its patterns are filled in. What is
no plain pattern (a path, a FILTER, something optional or negated) is a condition, not a premise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kgraph.reason.chain import Fact
from kgraph.store.sparql import construct_as_select
from kgraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

_ROWS = 10_000


def instances(text: str, graph: ox.Store, fact: Fact) -> Iterator[tuple[Fact, ...]]:
    """Yield the premises of each way in which the rule gives the fact; without facts where none is a plain pattern."""
    template, patterns = _parts(text)
    question = construct_as_select(text)
    for pattern in template:
        bound = _bound(pattern, fact)
        if bound is None:
            continue
        given = {ox.Variable(name): term for name, term in bound.items()}
        answer = graph.query(question, prefixes=dict(PREFIXES), substitutions=given)
        names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]
        for row in islice(answer, _ROWS):  # type: ignore[arg-type]
            values = {name: row[name] for name in names if row[name] is not None} | bound
            filled = [_filled(pattern, values) for pattern in patterns]
            yield tuple(dict.fromkeys(premise for premise in filled if premise is not None))


def _parts(text: str) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
    """The triples of the template, and those of the patterns that must hold, with rdflib's terms."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    algebra = translateQuery(parseQuery(text), initNs=dict(PREFIXES)).algebra
    return list(algebra.template or ()), list(_patterns(algebra.p))


def _patterns(part: CompValue) -> Iterator[Sequence[Any]]:
    if part.name == "BGP":
        yield from part.triples
    elif part.name in ("LeftJoin", "Minus"):
        yield from _patterns(part.p1)
    elif part.name == "Join":
        yield from _patterns(part.p1)
        yield from _patterns(part.p2)
    elif part.name != "Union" and "p" in part:
        yield from _patterns(part.p)


def _bound(pattern: Sequence[Any], fact: Fact) -> dict[str, Any] | None:
    """What the variables of a pattern must be for it to be the fact; None if it cannot be."""
    from rdflib.term import Variable

    found: dict[str, Any] = {}
    for place, term in zip(pattern, fact, strict=True):
        if isinstance(place, Variable):
            if found.setdefault(str(place), term) != term:
                return None
        elif _term(place) != term:
            return None
    return found


def _filled(pattern: Sequence[Any], values: Mapping[str, Any]) -> Fact | None:
    from rdflib.term import BNode, Variable

    terms = [values.get(str(p)) if isinstance(p, BNode | Variable) else _term(p) for p in pattern]
    return None if None in terms else (terms[0], terms[1], terms[2])  # type: ignore[return-value]


def _term(node: Any) -> ox.NamedNode | ox.Literal | None:
    """Rdflib's term as pyoxigraph's; None for a path."""
    from rdflib.term import Literal, URIRef

    if isinstance(node, URIRef):
        return ox.NamedNode(str(node))
    if not isinstance(node, Literal):
        return None
    if node.language:
        return ox.Literal(str(node), language=node.language)
    datatype = ox.NamedNode(str(node.datatype)) if node.datatype else None
    return ox.Literal(str(node), datatype=datatype)
