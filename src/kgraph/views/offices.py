"""Offices through time: who held which, joined from all claims, and the claims that exclude each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgraph.query import Officeholders
from kgraph.tenure import Claim as OfficeClaim
from kgraph.tenure import Period, Tenure
from kgraph.views.claims import Said, reference
from kgraph.views.evidence import copies_of
from kgraph.views.parts import Reference
from kgraph.views.time import at_same_bodies
from kgraph.vocab import article_id, key_of, schema

_PREDICATE = "holdsRole"

MOST_TENURES = 60
"""Offices that a page lists; of a body with more, those held last."""

MOST_CLAIMS = 400
"""Claims on offices that are joined for a page; of a body with more, the named query `officeholders` tells all."""


@dataclass(frozen=True, slots=True)
class OfficeView:
    """One tenure.

    Attributes:
        role: The office as most claims have it; may be empty.
        since: The beginning as an article tells it, `until` the end; empty where none does.
        over_by: The last possible day, where that says more than `until`.
        first_seen: From then to `last_seen` it was surely held; both may be empty.
        planned: True if all that is known is that it is intended.
        sources: Number of independent sources.
    """

    person: Reference
    role: str
    at: Reference
    since: str
    until: str
    over_by: str
    first_seen: str
    last_seen: str
    planned: bool
    sources: int
    quote: str
    article: str

    @property
    def begin(self) -> str:
        """The first day on a time line; empty where nothing is known."""
        return self.since or self.first_seen

    @property
    def end(self) -> str:
        """The last day on a time line."""
        return self.until or self.last_seen or self.begin


@dataclass(frozen=True, slots=True)
class RivalView:
    """Two claims on one office that exclude each other; `kind` as `kgraph.tenure.Rivals` has it."""

    kind: str
    role: str
    at: Reference
    first_day: str
    last_day: str
    claims: tuple[RivalClaim, RivalClaim]


@dataclass(frozen=True, slots=True)
class RivalClaim:
    """One side of two rival claims."""

    person: Reference
    role: str
    status: str
    quote: str
    article: str
    published: str


@dataclass(frozen=True, slots=True)
class Offices:
    """The offices of a person, or at a body.

    Attributes:
        total: Number of tenures; where there are none, of claims that are too many to be joined here.
    """

    tenures: tuple[OfficeView, ...] = ()
    rivals: tuple[RivalView, ...] = ()
    total: int = 0


def offices(said: Said) -> Offices:
    """The offices that a person held, or that were held at a body, the latest first."""
    rows = [
        row for (name, _), mine in said.claims.items() if name == _PREDICATE for part in mine.values() for row in part
    ]
    if not rows or len(rows) > MOST_CLAIMS:
        return Offices(total=len(rows))
    # Whoever held the same office before or after bounds the time of a person.
    beside = sorted({*rows, *at_same_bodies(said.projection, rows, said.clocks)})
    own, rows = rows, rows if len(beside) > MOST_CLAIMS else beside
    ends = {number for column in said.projection.told(rows)[1:3] for number in column}
    things = {thing.key: thing for thing in (reference(said.projection, number) for number in ends)}
    found = _joined(said, rows, things)
    shown = {key_of(said.store.base, iri) or iri for iri in (said.projection.statement(row).iri for row in own)}
    tenures = [
        _view(tenure, found, things)
        for tenure in found.tenures()
        if not shown.isdisjoint(claim.statement for claim in tenure.claims)
    ]
    tenures.sort(key=lambda view: (view.end, view.begin, view.role, view.person.key), reverse=True)
    rivals = tuple(
        RivalView(
            item.kind,
            item.one.role,
            things[item.one.at],
            item.days.first,
            item.days.last,
            (_side(item.one, things), _side(item.other, things)),
        )
        for item in found.rivals()
        if not shown.isdisjoint((item.one.statement, item.other.statement))
    )
    return Offices(tuple(tenures[:MOST_TENURES]), rivals[:MOST_TENURES], len(tenures))


def _view(tenure: Tenure, found: Officeholders, things: Mapping[str, Reference]) -> OfficeView:
    sure = tenure.bounds.sure or Period("", "")
    best = tenure.claims[-1]
    return OfficeView(
        person=things[tenure.person],
        role=tenure.role,
        at=things[tenure.at],
        since=tenure.since,
        until=tenure.until,
        over_by=tenure.over_by,
        first_seen=sure.first,
        last_seen=sure.last,
        planned=tenure.planned,
        sources=len({found.first.get(claim.article, claim.article) for claim in tenure.claims}),
        quote=" ".join(best.quote.split()),
        article=best.article,
    )


def _joined(said: Said, rows: Sequence[int], things: Mapping[str, Reference]) -> Officeholders:
    """The claims of these statements, one for each office that a statement names."""
    base, copies = said.store.base, copies_of(said.store)
    claims, first = [], {}
    for statement in map(said.projection.statement, rows):
        person, at = (key_of(base, iri) or iri for iri in (statement.subject, statement.object))
        type = things[at].type
        article = article_id(base, statement.source.iri) or statement.source.iri
        if statement.source.iri in copies:
            first[article] = article_id(base, copies[statement.source.iri]) or copies[statement.source.iri]
        for role in statement.roles or ("",):
            claims.append(
                OfficeClaim(
                    person=person,
                    role=role,
                    at=at,
                    types=schema().above(type) if type else (),
                    status=statement.status,
                    valid_from=statement.valid_from or "",
                    valid_until=statement.valid_until or "",
                    published=statement.source.date or "",
                    article=article,
                    statement=key_of(base, statement.iri) or statement.iri,
                    quote=statement.quote,
                )
            )
    return Officeholders(base, tuple(claims), {}, first)


def _side(claim: OfficeClaim, things: dict[str, Reference]) -> RivalClaim:
    quote = " ".join(claim.quote.split())
    return RivalClaim(things[claim.person], claim.role, claim.status, quote, claim.article, claim.published)
