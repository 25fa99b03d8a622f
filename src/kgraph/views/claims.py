"""What articles say of one entity: by predicate and other end, claim by claim, a page at a time.

A *claim* is one predicate between the entity and another, whoever states it and with whichever status: so what one
article calls a fact and another denies stands side by side. All statements are looked at as columns of numbers
(`kgraph.network.projection`), which takes milliseconds for a hub of ten thousand; only what a page shows becomes
records. What a curator has suppressed is not among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kgraph.clocks import Clocks
from kgraph.network.projection import Projection, projection_of
from kgraph.store import Store
from kgraph.tenure import Held
from kgraph.views.evidence import Evidence, copies_of, evidence_from
from kgraph.views.parts import Reference
from kgraph.views.time import passing
from kgraph.vocab import schema

MOST_EVIDENCE = 12
"""Sentences of one claim that a page shows."""

_ORDER = ("fact", "planned", "ended", "denied")
_HELD: tuple[Held, ...] = ("yes", "unknown", "no")
_Numbers = Sequence[int]


@dataclass(frozen=True, slots=True)
class Claim:
    """One predicate between the entity and another.

    Attributes:
        statuses: Status → number of statements, facts first.
        evidence: The newest first, at most `MOST_EVIDENCE`.
        sources: Number of independent sources: copies of one text count once.
        contested: True if one article states what another denies.
        held: Whether it held on the day that is meant, as far as articles tell; empty where no day is meant.
    """

    other: Reference
    statuses: Mapping[str, int]
    evidence: tuple[Evidence, ...] = ()
    sources: int = 0
    held: Held | Literal[""] = ""

    @property
    def total(self) -> int:
        """Number of statements."""
        return sum(self.statuses.values())

    @property
    def contested(self) -> bool:
        """True if one article states, or tells as planned, what another denies."""
        return "denied" in self.statuses and len(self.statuses) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one predicate in one direction.

    Attributes:
        forward: True if the entity is the subject, or the predicate is symmetric.
        claims: Those of the page; `total` counts all.
    """

    predicate: str
    forward: bool
    total: int
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        """Name of the group in addresses: the predicate, with `-of` behind where the entity is the object."""
        return self.predicate if self.forward else f"{self.predicate}-of"


@dataclass(frozen=True)
class Said:
    """All that is said of an entity, by numbers of the projection.

    Attributes:
        number: Of the entity; None if no statement is about it.
        claims: Group (predicate, forward) → other end → statements; the newest first, then the most stated.
        years: Year → status → number of statements; the year is empty where an article has no date.
        held: Statement → whether it held on the day that is meant; empty where none is.
        clocks: The time that is meant.
    """

    store: Store = field(repr=False)
    projection: Projection = field(repr=False)
    number: int | None
    claims: Mapping[tuple[str, bool], Mapping[int, _Numbers]]
    years: Mapping[str, Mapping[str, int]]
    held: Mapping[int, Held | None] = field(default_factory=dict)
    clocks: Clocks = field(default_factory=Clocks)

    @property
    def total(self) -> int:
        """Number of statements."""
        return sum(len(statements) for group in self.claims.values() for statements in group.values())

    def others(self) -> Counter[int]:
        """Each other end → number of statements."""
        found: Counter[int] = Counter()
        for group in self.claims.values():
            for other, statements in group.items():
                found[other] += len(statements)
        return found


def said(store: Store, iri: str, clocks: Clocks | None = None) -> Said:
    """Look at all that is said of an entity, in both directions, as of a time if one is meant."""
    projection = projection_of(store)
    number = projection.number_of(iri)
    if number is None:
        return Said(store, projection, None, {}, {})
    rows, clocks = projection.about(number), clocks or Clocks()
    held = passing(store, projection, rows, clocks) if clocks else {}
    rows = list(held) if clocks else rows
    text = _Texts(projection)
    claims: dict[tuple[str, bool], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    latest: dict[tuple[str, bool, int], str] = {}
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for row, subject, object_, predicate, status, date in zip(*projection.told(rows), strict=True):
        name, day = text[predicate], text[date]
        forward = subject == number or _is_symmetric(name)
        other = object_ if subject == number else subject
        claims[name, forward][other].append(row)
        place = name, forward, other
        latest[place] = max(latest.get(place, ""), day)
        years[day[:4]][text[status]] += 1
    return Said(store, projection, number, _ranked(claims, latest), dict(sorted(years.items())), held, clocks)


def _ranked(
    claims: Mapping[tuple[str, bool], Mapping[int, _Numbers]], latest: Mapping[tuple[str, bool, int], str]
) -> dict[tuple[str, bool], dict[int, _Numbers]]:
    """Groups in the order of the ontology, in each the claim of the newest article first."""
    order = {name: place for place, name in enumerate(schema().predicates)}
    ranked: dict[tuple[str, bool], dict[int, _Numbers]] = {}
    for (name, forward), mine in sorted(claims.items(), key=lambda g: (not g[0][1], order.get(g[0][0], len(order)))):
        others = sorted(mine)
        others.sort(key=lambda other: (latest[name, forward, other], len(mine[other])), reverse=True)
        ranked[name, forward] = {other: mine[other] for other in others}
    return ranked


class _Texts(dict[int, str]):
    """Texts of a projection by number, each read once; none is the empty text."""

    def __init__(self, projection: Projection) -> None:
        super().__init__()
        self._texts = projection.texts

    def __missing__(self, number: int) -> str:
        self[number] = found = self._texts.optional(number) or ""
        return found


def _is_symmetric(predicate: str) -> bool:
    """Of such a one, both directions say the same: one group has them."""
    term = schema().predicates.get(predicate)
    return term is not None and term.symmetric


def groups(found: Said, size: int, *, start: int = 0, only: tuple[str, bool] | None = None) -> tuple[Group, ...]:
    """The groups, each with `size` claims from its place `start` on, with their sentences.

    Args:
        found: What is said.
        size: Claims of each group.
        start: How many to pass over.
        only: Only the group of this predicate and direction.
    """
    copies = copies_of(found.store)
    return tuple(
        Group(name, forward, len(mine), tuple(_claims(found, list(mine.items())[start : start + size], copies)))
        for (name, forward), mine in found.claims.items()
        if only in (None, (name, forward))
    )


def _claims(found: Said, chosen: Iterable[tuple[int, _Numbers]], copies: Mapping[str, str]) -> Iterable[Claim]:
    text = _Texts(found.projection)
    for other, rows in chosen:
        _, _, _, _, statuses, dates = found.projection.told(rows)
        counts = Counter(text[status] for status in statuses)
        articles = {article.iri for article in found.projection.sources(rows)}
        # Stable, so that equally new ones stay in the order of their IRIs.
        newest = sorted(zip(rows, dates, strict=True), key=lambda item: text[item[1]], reverse=True)[:MOST_EVIDENCE]
        yield Claim(
            reference(found.projection, other),
            {name: counts[name] for name in (*_ORDER, *counts) if name in counts},
            tuple(evidence_from(found.projection.statement(row), found.store.base, copies) for row, _ in newest),
            len({copies.get(iri, iri) for iri in articles}),
            next((answer for answer in _HELD if answer in {found.held.get(row) for row in rows}), ""),
        )


def reference(projection: Projection, number: int) -> Reference:
    """A node of the projection as something to link to."""
    node = projection.node(number)
    return Reference(node.key, node.label, "" if node.type == "Entity" else node.type)
