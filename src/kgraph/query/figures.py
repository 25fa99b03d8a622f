"""The key figures of one entity: numbers that articles give of it, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.store import Store
from kgraph.vocab import article_id, key_of

_FIGURES = """
SELECT ?figure ?value ?unit ?currency ?precision ?date ?wording ?quote ?confidence ?article ?title ?published ?start
WHERE {
  VALUES ?entity { UNDEF }
  GRAPH ?article {
    ?figure kg:figureOf ?entity ; kg:value ?value ; kg:unit ?unit ; kg:wording ?wording ; kg:quote ?quote ;
      kg:start ?start ; kg:confidence ?confidence .
    ?article dcterms:title ?title .
    OPTIONAL { ?article dcterms:issued ?published }
    OPTIONAL { ?figure kg:currency ?currency }
    OPTIONAL { ?figure kg:precision ?precision }
    OPTIONAL { ?figure kg:date ?date }
  }
}"""


@dataclass(frozen=True, slots=True)
class FigureView:
    """One key figure.

    Attributes:
        id: Key of the figure, for `kgraph decide reject`.
        value: As a decimal number, in digits.
        unit: What is counted, in German.
        currency: ISO 4217; empty unless the unit is money.
        precision: `about`, `lower`, `upper`, or empty where it is exact.
        date: When it held, as precise as the article says; may be empty. So may `published`.
        wording: Its own words within the quote.
    """

    id: str
    value: str
    unit: str
    currency: str
    precision: str
    date: str
    wording: str
    quote: str
    confidence: float
    article: str
    title: str
    published: str


def figures_of(store: Store, entity: ox.NamedNode) -> tuple[FigureView, ...]:
    """The key figures of an entity: by article's date, article and place."""
    rows = sorted(
        store.query(_FIGURES, {"entity": entity}).texts(),
        key=lambda row: (row["published"], row["article"], int(row["start"]), row["wording"]),
    )
    return tuple(
        FigureView(
            id=key_of(store.base, row["figure"]) or row["figure"],
            value=row["value"],
            unit=row["unit"],
            currency=row["currency"],
            precision=row["precision"],
            date=row["date"],
            wording=row["wording"],
            quote=row["quote"],
            confidence=float(row["confidence"]),
            article=article_id(store.base, row["article"]) or row["article"],
            title=row["title"],
            published=row["published"],
        )
        for row in rows
    )
