"""Questions to the graph: named queries, what is known of an entity, a statement in its sentence, counts.

A store and what the user typed come in; `Result`s and frozen views go out. How they are printed is
the matter of `kgraph.cli`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.query.catalogue import NamedQuery, Parameter, named_queries, named_query
from kgraph.query.explanation import Explanation, explain
from kgraph.query.figures import FigureView
from kgraph.query.identity import Identity, identity
from kgraph.query.lookup import Found, find_article, find_entity, terms_of
from kgraph.query.profile import Profile, StatementView, profile
from kgraph.query.standing import Standing, standings
from kgraph.query.statistics import Statistics, articles, statistics
from kgraph.store import Result, Store

__all__ = [
    "Explanation",
    "FigureView",
    "Found",
    "Identity",
    "NamedQuery",
    "Parameter",
    "Profile",
    "Standing",
    "StatementView",
    "Statistics",
    "articles",
    "ask",
    "explain",
    "find_article",
    "find_entity",
    "identity",
    "named_queries",
    "named_query",
    "profile",
    "standings",
    "statistics",
    "terms_of",
]


def ask(
    store: Store, name: str, given: Mapping[str, str | None] | None = None, *, max_rows: int | None = None
) -> Result:
    """Answer a named query.

    Args:
        store: Whom to ask.
        name: A query's name.
        given: Parameter → what the user typed.
        max_rows: Rows after which the answer is cut.

    Raises:
        UsageError: No such query; a parameter is unknown, missing, ambiguous or malformed.
        NotFoundError: A parameter names nothing.
        QueryError, StoreError, RemoteError: See `Store.query`.
    """
    query = named_query(name)
    return store.query(query.sparql, terms_of(store, query, given or {}), max_rows=max_rows)
