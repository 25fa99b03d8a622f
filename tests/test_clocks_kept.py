"""A store as of a time, kept on disk: the same as the copy in memory, made once, gone when the store changes."""

import shutil

import pyoxigraph as ox
import pytest

from clock_samples import stored_articles
from kgraph.clocks import Clocks, as_of, kept
from kgraph.clocks.sieve import Sieve
from kgraph.config import Settings
from kgraph.errors import HeldError
from kgraph.network.projection import projection_of
from kgraph.query import ask
from kgraph.store import open_store
from kgraph.store.lock import Lock, locked

TIME = Clocks.of("2023-06-01", "2024")


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LEAST", 0)
    found = Settings(store=str(tmp_path / "store"))
    with open_store(found, write=True) as store:
        store.replace_articles(stored_articles())
        type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        store.keep_inferred([ox.Triple(ox.NamedNode("x:s"), type, ox.NamedNode("x:Inferred"))])
    return found


@pytest.fixture
def unmade(monkeypatch):
    """Whoever looks at the whole store again fails."""

    def seen(self, copy):
        raise AssertionError("made again")

    return lambda: monkeypatch.setattr(Sieve, "judge", seen)


def quads(settings, clocks):
    with as_of(open_store(settings), clocks) as store:
        return sorted(map(str, store.quads()))


def folders(tmp_path):
    return sorted(path.name for path in (tmp_path / "store" / "times").iterdir() if path.is_dir())


@pytest.mark.parametrize(
    "time", [("2022-03-01", None), ("2021-06-01", "2021-05-31"), ("2023-06-01", "2019-04"), (None, "2024")]
)
def test_what_is_kept_is_what_a_copy_in_memory_would_be(settings, monkeypatch, time, tmp_path):
    clocks = Clocks.of(*time)
    on_disk = quads(settings, clocks)
    assert len(folders(tmp_path)) == 1
    monkeypatch.setattr(kept, "LEAST", 1 << 40)
    assert on_disk == quads(settings, clocks)
    assert len(on_disk) > 10 and "x:Inferred" not in str(on_disk)


def test_whoever_means_the_same_time_again_opens_what_is_there(settings, unmade):
    first = quads(settings, TIME)
    unmade()
    assert quads(settings, TIME) == first
    with pytest.raises(AssertionError, match="made again"):
        quads(settings, Clocks.of("2023-06-01", "2023"))


def test_what_is_computed_of_a_time_is_kept_beside_it(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("kgraph.query.kept.WORTH", 0)
    with as_of(open_store(settings), TIME) as store:
        ask(store, "funding")
        projection_of(store)
    (folder,) = folders(tmp_path)
    assert {"answers", "projection"} <= {path.name for path in (tmp_path / "store" / "times" / folder).iterdir()}
    assert not (tmp_path / "store" / "projection").exists() and not (tmp_path / "store" / "answers").exists()


def test_a_strangers_query_is_asked_of_it_and_stopped(settings):
    with as_of(open_store(settings), Clocks.of(None, "2020")) as store:
        rows = store.query_guarded("SELECT ?a { GRAPH ?a { ?a a schema:NewsArticle } }", timeout=60, max_rows=99).rows
    assert len(rows) == 4


def test_a_change_of_the_store_takes_it_away(settings, tmp_path):
    before = quads(settings, TIME)
    with open_store(settings, write=True) as store:
        store.forget("werft")
    assert not (tmp_path / "store" / "times").exists()
    assert quads(settings, TIME) != before


def test_those_used_last_stay_and_so_does_what_is_in_use(settings, tmp_path):
    used = as_of(open_store(settings), TIME)
    used.fingerprints()
    (first,) = folders(tmp_path)
    for year in ("2019", "2020", "2021", "2022"):
        quads(settings, Clocks.of(None, year))
    assert len(folders(tmp_path)) == 4 and first in folders(tmp_path)
    used.close()
    quads(settings, Clocks.of(None, "2023"))
    assert len(folders(tmp_path)) == 3 and first not in folders(tmp_path)


@pytest.mark.parametrize("damage", ["a file lost", "half a file", "left by a killed process"])
def test_what_is_damaged_or_half_made_is_made_again(settings, tmp_path, damage):
    first = quads(settings, TIME)
    (name,) = folders(tmp_path)
    folder = tmp_path / "store" / "times" / name
    if damage == "a file lost":
        (folder / "quads" / "CURRENT").unlink()
    elif damage == "half a file":
        (folder / "quads" / "CURRENT").write_text("MANIF")
    else:
        folder.rename(folder.with_name(f"{name}.part"))
    assert quads(settings, TIME) == first
    assert folders(tmp_path) == [name]


def test_what_cannot_be_kept_is_asked_in_memory(settings, tmp_path, monkeypatch):
    expected = quads(settings, TIME)
    shutil.rmtree(tmp_path / "store" / "times")
    (tmp_path / "store" / "times").write_text("no folder")
    assert quads(settings, TIME) == expected
    (tmp_path / "store" / "times").unlink()
    monkeypatch.setattr(kept, "_PATIENCE", 0)
    (tmp_path / "store" / "times").mkdir()
    with locked(tmp_path / "store" / "times" / "lock", write=True):
        assert quads(settings, TIME) == expected
    assert folders(tmp_path) == []


def test_a_full_disk_leaves_nothing_half_made(settings, tmp_path, monkeypatch):
    def full(source, target):
        target.mkdir()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "link_quads", full)
    assert quads(settings, TIME)
    assert folders(tmp_path) == []


def test_what_is_open_is_held_and_a_small_store_keeps_nothing(settings, tmp_path, monkeypatch):
    with as_of(open_store(settings), TIME) as store:
        store.fingerprints()
        (name,) = folders(tmp_path)
        with pytest.raises(HeldError):
            Lock(tmp_path / "store" / "times" / name / "lock", write=True)
    Lock(tmp_path / "store" / "times" / name / "lock", write=True).release()
    shutil.rmtree(tmp_path / "store" / "times")
    monkeypatch.undo()
    quads(settings, TIME)
    assert not (tmp_path / "store" / "times").exists()
