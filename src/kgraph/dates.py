"""German dates in running text → ISO 8601, cut to what is known.

"am 20. und 21. November 2023" is its first day; "Ende Mai 2024" is `2024-05`; "am Dienstag,
16. Juli" takes its year from the day of publication.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split()
_MONTH = "|".join(m.capitalize() for m in _MONTHS)
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_DATE = re.compile(
    rf"""
    (?P<day>\d{{1,2}})\.(?:\s*(?:und|bis|/|–|-)\s*\d{{1,2}}\.)?\s*(?P<month>{_MONTH})(?:\s+(?P<year>(?:19|20)\d\d))?
  | (?P<nday>\d{{1,2}})\.(?P<nmonth>\d{{1,2}})\.(?P<nyear>(?:19|20)\d\d)
  | (?:(?:Anfang|Mitte|Ende|im|Im|seit|Seit|ab|Ab|vom|bis|zum)\s+)(?P<month2>{_MONTH})(?:\s+(?P<year2>(?:19|20)\d\d))?
  | (?P<month3>{_MONTH})\s+(?P<year3>(?:19|20)\d\d)
  | \b(?P<year4>(?:19|20)\d\d)\b(?!\s*(?:Euro|Menschen|Beschäftigte|Einwohner))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that the text names, with its value."""

    start: int
    end: int
    value: str


def dates(text: str, start: int, end: int, published: str | None) -> Iterator[DateMention]:
    """Yield the dates of a stretch of text, in order.

    Args:
        text: The article's text.
        start: Where to begin.
        end: Where to stop.
        published: ISO 8601 day of publication; gives the year where the text leaves it out.
    """
    for m in _DATE.finditer(text, start, end):
        value = _value(m, published)
        if value:
            yield DateMention(m.start(), m.end(), value)


def is_date(value: str) -> bool:
    """Whether it is an ISO 8601 date, cut to what is known, that the calendar has."""
    if not _ISO.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def latest_day(text: str) -> str | None:
    """The latest full day that the text names, ISO 8601; None if it names none."""
    days = [d.value for d in dates(text, 0, len(text), None) if len(d.value) == 10]
    return max(days, default=None)


def _value(m: re.Match[str], published: str | None) -> str | None:
    if m["nday"]:
        return _joined(m["nyear"], int(m["nmonth"]), int(m["nday"]))
    if m["day"]:
        month = _MONTHS.index(m["month"].lower()) + 1
        return _joined(m["year"] or _year(published, month), month, int(m["day"]))
    name, year = (m["month2"], m["year2"]) if m["month2"] else (m["month3"], m["year3"])
    if name:
        month = _MONTHS.index(name.lower()) + 1
        return _joined(year or _year(published, month), month, None)
    return m["year4"]


def _joined(year: str | None, month: int, day: int | None) -> str | None:
    if year is None or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year}-{month:02d}" if day is None else f"{year}-{month:02d}-{day:02d}"


def _year(published: str | None, month: int) -> str | None:
    """The year of a month that is named without one: the nearest to the day of publication, rather past than future."""
    if published is None:
        return None
    year = int(published[:4])
    if len(published) >= 7:
        ahead = month - int(published[5:7])
        if ahead > 6:
            year -= 1
        elif ahead < -6:
            year += 1
    return str(year)
