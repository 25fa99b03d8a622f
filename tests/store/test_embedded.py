"""The embedded store: what is loaded, replaced and withdrawn, and what a damaged or held one says."""

import contextlib
import dataclasses
import itertools
import json
import shutil
import sqlite3
import subprocess
import sys

import pyoxigraph as ox
import pytest

from graph_samples import HANDOVER, PRAISE, extraction_of, stored
from kgraph.config import Settings
from kgraph.errors import NotFoundError, QueryError, StoreError
from kgraph.store import Store, embedded, open_store
from kgraph.store.article import unpack_text
from kgraph.store.counts import digest_of, said_in

A = stored(extraction_of(HANDOVER))
B = stored(extraction_of(PRAISE))
FUNDS = "ASK { ?c kg:funds ?s . ?c rdfs:label 'Nordwerft GmbH'@de }"
SUPPORTS = "ASK { ?c kg:supports ?s }"


def settings(folder, **more):
    return Settings(store=str(folder / "store"), **more)


def dump(folder):
    with open_store(settings(folder)) as store:
        return sorted(map(str, store.quads()))


def build(folder, *batches):
    for batch in batches:
        with open_store(settings(folder), write=True) as store:
            store.replace_articles(batch)
    return dump(folder)


@pytest.mark.parametrize("part", ["facts", "evidence", "all"])
def test_the_lines_of_a_store_are_its_quads(tmp_path, part):
    build(tmp_path, [A, B, renamed("third", 'Hafen "\u2028\r\n\t\x7fPortal')], [renamed("fourth", "Hafenportal")])
    with open_store(settings(tmp_path), write=True) as store:
        store.forget("praise")
        store.keep_inferred([ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"))])
        lines = [line for batch in store.lines(part) for line in batch]
        # The interface's own, which makes lines of the quads.
        assert sorted(lines) == sorted(line for batch in Store.lines(store, part) for line in batch)
        assert lines


def test_a_planned_statement_is_evidence_but_no_fact(tmp_path):
    build(tmp_path, [A])
    with open_store(settings(tmp_path)) as store:
        assert not store.query("ASK { ?m kg:develops ?app . ?app rdfs:label 'Anlegestellen-App'@de }")
        assert store.query("ASK { GRAPH ?a { ?st kg:status 'planned' ; rdf:predicate kg:develops } }")


def test_any_order_and_any_batching_give_the_same_quads(tmp_path):
    articles = [A, B, renamed("third", "Hafen-Portal")]
    expected = build(tmp_path / "all", articles)
    for number, order in enumerate(itertools.permutations(articles)):
        assert build(tmp_path / str(number), *([item] for item in order)) == expected


def renamed(id, name):
    document = {**PRAISE, "id": id, "entities": [dict(e) for e in PRAISE["entities"]]}
    extraction = extraction_of(document)
    entities = tuple(
        dataclasses.replace(e, aliases=(name,)) if e.name == "Hafenportal" else e for e in extraction.entities
    )
    return stored(dataclasses.replace(extraction, entities=entities))


def test_forgetting_takes_only_the_facts_that_nobody_else_supports(tmp_path):
    alone = build(tmp_path / "alone", [A])
    build(tmp_path, [A, B])
    with open_store(settings(tmp_path), write=True) as store:
        assert store.query(SUPPORTS)
        store.forget("praise")
        assert not store.query(SUPPORTS)
        assert store.query(FUNDS)
    assert dump(tmp_path) == alone


def test_forgetting_everything_leaves_an_empty_store_and_an_unknown_article_is_not_found(tmp_path):
    build(tmp_path, [A, B])
    with open_store(settings(tmp_path), write=True) as store:
        store.forget("praise")
        store.forget("handover")
        with pytest.raises(NotFoundError, match="praise"):
            store.forget("praise")
    assert dump(tmp_path) == []


def test_a_changed_article_takes_the_place_of_its_former_version(tmp_path):
    changed = {**PRAISE, "relations": [{"s": "e1", "p": "opposes", "o": "e2"}]}
    new = stored(extraction_of(changed))
    expected = build(tmp_path / "fresh", [A, new])
    assert build(tmp_path, [A, B], [new]) == expected
    with open_store(settings(tmp_path)) as store:
        assert not store.query(SUPPORTS)
        assert store.query(FUNDS)


def test_an_article_that_comes_out_as_it_was_only_gets_its_new_marks(tmp_path):
    expected = build(tmp_path, [A, B])
    again = dataclasses.replace(A, fingerprint="new", extractor="new", decided=("d1",))
    follows = ox.Triple(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("o"))
    with open_store(settings(tmp_path), write=True) as store:
        store.keep_inferred([follows])
        before = store.generation()
        store.replace_articles([again])
        assert store.generation() == before
        assert store.query("ASK { GRAPH ?g { <x:s> <x:p> 'o' } }")
        assert store.fingerprints() == {A.id: "new", B.id: B.fingerprint}
        assert store.article(A.id).extractor == "new"
        assert store.decided() == {"d1"}
        store.replace_articles([dataclasses.replace(again, decided=()), renamed("third", "Hafen-Portal")])
        assert store.generation() != before
        assert not store.decided()
        store.forget("third")
    assert dump(tmp_path) == expected


def test_the_last_of_two_versions_of_an_article_counts_also_where_one_is_loaded(tmp_path):
    changed = stored(extraction_of({**PRAISE, "relations": [{"s": "e1", "p": "opposes", "o": "e2"}]}))
    expected = build(tmp_path, [A, B])
    assert build(tmp_path, [changed, B]) == expected


def vote(id, name, aliases=()):
    document = {
        "id": id,
        "title": id,
        "text": f"{id}\n\n{name} ist da.",
        "entities": [{"id": "e1", "type": "Ministry", "name": name, "aliases": list(aliases)}],
        "relations": [],
    }
    return dataclasses.replace(stored(extraction_of(document)))


def labels(folder, key):
    with open_store(settings(folder)) as store:
        entity = f"<{store.base}{key}>"
        rows = store.query(f"SELECT ?l ?a {{ {entity} rdfs:label ?l OPTIONAL {{ {entity} skos:altLabel ?a }} }}")
        found = list(rows.texts())
    return {row["l"] for row in found}, {row["a"] for row in found} - {""}


def test_the_name_that_most_articles_give_is_the_label_and_the_others_stay_names(tmp_path):
    # `Hafen-Amt` and `Hafen Amt` have one slug, hence are one entity with two names.
    build(tmp_path, [vote("a", "Hafen-Amt"), vote("b", "Hafen Amt"), vote("c", "Hafen Amt")])
    assert labels(tmp_path, "ministry/hafen-amt") == ({"Hafen Amt"}, {"Hafen-Amt"})


def test_the_label_changes_when_the_vote_does(tmp_path):
    build(tmp_path, [vote("a", "Hafen-Amt")], [vote("b", "Hafen Amt")], [vote("c", "Hafen Amt")])
    assert labels(tmp_path, "ministry/hafen-amt")[0] == {"Hafen Amt"}
    with open_store(settings(tmp_path), write=True) as store:
        store.forget("b")
        store.forget("c")
    assert labels(tmp_path, "ministry/hafen-amt") == ({"Hafen-Amt"}, set())


def test_of_equally_frequent_names_the_shorter_then_the_first_is_the_label(tmp_path):
    build(tmp_path / "1", [vote("a", "Hafen-Amt"), vote("b", "Hafen Amt")])
    assert labels(tmp_path / "1", "ministry/hafen-amt")[0] == {"Hafen Amt"}
    build(tmp_path / "2", [vote("a", "Hafen-Amt"), vote("b", "Hafen - Amt")])
    assert labels(tmp_path / "2", "ministry/hafen-amt")[0] == {"Hafen-Amt"}


def test_the_text_comes_back_from_the_ledger_as_it_was_read(tmp_path):
    build(tmp_path, [A])
    with open_store(settings(tmp_path)) as store:
        assert store.article("handover").extraction() == extraction_of(HANDOVER)
        assert store.article("nobody") is None
        assert store.fingerprints() == {"handover": "1"}


def test_a_store_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match="there is no store"):
        open_store(settings(tmp_path))


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="no kgraph store"):
        open_store(settings(tmp_path), write=True)
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["letter.txt"]


