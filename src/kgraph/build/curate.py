"""What decisions do to one article's extraction and quads, beyond who is who.

Rejected statements and figures leave the graph, suppressed statements the facts. What is suppressed as a whole has left
before (`kgraph.resolve.withhold`). All are pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import pyoxigraph as ox

from kgraph.assertions import ArticleQuads
from kgraph.records import Entity, Extraction
from kgraph.resolve import Decisions
from kgraph.resolve.claims import figure_iris
from kgraph.vocab import KG, OWL, RDF, RDFS, SKOS, claim_iri, entity_iri, key_of, schema, statement_iri, term

_LABEL, _TYPE = ox.NamedNode(f"{RDFS}label"), ox.NamedNode(f"{RDF}type")
_ALTERNATIVE = ox.NamedNode(f"{SKOS}altLabel")
_SUPPRESSED = ox.NamedNode(f"{KG}suppressed")
_SAME = ox.NamedNode(f"{OWL}sameAs")
_TRUE = ox.Literal(True)


def curated(
    quads: ArticleQuads, extraction: Extraction, entities: Mapping[str, Entity], decisions: Decisions, base: str
) -> tuple[ArticleQuads, tuple[str, ...]]:
    """Leave out rejected claims, and the facts that only rejected or suppressed statements support.

    Returns:
        The quads that stay, and the ids of all decisions that had an effect on the article, sorted.
    """
    used = {id for entity in entities.values() for id in entity.decided}
    used |= {d.id for d in decisions.all if d.subject in decisions.withheld and _among(d.subject, entities)}
    about = [decision for decision in decisions.all if decision.of_claim]
    if not about:
        return quads, tuple(sorted(used))
    statements = list(_statements(quads.graph))
    known = _by_every_key(statements, extraction.article.id, entities, base)
    for figure in extraction.figures:
        present, *former = figure_iris(figure, extraction.article.id, entities, base)
        known.update(dict.fromkeys((present, *former), ox.NamedNode(present)))
    found = {d.id: {known[iri] for iri in [claim_iri(base, d.subject)] if iri in known} for d in about}
    rejected = {node for d in about if d.kind == "reject" for node in found[d.id]}
    silent = {node for d in about if d.kind == "suppress" for node in found[d.id]}
    triples: dict[tuple[object, ...], bool] = {}
    for item in statements:
        holds = item.node not in rejected | silent and item.status == "fact"
        triples[item.triple] = triples.get(item.triple, False) or holds
    marks = [ox.Quad(s.node, _SUPPRESSED, _TRUE, s.graph) for s in statements if s.node in silent - rejected]
    left = replace(
        quads,
        graph=(*(quad for quad in quads.graph if quad.subject not in rejected), *marks),
        facts=tuple(quad for quad in quads.facts if triples.get((quad.subject, quad.predicate, quad.object), True)),
    )
    return left, tuple(sorted(used | {id for id, nodes in found.items() if nodes}))


def renamed(quads: Iterable[ox.Quad], decisions: Decisions, base: str) -> Iterator[ox.Quad]:
    """The register's facts under the names and types that a curator gave."""
    for quad in quads:
        key = key_of(base, str(quad.subject)[1:-1]) or ""
        name, type = decisions.name(key), decisions.type(key)
        if name and quad.predicate == _LABEL:
            yield ox.Quad(quad.subject, _LABEL, ox.Literal(name, language="de"))
            yield ox.Quad(quad.subject, _ALTERNATIVE, quad.object)
        elif type and quad.predicate == _TYPE:
            yield ox.Quad(quad.subject, _TYPE, ox.NamedNode(term(type)))
        else:
            yield quad


def linked(keys: Iterable[str], decisions: Decisions, base: str) -> Iterator[ox.Quad]:
    """The accepted links of these things to the same ones in other data sets."""
    for key in keys:
        for iri in decisions.links(key):
            yield ox.Quad(ox.NamedNode(entity_iri(base, key)), _SAME, ox.NamedNode(iri))


@dataclass(frozen=True, slots=True)
class _Statement:
    node: ox.NamedNode
    graph: ox.NamedNode
    triple: tuple[object, object, object]
    span: tuple[int, int]
    status: str


def _statements(graph: Iterable[ox.Quad]) -> Iterator[_Statement]:
    nodes: dict[ox.NamedNode, dict[str, ox.Quad]] = {}
    for quad in graph:
        if isinstance(quad.subject, ox.NamedNode):
            nodes.setdefault(quad.subject, {})[quad.predicate.value] = quad
    for node, quads in nodes.items():
        if (quote := quads.get(f"{KG}quote")) and f"{RDF}predicate" in quads:
            subject, predicate, object_ = (quads[f"{RDF}{part}"].object for part in ("subject", "predicate", "object"))
            start, end, status = (_text(quads[f"{KG}{name}"]) for name in ("start", "end", "status"))
            if isinstance(quote.graph_name, ox.NamedNode):
                yield _Statement(node, quote.graph_name, (subject, predicate, object_), (int(start), int(end)), status)


def _by_every_key(
    statements: Iterable[_Statement], article: str, entities: Mapping[str, Entity], base: str
) -> dict[str, ox.NamedNode]:
    """IRI → statement, also by the IRIs that it had before its ends were decided to be others.

    So a statement stays rejected when one of its ends is later found to be the same as something else.
    """
    former: dict[str, set[str]] = {}
    for entity in entities.values():
        former.setdefault(entity_iri(base, entity.key), {entity.key}).update(entity.former)
    known: dict[str, ox.NamedNode] = {}
    for item in statements:
        known[item.node.value] = item.node
        subject, predicate, object_ = (str(part)[1:-1] for part in item.triple)
        name = predicate.removeprefix(KG)
        for one, other in product(former.get(subject, ()), former.get(object_, ())):
            ends = sorted((one, other)) if schema().predicates[name].symmetric else [one, other]
            known.setdefault(statement_iri(base, article, (ends[0], name, ends[1]), item.span), item.node)
    return known


def _among(key: str, entities: Mapping[str, Entity]) -> bool:
    return any(key in (entity.key, *entity.former) for entity in entities.values())


def _text(quad: ox.Quad) -> str:
    if not isinstance(quad.object, ox.Literal):
        raise TypeError(f"{quad} has no literal")
    return quad.object.value
