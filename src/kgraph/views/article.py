"""One article as a page shows it: what is known of it, what it states and in which sentences. Never its text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.query import FigureView
from kgraph.store import Store
from kgraph.views.evidence import Evidence, evidence_of, properties
from kgraph.views.parts import Missing, Reference, references
from kgraph.vocab import DCTERMS, KG, SCHEMA, article_id, article_iri, key_of

MOST = 300
"""Statements of one article that a page shows."""

_ABOUT = "SELECT ?property ?value WHERE { VALUES ?article { UNDEF } GRAPH ?article { ?article ?property ?value } }"
_STATED = """
SELECT ?statement ?subject ?predicate ?object ?start WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article {
    ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:start ?start .
    FILTER NOT EXISTS { ?statement kg:suppressed ?true }
  }
}"""
# As property and value: OPTIONAL within a graph would have the engine look at every figure of the store.
_FIGURES = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?thing a kg:KeyFigure ; ?property ?value }
}"""
_TOPICS = """
SELECT ?topic ?label WHERE {
  VALUES ?article { UNDEF }
  GRAPH ?article { ?article dcterms:subject ?topic }
  ?topic skos:prefLabel ?label
}"""
_COPIES = """
SELECT ?copy ?first WHERE {
  VALUES ?article { UNDEF }
  { ?copy kg:copyOf ?article } UNION { ?article kg:copyOf ?first }
}"""


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement of an article."""

    subject: Reference
    predicate: str
    object: Reference
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A key figure of an article with what it says something about."""

    thing: Reference
    figure: FigureView


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article.

    Attributes:
        published: As precise as known; empty where unknown.
        dated_by: `stated` where the article gives the date itself, else how it is known.
        link: Where it can be read; empty where it was not read from the web.
        digest: SHA-256 of its text, by which another copy can be recognised.
        topics: Language → labels.
        mentions: What it names, by label.
        statements: In the order of the text, at most `MOST`; `total` counts all.
        copy_of: Id of the article whose text it repeats; `copies` of those that repeat it.
    """

    id: str
    iri: str
    title: str
    published: str
    dated_by: str
    link: str
    digest: str
    topics: dict[str, tuple[str, ...]]
    mentions: tuple[Reference, ...]
    statements: tuple[Stated, ...]
    total: int
    figures: tuple[FigureOf, ...]
    copy_of: str
    copies: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The view as plain JSON values."""
        return asdict(self)


def article(store: Store, id: str) -> ArticleView | Missing:
    """An article as a page shows it.

    Args:
        store: Whom to ask.
        id: Of the article.
    """
    node = ox.NamedNode(article_iri(store.base, id))
    given = {"article": node}
    about: dict[str, list[str]] = defaultdict(list)
    for row in store.query(_ABOUT, given).texts():
        about[row["property"]].append(row["value"])
    if f"{DCTERMS}title" not in about:
        return Missing(id)
    rows = sorted(
        store.query(_STATED, given).texts(), key=lambda row: (int(row["start"]), row["predicate"], row["statement"])
    )
    copies = list(store.query(_COPIES, given).texts())
    ids = sorted(article_id(store.base, row["copy"]) or "" for row in copies if row["copy"])
    return ArticleView(
        id=id,
        iri=node.value,
        title=about[f"{DCTERMS}title"][0],
        published=_first(about[f"{DCTERMS}issued"]),
        dated_by=_first(about[f"{KG}datedBy"]),
        link=_link(about[f"{SCHEMA}url"] + about[f"{DCTERMS}source"]),
        digest=_first(about[f"{KG}sha256"]),
        topics=_topics(store, node),
        mentions=_mentions(store, about[f"{KG}mentions"]),
        statements=_stated(store, rows[:MOST]),
        total=len({row["statement"] for row in rows}),
        figures=_figures(store, node, id, _first(about[f"{DCTERMS}title"]), _first(about[f"{DCTERMS}issued"])),
        copy_of=next((article_id(store.base, row["first"]) or "" for row in copies if row["first"]), ""),
        copies=tuple(ids),
    )


def _stated(store: Store, rows: list[dict[str, str]]) -> tuple[Stated, ...]:
    things = references(store, (row[end] for row in rows for end in ("subject", "object")))
    evidence = {iri: item for item, iri in evidence_of(store, [row["statement"] for row in rows])}
    return tuple(
        Stated(things[row["subject"]], row["predicate"].removeprefix(KG), things[row["object"]], found)
        for row in rows
        if (found := evidence.get(row["statement"]))
    )


def _mentions(store: Store, iris: list[str]) -> tuple[Reference, ...]:
    return tuple(sorted(references(store, iris).values(), key=lambda thing: (thing.label.casefold(), thing.key)))


def _topics(store: Store, node: ox.NamedNode) -> dict[str, tuple[str, ...]]:
    """Labels by language, each topic at the same place."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for topic, label in store.query(_TOPICS, {"article": node}).rows:
        if isinstance(topic, ox.NamedNode) and isinstance(label, ox.Literal):
            found[label.language or ""][topic.value] = label.value
    return {language: tuple(by[topic] for topic in sorted(by)) for language, by in sorted(found.items())}


def _figures(store: Store, node: ox.NamedNode, id: str, title: str, published: str) -> tuple[FigureOf, ...]:
    told = properties(store.query(_FIGURES, {"article": node}).texts())
    things = references(store, (figure[f"{KG}figureOf"] for figure in told.values()))
    found = []
    places = {iri: (int(figure[f"{KG}start"] or 0), figure[f"{KG}wording"]) for iri, figure in told.items()}
    for iri in sorted(told, key=places.__getitem__):
        figure = told[iri]
        view = FigureView(
            id=key_of(store.base, iri) or iri,
            value=figure[f"{KG}value"],
            unit=figure[f"{KG}unit"],
            currency=figure[f"{KG}currency"],
            precision=figure[f"{KG}precision"],
            date=figure[f"{KG}date"],
            wording=figure[f"{KG}wording"],
            quote=" ".join(figure[f"{KG}quote"].split()),
            confidence=float(figure[f"{KG}confidence"] or 0),
            article=id,
            title=title,
            published=published,
        )
        found.append(FigureOf(things[figure[f"{KG}figureOf"]], view))
    return tuple(found)


def _link(addresses: list[str]) -> str:
    """The web address among them; a path on the machine that read it is nobody's business."""
    return next((address for address in addresses if address.startswith(("http://", "https://"))), "")


def _first(values: list[str]) -> str:
    return values[0] if values else ""
