"""Names: what somebody may mean, from an index that is made once for a store as long as it is open."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from kgraph.search import Hit, SearchIndex
from kgraph.store import Store

_INDEXES: WeakKeyDictionary[Store, SearchIndex] = WeakKeyDictionary()


def index_of(store: Store) -> SearchIndex:
    """The index of a store that does not change while it is open; made at the first call."""
    index = _INDEXES.get(store)
    if index is None:
        index = _INDEXES[store] = SearchIndex.of_store(store)
    return index


def suggest(store: Store, text: str, limit: int = 8, types: Sequence[str] = ()) -> tuple[Hit, ...]:
    """What somebody may mean who has typed so far, see `SearchIndex.search`."""
    return index_of(store).search(text, limit, types=types)
