"""The answer of a named query as a page shows it: a table with links, and counts by year, Land and type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kgraph.dates import is_date
from kgraph.errors import NotFoundError, UsageError
from kgraph.query import ask, find_entity, named_query
from kgraph.search import Hit
from kgraph.store import Result, Store
from kgraph.views.names import suggest
from kgraph.views.parts import Reference, references
from kgraph.vocab import KG, article_id

PAGE = 50
"""Rows of one page."""

MOST = 5000
"""Rows that an answer may have; counts are of these."""

_DATES = ("published", "date", "day", "from", "firstSeen", "validFrom")
_BARS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One value.

    Attributes:
        text: As it is, or the label of what is meant.
        thing: What is meant, if it is one of the graph.
        article: Id of the article that is meant, if it is one.
        term: Local name of the class or predicate that is meant, if it is one.
    """

    text: str
    thing: Reference | None = None
    article: str = ""
    term: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A parameter whose value may mean several things, or nothing."""

    parameter: str
    given: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A page of an answer.

    Attributes:
        columns: Names of the columns; a column and the one with its labels are one.
        rows: Those of this page; `total` counts all, `truncated` tells that there are more than were counted.
        years: Year → number of rows; likewise `lands`, by label, and `types`, by local name.
        keys: Of the things in the answer, the most frequent first, for a network.
        given: What the parameters mean that name a thing.
        choices: Parameters that have to be made clear first; then there are no rows.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    truncated: bool = False
    years: Mapping[str, int] | None = None
    lands: Mapping[str, int] | None = None
    types: Mapping[str, int] | None = None
    keys: tuple[str, ...] = ()
    given: Mapping[str, Reference] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The view as plain JSON values."""
        return asdict(self)


def answer(store: Store, name: str, given: tuple[tuple[str, str], ...], page: int = 1) -> AnswerView:
    """Answer a named query.

    Args:
        store: Whom to ask.
        name: Of the query.
        given: Pairs of parameter and what was typed.
        page: From 1; a page beyond the last is the last.

    Raises:
        UsageError: No such query; a parameter is unknown, missing or malformed.
        NotFoundError: A parameter names no article.
    """
    values, meant, choices = clear(store, name, given)
    if choices:
        return AnswerView(choices=choices)
    result = ask(store, name, values, max_rows=MOST)
    pages = max(1, -(-len(result.rows) // PAGE))
    page = min(max(1, page), pages)
    rows = list(result.texts())
    things = references(store, _things(store, rows))
    columns = tuple(c for c in result.variables if not (c.endswith("Label") and c[:-5] in result.variables))
    counts = Counter(thing.key for row in rows for c in columns if (thing := things.get(row[c])))
    return AnswerView(
        columns=columns,
        rows=tuple(
            tuple(_cell(store.base, row, column, things) for column in columns)
            for row in rows[(page - 1) * PAGE : page * PAGE]
        ),
        total=len(rows),
        page=page,
        pages=pages,
        truncated=result.truncated,
        years=_years(rows, columns),
        lands=_lands(rows, columns, things),
        types=_types(rows, columns, things),
        keys=tuple(key for key, _ in counts.most_common(60)),
        given=meant,
    )


def table(store: Store, name: str, given: tuple[tuple[str, str], ...]) -> Result | tuple[Choice, ...]:
    """The whole answer, for a download; or what has to be made clear first.

    Raises:
        UsageError, NotFoundError: See `answer`.
    """
    values, _, choices = clear(store, name, given)
    return choices or ask(store, name, values, max_rows=MOST)


def clear(
    store: Store, name: str, given: Sequence[tuple[str, str]]
) -> tuple[dict[str, str | None], dict[str, Reference], tuple[Choice, ...]]:
    """What was typed, things by their keys; the things; and the parameters that may mean several, or nothing."""
    kinds = {parameter.name: parameter.kind for parameter in named_query(name).parameters}
    values: dict[str, str | None] = {}
    meant: dict[str, Reference] = {}
    choices = []
    for parameter, text in given:
        values[parameter] = text
        if kinds.get(parameter) == "entity":
            try:
                found = find_entity(store, text)
                values[parameter] = found.key
                meant[parameter] = Reference(found.key, found.label, found.type)
            except (NotFoundError, UsageError):
                choices.append(Choice(parameter, text, suggest(store, text, 6)))
    return values, meant, tuple(choices)


def _things(store: Store, rows: Sequence[Mapping[str, str]]) -> set[str]:
    values = {value for row in rows for value in row.values() if value.startswith(store.base)}
    return {value for value in values if article_id(store.base, value) is None}


def _cell(base: str, row: Mapping[str, str], column: str, things: Mapping[str, Reference]) -> Cell:
    value = row[column]
    if thing := things.get(value):
        return Cell(row.get(f"{column}Label") or thing.label, thing)
    if id := article_id(base, value):
        return Cell(id, article=id)
    if value.startswith(KG):
        return Cell(value.removeprefix(KG), term=value.removeprefix(KG))
    return Cell(" ".join(value.split()))


def _years(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Mapping[str, int]:
    column = next((name for name in _DATES if name in columns), None)
    if column is None:
        return {}
    found = Counter(row[column][:4] for row in rows if is_date(row[column]))
    return dict(sorted(found.items())[-_BARS:])


def _lands(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str], things: Mapping[str, Reference]
) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        here = {things[row[c]] for c in columns if row[c] in things}
        found.update(thing.label for thing in here if thing.type == "Land")
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_BARS])


def _types(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str], things: Mapping[str, Reference]
) -> Mapping[str, int]:
    distinct = {things[row[c]] for row in rows for c in columns if row[c] in things}
    found = Counter(thing.type for thing in distinct if thing.type)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_BARS])
