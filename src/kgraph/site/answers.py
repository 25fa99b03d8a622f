"""The named queries with their answers, as pages and as CSV; those that need a parameter have none to show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgraph.query import NamedQuery, ask, named_queries
from kgraph.query.words import query_words
from kgraph.site.pages import Site
from kgraph.store import Result, Store, Term, text_of
from kgraph.templating import day
from kgraph.vocab import KG, schema

_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?", re.ASCII)
MOST = 500
"""Rows that a page shows; the CSV file holds all."""


def write_answers(site: Site, store: Store) -> Iterator[tuple[str, str, int]]:
    """Write a page and a CSV file a query; yields title, path and number of rows of each that has an answer.

    Raises:
        QueryError, StoreError: See `Store.query`.
    """
    for query in named_queries().values():
        if any(parameter.required for parameter in query.parameters):
            continue
        result = ask(store, query.name)
        if not result.rows:
            continue
        title = query.title_de if site.language == "de" else query.title
        start = f"queries/{query.name}.html"
        site.write(start, _page(site, query, title, result, start))
        site.write(f"queries/{query.name}.csv", result.as_csv().encode("utf-8", "replace"))
        yield title, start, len(result.rows)


def _page(site: Site, query: NamedQuery, title: str, result: Result, start: str) -> bytes:
    names = result.variables
    shown = [place for place, name in enumerate(names) if f"{name}Label" not in names]
    linked = {name.removesuffix("Label"): place for place, name in enumerate(names) if f"{name}Label" in names}
    said = query_words(site.language)
    columns = [names[place].removesuffix("Label") for place in shown]
    rows = []
    for row in result.rows[:MOST]:
        cells = []
        for place in shown:
            name = names[place].removesuffix("Label")
            behind = row[linked[name]] if name in linked else row[place]
            cells.append((_text(site, row[place]), site.href(start, text_of(behind))))
        rows.append(cells)
    return site.page(
        "query",
        start,
        heading=title,
        name=query.name,
        description=said.get(f"query.{query.name}", query.description),
        columns=[said.get(f"column.{column}", column) for column in columns],
        rows=rows,
        total=len(result.rows),
        sparql=query.sparql,
    )


def _text(site: Site, term: Term | None) -> str:
    """A cell for people: names of things and terms, articles by their titles."""
    value = text_of(term)
    if value.startswith(KG):
        return schema().label(value.removeprefix(KG), site.language)
    if value in site.named.labels:
        return site.named.labels[value]
    if value in site.sources:
        return site.sources[value].title
    return day(site.language, value) if _DATE.fullmatch(value) else " ".join(value.split())
