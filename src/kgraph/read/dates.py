"""Dates as pages write them: text in, ISO 8601 cut to what is known out.

`stamp` reads the date that a line begins with, `iso_date` one that a feed, JSON or HTML field
gives, `inferred_month` guesses an undated article's month from the days that its text names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz

_MONTH_NAMES = (
    "januar|jänner|jan",
    "februar|feber|feb",
    "märz|maerz|mär|mrz",
    "april|apr",
    "mai",
    "juni|jun",
    "juli|jul",
    "august|aug",
    "september|sept|sep",
    "oktober|okt",
    "november|nov",
    "dezember|dez",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split("|")}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = rf"""(?:(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}}|\d{{2}})(?!\d)
    |(?P<wd>\d{{1,2}})\.\s?(?P<wm>{_MONTH})\b\.?\s(?P<wy>\d{{4}})\b
    |(?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}})(?:[T ]\d{{2}}:\d{{2}}\S*)?)"""
_LESS = rf"(?:(?P<lm>{_MONTH})\b\.?\s(?P<ly>\d{{4}})\b|(?P<sm>\d{{2}})/(?P<sy>\d{{4}})|(?P<oy>(?:19|20)\d{{2}})\b)"
_WEEKDAY = (
    r"(?:(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)\b\.?,?\s*)?"
)
_LABEL = r"""(?:(?:stand|datum|erstellt|veröffentlicht|aktualisiert|erschienen|meldung
    |pressemitteilung|pressemeldung|nachricht|artikel)\b(?:\s+(?:am|vom))?\s*[:|–•·-]?\s*|(?:vom|am)\s+)?"""
_TIME = r"(?:\s*(?:[,|/–-]|um)?\s*\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*uhr)?)?"
_FLAGS = re.IGNORECASE | re.VERBOSE
_BRACKETED = re.compile(rf"[\[(]\s*{_LABEL}{_WEEKDAY}(?:{_DAY}|{_LESS}){_TIME}\s*[\])]", _FLAGS)
_LEADING = re.compile(rf"{_LABEL}{_WEEKDAY}{_DAY}{_TIME}", _FLAGS)
_PLACED = re.compile(rf"[^\W\d_][\w/ .()-]{{1,40}},\s+(?:den\s+)?{_DAY}\s*$", _FLAGS)
_SEPARATOR = re.compile(r"\s*[|–—•·:]\s+|\s+-\s+")
_NAMED_DAY = re.compile(rf"(?<![\d.]){_DAY}", _FLAGS)
_NUMBER = re.compile(r"\d+")
_HEADER = 6  # lines in which an article states its date
_FIELD = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date at the beginning of a line.

    Attributes:
        end: Where the date ends in the line, brackets included.
        rest: Where the text after the date and its separator begins; the line's length if none follows.
        iso: The date, cut to what is known; `None` if no such day exists.
        bracketed: True for `[13.02.2025]`, the mark of an editorial system rather than of a sentence.
    """

    end: int
    rest: int
    iso: str | None
    bracketed: bool


def stamp(line: str) -> Stamp | None:
    """The date that a line consists of or is marked with; `None` for a sentence that merely begins with one."""
    head = line[:120]
    match = _BRACKETED.match(head)
    if match:
        rest = match.end() + len(line[match.end() :]) - len(line[match.end() :].lstrip(" \t\u00a0:–-|"))
        return Stamp(match.end(), rest, _iso(match), True)
    match = _PLACED.match(head) if len(line) <= 120 else None
    if match:
        return Stamp(len(line), len(line), _iso(match), False)
    match = _LEADING.match(head)
    if match is None:
        return None
    if not line[match.end() :].strip(" .|"):
        return Stamp(len(line), len(line), _iso(match), False)
    separator = _SEPARATOR.match(line, match.end())
    if separator:
        return Stamp(match.end(), separator.end(), _iso(match), False)
    return None


def impossible_date(text: str) -> str | None:
    """The date in brackets that one of the first lines begins with, if there is no such day ("[99.99.2024]")."""
    for line in text[:2000].split("\n")[:_HEADER]:
        mark = stamp(line)
        if mark and mark.bracketed:
            return None if mark.iso else line[: mark.end]
    return None


def inferred_month(text: str) -> str | None:
    """The month of the latest day that the text names (`2023-11`); `None` if it names none."""
    days = [iso for match in _named_days(text) if (iso := _iso(match)) and len(iso) == 10]
    return max(days)[:7] if days else None


def _named_days(text: str) -> Iterator[re.Match[str]]:
    """The days that a text names, one behind the other; only where a number begins is one looked for."""
    end = 0
    for number in _NUMBER.finditer(text):
        match = _NAMED_DAY.match(text, number.start()) if number.start() >= end else None
        if match:
            end = match.end()
            yield match


def iso_date(value: str) -> str | None:
    """The day of a date field (ISO 8601, RFC 822 or German), as its writer's clock had it.

    The time zone is not converted: what appears at 00:30 in Berlin is dated that day, not the day before.
    """
    match = _FIELD.match(value)
    if match:
        return _checked(match[1], match[2], match[3])
    match = _NAMED_DAY.match(value.strip())
    if match:
        return _iso(match)
    parsed = parsedate_tz(value)
    return _checked(*(f"{part:02d}" for part in parsed[:3])) if parsed else None


def _iso(match: re.Match[str]) -> str | None:
    found = {key: value for key, value in match.groupdict().items() if value}
    year = found.get("y") or found.get("wy") or found.get("iy") or found.get("ly") or found.get("sy") or found.get("oy")
    month = found.get("m") or found.get("im") or found.get("sm")
    name = found.get("wm") or found.get("lm")
    if name:
        month = str(_MONTHS[name.casefold()])
    day = found.get("d") or found.get("wd") or found.get("id")
    return _checked(year, month, day)


def _checked(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """Join the parts; `None` if there is no such day."""
    if year is None:
        return None
    full = int(year) + 2000 if len(year) == 2 else int(year)
    try:
        known = date(full, int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        return None
    return known if day else known[:7] if month else known[:4]
