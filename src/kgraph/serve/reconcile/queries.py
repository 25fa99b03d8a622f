"""Read a batch of reconciliation queries: JSON of a stranger's in, frozen `Query`s out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.errors import UsageError

MOST_QUERIES = 100
MOST_RESULTS = 50
_LONGEST = 500  # characters of a name or a value
_MOST_PROPERTIES = 20
_HINT = "see https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"


@dataclass(frozen=True, slots=True)
class Query:
    """One name to be matched.

    Attributes:
        text: The name.
        types: Classes, by local name, of which the entity is to be one; any if empty.
        strict: Whether an entity of none of these types is left out even where nothing else is found.
        limit: Results at most.
        properties: What else is known of it: property, by local name, and its values.
    """

    text: str
    types: tuple[str, ...] = ()
    strict: bool = False
    limit: int = 5
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_batch(text: str) -> dict[str, Query]:
    """Read the parameter `queries`.

    Raises:
        UsageError: It is no such batch, or has too many queries.
    """
    document = _parsed(text)
    if not isinstance(document, Mapping):
        raise UsageError("queries is no JSON object", hint=_HINT)
    if len(document) > MOST_QUERIES:
        raise UsageError(f"there are more than {MOST_QUERIES} queries", hint="send them in several batches")
    return {key: _query(item) for key, item in document.items()}


def read_single(text: str) -> Query:
    """Read the parameter `query`, as version 0.1 has it: a name, or a query as JSON.

    Raises:
        UsageError: It is JSON of something else.
    """
    return _query(_parsed(text)) if text.lstrip().startswith("{") else _query({"query": text})


def _parsed(text: str) -> Any:
    try:
        document = json.loads(text)
        # Half a character, such as "\\ud800", is a fault here: no answer could hold it.
        json.dumps(document, ensure_ascii=False).encode()
        return document
    except (ValueError, RecursionError) as fault:
        raise UsageError("the queries are no JSON, nested too deeply, or hold half a character", hint=_HINT) from fault


def _query(item: Any) -> Query:
    if not isinstance(item, Mapping) or not isinstance(item.get("query"), str):
        raise UsageError("a query is an object with the text `query`", hint=_HINT)
    limit = item.get("limit", 5)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise UsageError("limit is no whole number above 0", hint=_HINT)
    types = item.get("type") or ()
    return Query(
        item["query"][:_LONGEST],
        tuple(_local(name) for name in ([types] if isinstance(types, str) else _list(types, "type"))),
        item.get("type_strict") in ("any", "all"),
        min(limit, MOST_RESULTS),
        tuple(_property(entry) for entry in _list(item.get("properties") or (), "properties")[:_MOST_PROPERTIES]),
    )


def _property(entry: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("pid"), str):
        raise UsageError("a property is an object with the text `pid`", hint=_HINT)
    given = entry.get("v")
    values = given if isinstance(given, list) else [given]
    return _local(entry["pid"]), tuple(_value(value) for value in values[:_MOST_PROPERTIES])


def _value(value: Any) -> str:
    """A value as text: what is said of an entity by its id, or as it stands."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return str(value)[:_LONGEST] if isinstance(value, (str, int, float)) else ""


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise UsageError(f"{name} is no list", hint=_HINT)
    return list(value)


def _local(name: Any) -> str:
    """A class or property by its local name, whether given so, as `kg:…` or as an IRI."""
    if not isinstance(name, str):
        raise UsageError("a type is no text", hint=_HINT)
    return name.rpartition("#")[2].removeprefix("kg:")[:_LONGEST]
