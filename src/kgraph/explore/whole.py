"""What every answer chooses from, kept for as long as a store does not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from kgraph.network.projection import Projection, projection_of
from kgraph.store import Store, text_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Persons belong where they hold an office, bodies to what they are part or the responsibility of.
_BELONGS = """
SELECT ?member ?whole WHERE {
  VALUES ?property { kg:partOf kg:subdivisionOf kg:responsibilityOf kg:holdsRole }
  ?member ?property ?whole .
}"""
_LANDS = "SELECT ?land WHERE { ?land a kg:Land }"


@dataclass(frozen=True)
class Whole:
    """The network of a store in one state, and what is derived from all of it."""

    store: Store
    projection: Projection

    @cached_property
    def lands(self) -> Mapping[str, Sequence[str]]:
        """IRI → IRIs of the Länder that it is, or belongs to by a chain of facts; sorted."""
        parts: dict[str, list[str]] = defaultdict(list)
        for member, whole in self.store.query(_BELONGS).rows:
            parts[text_of(whole)].append(text_of(member))
        found: dict[str, list[str]] = defaultdict(list)
        lands = {text_of(land) for (land,) in self.store.query(_LANDS).rows}
        for land in sorted(lands):
            seen, edge = {land}, [land]
            while edge:
                edge = [part for whole in edge for part in parts[whole] if part not in seen and part not in lands]
                seen.update(edge)
            for iri in seen:
                found[iri].append(land)
        return dict(found)

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """Where every node lies (x, y), if all were drawn at once; see `kgraph.explore.placed`."""
        from kgraph.explore.placed import placed

        return placed(self.projection, self.store.lasting)


_KEPT: WeakKeyDictionary[Store, tuple[str, Whole]] = WeakKeyDictionary()


def whole(store: Store) -> Whole:
    """The network of a store as it is now; read once for each state.

    Raises:
        StoreError: The store cannot be read.
        RemoteError: The server does not answer.
    """
    generation = store.generation()
    kept = _KEPT.get(store)
    if kept and generation is not None and kept[0] == generation:
        return kept[1]
    found = Whole(store, projection_of(store))
    if generation is not None:
        _KEPT[store] = generation, found
    return found
