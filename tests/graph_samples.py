"""Extractions from gold annotations, and quads made by hand after the model, for tests of store and queries.

The quads are made here rather than by `kgraph.assertions`, so that a fault there does not hide one here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.names import slug
from kgraph.records import Article, ArticleEntity, Block, Extraction, Mention, Relation
from kgraph.segment import sentences
from kgraph.store import StoredArticle
from kgraph.vocab import DCTERMS, KG, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, article_iri, entity_iri, statement_iri

BASE = "https://w3id.org/kgraph/id/"
_STATUS = {"ended", "planned", "denied"}

HANDOVER = {
    "id": "handover",
    "title": "Hafenportal: Bund übernimmt Verantwortung",
    "published": "2024-05-07",
    "text": (
        "Hafenportal: Bund übernimmt Verantwortung\n\n"
        "Auf dem Küstentag 2024 in Emden haben Staatssekretärin Frauke Tjaden vom Bundesministerium für Häfen (BMH) "
        "und Ole Brandt, Staatsrat in Bremen, eine Vereinbarung unterzeichnet, mit der der Bund das in Bremen "
        "entwickelte Hafenportal übernimmt. Die Nordwerft GmbH fördert das Hafenportal mit zwei Millionen Euro. "
        "Das BMH will die Anlegestellen-App einführen."
    ),
    "entities": [
        {"id": "e1", "type": "State", "name": "Bund", "aliases": []},
        {"id": "e2", "type": "Service", "name": "Hafenportal", "aliases": []},
        {"id": "e3", "type": "Land", "name": "Freie Hansestadt Bremen", "aliases": ["Bremen"]},
        {"id": "e4", "type": "Event", "name": "Küstentag 2024", "aliases": [], "date": "2024-05-06"},
        {"id": "e5", "type": "Municipality", "name": "Emden", "aliases": []},
        {"id": "e6", "type": "Person", "name": "Frauke Tjaden", "aliases": []},
        {"id": "e7", "type": "Person", "name": "Ole Brandt", "aliases": []},
        {"id": "e8", "type": "Ministry", "name": "Bundesministerium für Häfen", "aliases": ["BMH"]},
        {"id": "e9", "type": "Agreement", "name": "Vereinbarung", "aliases": [], "date": "2024-05"},
        {"id": "e10", "type": "Company", "name": "Nordwerft GmbH", "aliases": []},
        {"id": "e11", "type": "Service", "name": "Anlegestellen-App", "aliases": []},
    ],
    "relations": [
        {"s": "e1", "p": "takesOver", "o": "e2", "from": "e3"},
        {"s": "e3", "p": "develops", "o": "e2"},
        {"s": "e6", "p": "signs", "o": "e9"},
        {"s": "e7", "p": "signs", "o": "e9"},
        {"s": "e1", "p": "partyTo", "o": "e9"},
        {"s": "e3", "p": "partyTo", "o": "e9"},
        {"s": "e9", "p": "concerns", "o": "e2"},
        {"s": "e6", "p": "participatesIn", "o": "e4"},
        {"s": "e7", "p": "participatesIn", "o": "e4"},
        {"s": "e4", "p": "takesPlaceIn", "o": "e5"},
        {"s": "e6", "p": "holdsRole", "o": "e8", "role": "Staatssekretärin"},
        {"s": "e7", "p": "holdsRole", "o": "e3", "role": "Staatsrat"},
        {"s": "e10", "p": "funds", "o": "e2", "amount": "zwei Millionen Euro"},
        {"s": "e8", "p": "develops", "o": "e11", "status": "planned"},
    ],
}
"""An article of our own with a takeover: who, from whom, signed by whom, on what occasion."""

PRAISE = {
    "id": "praise",
    "title": "Bremen lobt Hafenportal",
    "published": "2024-06",
    "text": "Bremen lobt Hafenportal\n\nBremen begrüßt das Hafenportal. Die Nordwerft fördert das Hafenportal weiter.",
    "entities": [
        {"id": "e1", "type": "Land", "name": "Freie Hansestadt Bremen", "aliases": ["Bremen"]},
        {"id": "e2", "type": "Service", "name": "Hafenportal", "aliases": []},
        {"id": "e3", "type": "Company", "name": "Nordwerft GmbH", "aliases": ["Nordwerft"]},
    ],
    "relations": [
        {"s": "e1", "p": "supports", "o": "e2"},
        {"s": "e3", "p": "funds", "o": "e2"},
    ],
}
"""A second article that shares two facts' ends and one fact with `HANDOVER`."""


def extraction_of(document: dict[str, Any], text: str | None = None) -> Extraction:
    """An extraction from a gold annotation; each relation's quote is the sentence that names most of its ends."""
    body = text if text is not None else document["text"]
    article = Article(
        document["id"], body, (Block("body", 0, len(body)),), document["title"], document.get("published"), "test"
    )
    entities = tuple(_entity(item, body) for item in document["entities"])
    named = {item["id"]: [item["name"], *item["aliases"]] for item in document["entities"]}
    return Extraction(article, entities, tuple(_relation(item, body, named) for item in document["relations"]))


def gold(path: Path) -> Extraction:
    """The extraction of a gold file whose text lies where it says."""
    document = json.loads(path.read_text("utf-8"))
    return extraction_of(document, (path.parent.parent / document["text"]).read_text("utf-8"))


def stored(extraction: Extraction, fingerprint: str = "1") -> StoredArticle:
    """A stored article with quads made by hand."""
    graph, facts = quads_of(extraction)
    return StoredArticle.pack(extraction, graph, facts, fingerprint=fingerprint, extractor="test")


