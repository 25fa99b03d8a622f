"""How a named query's text gets its rows: asked without its order, ordered here, and kept if that took long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import monotonic

from kgraph.query import kept
from kgraph.query.kept import Shelf
from kgraph.query.order import in_order, ordered
from kgraph.store import Result, Store, Term
from kgraph.store.sparql import bind


def rows_of(store: Store, sparql: str, values: Mapping[str, Term], *, max_rows: int | None = None) -> Result:
    """Answer a SELECT of kgraph's own.

    Args:
        store: Whom to ask.
        sparql: The text.
        values: Parameter → term, for its places.
        max_rows: Rows after which the answer is cut.

    Raises:
        QueryError, StoreError, RemoteError: See `Store.query`.
    """
    if store.cuts and max_rows is not None:
        # Only its own order makes the first rows of a server the first of all.
        return store.query(sparql, values, max_rows=max_rows)

    def asked() -> Result:
        text = ordered(sparql)
        answer = store.query(text.sparql, values)
        return replace(answer, rows=in_order(answer.variables, answer.rows, text.keys)) if text.keys else answer

    return kept_beside(store, bind(sparql, values), asked).cut(max_rows)


def kept_beside(store: Store, question: str, work: Callable[[], Result]) -> Result:
    """The answer to a question, from beside the store or by that work; then it is kept if that took long.

    Args:
        store: What alone the answer depends on, beside the question.
        question: The same text for the same answer.
        work: Gives it.
    """
    shelf = Shelf.of(store)
    if shelf is not None and (found := shelf.find(question)) is not None:
        return found
    started = monotonic()
    answer = work()
    if shelf is not None and monotonic() - started >= kept.WORTH:
        shelf.keep(question, answer)
    return answer
