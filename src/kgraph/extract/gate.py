"""The gate behind every engine: what an engine proposes in, an `Extraction` of what holds out.

An entity must be of a fine type and have a place where the text names it; a relation must have ends that
passed, a predicate that the ontology allows between their types, and evidence: a slice of headline,
teaser or body. Of relations that say the same, the most confident stays. What is thrown away is
counted by its reason in `Extraction.rejected`. For key figures and topics see `kgraph.figures` and `kgraph.topics`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import get_args

from kgraph import figures, topics
from kgraph.dates import is_date
from kgraph.records import Article, ArticleEntity, Extraction, KeyFigure, Mention, Relation, Status, Topic
from kgraph.vocab import schema

STATING = ("headline", "subheading", "body", "teaser")
"""Kinds of blocks that state something; kickers, captions, credits and residue are no evidence."""

_STATUSES: tuple[Status, ...] = get_args(Status)


def gate(
    article: Article,
    entities: Iterable[ArticleEntity],
    relations: Iterable[Relation],
    rejected: Iterable[tuple[str, int]] = (),
    said: tuple[Iterable[KeyFigure], Iterable[Topic]] = ((), ()),
) -> Extraction:
    """Keep what the article's text and the ontology bear out.

    Args:
        article: What was read; only its text counts as evidence.
        entities: Proposed, in the order in which they are to be kept.
        relations: Proposed.
        rejected: What the engine itself threw away, reason and number.
        said: Key figures and topics, proposed; an engine need not give any.
    """
    lost = Counter(dict(rejected))
    kept: dict[str, ArticleEntity] = {}
    for entity in entities:
        found, fault = _entity(article, entity, kept, lost)
        if found is None:
            lost[fault] += 1
        else:
            kept[entity.id] = found
    named = tuple(_whole(entity, kept) for entity in kept.values())
    stated = tuple(_relations(article, relations, kept, lost))
    numbers, about = tuple(said[0]), tuple(said[1])
    good_numbers, good_topics = figures.borne_out(article, kept, numbers), topics.borne_out(article, about)
    for reason, number in (
        ("key figure that the text does not bear out", len(numbers) - len(good_numbers)),
        ("topic that the text or the scheme does not bear out", len(about) - len(good_topics)),
    ):
        if number:
            lost[reason] += number
    return Extraction(article, named, stated, tuple(sorted(lost.items())), good_numbers, good_topics)


def _entity(
    article: Article, entity: ArticleEntity, kept: Mapping[str, ArticleEntity], lost: Counter[str]
) -> tuple[ArticleEntity | None, str]:
    """The entity with its good mentions, or None and the reason."""
    if entity.type not in schema().fine_types:
        return None, "entity of a type that the ontology does not have"
    if entity.id in kept:
        return None, "entity with the id of another"
    mentions = tuple(m for m in entity.mentions if _inside(article, m))
    if len(mentions) < len(entity.mentions):
        lost["mention outside the text"] += len(entity.mentions) - len(mentions)
    if not entity.name.strip() or not any(m.kind == "name" for m in mentions):
        return None, "entity that the text does not name"
    if entity.date is not None and not is_date(entity.date):
        lost["date that is none"] += 1
        return replace(entity, mentions=mentions, date=None), ""
    return entity if mentions == entity.mentions else replace(entity, mentions=mentions), ""


def _inside(article: Article, mention: Mention) -> bool:
    return 0 <= mention.start < mention.end <= len(article.text) and bool(
        article.text[mention.start : mention.end].strip()
    )


def _whole(entity: ArticleEntity, kept: Mapping[str, ArticleEntity]) -> ArticleEntity:
    """The entity without an owner that was thrown away."""
    return entity if entity.owner is None or entity.owner in kept else replace(entity, owner=None)


def _relations(
    article: Article, relations: Iterable[Relation], kept: Mapping[str, ArticleEntity], lost: Counter[str]
) -> Iterator[Relation]:
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        fault = _fault(article, relation, kept)
        if fault:
            lost[fault] += 1
            continue
        relation = _qualified(relation, kept, lost)
        key = relation_key(relation)
        if key in best:
            lost["relation that says the same as a surer one"] += 1
        if key not in best or relation.confidence > best[key].confidence:
            best[key] = relation
    yield from best.values()


def relation_key(relation: Relation) -> tuple[str, str, str]:
    """Equal for relations that say the same: predicate and ends, in one order if it is symmetric."""
    ends = relation.subject, relation.object
    term = schema().predicates.get(relation.predicate)
    if term is not None and term.symmetric:
        ends = min(ends), max(ends)
    return relation.predicate, *ends


def _fault(article: Article, relation: Relation, kept: Mapping[str, ArticleEntity]) -> str:
    """Why a relation cannot stay; empty if it can."""
    subject, object_ = kept.get(relation.subject), kept.get(relation.object)
    if subject is None or object_ is None:
        return "relation of an entity that there is not"
    if subject is object_:
        return "relation of a thing with itself"
    if not schema().allows(subject.type, relation.predicate, object_.type):
        return "relation that the ontology does not allow"
    start, end = relation.start, relation.end
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        return "quote that is not in the text"
    if not any(b.kind in STATING and b.start <= start and end <= b.end for b in article.blocks):
        return "quote outside headline, teaser and body"
    if not 0 <= relation.confidence <= 1 or relation.status not in _STATUSES:
        return "relation without a proper confidence or status"
    return ""


def _qualified(relation: Relation, kept: Mapping[str, ArticleEntity], lost: Counter[str]) -> Relation:
    """The relation without qualifiers that cannot be kept; who speaks or hands over must be an actor."""
    out: dict[str, None] = {}
    for field in ("speaker", "source"):
        id = getattr(relation, field)
        if id is not None and not (id in kept and "Actor" in schema().above(kept[id].type)):
            out[field] = None
            lost["speaker or source that is no actor"] += 1
    for field in ("valid_from", "valid_until"):
        if getattr(relation, field) is not None and not is_date(getattr(relation, field)):
            out[field] = None
            lost["date that is none"] += 1
    return replace(relation, **out) if out else relation  # type: ignore[arg-type]
