"""What whoever publishes asks for, beyond the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kgraph.clocks import Clocks


@dataclass(frozen=True, slots=True)
class Options:
    """How to publish.

    Attributes:
        force: Replace a release that stands at the target.
        date: Day of the release, ISO 8601; empty takes `SOURCE_DATE_EPOCH`, else the last date of an article.
        previous: Folder of the release before this one.
        rdf12: Also write the graph in RDF 1.2.
        without: What to leave out; of `kinds.OPTIONAL`.
        clocks: What held on a day, what was known by then; by default all.
    """

    force: bool = False
    date: str = ""
    previous: Path | None = None
    rdf12: bool = False
    without: frozenset[str] = frozenset()
    clocks: Clocks = field(default_factory=Clocks)
