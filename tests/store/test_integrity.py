"""`kgraph check --store`: each kind of damage is named with its remedy, and the remedy mends it."""

import json
import shutil
import sqlite3

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import StoreError
from kgraph.store import open_store
from kgraph.store.integrity import inspect

A = stored(extraction_of(HANDOVER))
B = stored(extraction_of(PRAISE))
GRAPH = ox.NamedNode("https://w3id.org/kgraph/id/article/praise")
STRAY = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.NamedNode("x:o"))


@pytest.fixture
def place(tmp_path):
    with open_store(Settings(store=str(tmp_path / "store")), write=True) as store:
        store.replace_articles([A, B])
    return tmp_path / "store"


def ledger(*statements):
    def damage(place):
        with sqlite3.connect(place / "ledger.db") as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return damage


def quads(change):
    def damage(place):
        store = ox.Store(place / "quads")
        change(store)
        store.flush()

    return damage


def overwritten(name, start, end):
    def damage(place):
        path = next(path for path in sorted(place.rglob(name)) if path.stat().st_size > 1000)
        data = bytearray(path.read_bytes())
        data[start:end] = bytes(end - start)
        path.write_bytes(bytes(data))

    return damage


def marker(**changes):
    def damage(place):
        path = place / "format"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))

    return damage


AGAIN, BACKUP = "delete the folder", "kgraph restore"


@pytest.mark.parametrize(
    ("damage", "said", "remedy"),
    [
        (quads(lambda store: store.remove_graph(GRAPH)), "article/praise> is missing", AGAIN),
        (quads(lambda store: store.add(STRAY)), "0 are missing, and 1 have no article", AGAIN),
        (quads(lambda store: store.add(ox.Quad(*STRAY.triple, GRAPH))), "0 quads of its graph are missing, 1", AGAIN),
        (quads(lambda store: store.add(ox.Quad(*STRAY.triple, ox.NamedNode("x:g")))), "<x:g> is of no article", AGAIN),
        (quads(lambda store: store.clear_graph(ox.DefaultGraph())), "and 0 have no article", AGAIN),
        (overwritten("*.sst", 200, 600), "orruption", "quads"),
        (ledger("UPDATE article SET facts = graph WHERE id = 'praise'"), "'praise': its checksum is wrong", BACKUP),
        (ledger("UPDATE article SET digest = 'f' WHERE id = 'praise'"), "checksum of its text", BACKUP),
        (ledger("DELETE FROM support_count"), "of its facts are not counted", BACKUP),
        (ledger("INSERT INTO vote_count VALUES ('<x:e>', 'x:p', '<x:o>', 9)"), "table vote_count counts", BACKUP),
        (overwritten("ledger.db", 4096, 12288), "ledger.db", BACKUP),
        (marker(version=99), "format 99", "update kgraph"),
    ],
    ids=[
        *("graph lost", "stray fact", "stray quad", "stray graph", "facts lost", "file of quads"),
        *("article", "text", "support", "vote", "file of the ledger", "newer format"),
    ],
)
def test_damage_is_named_with_its_remedy(place, damage, said, remedy):
    damage(place)
    found = inspect(place)
    assert not found.ok
    assert any(said in flaw.what and remedy in flaw.remedy for flaw in found.flaws), found.flaws
    if remedy in (AGAIN, "quads"):
        shutil.rmtree(place / "quads")
        assert inspect(place).ok


def test_a_whole_store_is_said_to_be_whole_with_all_its_quads_counted(place):
    with open_store(Settings(store=str(place))) as store:
        number = len(list(store.quads()))
    found = inspect(place)
    assert (found.flaws, found.articles, found.quads) == ((), 2, number)


def test_an_article_that_does_not_unpack_is_a_fault_with_a_hint_wherever_it_is_met(place):
    ledger("UPDATE article SET packed = x'00'")(place)
    with open_store(Settings(store=str(place))) as store, pytest.raises(StoreError) as fault:
        store.article("praise").extraction()
    assert "check --store" in fault.value.hint


def test_store_with_a_value_still_names_the_store_whose_graph_is_checked(place):
    def run(*arguments):
        return CliRunner().invoke(main, arguments)

    assert "the store is whole" in run("--store", str(place), "check", "--store").stdout
    assert json.loads(run("--store", str(place), "check", "--store", "--json").stdout)["ok"] is True
    assert "statements" in run("check", "--store", str(place)).stdout
    quads(lambda store: store.add(STRAY))(place)
    done = run("--store", str(place), "check", "--store")
    assert (done.exit_code, "→ delete the folder" in done.stdout) == (1, True)
    assert run("--store", str(place.parent / "no"), "check", "--store").exit_code == 1
