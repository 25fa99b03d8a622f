"""What a server answers, read by its media type: bytes in, a `Result` out, or a fault that says what came instead."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph.errors import RemoteError
from kgraph.remote import Answer
from kgraph.store.result import Result, Term

_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_TRUTH = {"1": "true", "0": "false"}


class CutError(RemoteError):
    """An answer that the server has cut after so many rows as it allows."""


def result_of(url: str, answer: Answer, max_rows: int | None) -> Result:
    """Read an answer, cut to `max_rows`.

    Raises:
        RemoteError: It is damaged, or something else than SPARQL results.
        CutError: The server has cut it.
    """
    graph = ox.RdfFormat.from_media_type(answer.media_type)
    table = ox.QueryResultsFormat.from_media_type(answer.media_type)
    try:
        if table is not None:
            found = ox.parse_query_results(answer.content, format=table)
            if isinstance(found, ox.QueryBoolean):
                return Result("boolean", boolean=bool(found))
            names = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(_plain(solution[name]) for name in names) for solution in found)
            _refuse_cut(url, answer, len(rows), max_rows)
            return Result("rows", names, rows[:max_rows], truncated=max_rows is not None and len(rows) > max_rows)
        if graph is not None:
            triples = tuple(dict.fromkeys(quad.triple for quad in ox.parse(answer.content, format=graph)))
            return Result(
                "graph", triples=triples[:max_rows], truncated=max_rows is not None and len(triples) > max_rows
            )
    except (SyntaxError, ValueError) as fault:
        raise RemoteError(f"{url} answers damaged {answer.media_type}: {fault}", hint="try again") from fault
    told = " ".join(answer.content[:80].decode(errors="replace").split())
    raise RemoteError(
        f"{url} answers {answer.media_type or 'something without a type'}, not SPARQL results: {told!r}",
        hint="check that this is the address of its SPARQL endpoint",
    )


def _plain(term: Term | None) -> Term | None:
    """A truth value in words: Virtuoso writes it as a number."""
    if isinstance(term, ox.Literal) and term.datatype.value == _BOOLEAN and term.value in _TRUTH:
        return ox.Literal(_TRUTH[term.value], datatype=term.datatype)
    return term


def _refuse_cut(url: str, answer: Answer, rows: int, max_rows: int | None) -> None:
    if answer.most_rows and rows >= answer.most_rows and (max_rows is None or rows <= max_rows):
        raise CutError(
            f"{url} cuts its answers after {answer.most_rows} rows, and there may be more",
            hint="raise that limit on the server (Virtuoso: ResultSetMaxRows), or narrow the query",
        )
