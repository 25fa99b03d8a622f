"""German dates in running text → ISO 8601, cut to what is known.

"am 20. und 21. November 2023" is its first day; "Ende Mai 2024" is `2024-05`; "am Dienstag,
16. Juli" takes its year from the day of publication. Days that are named only from there ("gestern", "am Mittwoch")
are apart: who asks for them must know that the sentence reports something of that day.
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

_WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
# "Heute arbeiten dort 40 Menschen" is no day, "wurde heute unterzeichnet" and "Heute wurde" are one.
_TOLD = re.compile(
    rf"""
    \b[Aa]m\s+(?:(?P<side>vergangenen|letzten|vorigen|gestrigen|heutigen|kommenden|nächsten)\s+)?
      (?P<weekday>{"|".join(_WEEKDAYS)})(?:abend|nachmittag|vormittag|morgen|mittag)?\b
      (?!\s*,?\s*(?:de[nmr]\s+)?\d|\s+(?:dieser|nächster|kommender|vergangener|letzter|voriger)\s+Woche)
  | (?<!schon\ )(?<!noch\ )(?<!von\ )(?<!bis\ )(?<!als\ )(?<!bereits\ )(?<!erst\ )(?<!Stand\ )
      \b(?P<near>heute|gestern|vorgestern|(?:Heute|Gestern)(?=\s(?:ha[tb]|wurde|fand|traf|tagte|unterz|unterschr)))\b(?!\s+(?:auf\s+morgen|noch|schon|bereits|längst|nicht)\b)
    """,
    re.VERBOSE,
)
# A time of which only the month is sure, as seen from the day of publication.
_LATELY = re.compile(
    r"\b(?:[Aa]m (?:vergangenen |letzten )?Wochenende|(?:[Vv]ergangenen?|[Vv]origen?|[Ll]etzten?|[Ii]n dieser) Woche|"
    r"[Vv]or (?:wenigen|einigen) Tagen|[Dd]ieser Tage|[Kk]ürzlich|[Jj]üngst|[Ss]oeben)\b"
)
_LATELY_BACK = 5  # days
_BACK = {"heute": 0, "gestern": 1, "vorgestern": 2}
_AHEAD = re.compile(r"\b(?:wird|werden|will|wollen|soll|sollen|plant|planen|lädt|laden)\b")
_SURELY_PAST, _SURELY_AHEAD = 4, 2  # days from publication within which a bare weekday is meant


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


def told_days(text: str, start: int, end: int, published: str | None) -> Iterator[DateMention]:
    """Yield the days that a stretch names only as seen from the day of publication, in order.

    A weekday is the nearest one in the direction of the stretch's tense; one for which both directions are
    possible is left out.

    Args:
        text: The article's text.
        start: Where to begin.
        end: Where to stop.
        published: ISO 8601 day of publication; if only its month is known, so is that of a day gone by.
    """
    if published is None or len(published) < 7:
        return
    if len(published) == 7:
        if not _AHEAD.search(text, start, end):
            past = (m for m in _TOLD.finditer(text, start, end) if m["side"] not in ("kommenden", "nächsten"))
            yield from (DateMention(m.start(), m.end(), published) for m in past)
        return
    day = datetime.date.fromisoformat(published)
    for m in _TOLD.finditer(text, start, end):
        ahead = _AHEAD.search(text, start, end) is not None
        shift = -_BACK[m["near"].lower()] if m["near"] else _shift(m, day.weekday(), ahead=ahead)
        if shift is not None:
            yield DateMention(m.start(), m.end(), (day + datetime.timedelta(shift)).isoformat())


def told_months(text: str, start: int, end: int, published: str | None) -> Iterator[DateMention]:
    """Yield the months of days that a stretch only calls recent ("am Wochenende", "kürzlich"), in order.

    Args:
        text: The article's text.
        start: Where to begin.
        end: Where to stop.
        published: ISO 8601 day of publication; nothing is yielded if its month is not known.
    """
    if published is None or len(published) < 7:
        return
    month = published
    if len(published) == 10:
        month = (datetime.date.fromisoformat(published) - datetime.timedelta(_LATELY_BACK)).isoformat()
    for m in _LATELY.finditer(text, start, end):
        yield DateMention(m.start(), m.end(), month[:7])


def _shift(m: re.Match[str], weekday: int, *, ahead: bool) -> int | None:
    """Days from a weekday to the one that is named; None if it may be the last one or the next one."""
    back = (weekday - _WEEKDAYS.index(m["weekday"])) % 7
    if m["side"] == "heutigen":
        return 0 if back == 0 else None
    if m["side"] == "gestrigen":
        return -1 if back == 1 else None
    if m["side"] in ("kommenden", "nächsten"):
        return 7 - back
    if m["side"]:
        return -(back or 7)
    if ahead:
        return 7 - back if back else None
    if back <= _SURELY_PAST:
        return -back
    return 7 - back if 7 - back <= _SURELY_AHEAD else None


def is_date(value: str) -> bool:
    """Whether it is an ISO 8601 date, cut to what is known, that the calendar has."""
    if not _ISO.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def is_day(value: str) -> bool:
    """Whether it is a full day that the calendar has, ISO 8601."""
    return len(value) == len("2023-11-20") and is_date(value)


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
