"""One article's quads: `Extraction` and `Entity` records in, its named graph and its facts out.

The graph holds the article's metadata, what it mentions, and its statements, key figures and topics with
their quotes, never its body. The facts go to the default graph: types, names and dates of what it mentions, and the
triples that it claims to hold. Everything depends on this article and its entities only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import get_args

import pyoxigraph as ox

from kgraph.assertions import terms
from kgraph.assertions.figures import amount_values, figure_quads
from kgraph.assertions.terms import AssertionFault, date, german, kg, node
from kgraph.assertions.topics import concept_quads, topic_quads
from kgraph.records import Article, ArticleEntity, Entity, Extraction, Relation, Status
from kgraph.vocab import Triple, article_iri, entity_iri, schema, statement_iri

_STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Omission:
    """A relation that was left out, and why."""

    relation: Relation
    reason: str


@dataclass(frozen=True, slots=True)
class ArticleQuads:
    """What one article adds to a store; no quad comes twice.

    Attributes:
        graph: Quads of its named graph: metadata, mentions, statements.
        facts: Quads of the default graph.
        omitted: Relations that make no statement once it is known who is who.
    """

    graph: tuple[ox.Quad, ...]
    facts: tuple[ox.Quad, ...]
    omitted: tuple[Omission, ...] = ()


def article_quads(extraction: Extraction, entities: Mapping[str, Entity], base: str) -> ArticleQuads:
    """Make the quads of one article.

    Args:
        extraction: What was read out of it.
        entities: For each id of an `ArticleEntity`, who or what that is.
        base: IRI below which things are named.

    Returns:
        Its quads, in the order of the text. A relation is omitted where both its ends turn out to be the same
        entity, or where their types in the register make it impossible. Of relations that say the same at the same
        place only the most confident is a statement; it takes the others' roles along. Symmetric relations go from
        the lesser key to the greater.

    Raises:
        AssertionFault: A relation whose quote is empty or lies outside the text, whose types the ontology does not
            allow, whose ends are unknown, or whose confidence, status or date is none.
    """
    graph = node(article_iri(base, extraction.article.id))
    found, omitted = _claims(extraction, entities, base)
    claims = [(max(same, key=_Claim.rank), same) for same in found]
    return ArticleQuads(
        graph=_unique(
            chain(
                _metadata(extraction.article, graph),
                _mentions(extraction.entities, entities, base, graph),
                *(_statement(best, same, entities, base, graph) for best, same in claims),
                figure_quads(extraction, entities, base, graph),
                topic_quads(extraction, base, graph),
            )
        ),
        facts=_unique(
            chain(
                *(_naming(entity, entities[entity.id], base) for entity in extraction.entities),
                (best.triple(base) for best, _ in claims if best.relation.status == "fact"),
                concept_quads(topic.key for topic in extraction.topics),
            )
        ),
        omitted=tuple(omitted),
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A relation with its place, by keys."""

    iri: str
    keys: Triple
    relation: Relation
    quote: str

    def rank(self) -> tuple[float, int, str, str]:
        """The greatest of several makes the statement; the last two only break ties."""
        relation = self.relation
        return relation.confidence, -_STATUSES.index(relation.status), relation.rule, relation.role or ""

    def triple(self, base: str) -> ox.Quad:
        """The bare triple, in the default graph."""
        subject, predicate, object_ = self.keys
        return ox.Quad(node(entity_iri(base, subject)), kg(predicate), node(entity_iri(base, object_)))


def _claims(
    extraction: Extraction, entities: Mapping[str, Entity], base: str
) -> tuple[list[list[_Claim]], list[Omission]]:
    """What the relations claim, together where they say the same at the same place; and what is left out."""
    found: dict[str, list[_Claim]] = {}
    omitted: list[Omission] = []
    types = {entity.id: entity.type for entity in extraction.entities}
    for relation in extraction.relations:
        _gate(relation, types, extraction.article)
        claim = _claim(relation, entities, extraction.article, base)
        if isinstance(claim, Omission):
            omitted.append(claim)
        else:
            found.setdefault(claim.iri, []).append(claim)
    return list(found.values()), omitted


def _claim(relation: Relation, entities: Mapping[str, Entity], article: Article, base: str) -> _Claim | Omission:
    subject, object_ = entities[relation.subject], entities[relation.object]
    if subject.key == object_.key:
        return Omission(relation, f"both ends are {subject.key}")
    if not schema().allows(subject.type, relation.predicate, object_.type):
        return Omission(relation, f"{subject.key} is {subject.type}, {object_.key} is {object_.type}")
    keys = (subject.key, relation.predicate, object_.key)
    if schema().predicates[relation.predicate].symmetric and subject.key > object_.key:
        keys = (object_.key, relation.predicate, subject.key)
    iri = statement_iri(base, article.id, keys, (relation.start, relation.end))
    return _Claim(iri, keys, relation, article.text[relation.start : relation.end])


