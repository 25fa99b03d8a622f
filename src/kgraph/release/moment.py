"""The day of a release: as given, by `SOURCE_DATE_EPOCH`, or the last date of the data; never the clock."""

from __future__ import annotations

import datetime
import os

from kgraph.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"


def day_of(given: str, last: str) -> str:
    """The day, ISO 8601.

    Args:
        given: What `--date` says; empty if nothing.
        last: Last date of an article, as precise as known; empty if none has one.

    Raises:
        UsageError: No day of the calendar, or nothing to take it from.
    """
    if given:
        return _day(given, "--date")
    if epoch := os.environ.get(VARIABLE):
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError) as fault:
            raise UsageError(
                f"{VARIABLE} is {epoch!r}, which is no time", hint="it counts seconds since 1970"
            ) from fault
    if not last:
        raise UsageError("no article has a date, so the release has none", hint="give one: --date 2026-01-31")
    return _day((last + "-01-01")[:10], "the last date of the articles")


def is_date(text: str) -> bool:
    """True for a day, month or year of the calendar, ISO 8601."""
    if len(text) not in (4, 7, 10):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _day(text: str, whose: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise UsageError(f"{whose} {text!r} is no day", hint="write 2026-01-31") from fault
