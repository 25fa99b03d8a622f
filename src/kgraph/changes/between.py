"""Compare two graphs by where they are, so that the outcome names nothing that a decision withholds."""

from __future__ import annotations

import filecmp
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgraph.changes.compare import Changes, changes_between
from kgraph.changes.redact import redact
from kgraph.changes.sources import spool
from kgraph.config import Settings
from kgraph.resolve import Decisions
from kgraph.store import decisions_file, is_remote


@dataclass(frozen=True)
class Comparison:
    """Two graphs, compared.

    Attributes:
        changes: What has changed.
        withheld: How many statements of either are not told, as a decision withholds them.
        before: The graph before as sorted N-Quads; likewise `after`.
    """

    changes: Changes
    withheld: tuple[int, int]
    before: Path
    after: Path

    @property
    def differs(self) -> bool:
        """Whether the graphs differ in anything."""
        return not filecmp.cmp(self.before, self.after, shallow=False)


def compared(old: str, new: str, settings: Settings, folder: Path) -> Comparison:
    """Compare two stores, releases or exported files.

    Args:
        old: Folder or URL of a store, folder of a release, or a file.
        new: Likewise.
        settings: All but the stores; the decisions of its store count, too.
        folder: For what is compared; must last as long as the comparison is used.

    Raises:
        NotFoundError: There is no such thing.
        InputError: It cannot be read.
        StoreError: The store is held or damaged.
    """
    before, after = folder / "before.nq", folder / "after.nq"
    bases = spool(old, before, settings), spool(new, after, settings)
    withheld = (0, 0)
    for decisions in _decisions((settings.store, old, new)):
        first, second = redact(before, after, decisions, set(bases))
        withheld = (withheld[0] + first, withheld[1] + second)
    return Comparison(changes_between(before, after, bases), withheld, before, after)


def _decisions(places: Iterable[str]) -> list[Decisions]:
    """The decisions of whichever of these are stores, each file once."""
    stores = [place for place in places if is_remote(place) or Path(place, "format").is_file()]
    return [Decisions.load(path) for path in sorted({decisions_file(store).resolve() for store in stores})]
