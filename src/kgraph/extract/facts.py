"""The facts format: an `Extraction` in, one plain record for a line of JSON out."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.records import Article, ArticleEntity, Extraction, KeyFigure, Relation


def facts(extraction: Extraction) -> dict[str, object]:
    """One article in the facts format: what `kgraph extract` writes a line of.

    `entities` and `relations` are those of the annotation format; each relation adds its
    evidence (`quote`, `start`, `end`), `confidence`, `rule` and `status`. What the article denies
    stands apart, in `denied`. `figures` and `topics` are those of the annotation format, too; a figure adds
    its offsets and confidence, and the currency where it is money.
    """
    article = extraction.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "entities": [_entity(e) for e in extraction.entities],
        "relations": [_relation(article, r) for r in extraction.relations if r.status != "denied"],
        "denied": [_relation(article, r) for r in extraction.relations if r.status == "denied"],
        "figures": [_figure(article, f) for f in extraction.figures],
        "topics": [topic.key for topic in extraction.topics],
    }


def _entity(entity: ArticleEntity) -> dict[str, object]:
    record: dict[str, object] = {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "aliases": list(entity.aliases),
    }
    return record | dict(_present(date=entity.date, register=entity.register))


def _relation(article: Article, relation: Relation) -> dict[str, object]:
    record: dict[str, object] = {"s": relation.subject, "p": relation.predicate, "o": relation.object}
    record |= dict(_present(role=relation.role, amount=relation.amount))
    record |= dict(_present(**{"from": relation.source}, speaker=relation.speaker))
    record |= dict(_present(valid_from=relation.valid_from, valid_until=relation.valid_until))
    return record | {
        "status": relation.status,
        "quote": article.text[relation.start : relation.end],
        "start": relation.start,
        "end": relation.end,
        "confidence": round(relation.confidence, 3),
        "rule": relation.rule,
    }


def _figure(article: Article, figure: KeyFigure) -> dict[str, object]:
    return {
        "e": figure.entity,
        "value": figure.value,
        "unit": figure.unit,
        "quote": article.text[figure.first : figure.last],
        "approx": figure.precision != "exact",
        **dict(_present(date=figure.date, currency=figure.currency)),
        "start": figure.first,
        "end": figure.last,
        "confidence": round(figure.confidence, 3),
    }


def _present(**fields: str | None) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in fields.items() if value is not None)
