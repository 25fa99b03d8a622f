"""Dates as precise as known: the first and the last day that one may mean. All days are ISO 8601 and sort as text."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Period:
    """All that a date may mean, both days included: `2023-11` is 2023-11-01 to 2023-11-30."""

    first: str
    last: str


@lru_cache(maxsize=65536)
def period(date: str) -> Period | None:
    """What a date cut to what is known means; None for no date."""
    if not date:
        return None
    if len(date) == 4:
        return Period(f"{date}-01-01", f"{date}-12-31")
    if len(date) == 7:
        days = calendar.monthrange(int(date[:4]), int(date[5:7]))[1]
        return Period(f"{date}-01", f"{date}-{days:02}")
    return Period(date, date)


@lru_cache(maxsize=65536)
def shifted(day: str, days: int) -> str:
    """The day so many days later; it stays within the calendar."""
    number = datetime.date.fromisoformat(day).toordinal() + days
    return datetime.date.fromordinal(min(max(number, 1), datetime.date.max.toordinal())).isoformat()


def earliest(*days: str | None) -> str | None:
    """The first of the days that are known."""
    return min((day for day in days if day is not None), default=None)


def latest(*days: str | None) -> str | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)
