"""Snapshots that show what the curator's decisions allow at once, not only when the next build has followed them."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kgraph.resolve import Decisions
from kgraph.serve.cut import Change, to_withhold
from kgraph.store import decisions_file
from kgraph.store.engine import open_quads
from kgraph.store.layout import GENERATION, PROJECTION, faults, read_format
from kgraph.store.snapshot import Snapshot, Snapshots


def taken(snapshots: Snapshots, place: str, wait: float = 0.0) -> Snapshot:
    """Take a snapshot that shows what the decisions allow, whether a build has followed them or not.

    Args:
        snapshots: Take it.
        place: The store.
        wait: Seconds to wait for a build to finish.

    Raises:
        HeldError: A build is at work.
        DataError: The decisions cannot be read.
        StoreError: The store cannot be read, or the snapshot not be written.
    """
    snapshot = snapshots.take(wait)
    try:
        return allowed(snapshot, Decisions.load(decisions_file(place)))
    except BaseException:
        snapshots.drop(snapshot)
        raise


def allowed(snapshot: Snapshot, decisions: Decisions) -> Snapshot:
    """Take it out of a snapshot that nobody reads yet; another generation if there was anything.

    Raises:
        StoreError: The snapshot is damaged or cannot be written.
    """
    if not (decisions.withheld or decisions.suppressed or decisions.rejected):
        return snapshot
    path = snapshot.path / "quads"
    _, base = read_format(snapshot.path)
    with faults(snapshot.path):
        change = to_withhold(open_quads(path), base, decisions)
        if not change:
            return snapshot
        _apply(change, open_quads(path, write=True))
        # What was made of the quads as they were is not to be found under their name.
        (snapshot.path / PROJECTION).unlink(missing_ok=True)
        token, digest = (snapshot.path / GENERATION).read_text("utf-8"), change.digest()
        (snapshot.path / GENERATION).write_text(token and f"{token}-{digest}", "utf-8")
    return replace(snapshot, generation=f"{snapshot.generation}-{digest}")


def _apply(change: Change, quads: ox.Store) -> None:
    for quad in change.removed:
        quads.remove(quad)
    quads.extend(change.added)
    quads.flush()
