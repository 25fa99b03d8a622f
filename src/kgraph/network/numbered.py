"""Nodes and statements of a network's columns by their numbers: `Columns` in, masks and single records out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kgraph.network.choice import Selection
from kgraph.network.columns import Columns
from kgraph.network.parts import Node, Source, Statement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kgraph.network.columns import Numbers, Texts

    Mask = NDArray[np.bool_]


class Numbered:
    """Everything that the articles of a store state.

    Nodes and statements are numbered in the order of their IRIs. A mask is a truth value for each statement.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.subjects: Numbers = columns.statement["subject"]
        self.objects: Numbers = columns.statement["object"]
        self._sources: dict[int, Source] = {}

    @property
    def texts(self) -> Texts:
        """What numbers of texts mean."""
        return self._columns.texts

    def about(self, number: int) -> list[int]:
        """The statements that have a node at either end."""
        return list(np.flatnonzero((self.subjects == number) | (self.objects == number)).tolist())

    def between(self, numbers: Sequence[int]) -> list[int]:
        """The statements that have one of these nodes at each end."""
        inside = np.zeros(self.node_count, bool)
        inside[list(numbers)] = True
        return list(np.flatnonzero(inside[self.subjects] & inside[self.objects]).tolist())

    def told(self, statements: Sequence[int]) -> tuple[list[int], ...]:
        """Of these statements: themselves, subjects, objects; numbers of the texts of predicate, status and date."""
        columns, chosen = self._columns, np.asarray(statements, dtype=np.intp)
        dates = columns.source["date"][columns.statement["source"][chosen]]
        said = (columns.statement["predicate"][chosen], columns.statement["status"][chosen], dates)
        return tuple(column.tolist() for column in (chosen, self.subjects[chosen], self.objects[chosen], *said))

    def sources(self, statements: Sequence[int]) -> list[Source]:
        """The articles of these statements, each once."""
        chosen = np.asarray(statements, dtype=np.intp)
        return [self._source(number) for number in np.unique(self._columns.statement["source"][chosen]).tolist()]

    @property
    def node_count(self) -> int:
        """How many entities some statement is about."""
        return len(self._columns.node["iri"])

    @property
    def statement_count(self) -> int:
        """How many statements there are."""
        return len(self.subjects)

    def number_of(self, iri: str) -> int | None:
        """The number of the node with that IRI, None if no statement is about it."""
        column, texts = self._columns.node["iri"], self._columns.texts
        place = bisect_left(range(len(column)), iri, key=lambda number: texts[int(column[number])])
        return place if place < len(column) and texts[column[place]] == iri else None

    def node(self, number: int) -> Node:
        """The node of that number."""
        columns, texts = self._columns.node, self._columns.texts
        names = texts.optional(columns["names"][number])
        return Node(
            **{name: texts[columns[name][number]] for name in ("iri", "key", "label", "type", "coarse")},
            names=tuple(names.split("\n")) if names else (),
            abbreviation=texts.optional(columns["abbreviation"][number]),
            date=texts.optional(columns["date"][number]),
        )

    def statement(self, number: int) -> Statement:
        """The statement of that number."""
        columns, texts = self._columns.statement, self._columns.texts
        iris, roles = self._columns.node["iri"], texts.optional(columns["roles"][number])
        more = ("amount", "taken_from", "speaker", "valid_from", "valid_until", "held")
        return Statement(
            iri=texts[columns["iri"][number]],
            subject=texts[iris[self.subjects[number]]],
            predicate=texts[columns["predicate"][number]],
            object=texts[iris[self.objects[number]]],
            status=texts[columns["status"][number]],  # type: ignore[arg-type]  # the shapes let nothing else in
            quote=texts[columns["quote"][number]],
            confidence=float(self._columns.confidence[number]),
            rule=texts[columns["rule"][number]],
            source=self._source(int(columns["source"][number])),
            roles=tuple(roles.split("\n")) if roles else (),
            **{name: texts.optional(columns[name][number]) for name in more},
        )

    def mask(self, selection: Selection) -> Mask:
        """The statements that a selection lets through."""
        columns = self._columns
        chosen: Mask = self.subjects != self.objects
        if selection.predicates:
            chosen &= self.said("predicate", selection.predicates)
        if selection.statuses:
            chosen &= self.said("status", selection.statuses)
        if selection.types:
            fit = self.of_types(selection.types)
            fit[[number for iri in selection.exempt if (number := self.number_of(iri)) is not None]] = True
            chosen &= fit[self.subjects] & fit[self.objects]
        if selection.since is not None or selection.until is not None:
            dates = columns.source["date"]
            covered = np.array([selection.covers(columns.texts.optional(date)) for date in dates], bool)
            chosen &= covered[columns.statement["source"]]
        return chosen

    def said(self, name: str, values: Iterable[str]) -> Mask:
        """The statements whose text in that column is one of these."""
        column, wanted = self._columns.statement[name], set(values)
        numbers = [number for number in np.unique(column).tolist() if self._columns.texts[number] in wanted]
        return np.isin(column, numbers)

    def of_types(self, types: frozenset[str]) -> Mask:
        """The nodes whose fine or coarse type is one of these."""
        texts, found = self._columns.texts, np.zeros(self.node_count, bool)
        for name in ("type", "coarse"):
            column = self._columns.node[name]
            found |= np.isin(column, [number for number in np.unique(column).tolist() if texts[number] in types])
        return found

    def _source(self, number: int) -> Source:
        if number not in self._sources:
            columns, texts = self._columns.source, self._columns.texts
            self._sources[number] = Source(
                texts[columns["iri"][number]],
                texts[columns["title"][number]],
                texts.optional(columns["date"][number]),
                texts.optional(columns["url"][number]),
            )
        return self._sources[number]
