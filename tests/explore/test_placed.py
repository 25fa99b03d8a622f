"""Where the explorer draws its nodes is kept beside the store, for this very network and for no other."""

import numpy as np
import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.explore.placed import placed
from kgraph.explore.whole import Whole
from kgraph.network.projection import Projection
from kgraph.store import open_store
from kgraph.store.frozen import FrozenStore
from kgraph.store.layout import PLACES
from kgraph.store.snapshot import Snapshots
from network_samples import MemoryStore, network, quads_of_network, statement


@pytest.fixture
def place(tmp_path) -> Settings:
    made = Settings(store=str(tmp_path / "store"))
    built(made, HANDOVER)
    return made


def built(place, *documents):
    with open_store(place, write=True) as store:
        store.replace_articles([stored(extraction_of(document)) for document in documents])


def seen(place):
    with open_store(place) as store:
        return Whole(store, Projection.of(store)).places


def never(*_):
    raise AssertionError("laid out again")


def test_places_are_laid_out_once_and_read_back_by_whoever_opens_the_store_next(place, monkeypatch):
    first = seen(place)
    assert len(first) > 5 and len(np.unique(first, axis=0)) == len(first)
    monkeypatch.setattr("kgraph.explore.field.places", never)
    assert np.array_equal(seen(place), first)


def test_a_snapshot_keeps_them_with_the_store_where_the_next_one_finds_them(place, tmp_path, monkeypatch):
    snapshots = Snapshots(tmp_path / "store")
    for _ in range(2):
        taken = snapshots.take()
        frozen = FrozenStore(taken.path, taken.origin)
        found = Whole(frozen, Projection.of(frozen)).places
        snapshots.drop(taken)
        assert (tmp_path / "store" / PLACES).is_file()
        monkeypatch.setattr("kgraph.explore.field.places", never)
    assert np.array_equal(seen(place), found)


def test_they_outlive_an_article_that_joins_nobody_anew_and_are_dropped_with_the_next(place, tmp_path, monkeypatch):
    first, kept = seen(place), tmp_path / "store" / PLACES
    before = kept.read_bytes()
    built(place, PRAISE)
    with monkeypatch.context() as patched:
        patched.setattr("kgraph.explore.field.places", never)
        assert np.array_equal(seen(place), first)
    with open_store(place, write=True) as store:
        store.forget(extraction_of(HANDOVER).article.id)
    assert len(seen(place)) == 3 < len(first)
    assert kept.read_bytes() != before


def test_only_who_is_joined_with_whom_counts(tmp_path, monkeypatch):
    def projection(*statements):
        return Projection.of(MemoryStore(quads_of_network(network(*statements))))

    first = placed(projection(statement("a", "b"), statement("b", "c")), tmp_path)
    other = placed(projection(statement("a", "b"), statement("a", "c")), tmp_path)
    assert not np.array_equal(first, other)
    monkeypatch.setattr("kgraph.explore.field.places", never)
    again = projection(statement("a", "b", status="denied"), statement("c", "a"), statement("b", "a", number=1))
    assert np.array_equal(placed(again, tmp_path), other)


def test_a_damaged_file_is_laid_out_anew(place, tmp_path):
    first, kept = seen(place), tmp_path / "store" / PLACES
    for content in (b"", b"PK", kept.read_bytes()[:-40]):
        kept.write_bytes(content)
        assert np.array_equal(seen(place), first)


def test_a_store_without_a_folder_keeps_nothing_and_lays_out_the_same():
    store = MemoryStore(quads_of_network(network(statement("a", "b"), statement("b", "c"))))
    found = [Whole(store, Projection.of(store)).places for _ in range(2)]
    assert np.array_equal(*found) and found[0].shape == (3, 2)