def key_of_entity(entity: ArticleEntity, article: str) -> str:
    """A key after the rules for unregistered entities; two Länder-level names are told apart well enough."""
    fixed = {
        "Bund": "state/bund",
        "Freie Hansestadt Bremen": "land/bremen",
        "Küstenpakt": "agreement/kuestenpakt",
    }
    prefix = {"Agreement": f"agreement/{article}-", "Person": "person/", "Event": "event/"}
    return fixed.get(entity.name) or f"{prefix.get(entity.type, entity.type.lower() + '/')}{slug(entity.name)}"


def quads_of(extraction: Extraction, base: str = BASE) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Named graph and facts of one article."""
    article = extraction.article
    graph = ox.NamedNode(article_iri(base, article.id))
    keys = {entity.id: key_of_entity(entity, article.id) for entity in extraction.entities}
    iris = {id: ox.NamedNode(entity_iri(base, key)) for id, key in keys.items()}
    evidence = [
        (graph, f"{RDF}type", ox.NamedNode(f"{SCHEMA}NewsArticle")),
        (graph, f"{DCTERMS}title", ox.Literal(article.title, language="de")),
        (graph, f"{DCTERMS}source", ox.Literal(article.source)),
        (graph, f"{KG}sha256", ox.Literal(article.digest)),
        *((graph, f"{KG}mentions", iri) for iri in iris.values()),
    ]
    if article.published:
        evidence.append((graph, f"{DCTERMS}issued", _date(article.published)))
    facts: list[tuple[Any, str, Any]] = []
    for entity in extraction.entities:
        facts += _names(iris[entity.id], entity)
    for relation in extraction.relations:
        statement = statement_iri(
            base,
            article.id,
            (keys[relation.subject], relation.predicate, keys[relation.object]),
            (relation.start, relation.end),
        )
        evidence += _statement(ox.NamedNode(statement), relation, iris, article)
        if relation.status == "fact":
            facts.append((iris[relation.subject], KG + relation.predicate, iris[relation.object]))
    return _quads(evidence, graph), _quads(facts, ox.DefaultGraph())


def _quads(triples: Iterable[tuple[Any, str, Any]], graph: Any) -> list[ox.Quad]:
    return [ox.Quad(s, ox.NamedNode(p), o, graph) for s, p, o in triples]


def _names(iri: ox.NamedNode, entity: ArticleEntity) -> list[tuple[Any, str, Any]]:
    triples: list[tuple[Any, str, Any]] = [
        (iri, f"{RDF}type", ox.NamedNode(KG + entity.type)),
        (iri, f"{RDFS}label", ox.Literal(entity.name, language="de")),
        *((iri, f"{SKOS}altLabel", ox.Literal(alias, language="de")) for alias in entity.aliases),
    ]
    if entity.date:
        triples.append((iri, f"{KG}date", _date(entity.date)))
    return triples


def _statement(node: Any, relation: Relation, iris: dict[str, Any], article: Article) -> list[tuple[Any, str, Any]]:
    integer = ox.NamedNode(f"{XSD}integer")
    triples: list[tuple[Any, str, Any]] = [
        (node, f"{RDF}type", ox.NamedNode(f"{KG}Statement")),
        (node, f"{RDF}subject", iris[relation.subject]),
        (node, f"{RDF}predicate", ox.NamedNode(KG + relation.predicate)),
        (node, f"{RDF}object", iris[relation.object]),
        (node, f"{KG}quote", ox.Literal(article.text[relation.start : relation.end], language="de")),
        (node, f"{KG}start", ox.Literal(str(relation.start), datatype=integer)),
        (node, f"{KG}end", ox.Literal(str(relation.end), datatype=integer)),
        (node, f"{KG}confidence", ox.Literal(str(relation.confidence), datatype=ox.NamedNode(f"{XSD}decimal"))),
        (node, f"{KG}rule", ox.Literal(relation.rule)),
        (node, f"{KG}status", ox.Literal(relation.status)),
        (node, f"{PROV}wasDerivedFrom", ox.NamedNode(article_iri(BASE, article.id))),
    ]
    if relation.role:
        triples.append((node, f"{KG}role", ox.Literal(relation.role, language="de")))
    if relation.amount:
        triples.append((node, f"{KG}amount", ox.Literal(relation.amount)))
    if relation.valid_from:
        triples.append((node, f"{KG}validFrom", _date(relation.valid_from)))
    if relation.valid_until:
        triples.append((node, f"{KG}validUntil", _date(relation.valid_until)))
    if relation.source:
        triples.append((node, f"{KG}from", iris[relation.source]))
    return triples


def _date(text: str) -> ox.Literal:
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(text), "date")
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def _entity(item: dict[str, Any], body: str) -> ArticleEntity:
    place = max(body.find(item["name"]), 0)
    mention = Mention(place, place + len(item["name"]), "name", "gold")
    return ArticleEntity(
        item["id"], item["type"], item["name"], tuple(item["aliases"]), (mention,), date=item.get("date")
    )


def _relation(item: dict[str, Any], body: str, named: dict[str, list[str]]) -> Relation:
    ends = [named[item["s"]], named[item["o"]]]

    def score(span: tuple[int, int]) -> int:
        sentence = body[span[0] : span[1]]
        return sum(any(name in sentence for name in names) for names in ends)

    start, end = max(sentences(body), key=score)
    return Relation(
        item["s"],
        item["p"],
        item["o"],
        start,
        end,
        0.9,
        "gold",
        item.get("status", "fact"),
        role=item.get("role"),
        amount=item.get("amount"),
        source=item.get("from"),
        valid_from=item.get("valid_from"),
        valid_until=item.get("valid_until"),
    )
