"""Whether an earlier run left an embedded store undone: its directory in, a truth value out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kgraph.store.layout import FORMAT
from kgraph.store.ledger import Ledger


def is_undone(directory: Path, version: int) -> bool:
    """Whether a writer must look after a store of that format before anybody reads it."""
    ledger = directory / "ledger.db"
    # A journal without a writer is of a commit that was killed: only a writer can take that back.
    if version < FORMAT or ledger.with_name("ledger.db-journal").exists() or not has_quads(directory):
        return True
    with closing(Ledger(ledger, write=False)) as found:
        return bool(found.unsettled_ids())


def has_quads(directory: Path) -> bool:
    """Whether the engine's files are there: a kill may come before they are, and somebody may delete them."""
    return (directory / "quads" / "CURRENT").is_file()
