"""`kgraph build --watch`: what starts a round, what a round says, and how it ends."""

import json
import signal
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from kgraph.build.watch import watch
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.errors import KgraphError, UsageError
from kgraph.query import find_entity
from kgraph.store import open_store

ITEM = "Köln: Neues Portal\n[13.02.2025]\n\nDie Stadt Köln hat das Portal „Lotse“ gestartet.\n"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{}</channel></rss>'
    "<item><title>Jena: Portal {0}</title><guid>https://example.org/{0}</guid>"
    "<description>Die Stadt Jena hat ein Portal entwickelt.</description></item>"
)


def feed(*numbers):
    head, _, item = FEED.partition("</rss>")
    return head.format("".join(item.format(number) for number in numbers)) + "</rss>"


def rounds(folder, settings, *between):
    """What each round did: its counts, a fault, or nothing; `between` are called one after each round."""
    found, steps, stop = [], iter(between), threading.Event()

    def on_round(done):
        summary = done.summary
        found.append((summary.new, summary.changed, summary.unchanged) if summary else done.fault and str(done.fault))
        try:
            next(steps)()
        except StopIteration:
            stop.set()

    watch([str(folder)], settings, stop, on_round, every=0, jobs=1)
    return found


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ITEM, "utf-8")
    return folder


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "store"))


def test_a_round_reads_only_if_a_file_came_or_changed(folder, settings):
    found = rounds(
        folder,
        settings,
        lambda: None,
        lambda: (folder / "feed.xml").write_text(feed(1), "utf-8"),
        lambda: (folder / "feed.xml").write_text(feed(1, 2), "utf-8"),
        lambda: (folder / "a.txt").write_text(ITEM + "Sie hat es verbessert.\n", "utf-8"),
        lambda: (folder / ".hidden").write_text("x"),
    )
    assert found == [(1, 0, 0), None, (1, 0, 1), (1, 0, 2), (0, 1, 2), None]


def test_a_decision_starts_a_round_and_a_file_that_left_stays_in_the_store(folder, settings, tmp_path):
    (folder / "b.txt").write_text(ITEM.replace("Köln", "Bonn"), "utf-8")
    found = rounds(folder, settings, (tmp_path / "decisions.toml").touch, (folder / "b.txt").unlink, lambda: None)
    assert found == [(2, 0, 0), (0, 0, 2), (0, 0, 1), None]
    with open_store(settings) as store:
        assert set(store.fingerprints()) == {"a", "b"}


def test_a_store_that_is_held_costs_the_round_and_not_the_watch(folder, settings):
    holders = []

    def hold():
        holders.append(open_store(settings, write=True))
        (folder / "b.txt").write_text(ITEM.replace("Köln", "Bonn"), "utf-8")

    found = rounds(folder, settings, hold, lambda: holders.pop().close())
    assert found[0] == (1, 0, 0) and "in use" in found[1] and found[2] == (1, 0, 1)


def test_without_sources_decisions_alone_are_followed(folder, settings, tmp_path):
    rounds(folder, settings)
    (folder / "a.txt").unlink()
    decisions, stop, found = tmp_path / "decisions.toml", threading.Event(), []
    with open_store(settings) as store:
        key = find_entity(store, "Lotse").key
    entry = f'[[decision]]\nkind = "rename"\nsubject = "{key}"\nvalue = "Der Lotse"\n'
    entry += 'who = "A"\nwhen = "2025"\nwhy = "x"\n'
    steps = iter(
        [
            lambda: decisions.write_text(entry, "utf-8"),
            lambda: None,
            decisions.unlink,
        ]
    )

    def on_round(done):
        found.append((done.summary.changed, done.summary.unchanged) if done.summary else None)
        next(steps, stop.set)()

    watch([], settings, stop, on_round, every=0, jobs=1)
    assert found == [(0, 1), (1, 0), None, (1, 0)]


def test_a_watch_without_sources_makes_no_store(settings, tmp_path):
    with pytest.raises(KgraphError):
        watch([], settings, threading.Event(), lambda done: None, every=0)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("sources", [["-"], ["articles", "-"]], ids=["stdin", "stdin too"])
def test_what_cannot_be_watched_is_refused(settings, sources):
    with pytest.raises(UsageError) as caught:
        watch(sources, settings, threading.Event(), lambda done: None, every=0)
    assert caught.value.hint
    assert CliRunner().invoke(main, ["build", *sources, "--watch", "1"]).exit_code == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_watch_in_order_with_one_line_a_round(folder, tmp_path, number):
    (folder / "empty.txt").write_text("")
    command = [sys.executable, "-c", "from kgraph.cli import main; main()", "--store", str(tmp_path / "store")]
    command += ["build", str(folder), "--watch", "0.1", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        lines = [json.loads(process.stdout.readline()) for _ in range(3)]
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert (lines[0]["new"], len(lines[0]["faults"])) == (1, 1)
    assert lines[1]["fault"] is None and lines[2]["fault"] is None
    assert said.count("empty.txt") == 1 and "stopped" in said and "Traceback" not in said
    with open_store(Settings(store=str(tmp_path / "store"))) as store:
        assert set(store.fingerprints()) == {"a"}


def test_a_round_that_is_stopped_stores_what_it_has_read(tmp_path, settings):
    from kgraph.build import build

    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(ITEM.replace("Köln", f"Ort{number}"), "utf-8")
    sources = [str(tmp_path / f"{number}.txt") for number in range(9)]
    asked = iter([False, False, False, True])
    assert build(sources, settings, jobs=1, stop=lambda: next(asked)).new == 3
    assert build(sources, settings, jobs=1).new == 6
