"""What a query answers, whichever store it was asked: rows, a truth value or triples.

Comes in as pyoxigraph's lazy results or as a server's SPARQL results; goes out as a frozen
`Result` that knows how to write itself as SPARQL JSON, SPARQL CSV or Turtle.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypeVar

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[Term | None, ...]
_T = TypeVar("_T")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Result:
    """An answer, wholly in memory.

    Attributes:
        kind: `rows` (SELECT), `boolean` (ASK) or `graph` (CONSTRUCT, DESCRIBE).
        variables: Names of the columns, without `?`; empty unless `kind` is `rows`.
        rows: One tuple a solution, in the order of `variables`; `None` where unbound.
        boolean: The truth value; `None` unless `kind` is `boolean`.
        triples: The triples of a graph.
        truncated: True if there was more than the row cap let through.
    """

    kind: Literal["rows", "boolean", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] = ()
    truncated: bool = False

    def __bool__(self) -> bool:
        """True if there is anything in it; for `boolean`, the truth value."""
        return bool(self.boolean or self.rows or self.triples)

    def bindings(self) -> Iterator[dict[str, Term]]:
        """Yield each row as variable → term, unbound ones left out."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def texts(self) -> Iterator[dict[str, str]]:
        """Yield each row as variable → lexical value or IRI, unbound ones as an empty string."""
        for row in self.rows:
            yield {name: text_of(term) for name, term in zip(self.variables, row, strict=True)}

    def without(self, column: str) -> Result:
        """The rows without a column; itself if it has none of that name."""
        if column not in self.variables:
            return self
        place = self.variables.index(column)
        rows = tuple((*row[:place], *row[place + 1 :]) for row in self.rows)
        return replace(self, variables=(*self.variables[:place], *self.variables[place + 1 :]), rows=rows)

    def cut(self, max_rows: int | None) -> Result:
        """The first rows; itself if there are no more."""
        if max_rows is None or len(self.rows) <= max_rows:
            return self
        return replace(self, rows=self.rows[:max_rows], truncated=True)

    def as_json(self) -> str:
        """SPARQL 1.1 Query Results JSON; for a graph, expanded JSON-LD."""
        if self.kind == "graph":
            return _serialise(self.triples, ox.RdfFormat.JSON_LD)
        if self.kind == "boolean":
            return json.dumps({"head": {}, "boolean": self.boolean})
        solutions = [{name: _as_object(term) for name, term in row.items()} for row in self.bindings()]
        document = {"head": {"vars": list(self.variables)}, "results": {"bindings": solutions}}
        return json.dumps(document, ensure_ascii=False, indent=1)

    def as_csv(self, *, safe: bool = False) -> str:
        """SPARQL 1.1 Query Results CSV (lines end in CR LF, as RFC 4180 wants); a graph as its triples.

        Args:
            safe: Put an apostrophe before what a spreadsheet would take for a formula; the standard has none.
        """
        cell = _harmless if safe else text_of
        out = io.StringIO()
        writer = csv.writer(out)
        if self.kind == "boolean":
            writer.writerows([["boolean"], [str(self.boolean).lower()]])
        elif self.kind == "graph":
            writer.writerow(["subject", "predicate", "object"])
            writer.writerows([cell(t.subject), cell(t.predicate), cell(t.object)] for t in self.triples)
        else:
            writer.writerow(self.variables)
            writer.writerows([cell(term) for term in row] for row in self.rows)
        return out.getvalue()

    def as_turtle(self, prefixes: Mapping[str, str] | None = None) -> str:
        """The triples as Turtle, sorted, so that equal graphs give equal text."""
        ordered = sorted(self.triples, key=str)
        return _serialise(ordered, ox.RdfFormat.TURTLE, prefixes)


def _harmless(term: Term | None) -> str:
    """A cell's text, with an apostrophe before it if it begins like a formula; numbers stay numbers."""
    text = text_of(term)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def collect(answer: object, max_rows: int | None = None) -> Result:
    """Read pyoxigraph's answer to its end, or to `max_rows` rows or triples."""
    if isinstance(answer, ox.QueryBoolean):
        return Result("boolean", boolean=bool(answer))
    if isinstance(answer, ox.QueryTriples):
        triples, more = _take(answer, max_rows)
        return Result("graph", triples=tuple(dict.fromkeys(triples)), truncated=more)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError(f"{type(answer).__name__} is no answer to a query")
    names = tuple(variable.value for variable in answer.variables)
    rows, more = _take(rows_of(answer), max_rows)
    return Result("rows", variables=names, rows=tuple(rows), truncated=more)


def rows_of(answer: ox.QuerySolutions) -> Iterator[Row]:
    """Yield the rows of pyoxigraph's answer."""
    return map(tuple, answer)


def rows_of_csv(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of SPARQL 1.1 Query Results CSV, without the head."""
    # A field may be as long as a sentence; the limit is one of the whole process, so it is never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    next(rows, None)
    return rows


def text_of(term: Term | None) -> str:
    """The lexical value of a literal, the IRI of a node, `_:id` of a blank one; empty for `None`."""
    if term is None:
        return ""
    if isinstance(term, (ox.NamedNode, ox.Literal)):
        return term.value
    return str(term)


def _take(items: Iterator[_T], limit: int | None) -> tuple[list[_T], bool]:
    taken: list[_T] = []
    for item in items:
        if limit is not None and len(taken) >= limit:
            return taken, True
        taken.append(item)
    return taken, False


def _as_object(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _as_object(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value != _STRING:
        return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "literal", "value": term.value}


def _serialise(triples: object, kind: ox.RdfFormat, prefixes: Mapping[str, str] | None = None) -> str:
    data = ox.serialize(triples, format=kind, prefixes=dict(prefixes or {}))  # type: ignore[arg-type]
    return (data or b"").decode()
