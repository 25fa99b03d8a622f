"""Key figures as quads: those of an `Extraction` in, nodes of the article's graph out; likewise sums of statements."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kgraph.assertions import terms
from kgraph.assertions.terms import AssertionFault, date, german, kg, node
from kgraph.numbers import amount_of, plain
from kgraph.records import Entity, Extraction, KeyFigure
from kgraph.vocab import entity_iri, figure_iri

Values = list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]


def figure_quads(
    extraction: Extraction, entities: Mapping[str, Entity], base: str, graph: ox.NamedNode
) -> Iterator[ox.Quad]:
    """Yield the quads of an article's key figures.

    Raises:
        AssertionFault: A figure of an unknown entity, without unit or value, or whose words lie outside its sentence.
    """
    for figure in extraction.figures:
        _gate(figure, entities, extraction)
        key = entities[figure.entity].key
        measure = plain(figure.value), figure.unit
        subject = node(figure_iri(base, extraction.article.id, key, measure, (figure.first, figure.last)))
        for property, value in _values(figure, extraction.article.text, node(entity_iri(base, key)), graph):
            yield ox.Quad(subject, property, value, graph)


def amount_values(text: str) -> Values:
    """Value, currency and precision of a sum, as far as its text tells them."""
    amount = amount_of(text)
    if amount is None:
        return []
    return [(kg("value"), terms.decimal(amount.value)), *_narrowing(amount.currency, amount.precision)]


def _values(figure: KeyFigure, text: str, entity: ox.NamedNode, graph: ox.NamedNode) -> Values:
    values: Values = [
        (terms.TYPE, terms.KEY_FIGURE),
        (kg("figureOf"), entity),
        (kg("value"), terms.decimal(figure.value)),
        (kg("unit"), german(figure.unit)),
        (kg("wording"), german(text[figure.first : figure.last])),
        (terms.DERIVED_FROM, graph),
        (kg("quote"), german(text[figure.start : figure.end])),
        (kg("start"), terms.integer(figure.start)),
        (kg("end"), terms.integer(figure.end)),
        (kg("confidence"), terms.decimal(figure.confidence)),
        *_narrowing(figure.currency, figure.precision),
    ]
    if figure.date:
        values.append((kg("date"), date(figure.date)))
    return values


def _narrowing(currency: str | None, precision: str) -> Values:
    found: Values = [(kg("currency"), ox.Literal(currency))] if currency else []
    if precision != "exact":
        found.append((kg("precision"), ox.Literal(precision)))
    return found


def _gate(figure: KeyFigure, entities: Mapping[str, Entity], extraction: Extraction) -> None:
    where = f"article {extraction.article.id!r}, figure {figure.value} {figure.unit!r}"
    if figure.entity not in entities:
        raise AssertionFault(f"{where}: the article has no entity {figure.entity!r}")
    if not math.isfinite(figure.value) or not figure.unit.strip():
        raise AssertionFault(f"{where}: it needs a value and a unit")
    inside = 0 <= figure.start <= figure.first < figure.last <= figure.end <= len(extraction.article.text)
    if not inside or not extraction.article.text[figure.first : figure.last].strip():
        raise AssertionFault(f"{where}: {figure.first}–{figure.last} lies outside its sentence or the text")
    if not 0 <= figure.confidence <= 1:
        raise AssertionFault(f"{where}: confidence {figure.confidence} is no probability")