def test_a_newer_store_is_refused_and_names_both_versions(tmp_path):
    build(tmp_path, [A])
    marker = tmp_path / "store" / "format"
    document = json.loads(marker.read_text())
    marker.write_text(json.dumps({**document, "version": 99}))
    with pytest.raises(StoreError, match="format 99, this kgraph knows up to 3"):
        open_store(settings(tmp_path))


ROWS_OF_FORMAT_2 = """
CREATE TABLE support (fact BLOB, article INTEGER, PRIMARY KEY (fact, article)) WITHOUT ROWID;
CREATE TABLE vote (
    entity TEXT, predicate TEXT, value TEXT, article INTEGER, PRIMARY KEY (entity, predicate, value, article)
) WITHOUT ROWID;
"""


def told_of(articles):
    """The rows that formats 1 and 2 had of these articles."""
    told = [(n, said_in(unpack_text(article.facts))) for n, article in enumerate(articles, 1)]
    yield "support", "?, ?", [(digest_of(fact), n) for n, said in told for fact in said.facts]
    yield "vote", "?, ?, ?, ?", [(*vote, n) for n, said in told for vote in said.votes]


def test_a_store_of_the_first_format_is_migrated_by_whoever_opens_it(tmp_path):
    expected = build(tmp_path, [A, B])
    with sqlite3.connect(tmp_path / "store" / "ledger.db") as ledger:
        ledger.execute("ALTER TABLE article DROP COLUMN checksum")
        ledger.execute("DROP TABLE recipe")
        ledger.executescript(ROWS_OF_FORMAT_2)
        for table, columns, rows in told_of([A, B]):
            ledger.executemany(f"INSERT INTO {table} VALUES ({columns})", rows)
        counted = [list(ledger.execute(f"SELECT * FROM {name}_count")) for name in ("support", "vote")]
        ledger.executescript("DROP TABLE support_count; DROP TABLE vote_count")
    ledger.close()
    marker = tmp_path / "store" / "format"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "version": 1}))
    assert dump(tmp_path) == expected
    assert json.loads(marker.read_text())["version"] == 3
    with contextlib.closing(sqlite3.connect(tmp_path / "store" / "ledger.db")) as ledger:
        assert [list(ledger.execute(f"SELECT * FROM {name}_count")) for name in ("support", "vote")] == counted
        assert not ledger.execute("SELECT 1 FROM sqlite_master WHERE name IN ('support', 'vote')").fetchone()
        assert [len(checksum) for (checksum,) in ledger.execute("SELECT checksum FROM article")] == [32, 32]


