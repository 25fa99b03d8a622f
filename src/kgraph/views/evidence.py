"""The sentences of statements with all that is known of them, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from kgraph.network import Statement
from kgraph.network.projection import Projection, projection_of
from kgraph.store import Store
from kgraph.views.parts import in_batches, references
from kgraph.vocab import DCTERMS, KG, article_id, key_of

# All properties, as property and value: a query with OPTIONAL for each takes fifty times as long in pyoxigraph.
_DETAILS = """
SELECT ?thing ?property ?value ?article WHERE {
  VALUES ?thing { %s }
  GRAPH ?article { ?thing ?property ?value }
}"""
_ARTICLES = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?thing { %s }
  GRAPH ?thing { ?thing ?property ?value FILTER(?property IN (dcterms:title, dcterms:issued)) }
}"""
_COPIES = "SELECT ?article ?first WHERE { ?article kg:copyOf ?first }"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that states a claim.

    Attributes:
        id: Key of the statement.
        role: Office; like `amount`, `valid_from`, `valid_until` and `published`, empty where the article does not say.
        speaker: Name of who says so, where the article reports it; empty if it says so itself.
        taken_from: Name of whom something is taken over from; may be empty.
        article: Id of the article.
        copy_of: Id of the article whose text it repeats; empty if it is the first one.
    """

    id: str
    status: str
    quote: str
    confidence: float
    role: str
    amount: str
    speaker: str
    taken_from: str
    valid_from: str
    valid_until: str
    article: str
    title: str
    published: str
    copy_of: str


_KEPT: WeakKeyDictionary[Projection, Mapping[str, str]] = WeakKeyDictionary()


def copies_of(store: Store) -> Mapping[str, str]:
    """IRI of each article that repeats another's text → IRI of that one; asked once for each state of the store."""
    state = projection_of(store)
    if state not in _KEPT:
        _KEPT[state] = {row["article"]: row["first"] for row in store.query(_COPIES).texts()}
    return _KEPT[state]


def evidence_from(statement: Statement, base: str, copies: Mapping[str, str]) -> Evidence:
    """A statement of the network as evidence; its article may be one of the copies."""
    source = statement.source
    first = copies.get(source.iri, "")
    return Evidence(
        id=key_of(base, statement.iri) or statement.iri,
        status=statement.status,
        quote=" ".join(statement.quote.split()),
        confidence=statement.confidence,
        role=statement.roles[0] if statement.roles else "",
        amount=statement.amount or "",
        speaker=statement.speaker or "",
        taken_from=statement.taken_from or "",
        valid_from=statement.valid_from or "",
        valid_until=statement.valid_until or "",
        article=article_id(base, source.iri) or source.iri,
        title=source.title,
        published=source.date or "",
        copy_of=article_id(base, first) or first,
    )


def evidence_of(store: Store, statements: Sequence[str]) -> Iterable[tuple[Evidence, str]]:
    """The sentences of these statements with their IRIs, in the order given."""
    told = properties(in_batches(store, _DETAILS, statements))
    in_article = {iri: found["article"] for iri, found in told.items()}
    articles = sorted(set(in_article.values()))
    known = properties(in_batches(store, _ARTICLES, articles))
    things = references(store, (found[KG + name] for found in told.values() for name in ("speaker", "from")))
    names = {iri: thing.label for iri, thing in things.items()}
    copies = copies_of(store)
    for iri in statements:
        if iri in told:
            article = in_article[iri]
            yield _one(store.base, iri, {**known[article], **told[iri]}, names, copies.get(article, "")), iri


def properties(rows: Iterable[Mapping[str, str]]) -> dict[str, defaultdict[str, str]]:
    """IRI → property → value; of several values the first in order. Where rows tell an `article`, it is one of them."""
    found: dict[str, defaultdict[str, str]] = defaultdict(lambda: defaultdict(str))
    for row in rows:
        mine = found[row["thing"]]
        mine["article"] = row.get("article", "")
        before = mine.get(row["property"])
        mine[row["property"]] = row["value"] if before is None else min(before, row["value"])
    return found


def _one(base: str, iri: str, told: Mapping[str, str], names: Mapping[str, str], first: str) -> Evidence:
    values = defaultdict(str, told)
    return Evidence(
        id=key_of(base, iri) or iri,
        status=values[f"{KG}status"],
        quote=" ".join(values[f"{KG}quote"].split()),
        confidence=float(values[f"{KG}confidence"] or 0),
        role=values[f"{KG}role"],
        amount=values[f"{KG}amount"],
        speaker=names.get(values[f"{KG}speaker"], ""),
        taken_from=names.get(values[f"{KG}from"], ""),
        valid_from=values[f"{KG}validFrom"],
        valid_until=values[f"{KG}validUntil"],
        article=article_id(base, values["article"]) or values["article"],
        title=values[f"{DCTERMS}title"],
        published=values[f"{DCTERMS}issued"],
        copy_of=article_id(base, first) or first,
    )
