"""What a user asks of the two clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kgraph.dates import is_date, is_day
from kgraph.errors import UsageError
from kgraph.tenure import Held, period

HELD: dict[str, Held] = {"yes": "yes", "unknown": "unknown", "no": "no"}
SHOWN: frozenset[Held] = frozenset({"yes", "unknown"})


@dataclass(frozen=True, slots=True)
class Clocks:
    """Which time is meant; without either, all of it.

    Attributes:
        valid_on: A day, ISO 8601; statements are asked whether they held on it.
        known_on: A date, as precise as known; only articles that were surely published by its end count.
        held: Which answers about `valid_on` to keep.
    """

    valid_on: str | None = None
    known_on: str | None = None
    held: frozenset[Held] = field(default=SHOWN)

    @classmethod
    def of(cls, valid_on: str | None = None, known_on: str | None = None, held: Iterable[str] = ()) -> Clocks:
        """The clocks from what a user typed; no answer named means yes and unknown.

        Raises:
            UsageError: One is no day, no date or no answer; or answers are named without a day.
        """
        if valid_on is not None and not is_day(valid_on):
            raise UsageError(f"--valid-on {valid_on!r} is no day", hint="write 2023-11-20")
        if known_on is not None and not is_date(known_on):
            raise UsageError(f"--known-on {known_on!r} is no date", hint="write 2023, 2023-11 or 2023-11-20")
        wanted = list(held)
        for answer in wanted:
            if answer not in HELD:
                raise UsageError(f"--held {answer!r} is no answer", hint="yes, no or unknown")
        if wanted and valid_on is None:
            raise UsageError("--held is an answer about a day", hint="say which one: --valid-on DAY")
        return cls(valid_on, known_on, frozenset(HELD[answer] for answer in wanted) or SHOWN)

    def __bool__(self) -> bool:
        """True if a time is meant."""
        return self.valid_on is not None or self.known_on is not None

    def told(self, language: str) -> str:
        """The time in words, German (`de`) or English, for headings; empty if none is meant."""
        german = language == "de"
        valid = f"{'gültig am' if german else 'valid on'} {self.valid_on}" if self.valid_on else ""
        known = f"{'bekannt bis' if german else 'known on'} {self.known_on}" if self.known_on else ""
        return ", ".join(filter(None, (valid, known)))

    def knows(self, published: str) -> bool:
        """True if an article of that date (empty: none) was surely published by then."""
        limit = period(self.known_on or "")
        if limit is None:
            return True
        found = period(published)
        return found is not None and found.last <= limit.last
