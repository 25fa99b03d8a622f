"""Claims that cannot all be true: two persons at once in an office for one, or of one person what excludes itself.

Nothing is decided here. Each pair comes with the claim of either side that stands nearest to the days in question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from kgraph.offices import held_by_one
from kgraph.tenure.days import Period
from kgraph.tenure.model import Claim, Tenure


@dataclass(frozen=True)
class Rivals:
    """Two claims that exclude each other.

    Attributes:
        kind: `two holders` of an office for one, `held and not held` by one person, or `other dates` of one tenure.
        days: On which they exclude each other.
        one: The claim that comes first by person and day; `other` the other one.
    """

    kind: Literal["two holders", "held and not held", "other dates"]
    days: Period
    one: Claim
    other: Claim


def rivals(claims: Iterable[Claim], tenures: Iterable[Tenure]) -> list[Rivals]:
    """Find what excludes each other, by body, office and day.

    Args:
        claims: All claims, as they were joined.
        tenures: What `join.tenures` made of them.
    """
    offices: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        if tenure.bounds.sure:
            offices[tenure.at, tenure.office].append(tenure)
    against: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in set(claims):
        if claim.status in ("denied", "ended") and claim.published:
            against[claim.at, claim.office, claim.person].append(claim)
    found = chain(
        *(_at_once(held) for _, held in sorted(offices.items())),
        *(_held_and_not(tenure, against) for _, held in sorted(offices.items()) for tenure in held),
    )
    return sorted(set(found), key=_order)


def _at_once(held: Sequence[Tenure]) -> Iterator[Rivals]:
    """Tenures whose sure days overlap; a sweep, so that those who follow each other never meet.

    Two of one person would be one tenure if their dates did not exclude each other.
    """
    if not held[0].office:
        return  # two of one body may be different ones
    for_one = held_by_one(held[0].office, held[0].claims[0].types)
    open_: list[tuple[Period, Tenure]] = []
    for sure, tenure in sorted(((_sure(t), t) for t in held), key=lambda item: (item[0].first, item[1].person)):
        open_ = [(days, other) for days, other in open_ if days.last >= sure.first]
        for days, other in open_:
            both = Period(sure.first, min(days.last, sure.last))
            if other.person == tenure.person:
                yield _other_dates(other, tenure, both)
            elif for_one and not _handed_over(other, tenure):
                one, two = sorted((tenure, other), key=lambda t: t.person)
                yield Rivals("two holders", both, _nearest(one.claims, both), _nearest(two.claims, both))
        open_.append((sure, tenure))


def _handed_over(before: Tenure, after: Tenure) -> bool:
    """True if the last day of one is told to be the first of the other."""
    return before.bounds.end_max is not None and before.bounds.end_max == after.bounds.start_min


def _other_dates(one: Tenure, other: Tenure, both: Period) -> Rivals:
    """Two claims of which each has a date that the other's excludes; else those nearest to the days."""
    for mine in _outermost(one.claims):
        for its in _outermost(other.claims):
            if not mine.bounds.joined(its.bounds).possible:
                return Rivals("other dates", both, mine, its)
    return Rivals("other dates", both, _nearest(one.claims, both), _nearest(other.claims, both))


def _outermost(claims: Sequence[Claim]) -> list[Claim]:
    """Those that set the bounds of a tenure."""
    first = [
        max((c for c in claims if c.bounds.start_min), key=lambda c: c.bounds.start_min or "", default=None),
        min((c for c in claims if c.bounds.end_max), key=lambda c: c.bounds.end_max or "", default=None),
        min((c for c in claims if c.bounds.start_max), key=lambda c: c.bounds.start_max or "", default=None),
        max((c for c in claims if c.bounds.end_min), key=lambda c: c.bounds.end_min or "", default=None),
    ]
    return [claim for claim in first if claim is not None]


def _held_and_not(tenure: Tenure, against: dict[tuple[str, str, str], list[Claim]]) -> Iterator[Rivals]:
    """What denies an office, or calls it over, on a day on which it was surely held."""
    sure = _sure(tenure)
    for claim in against[tenure.at, tenure.office, tenure.person]:
        # An article that tells the end itself speaks of that day, not of its own.
        day = claim.published if not claim.valid_until else ""
        if len(day) == len(sure.first) and sure.first <= day <= sure.last and claim not in tenure.claims:
            days = Period(day, day)
            yield Rivals("held and not held", days, _nearest(tenure.claims, days), claim)


def _nearest(claims: Sequence[Claim], days: Period) -> Claim:
    """The claim whose sighting lies within the days, else the last before them, else the first behind."""

    def rank(claim: Claim) -> tuple[int, str, str]:
        day = claim.bounds.end_min or claim.bounds.start_max or ""
        if days.first <= day <= days.last:
            return 0, day, claim.statement
        return (1, "", claim.statement) if day < days.first else (2, day, claim.statement)

    before = [c for c in claims if rank(c)[0] == 1]
    best = min(claims, key=rank)
    return max(before, key=Claim.order) if rank(best)[0] == 1 else best


def _sure(tenure: Tenure) -> Period:
    sure = tenure.bounds.sure
    if sure is None:
        raise ValueError(f"{tenure.person} was not surely in office on any day")
    return sure


def _order(item: Rivals) -> tuple[str, ...]:
    return item.one.at, item.one.office, item.days.first, item.kind, *item.one.order(), *item.other.order()