BROKEN_OFF = """
import os, signal, sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], isolation_level=None)
ledger.execute("PRAGMA cache_size=1")
ledger.execute("BEGIN IMMEDIATE")
ledger.execute("UPDATE article SET title = 'half', packed = zeroblob(1000000)")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_commit_that_was_killed_on_its_way_to_the_disk_is_taken_back_even_by_a_reader(tmp_path):
    expected = build(tmp_path, [A, B])
    subprocess.run([sys.executable, "-c", BROKEN_OFF, str(tmp_path / "store" / "ledger.db")], check=False)
    assert (tmp_path / "store" / "ledger.db-journal").exists()
    assert dump(tmp_path) == expected
    with open_store(settings(tmp_path)) as store:
        assert store.article("handover").extraction() == extraction_of(HANDOVER)


def test_a_store_keeps_its_base_and_another_one_is_refused(tmp_path):
    build(tmp_path, [A])
    with open_store(settings(tmp_path, base="https://example.org/")) as store:
        assert store.base == "https://w3id.org/kgraph/id/"
    with pytest.raises(StoreError, match=r"not https://example\.org/"):
        open_store(settings(tmp_path, base="https://example.org/", origins={"base": "flag"}))


def test_lost_quads_are_rebuilt_from_the_ledger_even_by_a_reader(tmp_path):
    expected = build(tmp_path, [A, B])
    shutil.rmtree(tmp_path / "store" / "quads")
    assert dump(tmp_path) == expected


def test_a_store_that_was_killed_while_its_engine_began_reads_as_empty(tmp_path):
    open_store(settings(tmp_path), write=True).close()
    shutil.rmtree(tmp_path / "store" / "quads", ignore_errors=True)
    (tmp_path / "store" / "quads").mkdir()
    assert dump(tmp_path) == []


def test_damaged_quads_are_reported_with_the_remedy(tmp_path):
    build(tmp_path, [A])
    (tmp_path / "store" / "quads" / "CURRENT").write_text("nonsense\n")
    with open_store(settings(tmp_path)) as store, pytest.raises(StoreError) as fault:
        store.query("ASK {}")
    assert "quads" in fault.value.hint


def test_a_reader_cannot_write(tmp_path):
    build(tmp_path, [A])
    with open_store(settings(tmp_path)) as store, pytest.raises(StoreError, match="reading only"):
        store.replace_article(B)


HOLD = """
import sys
from kgraph.config import Settings
from kgraph.store import open_store
with open_store(Settings(store=sys.argv[1]), write=sys.argv[2] == "write"):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    build(tmp_path, [A])
    started = []

    def hold(mode):
        command = [sys.executable, "-c", HOLD, str(tmp_path / "store"), mode]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield hold
    for process in started:
        process.communicate("\n", timeout=30)


