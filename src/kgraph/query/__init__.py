"""Questions to the graph: named queries, what is known of an entity, a statement in its sentence, counts.

A store and what the user typed come in; `Result`s and frozen views go out. How they are printed is
the matter of `kgraph.cli`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.clocks import AsOf, Clocks
from kgraph.clocks.choice import SHOWN
from kgraph.offices import edition
from kgraph.query.catalogue import NamedQuery, Parameter, named_queries, named_query
from kgraph.query.explanation import Explanation, explain
from kgraph.query.figures import FigureView
from kgraph.query.identity import Identity, decided, identity
from kgraph.query.lookup import Found, find_article, find_entity, terms_of
from kgraph.query.officeholders import Officeholders, conflicts, joined
from kgraph.query.profile import Profile, StatementView, profile
from kgraph.query.rows import kept_beside, rows_of
from kgraph.query.standing import Standing, articles_called, standings
from kgraph.query.statistics import Statistics, articles, statistics
from kgraph.store import Result, Store, text_of
from kgraph.store.sparql import bind

__all__ = [
    "Explanation",
    "FigureView",
    "Found",
    "Identity",
    "NamedQuery",
    "Officeholders",
    "Parameter",
    "Profile",
    "Standing",
    "StatementView",
    "Statistics",
    "articles",
    "articles_called",
    "ask",
    "conflicts",
    "decided",
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
    if query.joined and isinstance(store, AsOf):
        # Whole tenures tell more than the single statements that are left.
        typed = {parameter: text for parameter, text in (given or {}).items() if text is not None}
        given, store = _told(store.clocks) | typed, store.whole
    terms = terms_of(store, query, given or {})
    unplaced = {parameter.name for parameter in query.parameters if not parameter.placed}
    placed = {name: term for name, term in terms.items() if name not in unplaced}
    if not query.joined:
        found = rows_of(store, query.sparql, placed, max_rows=max_rows)
        return found if store.valid_on else found.without(_OF_A_DAY)
    told = sorted((name, text_of(term)) for name, term in terms.items() if name in unplaced)
    join = _JOINED[query.joined]
    question = f"{bind(query.sparql, placed)}\n# {query.joined} {told} {edition()}"

    def work() -> Result:
        return join(store, lambda values: rows_of(store, query.sparql, values), terms)

    return kept_beside(store, question, work).cut(max_rows)


def _told(clocks: Clocks) -> dict[str, str]:
    """The clocks as parameters."""
    held = " ".join(sorted(clocks.held)) if clocks.valid_on and clocks.held != SHOWN else None
    told = {"valid-on": clocks.valid_on, "known-on": clocks.known_on, "held": held}
    return {name: text for name, text in told.items() if text is not None}


_OF_A_DAY = "held"
"""The column that only a store as of a day fills."""
_JOINED = {"officeholders": joined}
