"""Building from web archives: what is kept of how far they were read, and that it changes nothing in the graph."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from click.testing import CliRunner

import kgraph.build
from kgraph.build import build
from kgraph.build.recipe import Recipe
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import InputError
from kgraph.store import open_store
from kgraph.store.backup import back_up
from kgraph.store.layout import ARCHIVES as FILE
from kgraph.store.restore import restore
from warc_samples import FOOTBALL, TOPIC, archive, article_record, page, record

pytest.importorskip("fastwarc")
RECORDS = [article_record(number, FOOTBALL if number % 3 == 1 else TOPIC) for number in range(6)]
ON_TOPIC = 4


@pytest.fixture
def crawl(tmp_path):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(archive(RECORDS))
    return path


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "store"))


def quads(settings):
    with open_store(settings) as store:
        return sorted(map(str, store.quads()))


def marks_of(tmp_path):
    return list(json.loads((tmp_path / "store" / FILE).read_text()).values())


def test_an_archive_that_was_read_is_not_read_again(tmp_path, crawl, settings):
    first = build([str(crawl)], settings, jobs=1)
    assert (first.new, first.archives["pages"], first.archives["other"]) == (ON_TOPIC, 6, 2)
    (mark,) = marks_of(tmp_path)
    assert mark["place"] == mark["size"] == crawl.stat().st_size
    second = build([str(crawl)], settings, jobs=1)
    assert (second.new, second.changed, second.unchanged) == (0, 0, 0)
    assert second.archives == {"resumed": 1}


def test_a_file_that_grew_is_read_from_where_it_ended_under_whatever_name(tmp_path, crawl, settings):
    crawl.write_bytes(archive([article_record(number) for number in range(12)]))
    build([str(crawl)], settings, jobs=1)
    grown = tmp_path / "moved.warc.gz"
    grown.write_bytes(crawl.read_bytes() + archive([article_record("later")]))
    summary = build([str(grown)], settings, jobs=1)
    assert (summary.new, summary.archives["pages"], summary.archives["resumed"]) == (1, 1, 1)


def test_other_decisions_read_an_archive_anew(tmp_path, crawl, settings):
    build([str(crawl)], settings, jobs=1)
    (tmp_path / "decisions.toml").write_text(
        '[[decision]]\nkind = "rename"\nsubject = "municipality/16053000"\nvalue = "Jena an der Saale"\n'
        'who = "A. Muster"\nwhen = "2025-03-02"\nwhy = "test"\n'
    )
    summary = build([str(crawl)], settings, jobs=1)
    assert (summary.changed, summary.archives["pages"]) == (ON_TOPIC, 6)


def test_an_article_that_failed_comes_again_with_all_behind_it(tmp_path, crawl, settings, monkeypatch):
    whole = Recipe.prepare

    def failing(recipe, task, result=None):
        prepared = whole(recipe, task, result)
        if not task.article.url.endswith("/2"):
            return prepared
        return type(prepared)(None, InputError("out of order", hint="try again"))

    with monkeypatch.context() as patch:
        patch.setattr(Recipe, "prepare", failing)
        first = build([str(crawl)], settings, jobs=1)
    assert first.new == ON_TOPIC - 1 and [str(fault) for fault in first.faults] == ["out of order"]
    assert 0 < marks_of(tmp_path)[0]["place"] < crawl.stat().st_size
    second = build([str(crawl)], settings, jobs=1)
    assert (second.new, second.unchanged) == (1, ON_TOPIC - 2)


@pytest.mark.parametrize("healed", [True, False], ids=["got again", "as it was"])
def test_a_file_with_a_broken_record_is_read_again_only_if_it_was_replaced(tmp_path, crawl, settings, healed):
    data = crawl.read_bytes()
    broken = bytearray(data)
    broken[len(data) // 2] ^= 0xFF
    crawl.write_bytes(broken)
    first = build([str(crawl)], settings, jobs=1)
    assert len(first.faults) == 1 and first.new < ON_TOPIC + 1
    if healed:
        crawl.write_bytes(data)
        os.utime(crawl, ns=(1, 1))
    second = build([str(crawl)], settings, jobs=1)
    assert not second.faults and second.archives["pages"] == (6 if healed else 0)


def test_a_page_that_changed_is_stored_as_it_was_last(tmp_path, settings):
    later = record("https://example.org/0", page("Jena: Meldung Nummer 0", TOPIC.replace("Montag", "Dienstag")))
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(archive([RECORDS[0], later]))
    for _ in range(2):
        summary = build([str(crawl)], settings, jobs=1)
        (tmp_path / "store" / FILE).unlink()
        with open_store(settings) as store:
            (article,) = store.articles()
            assert "Dienstag" in article.extraction().article.text
    assert summary.new == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}', '{"a": {"place": 3}}'])
def test_a_damaged_note_of_places_is_as_good_as_none(tmp_path, crawl, settings, content):
    expected = build([str(crawl)], settings, jobs=1).new
    (tmp_path / "store" / FILE).write_text(content)
    assert build([str(crawl)], settings, jobs=1).unchanged == expected


def test_a_build_that_was_killed_is_taken_up_and_gives_the_same_graph(tmp_path, settings, monkeypatch):
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(archive([article_record(number) for number in range(60)]))
    build([str(crawl)], settings, jobs=1)
    expected = quads(settings)
    code = (
        "import sys, kgraph.build as b; from kgraph.config import Settings; b._BATCH = 5; b.marks._PAUSE = 0.0\n"
        "tell = lambda s: print(s.new, flush=True)\n"
        "b.build([sys.argv[1]], Settings(store=sys.argv[2]), jobs=1, on_article=tell)"
    )
    killed = Settings(store=str(tmp_path / "killed"))
    with subprocess.Popen([sys.executable, "-c", code, str(crawl), killed.store], stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            if int(line) >= 17:
                process.send_signal(signal.SIGKILL)
                break
    (kept,) = json.loads((tmp_path / "killed" / FILE).read_text()).values()
    assert 0 < kept["place"] < crawl.stat().st_size
    rest = build([str(crawl)], killed, jobs=1)
    assert 0 < rest.archives["pages"] <= 45 and rest.archives["resumed"] == 1
    assert quads(killed) == expected


def test_a_place_is_kept_only_when_all_before_it_is_acknowledged(tmp_path, crawl, settings, monkeypatch):
    monkeypatch.setattr(kgraph.build, "_BATCH", 3)
    monkeypatch.setattr("kgraph.build.marks._PAUSE", 0.0)
    seen = []

    def look(summary):
        with contextlib.closing(sqlite3.connect(tmp_path / "store" / "ledger.db")) as ledger:
            ((held,),) = ledger.execute("SELECT count(*) FROM article")
        file = tmp_path / "store" / FILE
        place = json.loads(file.read_text()).popitem()[1]["place"] if file.exists() else 0
        records, sizes = 0, 0
        for item in RECORDS:
            sizes += len(archive([item]))
            records += sizes <= place
        before = sum(number % 3 != 1 for number in range(records))
        seen.append((held, before))

    build([str(crawl)], settings, jobs=1, on_article=look)
    assert len(seen) == ON_TOPIC and all(before <= held for held, before in seen)
    assert any(before for _, before in seen)


def test_after_a_restore_an_archive_is_read_again(tmp_path, crawl, settings):
    with open_store(settings, write=True):
        pass
    with (tmp_path / "empty.backup").open("wb") as out:
        back_up(tmp_path / "store", out, tmp_path)
    build([str(crawl)], settings, jobs=1)
    restore(tmp_path / "empty.backup", tmp_path / "store", force=True)
    assert build([str(crawl)], settings, jobs=1).new == ON_TOPIC


def test_the_command_tells_what_became_of_the_pages(tmp_path, crawl):
    result = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "build", str(crawl)])
    assert result.exit_code == 0, result.output
    assert "web archives: 6 pages, 2 about something else\n" in result.output
    again = CliRunner().invoke(main, ["--store", str(tmp_path / "store"), "build", str(crawl), "--json"])
    assert json.loads(again.stdout)["archives"] == {"resumed": 1}
