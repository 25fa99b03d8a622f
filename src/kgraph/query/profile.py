"""What is known of one entity: its type, names and identifiers, and each statement with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import pyoxigraph as ox

from kgraph.query.figures import FigureView, figures_of
from kgraph.query.lookup import find_entity
from kgraph.query.sources import counted
from kgraph.store import Store
from kgraph.vocab import KG, RDF, RDFS, SKOS, article_id, key_of, schema

_FACTS = """
SELECT ?predicate ?object ?label WHERE {
  VALUES ?entity { UNDEF }
  ?entity ?predicate ?object
  OPTIONAL { ?object rdfs:label ?label }
}"""
_SIDE = """
SELECT ?statement ?other ?label ?predicate ?status ?quote ?confidence ?role ?amount ?speaker ?from
  ?article ?title ?published ?first ?suppressed ?held
WHERE {
  VALUES ?entity { UNDEF }
  GRAPH ?article {
    ?statement rdf:%s ?entity ; rdf:%s ?other ; rdf:predicate ?predicate ;
      kg:status ?status ; kg:quote ?quote ; kg:confidence ?confidence .
    ?article dcterms:title ?title .
    OPTIONAL { ?article dcterms:issued ?published }
    OPTIONAL { ?statement kg:role ?role }
    OPTIONAL { ?statement kg:amount ?amount }
    OPTIONAL { ?statement kg:suppressed ?suppressed }
    OPTIONAL { ?statement kg:held ?held }
  }
  OPTIONAL { ?article kg:copyOf ?first }
  OPTIONAL { ?other rdfs:label ?label }
  OPTIONAL { GRAPH ?article { ?statement kg:speaker ?by } ?by rdfs:label ?speaker }
  OPTIONAL { GRAPH ?article { ?statement kg:from ?source } ?source rdfs:label ?from }
}"""
_STATED = ("predicate", "other", "status")
_SHOWN = {f"{RDFS}label", f"{SKOS}altLabel", f"{KG}abbreviation"}
_NAMING = {*_SHOWN, f"{RDF}type", f"{SKOS}hiddenLabel"}


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement, seen from one of its ends.

    Attributes:
        id: Key of the statement, for `kgraph explain`.
        predicate: Local name.
        forward: True if the entity is its subject.
        other: Label of the other end, `other_key` its key.
        published: As precise as known; empty where unknown. So are `role`, `amount`, `speaker`, `source`.
        sources: Number of independent sources that state the same; copies of one text count once.
        suppressed: True if a curator has decided that it is no fact.
        held: Whether it held on the day that the store is asked for; empty where it is asked for none.
    """

    id: str
    predicate: str
    forward: bool
    other: str
    other_key: str
    status: str
    quote: str
    confidence: float
    role: str
    amount: str
    speaker: str
    source: str
    article: str
    title: str
    published: str
    sources: int
    suppressed: bool
    held: str = ""

    def reading(self, language: str = "de") -> str:
        """The predicate in words, read from the entity to the other end."""
        found = schema().predicates.get(self.predicate)
        if found is None:
            return self.predicate
        if self.forward or found.symmetric:
            return found.label_de if language == "de" else found.label_en
        return found.inverse_label_de if language == "de" else found.inverse_label_en


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with all that is said of it.

    Attributes:
        names: Other names, sorted.
        details: Property (local name) → value, from the register and the articles: identifiers, dates, parents.
        statements: By predicate, then date.
        figures: Numbers that articles give of it, by date.
    """

    iri: str
    key: str
    type: str
    label: str
    names: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    statements: tuple[StatementView, ...]
    figures: tuple[FigureView, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The profile as plain JSON values."""
        return asdict(self)


def profile(store: Store, given: str) -> Profile:
    """All that the store knows of an entity.

    Args:
        store: Whom to ask.
        given: A name, abbreviation, key or IRI.

    Raises:
        NotFoundError: Nothing bears that name.
        UsageError: Several do.
    """
    found = find_entity(store, given)
    rows = list(store.query(_FACTS, {"entity": found.iri}).texts())
    names = sorted({row["object"] for row in rows if row["predicate"] in _SHOWN} - {found.label})
    details = sorted(
        (_local(row["predicate"]), row["label"] or key_of(store.base, row["object"]) or row["object"])
        for row in rows
        if row["predicate"] not in _NAMING and _local(row["predicate"]) not in schema().predicates
    )
    statements = sorted(
        [*_statements(store, found.iri, forward=True), *_statements(store, found.iri, forward=False)],
        key=lambda view: (not view.forward, view.predicate, view.published, view.other, view.id),
    )
    return Profile(
        found.iri.value,
        found.key,
        found.type,
        found.label,
        tuple(names),
        tuple(details),
        tuple(statements),
        figures_of(store, found.iri),
    )


def _statements(store: Store, entity: ox.NamedNode, *, forward: bool) -> Iterator[StatementView]:
    sides = ("subject", "object") if forward else ("object", "subject")
    result = store.query(_SIDE % sides, {"entity": entity})
    sources = counted(result, *_STATED)
    for row in result.texts():
        yield StatementView(
            id=key_of(store.base, row["statement"]) or row["statement"],
            predicate=_local(row["predicate"]),
            forward=forward,
            other=row["label"] or row["other"],
            other_key=key_of(store.base, row["other"]) or row["other"],
            status=row["status"],
            quote=row["quote"],
            confidence=float(row["confidence"]),
            role=row["role"],
            amount=row["amount"],
            speaker=row["speaker"],
            source=row["from"],
            article=article_id(store.base, row["article"]) or row["article"],
            title=row["title"],
            published=row["published"],
            sources=sources.get(" ".join(row[column] for column in _STATED), 0),
            suppressed=bool(row["suppressed"]),
            held=row["held"],
        )


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
