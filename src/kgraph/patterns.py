"""Patterns of rules that are compiled when they are first needed: of many hundreds an article needs a few dozen."""

from __future__ import annotations

import re
import sys
from functools import cached_property

from kgraph.errors import DataError


class LatePattern:
    """A regular expression that is compiled at its first use.

    Args:
        text: The expression.
        place: Where it stands, for the fault: file, rule and field.
        hint: How to mend it.
    """

    def __init__(self, text: str, place: str, hint: str) -> None:
        self._text, self._place, self._hint = text, place, hint

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself.

        Raises:
            DataError: It is no valid one.
        """
        try:
            return re.compile(self._text)
        except re.error as fault:
            raise DataError(f"{self._place} is no valid pattern ({fault})", hint=self._hint) from fault

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.compiled.match(text, start, end)
