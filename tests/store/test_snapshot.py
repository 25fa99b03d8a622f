"""Snapshots: builds go on beside them, they do not change, and what killed servers leave is removed."""

import shutil
import signal
import subprocess
import sys

import pyoxigraph as ox
import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.errors import HeldError, StoreError
from kgraph.store import open_store
from kgraph.store.frozen import FrozenStore
from kgraph.store.snapshot import SERVING, Snapshots

A, B = stored(extraction_of(HANDOVER)), stored(extraction_of(PRAISE))
TITLES = "SELECT ?title { GRAPH ?g { ?a dcterms:title ?title } } ORDER BY ?title"


@pytest.fixture
def place(tmp_path):
    load(tmp_path / "store", A)
    return tmp_path / "store"


def load(place, *articles):
    with open_store(Settings(store=str(place)), write=True) as store:
        store.replace_articles(articles)


def titles(snapshot):
    return [row["title"] for row in FrozenStore(snapshot.path, snapshot.origin).query(TITLES).texts()]


def test_a_snapshot_keeps_no_build_waiting_and_does_not_change_with_it(place):
    snapshots = Snapshots(place)
    before = snapshots.take()
    load(place, B)
    after = snapshots.take()
    assert (titles(before), titles(after)) == ([HANDOVER["title"]], [PRAISE["title"], HANDOVER["title"]])
    assert (before.articles, after.articles) == (1, 2)
    assert before.generation != after.generation
    snapshots.close()


def test_a_withdrawn_article_stays_in_the_snapshot_taken_before(place):
    load(place, B)
    snapshots = Snapshots(place)
    before = snapshots.take()
    with open_store(Settings(store=str(place)), write=True) as store:
        store.forget("praise")
    assert PRAISE["title"] in titles(before)
    assert PRAISE["title"] not in titles(snapshots.take())
    snapshots.close()


def test_none_is_taken_while_a_build_is_at_work(place):
    snapshots = Snapshots(place)
    with open_store(Settings(store=str(place)), write=True), pytest.raises(HeldError):
        snapshots.take()
    assert snapshots.take().articles == 1
    snapshots.close()


def test_equal_contents_have_equal_generations_whatever_the_order(place, tmp_path):
    load(place, B)
    load(tmp_path / "other", B, A)
    generations = set()
    for folder in (place, tmp_path / "other"):
        snapshots = Snapshots(folder)
        generations.add(snapshots.take().generation)
        snapshots.close()
    assert len(generations) == 1


def test_the_mark_tells_of_a_build_that_wrote_and_not_of_one_that_had_nothing_to_do(place):
    snapshots = Snapshots(place)
    mark = snapshots.take().mark
    open_store(Settings(store=str(place)), write=True).close()
    assert snapshots.mark() == mark
    load(place, B)
    assert snapshots.mark() != mark
    snapshots.close()


TAKE_AND_WAIT = """
import sys
from pathlib import Path
from kgraph.store.snapshot import Snapshots
snapshots = Snapshots(Path(sys.argv[1]))
print(snapshots.take().path, flush=True)
sys.stdin.read()
"""


def test_what_a_killed_server_left_is_removed_and_what_a_living_one_reads_is_not(place):
    def server():
        command = [sys.executable, "-c", TAKE_AND_WAIT, str(place)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return process, process.stdout.readline().strip()

    (killed, left), (living, held) = server(), server()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    snapshots = Snapshots(place)
    own = snapshots.take()
    found = {str(path) for path in (place / SERVING).iterdir() if path.is_dir()}
    assert found == {held, str(own.path)}
    assert left not in found
    living.communicate("")
    snapshots.close()


def test_a_snapshot_that_is_dropped_or_closed_leaves_nothing(place):
    snapshots = Snapshots(place)
    snapshots.drop(snapshots.take())
    snapshots.take()
    snapshots.close()
    assert [path.name for path in (place / SERVING).iterdir()] == ["lock"]


def test_where_files_cannot_be_linked_they_are_copied(place, monkeypatch):
    def refuse(*_):
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    snapshots = Snapshots(place)
    assert titles(snapshots.take()) == [HANDOVER["title"]]
    snapshots.close()


def test_a_snapshot_cannot_be_written_to(place):
    snapshots = Snapshots(place)
    taken = snapshots.take()
    store = FrozenStore(taken.path, taken.origin)
    with pytest.raises(StoreError, match="does not change"):
        store.replace_articles([B])
    with pytest.raises(StoreError, match="does not change"):
        store.forget("handover")
    snapshots.close()


def test_quads_held_in_memory_are_the_same(place):
    load(place, B)
    snapshots = Snapshots(place)
    taken = snapshots.take()
    on_disk, held = (FrozenStore(taken.path, taken.origin, in_memory) for in_memory in (False, True))
    assert set(held.quads()) == set(on_disk.quads())
    extra = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    held.engine.add(extra)
    with pytest.raises(RuntimeError, match="read-write"):
        on_disk.engine.add(extra)
    snapshots.close()


def test_the_ledger_is_asked_while_no_build_is_at_work(place):
    snapshots = Snapshots(place)
    taken = snapshots.take()
    store = FrozenStore(taken.path, taken.origin)
    assert list(store.fingerprints()) == ["handover"]
    assert store.article("handover").title == HANDOVER["title"]
    with open_store(Settings(store=str(place)), write=True), pytest.raises(HeldError):
        store.fingerprints()
    snapshots.close()


def test_a_store_whose_quads_are_lost_is_served_all_the_same(place):
    shutil.rmtree(place / "quads")
    snapshots = Snapshots(place)
    assert titles(snapshots.take()) == [HANDOVER["title"]]
    snapshots.close()


def test_there_is_no_snapshot_of_no_store(tmp_path):
    with pytest.raises(StoreError, match="there is no store"):
        Snapshots(tmp_path)
