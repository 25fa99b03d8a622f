"""When: the dates of a clause, also those that count from the day of publication, each with what leads it.

"seit Oktober 2023", "bis Ende 2025", "im kommenden Jahr", "vor zwei Jahren", "von 2006 bis 2016" → ISO 8601,
cut to what is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kgraph.dates import dates
from kgraph.relate.clause import Clause
from kgraph.relate.sentence import Sentence

_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_NUMBERS = {
    "einem": 1, "einer": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "zwölf": 12, "anderthalb": 1,
}  # fmt: skip
_NUMBER = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_ALL_MONTHS = "|".join(_MONTHS)
_RELATIVE = re.compile(
    rf"""
    \b(?P<next>(?:kommende|nächste|darauffolgende)[nsrm]?\s+Jahr(?:es|e)?\b)
  | \b(?P<this>(?:diese[msn]|laufenden)\s+Jahr(?:es|e)?\b|Jahres(?:anfang|beginn|mitte|ende)\b
      |(?:Anfang|Mitte|Ende|Laufe)\s+des\s+Jahres\b)
  | \b(?P<last>(?:vergangene|letzte|vorige)[nsrm]?\s+Jahr(?:es|e)?\b|Vorjahr(?:es)?\b)
  | \b(?P<ago>vor|seit)\s+(?:rund\s+|gut\s+|knapp\s+|etwa\s+|mehr\s+als\s+)?(?P<years>{_NUMBER})\s+Jahren?\b
  | \bin\s+(?P<ahead>{_NUMBER})\s+Jahren\b
  | \b(?P<nextmonth>(?:kommenden|nächsten)\s+Monats?\b)
  | \b(?P<lastmonth>(?:vergangenen|letzten|vorigen)\s+Monats?\b)
  | \b(?P<side>kommenden|nächsten|vergangenen|letzten|vergangenem|letztem)\s+(?P<named>{_ALL_MONTHS})\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:seit|ab|von|vom|mit Wirkung (?:vom|zum)|rückwirkend zum|per|beginnend (?:im|am|mit))\s+"
    r"(?:(?:dem|den|der|seine\w|ihre\w)\s+(?:\w+\s+){0,2}(?:(?:im|am)\s+)?|Anfang\s+|Mitte\s+|Ende\s+|sofort\s+und\s+)*$",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:bis|befristet bis)\s+(?:(?:zum|zur|Anfang|Mitte|Ende|einschließlich|spätestens|voraussichtlich|in das|ins|"
    r"in den|zu|Jahr|mindestens|maximal|Sommer|Herbst|Frühjahr|Winter|des|diesem|dem)\s+)*$",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:zum|per|mit Stichtag|pünktlich zum)\s+(?:Jahreswechsel\s+)?$", re.IGNORECASE)
_ANY = re.compile(rf"\d|[Jj]ahr|[Mm]onat|{_ALL_MONTHS}")
_SPAN = re.compile(r"\b(?:von|zwischen|in den Jahren|Jahre)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LED = re.compile(r"^(?:Anfang|Mitte|Ende|[Ii]m|[Ss]eit|[Aa]b|vom|bis|zum)\s+")


@dataclass(frozen=True, slots=True)
class When:
    """A time that a text names.

    Attributes:
        how: What it bounds: `since` and `until` say it, `at` a change ("zum 1. Mai"), `on` leaves it to the verb.
    """

    start: int
    end: int
    value: str
    how: str


@dataclass(frozen=True, slots=True)
class Time:
    """What the times of a clause say as seen from the day of publication.

    Attributes:
        is_ahead: It begins after that day.
        is_over: It ended before.
        still: It began before, and no end is named.
    """

    is_ahead: bool = False
    is_over: bool = False
    still: bool = False


@lru_cache(maxsize=256)
def times(text: str, start: int, end: int, published: str | None) -> tuple[When, ...]:
    """The times of a stretch of text in order; each relation of a clause asks for them again.

    Args:
        text: The article's text.
        start: Where the stretch begins.
        end: Where it ends.
        published: ISO 8601 day of publication; without it, what counts from it stays unknown.
    """
    if not _ANY.search(text, start, end):
        return ()
    found = [*_absolute(text, start, end, published), *_relative(text, start, end, published)]
    found.sort(key=lambda w: w.start)
    for i, (first, second) in enumerate(pairwise(found)):
        between = text[first.end : second.start].strip()
        if first.how == "on" and re.fullmatch(r"(?:bis|–|-|und)(?: (?:zum|Ende|Anfang))?", between):
            if between != "und" or _SPAN.search(text[start : first.start]):
                found[i] = When(first.start, first.end, first.value, "since")
                found[i + 1] = When(second.start, second.end, second.value, "until")
    return tuple(found)


def _absolute(text: str, start: int, end: int, published: str | None) -> Iterator[When]:
    for date in dates(text, start, end, published):
        led = _LED.match(text[date.start : date.end])
        before = text[start : date.start + (led.end() if led else 0)]
        yield When(date.start, date.end, date.value, _how(before))


def _relative(text: str, start: int, end: int, published: str | None) -> Iterator[When]:
    if published is None:
        return
    for m in _RELATIVE.finditer(text, start, end):
        value = _value(m, int(published[:4]), int(published[5:7]) if len(published) >= 7 else 0)
        if value:
            how = (
                "since"
                if (m["ago"] or "").lower() == "seit"
                else "on"
                if m["ago"] or m["ahead"]
                else _how(text[start : m.start()])
            )
            yield When(m.start(), m.end(), value, how)


def _how(before: str) -> str:
    for how, pattern in (("until", _UNTIL), ("since", _SINCE), ("at", _AT)):
        if pattern.search(before):
            return how
    return "on"


def _value(m: re.Match[str], year: int, month: int) -> str | None:
    if m["next"] or m["this"] or m["last"]:
        return str(year + (1 if m["next"] else -1 if m["last"] else 0))
    if m["ago"] or m["ahead"]:
        word = (m["years"] or m["ahead"]).lower()
        years = _NUMBERS.get(word) or int(word)
        return str(year - years if m["ago"] else year + years)
    if not month:
        return None
    if m["named"]:
        named = _MONTHS.index(m["named"].capitalize()) + 1
        later = m["side"].lower() in ("kommenden", "nächsten")
        return f"{year + (later and named <= month) - (not later and named >= month)}-{named:02d}"
    number = year * 12 + month - 1 + (1 if m["nextmonth"] else -1)
    return f"{number // 12}-{number % 12 + 1:02d}"


def times_of(clause: Clause, sentence: Sentence) -> list[When]:
    """The times that stand in a clause, none of those that stand in a clause inside it."""
    atoms = sentence.chunks.atoms
    start, end = atoms[clause.places[0]].start, atoms[clause.places[-1]].end
    own = [(atoms[p].start, atoms[p].end) for p in clause.places]
    found = times(sentence.scene.text, start, end, sentence.scene.article.published)
    return [w for w in found if any(a < w.end and w.start < b for a, b in own)]


def time_of(clause: Clause, sentence: Sentence) -> Time:
    """Whether what a clause says lies ahead of the day of publication or behind it, by the times it names."""
    published = sentence.scene.article.published
    if published is None or not clause.places:
        return Time()
    return seen_from(times_of(clause, sentence), published)


def seen_from(found: Sequence[When], published: str) -> Time:
    """What times say as seen from a day."""
    ahead = any(w.how != "until" and _later(w.value, published) for w in found)
    over = any(w.how == "until" and _later(published, w.value) for w in found)
    still = any(w.how == "since" for w in found) and not any(w.how == "until" for w in found)
    return Time(ahead, over, still)


def _later(one: str, other: str) -> bool:
    """Whether one day or month is surely later than another."""
    length = min(len(one), len(other))
    return one[:length] > other[:length]
