"""From an article to its facts: the engines, the gate behind them, and the facts format.

An engine is anything that maps an `Article` to an `Extraction`; installed ones are found by the
entry point `kgraph.engines`. Whatever an engine proposes, only what the gate lets through
is kept: ends that exist, a predicate that the ontology allows between their types, and
evidence that is a slice of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import entry_points

from kgraph.errors import UsageError
from kgraph.parts import WHOLE, Parts
from kgraph.recognise import recognise
from kgraph.records import Article, ArticleEntity, Extraction, Relation
from kgraph.relate import relate
from kgraph.vocab import schema

Engine = Callable[[Article], Extraction]

_GROUP = "kgraph.engines"


def rules_engine(article: Article, parts: Parts = WHOLE) -> Extraction:
    """The built-in engine: word lists, form rules, a clause grammar and frames; needs no model."""
    entities = recognise(article, parts)
    return gate(article, entities, relate(article, entities, parts))


def engine(name: str = "rules") -> Engine:
    """The engine of that name.

    Raises:
        UsageError: None of that name is installed.
    """
    found = entry_points(group=_GROUP)
    for point in found:
        if point.name == name:
            loaded: Engine = point.load()
            return loaded
    raise UsageError(
        f"there is no engine {name!r}", hint=f"installed are {', '.join(sorted({p.name for p in found})) or 'none'}"
    )


def gate(article: Article, entities: Iterable[ArticleEntity], relations: Iterable[Relation]) -> Extraction:
    """Keep only the relations that have evidence, existing ends and types that the ontology allows."""
    kept = tuple(entities)
    types = {e.id: e.type for e in kept}
    return Extraction(article, kept, tuple(r for r in relations if _holds(article, types, r)))


def facts(extraction: Extraction) -> dict[str, object]:
    """One article in the facts format: what `kgraph extract` writes a line of.

    `entities` and `relations` are those of the annotation format; each relation adds its
    evidence (`quote`, `start`, `end`), `confidence`, `rule` and `status`. What the article denies
    stands apart, in `denied`.
    """
    article = extraction.article
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "entities": [_entity(e) for e in extraction.entities],
        "relations": [_relation(article, r) for r in extraction.relations if r.status != "denied"],
        "denied": [_relation(article, r) for r in extraction.relations if r.status == "denied"],
    }


def _holds(article: Article, types: dict[str, str], relation: Relation) -> bool:
    if relation.subject == relation.object or not 0 <= relation.start < relation.end <= len(article.text):
        return False
    ends = (types.get(relation.subject), types.get(relation.object))
    if ends[0] is None or ends[1] is None:
        return False
    return schema().allows(ends[0], relation.predicate, ends[1])


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


def _present(**fields: str | None) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in fields.items() if value is not None)