def _gate(relation: Relation, types: Mapping[str, str], article: Article) -> None:
    """Let only through what the article's text and the ontology bear out."""
    where = (
        f"article {article.id!r}, {relation.subject} {relation.predicate} {relation.object} (rule {relation.rule!r})"
    )
    for id in filter(None, (relation.subject, relation.object, relation.speaker, relation.source)):
        if id not in types:
            raise AssertionFault(f"{where}: the article has no entity {id!r}")
    for id in filter(None, (relation.speaker, relation.source)):
        if "Actor" not in schema().above(types[id]):
            raise AssertionFault(f"{where}: {id} is {types[id]}, which cannot speak or hand over")
    if not schema().allows(types[relation.subject], relation.predicate, types[relation.object]):
        claimed = f"{types[relation.subject]} {relation.predicate} {types[relation.object]}"
        raise AssertionFault(f"{where}: the ontology does not allow {claimed}")
    if not 0 <= relation.start < relation.end <= len(article.text):
        raise AssertionFault(f"{where}: {relation.start}–{relation.end} lies outside a text of {len(article.text)}")
    if not article.text[relation.start : relation.end].strip():
        raise AssertionFault(f"{where}: the quote at {relation.start}–{relation.end} is empty")
    if not 0 <= relation.confidence <= 1:
        raise AssertionFault(f"{where}: confidence {relation.confidence} is no probability")
    if relation.status not in _STATUSES:
        raise AssertionFault(f"{where}: status {relation.status!r} is none of {', '.join(_STATUSES)}")


def _metadata(article: Article, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    yield ox.Quad(graph, terms.TYPE, terms.NEWS_ARTICLE, graph)
    yield ox.Quad(graph, terms.TITLE, german(article.title), graph)
    yield ox.Quad(graph, kg("sha256"), ox.Literal(article.digest), graph)
    if article.published:
        yield ox.Quad(graph, terms.ISSUED, date(article.published), graph)
    if article.dated_by:
        yield ox.Quad(graph, kg("datedBy"), ox.Literal(article.dated_by), graph)
    if article.source:
        yield ox.Quad(graph, terms.SOURCE, ox.Literal(article.source), graph)
    if article.url:
        yield ox.Quad(graph, terms.URL, terms.web_address(article.url), graph)


def _mentions(
    found: Iterable[ArticleEntity], entities: Mapping[str, Entity], base: str, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    for entity in found:
        yield ox.Quad(graph, kg("mentions"), node(entity_iri(base, entities[entity.id].key)), graph)


def _statement(
    best: _Claim, same: Sequence[_Claim], entities: Mapping[str, Entity], base: str, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    relation, statement = best.relation, ox.NamedNode(best.iri)
    subject, predicate, object_ = best.keys
    values: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (terms.TYPE, terms.STATEMENT),
        (terms.SUBJECT, node(entity_iri(base, subject))),
        (terms.PREDICATE, kg(predicate)),
        (terms.OBJECT, node(entity_iri(base, object_))),
        (terms.DERIVED_FROM, graph),
        (kg("quote"), german(best.quote)),
        (kg("start"), terms.integer(relation.start)),
        (kg("end"), terms.integer(relation.end)),
        (kg("confidence"), terms.decimal(relation.confidence)),
        (kg("rule"), ox.Literal(relation.rule)),
        (kg("status"), ox.Literal(relation.status)),
    ]
    for claim in same:
        if claim.relation.role and claim.relation.status == relation.status:
            values.append((kg("role"), german(claim.relation.role)))
    if relation.amount:
        values.append((kg("amount"), ox.Literal(relation.amount)))
        values += amount_values(relation.amount)
    for name, id in (("speaker", relation.speaker), ("from", relation.source)):
        if id:
            values.append((kg(name), node(entity_iri(base, entities[id].key))))
    for name, day in (("validFrom", relation.valid_from), ("validUntil", relation.valid_until)):
        if day:
            values.append((kg(name), date(day)))
    for property, value in values:
        yield ox.Quad(statement, property, value, graph)


def _naming(found: ArticleEntity, entity: Entity, base: str) -> Iterator[ox.Quad]:
    """Type, names and date; a registered entity has its other names from the register."""
    subject = node(entity_iri(base, entity.key))
    yield ox.Quad(subject, terms.TYPE, kg(entity.type))
    yield ox.Quad(subject, terms.LABEL, german(entity.name))
    if not entity.registered:
        for name in entity.names:
            if name != entity.name:
                yield ox.Quad(subject, terms.ALTERNATIVE, german(name))
    if found.date:
        yield ox.Quad(subject, kg("date"), date(found.date))


def _unique(quads: Iterable[ox.Quad]) -> tuple[ox.Quad, ...]:
    return tuple(dict.fromkeys(quads))
