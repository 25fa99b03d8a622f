"""Parameters for the named queries: a store in; for each query the parameter sets that it is measured with."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from kgraph.query import named_queries
from kgraph.query.catalogue import NamedQuery
from kgraph.store import Store

_ENDS = """
SELECT ?end ?type WHERE { GRAPH ?article { ?statement rdf:predicate %s ; rdf:%s ?end } OPTIONAL { ?end a ?type } }
"""
_ANY = "SELECT ?end ?type WHERE { GRAPH ?article { ?article kg:mentions ?end } OPTIONAL { ?end a ?type } }"
# Where a parameter must fit the query to have an answer: end and predicate of statements.
_FITTING: Mapping[str, tuple[str, str]] = {
    "agreements.party": ("subject", "kg:partyTo"),
    "agreements.with": ("subject", "kg:partyTo"),
    "agreements.subject": ("object", "kg:concerns"),
    "cooperations.of": ("subject", "kg:cooperatesWith"),
    "events.place": ("object", "kg:takesPlaceIn"),
    "funding.by": ("subject", "kg:funds"),
    "funding.of": ("object", "kg:funds"),
    "members.of": ("object", "kg:participatesIn"),
    "ministries.of": ("object", "kg:partOf"),
    "officeholders.person": ("subject", "kg:holdsRole"),
    "officeholders.at": ("object", "kg:holdsRole"),
    "opinions.on": ("object", "kg:supports"),
    "opinions.by": ("subject", "kg:supports"),
    "takeovers.what": ("object", "kg:takesOver"),
    "takeovers.by": ("subject", "kg:takesOver"),
}


def parameter_sets(store: Store, number: int, seed: int = 1) -> Iterator[tuple[NamedQuery, list[dict[str, str]]]]:
    """Yield each named query with `number` sets of its parameters.

    Required parameters and the first optional entity are drawn among what the store holds, by how often it is said:
    so well-known bodies, which cost most, are frequent.
    """
    for query in named_queries().values():
        draw = random.Random(f"{seed}/{query.name}")
        chosen = [p for p in query.parameters if p.required] or [p for p in query.parameters if p.kind == "entity"][:1]
        pools = {p.name: _pool(store, query.name, p.name, p.kind) for p in chosen}
        sets = [{name: draw.choice(pool) for name, pool in pools.items()} for _ in range(number)]
        yield query, sets


def answers_whole(query: NamedQuery) -> bool:
    """True if a query answers without parameters, for the whole store."""
    return not any(parameter.required for parameter in query.parameters)


def _pool(store: Store, query: str, parameter: str, kind: str) -> list[str]:
    if kind == "article":
        return sorted(store.fingerprints())
    end, predicate = _FITTING.get(f"{query}.{parameter}", ("", ""))
    rows = list(store.texts(_ENDS % (predicate, end) if predicate else _ANY))
    if query == "shared-projects":
        rows = [row for row in rows if row[1].endswith("#Land")]
    return sorted(row[0] for row in rows)
