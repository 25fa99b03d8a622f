"""An answer as rows: a `Result` in, plain Python values, a data frame or an HTML table out."""

from __future__ import annotations

import html
import importlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from kgraph.errors import UsageError, several

if TYPE_CHECKING:
    from kgraph.store import Result, Term

Value = str | int | float | bool | None
Row = dict[str, Value]

_SHOWN = 50  # rows of an HTML table


class Rows(Sequence[Row]):
    """The rows of an answer, each a dictionary of column → value.

    Whole and decimal numbers and truth values are Python's; dates stay ISO 8601 texts, as they may be cut to what is
    known; IRIs and labels are texts; what is unbound is None. A CONSTRUCT has columns subject, predicate and object,
    an ASK the column boolean.

    Example:
        >>> rows = graph.query("SELECT ?name { ?land a kg:Land ; rdfs:label ?name } ORDER BY ?name")
        >>> rows[0], rows.columns, len(rows)
        ({'name': 'Baden-Württemberg'}, ('name',), 16)
    """

    def __init__(self, result: Result) -> None:
        self._result = result
        self.columns, self._rows = _table(result)

    @property
    def result(self) -> Result:
        """The answer as RDF terms.

        Example:
            >>> graph.query("SELECT ?land { ?land a kg:Land } LIMIT 1").result.rows[0]
            (<NamedNode value=https://w3id.org/kgraph/id/land/...>,)
        """
        return self._result

    @property
    def truncated(self) -> bool:
        """True if there is more than was let through.

        Example:
            >>> graph.query("about", entity="Bremen", limit=1).truncated
            True
        """
        return self._result.truncated

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return self._rows[place]

    def __repr__(self) -> str:
        return f"<{several(len(self), 'row')}: {', '.join(self.columns)}>"

    def column(self, name: str) -> list[Value]:
        """The values of a column.

        Raises:
            KeyError: There is none of that name.

        Example:
            >>> graph.query("SELECT ?n { VALUES ?n { 1 2 } }").column("n")
            [1, 2]
        """
        if name not in self.columns:
            raise KeyError(name)
        return [row[name] for row in self._rows]

    def pandas(self) -> Any:
        """The rows as a pandas `DataFrame`.

        Raises:
            UsageError: pandas is not installed.

        Example:
            >>> graph.query("takeovers").pandas().shape  # doctest: +SKIP
            (23, 16)
        """
        return _library("pandas").DataFrame(self._rows, columns=list(self.columns))

    def polars(self) -> Any:
        """The rows as a polars `DataFrame`.

        Raises:
            UsageError: polars is not installed.

        Example:
            >>> graph.query("takeovers").polars().height  # doctest: +SKIP
            23
        """
        return _library("polars").DataFrame({name: self.column(name) for name in self.columns}, strict=False)

    def _repr_html_(self) -> str:
        """A table for a notebook; everything in it is text."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{_cell(row[name])}</td>' for name in self.columns)}</tr>"
            for row in self._rows[:_SHOWN]
        )
        rest = len(self) - _SHOWN
        more = f"<p>… and {rest} more rows</p>" if rest > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _table(result: Result) -> tuple[tuple[str, ...], list[Row]]:
    from kgraph.store import text_of

    if result.kind == "boolean":
        return ("boolean",), [{"boolean": result.boolean}]
    if result.kind == "graph":
        columns = ("subject", "predicate", "object")
        return columns, [
            dict(zip(columns, (text_of(t.subject), text_of(t.predicate), _value(t.object)), strict=True))
            for t in result.triples
        ]
    rows = [dict(zip(result.variables, map(_value, row), strict=True)) for row in result.rows]
    return result.variables, rows


def _value(term: Term | None) -> Value:
    from kgraph.store import text_of
    from kgraph.vocab import XSD

    if term is None:
        return None
    text = text_of(term)
    kind = getattr(getattr(term, "datatype", None), "value", "").removeprefix(XSD)
    if kind == "integer":
        return int(text)
    if kind in ("decimal", "double", "float"):
        return float(Decimal(text)) if kind == "decimal" else float(text)
    return text == "true" if kind == "boolean" else text


def _cell(value: Value) -> str:
    return "" if value is None else html.escape(str(value))


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        raise UsageError(f"{name} is not installed", hint=f"pip install {name}") from fault
