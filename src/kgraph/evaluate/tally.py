"""The counts of one article, by group."""

from __future__ import annotations

from collections import Counter, defaultdict

Group = tuple[str, str]
"""A kind of count (`entities`, `relations`, `type`, `predicate`, `status`, …) and a label, perhaps empty."""

Tally = defaultdict[Group, Counter[str]]
"""Group → counts named `hit`, `found`, `gold`."""
