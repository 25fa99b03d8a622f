"""A claim of an article that somebody holds an office, and the tenure that several of them give."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kgraph.offices import office_key
from kgraph.tenure.days import Period, earliest, latest, period, shifted

Held = Literal["yes", "no", "unknown"]
"""Whether an office was held on a day, as far as the articles tell."""


@dataclass(frozen=True)
class Claim:
    """What one statement says. Dates are ISO 8601, cut to what is known, empty where unknown.

    Attributes:
        person: Key of the person; `at` of the body.
        role: The office as the article has it; may be empty.
        types: Type of the body, and all above it.
        status: `fact`, `planned`, `denied` or `ended`.
        published: Day of the article.
        statement: Key of the statement; two claims of one statement differ by their role.
    """

    person: str
    role: str
    at: str
    types: tuple[str, ...]
    status: str
    valid_from: str
    valid_until: str
    published: str
    article: str
    statement: str
    quote: str

    @cached_property
    def office(self) -> str:
        """The office, however it is called."""
        return office_key(self.role)

    @cached_property
    def bounds(self) -> Bounds:
        """When the office was held, by this claim alone."""
        return _bounds(self.status, period(self.valid_from), period(self.valid_until), period(self.published))

    def order(self) -> tuple[str, str, str, str]:
        """Sorts claims by the day for which they speak; the rest only breaks ties."""
        bounds = self.bounds
        day = bounds.end_min or bounds.end_max or bounds.start_max or bounds.start_min or ""
        return day, self.status, self.statement, self.role


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last possible day of beginning and end; None where there is no bound.

    From `start_max` to `end_min` the office was surely held, before `start_min` and after `end_max` surely not.
    """

    start_min: str | None = None
    start_max: str | None = None
    end_min: str | None = None
    end_max: str | None = None

    def joined(self, other: Bounds) -> Bounds:
        """What both say of one tenure."""
        return Bounds(
            latest(self.start_min, other.start_min),
            earliest(self.start_max, other.start_max),
            latest(self.end_min, other.end_min),
            earliest(self.end_max, other.end_max),
        )

    @property
    def possible(self) -> bool:
        """False if a day would be surely in and surely out."""
        first, last = self.start_min, self.end_max
        return all(
            day is None or ((first is None or first <= day) and (last is None or day <= last))
            for day in (self.start_max, self.end_min)
        )

    @property
    def sure(self) -> Period | None:
        """The days on which the office was surely held."""
        if self.start_max is None or self.end_min is None or self.start_max > self.end_min:
            return None
        return Period(self.start_max, self.end_min)

    def held(self, day: str) -> Held:
        """Whether they cover a day: an unknown beginning is not "always", an unknown end not "still"."""
        if (self.start_min and day < self.start_min) or (self.end_max and day > self.end_max):
            return "no"
        sure = self.sure
        return "yes" if sure and sure.first <= day <= sure.last else "unknown"


@dataclass(frozen=True)
class Tenure:
    """Somebody's time in an office.

    Attributes:
        office: Key of the office; empty where no article names it.
        planned: True if all that is known is that it is intended.
        claims: What it is joined from, by day.
        denied: Days on which an article denies it.
    """

    person: str
    office: str
    at: str
    bounds: Bounds
    claims: tuple[Claim, ...]
    planned: bool = False
    denied: frozenset[str] = frozenset()

    def held(self, day: str) -> Held:
        """Whether it covers a day; see `Bounds.held`. Where nothing else is known, a denial of that day counts."""
        answer = self.bounds.held(day)
        return "no" if answer == "unknown" and day in self.denied else answer

    @property
    def role(self) -> str:
        """The office as most claims have it; the shorter of equally frequent ones."""
        roles = [claim.role for claim in self.claims]
        return min(roles, key=lambda role: (-roles.count(role), len(role), role))

    @property
    def since(self) -> str:
        """The beginning as precise as a claim tells it; empty where none does."""
        return max((c.valid_from for c in self.claims), key=lambda day: (len(day), day), default="")

    @property
    def until(self) -> str:
        """The end, likewise."""
        return max((c.valid_until for c in self.claims), key=lambda day: (len(day), day), default="")

    @property
    def over_by(self) -> str:
        """The last possible day; empty where there is none, or where the end that a claim tells says as much."""
        over, told = self.bounds.end_max, period(self.until)
        return over if over and (told is None or over < told.last) else ""


def existence(since: str, until: str) -> Bounds:
    """The bounds of what exists from one date until another; an empty date sets none."""
    first, last = period(since), period(until)
    return Bounds(
        first.first if first else None,
        first.last if first else None,
        last.first if last else None,
        last.last if last else None,
    )


def _bounds(status: str, since: Period | None, until: Period | None, seen: Period | None) -> Bounds:
    """What a claim says; `seen` is the day of the article. An end before the beginning is none."""
    if since and until and until.last < since.first:
        until = None
    if status == "planned":
        return Bounds(start_min=since.first if since else seen.last if seen else None)
    if status == "denied":
        return Bounds()
    if status == "ended":
        return _ended(since, until, seen)
    if seen and until and seen.first > until.last:
        seen = None  # an article that looks back is no sighting
    announced = since is not None and (seen is None or seen.last < since.first)
    start_max = since.last if since and announced else earliest(*(p.last for p in (since, seen) if p))
    end_min = since.last if since and announced else seen.first if seen else None
    if until:
        start_max = earliest(start_max, until.last)
        end_min = latest(until.first, None if announced or seen is None else seen.first)
    return Bounds(since.first if since else None, start_max, end_min, until.last if until else None)


def _ended(since: Period | None, until: Period | None, seen: Period | None) -> Bounds:
    """It is over on the day of the article, and was held on some day before; which one, only named days tell."""
    over = until.last if until else shifted(seen.last, -1) if seen else None
    if since and over and over < since.first:
        since = None
    start_max = earliest(since.last if since else None, over)
    end_min = until.first if until else since.first if since else None
    return Bounds(since.first if since else None, start_max, end_min, over)
