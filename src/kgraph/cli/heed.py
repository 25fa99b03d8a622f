"""What a curator has suppressed or rejected, left out of sources that are read past the store.

`decisions.toml` is looked for where `kgraph build` would, and a note on stderr tells that it was heeded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.cli.output import note
from kgraph.errors import several

if TYPE_CHECKING:
    from kgraph.config import Settings
    from kgraph.records import Extraction


class Heeded:
    """Narrows extractions, and knows whether that left anything out.

    Raises:
        DataError: The decisions do not parse, or contradict each other.
    """

    def __init__(self, settings: Settings) -> None:
        from kgraph.resolve import Decisions
        from kgraph.store import decisions_file

        self._file = decisions_file(settings.store)
        self._decisions = Decisions.load(self._file)
        self._base = settings.base
        self._narrowed = 0

    def __call__(self, extraction: Extraction) -> Extraction:
        """The extraction as it may be shown."""
        from kgraph.resolve.withhold import shown

        left = shown(extraction, self._decisions, self._base)
        self._narrowed += left != extraction
        return left

    def tell(self) -> None:
        """Say what was left out of how many articles, if any."""
        if self._narrowed:
            note(f"kgraph: {several(self._narrowed, 'article')} shown without what {self._file} suppresses or rejects")