@pytest.mark.parametrize("write", [True, False], ids=["writer", "reader"])
def test_beside_a_writer_everybody_is_refused_and_told_who_it_is(tmp_path, holder, write):
    process = holder("write")
    with pytest.raises(StoreError, match=f"in use by process {process.pid}"):
        open_store(settings(tmp_path), write=write)


def test_beside_a_reader_another_reader_is_let_in_but_no_writer(tmp_path, holder):
    holder("read")
    with open_store(settings(tmp_path)) as store:
        assert store.query(FUNDS)
    with pytest.raises(StoreError, match="another kgraph command that reads"):
        open_store(settings(tmp_path), write=True)


def test_who_waits_gets_in_when_the_writer_ends(tmp_path, holder):
    process = holder("write")
    process.stdin.write("\n")
    process.stdin.flush()
    with open_store(settings(tmp_path), wait=30) as store:
        assert store.query(FUNDS)


def test_a_copy_that_came_without_the_lock_is_read_and_one_that_cannot_have_one_is_told(tmp_path):
    open_store(Settings(store=str(tmp_path / "s")), write=True).close()
    lock = tmp_path / "s" / "lock"
    lock.unlink()
    open_store(Settings(store=str(tmp_path / "s"))).close()
    assert lock.exists()
    lock.unlink()
    lock.mkdir()
    with pytest.raises(StoreError):
        open_store(Settings(store=str(tmp_path / "s")), write=True)


def test_a_killed_holder_leaves_no_lock(tmp_path, holder):
    process = holder("write")
    process.kill()
    process.wait()
    with open_store(settings(tmp_path), write=True) as store:
        assert store.query(FUNDS)


def test_what_is_acknowledged_but_not_loaded_is_loaded_by_the_next_one_to_open(tmp_path):
    expected = build(tmp_path / "whole", [A, B])
    build(tmp_path, [A])
    ledger = tmp_path / "store" / "ledger.db"
    from kgraph.store.ledger import Ledger

    broken_off = Ledger(ledger, write=True)
    broken_off.enter([B])
    broken_off.close()
    assert dump(tmp_path) == expected


def test_quads_lost_after_loading_but_before_the_flush_come_back(tmp_path):
    """A power cut may take what pyoxigraph had not flushed; the rows are still pending then."""
    expected = build(tmp_path / "whole", [A, B])
    build(tmp_path, [A])
    shutil.copytree(tmp_path / "store" / "quads", tmp_path / "before")
    store = open_store(settings(tmp_path), write=True)
    store.replace_article(B)
    store._lock.release()  # the process ends without closing the store
    store._quads = None
    store._ledger.close()
    shutil.rmtree(tmp_path / "store" / "quads")
    shutil.move(tmp_path / "before", tmp_path / "store" / "quads")
    assert dump(tmp_path) == expected


# rdflib itself still calls what it deprecates.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
def test_rdflib_sees_the_same_facts_and_graphs(tmp_path):
    build(tmp_path, [A, B])
    with open_store(settings(tmp_path)) as store:
        dataset = store.as_rdflib()
        query = "SELECT ?a WHERE { GRAPH ?a { ?a a <https://schema.org/NewsArticle> } }"
        assert {str(row.a) for row in dataset.query(query)} == {
            f"{store.base}article/{id}" for id in ("handover", "praise")
        }
        facts = [quad for quad in store.quads() if quad.graph_name == ox.DefaultGraph()]
        assert len(dataset.default_graph) == len(facts)


def test_a_wrong_query_names_line_and_column(tmp_path):
    build(tmp_path, [A])
    with open_store(settings(tmp_path)) as store, pytest.raises(QueryError, match="line 2, column"):
        store.query("SELECT * WHERE {\n ?s ?p")


def test_the_engines_files_are_merged_after_a_large_load_and_no_other(tmp_path, monkeypatch):
    merged = []

    class Engine:
        """The engine, which lets nobody derive from it."""

        def __init__(self, path, write):
            self._quads = ox.Store(path)

        def __getattr__(self, name):
            return getattr(self._quads, name)

        def optimize(self):
            self._quads.optimize()
            merged.append(len(set(self._quads.named_graphs())))

    monkeypatch.setattr(embedded, "_MANY", 3)
    monkeypatch.setattr(embedded, "open_quads", Engine)
    for first, number, document in ((0, 20, HANDOVER), (20, 4, HANDOVER), (24, 2, HANDOVER), (0, 20, PRAISE)):
        ids = [f"a{place}" for place in range(first, first + number)]
        build(tmp_path, [stored(extraction_of({**document, "id": id})) for id in ids])
    # Not for 4 of 24 or 2 of 26.
    assert merged == [20, 26]
