"""Answer a stranger's query as bytes: what a worker process runs for the SPARQL endpoint.

A question with its limits comes in, the finished document goes out, so that the web process only passes it on. The
engine writes rows itself; only an answer that may be over a limit is read row by row, cut, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import pyoxigraph as ox

from kgraph.clocks import AsOf
from kgraph.errors import QueryError, UsageError
from kgraph.serve.formats import GRAPHS, TABLES
from kgraph.store import Result, Store
from kgraph.store.engine import run
from kgraph.store.frozen import FrozenStore
from kgraph.store.result import rows_of
from kgraph.store.sparql import check_depth, check_readable, chosen_graphs
from kgraph.vocab import PREFIXES

Kind = Literal["rows", "boolean", "graph"]
_T = TypeVar("_T", bound=Iterable[object])
_EACH = 40  # bytes that a term takes beside its text, about


# Both records cross the pipe to a worker: without slots they are pickled several times faster.
@dataclass(frozen=True)
class Question:
    """A query with what its answer may be.

    Attributes:
        query: The text.
        table: Media type for rows and truth values; empty if none is acceptable.
        graph: Media type for triples; empty if none is acceptable.
        default_graphs: IRIs of the graphs that are its default graph; None as the query says.
        named_graphs: IRIs of its named graphs; None as the query says.
        max_rows: Rows or triples.
        max_bytes: Of the document.
        timeout: Seconds, for a store on a server; else whoever runs this sees to it.
    """

    query: str
    table: str
    graph: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    max_rows: int = 100_000
    max_bytes: int = 32 << 20
    timeout: float = 30.0


@dataclass(frozen=True)
class Document:
    """An answer.

    Attributes:
        kind: What the query asks for.
        content: The document; empty if no acceptable media type fits its kind.
        media_type: Of the content; empty likewise.
        cut: Rows or triples after which it was cut; 0 if it is whole.
    """

    kind: Kind
    content: bytes = b""
    media_type: str = ""
    cut: int = 0


def answer(store: Store, question: Question) -> Document:
    """Answer a question.

    Raises:
        QueryError: It does not parse, would change or leave the store, is nested too deeply, or names a graph that
            the store does not have.
        UsageError: Graphs are chosen beside the query, and the store is on a server.
    """
    check_depth(question.query)
    check_readable(question.query)
    _check_graphs(store, question)
    if not isinstance(store, FrozenStore | AsOf):
        if question.default_graphs is not None or question.named_graphs is not None:
            raise UsageError("graphs cannot be chosen beside the query here", hint="name them by FROM in the query")
        result = store.query_guarded(question.query, timeout=question.timeout, max_rows=question.max_rows)
        return _written(result, question)
    found = _run(store, question)
    if isinstance(found, ox.QueryTriples):
        triples, more = _take(found, question)
        return _written(Result("graph", triples=tuple(dict.fromkeys(triples)), truncated=more), question)
    kind: Kind = "boolean" if isinstance(found, ox.QueryBoolean) else "rows"
    if not question.table:
        return Document(kind)
    whole = _quickly(found, question)
    if whole is not None:
        return Document(kind, whole, question.table)
    again = _run(store, question)
    assert isinstance(again, ox.QuerySolutions)
    rows, more = _take(rows_of(again), question)
    names = tuple(variable.value for variable in again.variables)
    return _written(Result("rows", names, tuple(rows), truncated=more), question)


def _run(store: FrozenStore | AsOf, question: Question) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    graphs = None
    if question.default_graphs is not None or question.named_graphs is not None:
        graphs = (question.default_graphs or (), question.named_graphs or ())
    return run(store.engine, question.query, graphs)


def _check_graphs(store: Store, question: Question) -> None:
    """Let pass the graphs that there are; whatever else is named would have to be fetched, which is refused."""
    named = {*chosen_graphs(question.query), *(question.default_graphs or ()), *(question.named_graphs or ())}
    for iri in sorted(named):
        try:
            node = ox.NamedNode(iri)
        except ValueError as fault:
            raise QueryError(f"<{iri}> is no IRI of a graph", hint="it must be absolute") from fault
        if isinstance(store, FrozenStore | AsOf):
            known = store.engine.contains_named_graph(node)
        else:
            known = bool(store.query(f"ASK {{ GRAPH {node} {{ ?s ?p ?o }} }}"))
        if not known:
            raise QueryError(f"there is no graph <{iri}> here, and none is fetched", hint="see /.well-known/void")


class _Full(Exception):
    """The document has grown over its limit."""


class _Sink:
    """A file that takes so many bytes."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._left -= len(part)
        if self._left < 0:
            raise _Full
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """There is nothing to do."""


def _quickly(found: ox.QuerySolutions | ox.QueryBoolean, question: Question) -> bytes | None:
    """The document as the engine writes it; None if it has, or may have, more rows or bytes than it may."""
    form = TABLES[question.table]
    sink = _Sink(question.max_bytes)
    try:
        found.serialize(sink, format=form.results)  # type: ignore[arg-type]
    except _Full:
        return None
    content = b"".join(sink.parts)
    # Text may hold the mark as well, so there are not more rows than one more than marks.
    return content if content.count(form.mark) < question.max_rows else None


def _take(items: Iterable[_T], question: Question) -> tuple[list[_T], bool]:
    """As many as the limits allow, and whether there are more."""
    taken: list[_T] = []
    size = 0
    for item in items:
        size += sum(_EACH + len(str(term)) for term in item)
        if len(taken) >= question.max_rows or size > question.max_bytes:
            return taken, True
        taken.append(item)
    return taken, False


def _written(result: Result, question: Question) -> Document:
    """A result as a document within its limit of bytes."""
    media_type = question.graph if result.kind == "graph" else question.table
    if not media_type:
        return Document(result.kind)
    while True:
        number = len(result.rows) or len(result.triples)
        cut = number if result.truncated else 0
        content = _graph(result, media_type, cut) if result.kind == "graph" else _table(result, media_type, cut)
        if len(content) <= question.max_bytes or not number:
            return Document(result.kind, content, media_type, cut)
        fewer = number * question.max_bytes // (2 * len(content))
        result = replace(result, rows=result.rows[:fewer], triples=result.triples[:fewer], truncated=True)


def _table(result: Result, media_type: str, cut: int) -> bytes:
    form = TABLES[media_type].results
    text = result.as_json()
    if form == ox.QueryResultsFormat.JSON:
        # Not of the standard, whose readers pass over what they do not know.
        return json.dumps({**json.loads(text), "truncated": cut}, ensure_ascii=False).encode() if cut else text.encode()
    content = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON).serialize(format=form) or b""
    if cut and form == ox.QueryResultsFormat.XML:
        content += f"<!-- {_notice(cut, 'row')} -->".encode()
    return content


def _graph(result: Result, media_type: str, cut: int) -> bytes:
    form = GRAPHS[media_type]
    content = ox.serialize(result.triples, format=form, prefixes=dict(PREFIXES)) or b""
    if cut and form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS):
        content += f"# {_notice(cut, 'triple')}\n".encode()
    return content


def _notice(cut: int, noun: str) -> str:
    return f"cut after {cut} {noun}s; there are more"
