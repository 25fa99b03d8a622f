"""From when, or until when, a clause says that its relation holds: "seit Oktober 2023", "ab 1. Januar", "bis 2017"."""

from __future__ import annotations

import re

from kgraph.dates import dates

LASTING = frozenset(
    "operates uses leads holdsRole partOf participatesIn cooperatesWith funds takesOver partyTo".split()
)
_FROM = re.compile(r"\b(?:seit|ab|von)\s+(?:dem\s+|Anfang\s+|Mitte\s+|Ende\s+|sofort\s+und\s+)?$", re.IGNORECASE)
_ON = re.compile(r"\bzum\s+(?:Jahreswechsel\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\bbis\s+(?:zum\s+|Anfang\s+|Mitte\s+|Ende\s+|einschließlich\s+|zum\s+Jahr\s+)?$", re.IGNORECASE)
_LED = re.compile(r"^(?:Anfang|Mitte|Ende|[Ii]m|[Ss]eit|[Aa]b|vom|bis|zum)\s+")


def validity(predicate: str, text: str, start: int, end: int, published: str | None) -> tuple[str | None, str | None]:
    """First and last day of a relation, ISO 8601, cut to what is known; None where the stretch is silent.

    Args:
        predicate: Only what lasts has a beginning and an end; a takeover has its day.
        text: The article's text.
        start: Where the clause begins.
        end: Where it ends.
        published: Day of publication, for days named without a year.
    """
    first = last = None
    if predicate not in LASTING:
        return None, None
    for date in dates(text, start, end, published):
        led = _LED.match(text[date.start : date.end])
        before = text[start : date.start + (led.end() if led else 0)]
        if _FROM.search(before) or (predicate in ("takesOver", "partOf", "operates") and _ON.search(before)):
            first = first or date.value
        elif _UNTIL.search(before):
            last = last or date.value
    return first, last
