"""The places of all nodes, kept in a file of the store: a projection in, x and y of each node out.

Laying out ten thousand nodes takes seconds. What is kept tells of which network it is, by a digest of who is joined
with whom; so it outlives a restart of the server and each change that joins nobody anew, and no other.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.explore import field
from kgraph.network import links
from kgraph.network.kept import read_arrays, write_arrays
from kgraph.store.layout import PLACES

if TYPE_CHECKING:
    from kgraph.explore.field import Floats
    from kgraph.network.projection import Projection


def placed(projection: Projection, folder: Path | None) -> Floats:
    """Where every node lies, in the order of their numbers; see `kgraph.explore.field.places`.

    Args:
        projection: The network.
        folder: Where the places are kept; None keeps nothing.
    """
    ends = projection.subjects, projection.objects, projection.node_count
    if folder is None:
        return field.places(*ends)
    digest = hashlib.sha256(f"{_version()} {projection.node_count} ".encode())
    digest.update(field.pairs_of(*ends).tobytes())
    path, stamp = folder / PLACES, digest.hexdigest()
    kept = read_arrays(path, stamp)
    if kept is not None:
        return kept["places"]
    found = field.places(*ends)
    write_arrays(path, stamp, {"places": found})
    return found


@cache
def _version() -> str:
    """Changes with what lays out."""
    digest = hashlib.sha256()
    for module in (field, links):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]
