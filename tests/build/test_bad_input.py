"""Input that should not be: huge files, folders that change while read, clocks that run backwards, two at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph_samples import BASE
from kgraph.build import build
from kgraph.config import Settings
from kgraph.errors import InputError
from kgraph.read import read_sources
from kgraph.store import open_store
from kgraph.vocab import KG

KGRAPH = [sys.executable, "-c", "from kgraph.cli import main; main(prog_name='kgraph')"]
TEXT = "Jena: Portal {n}\n\nDie Stadt Jena hat das Portal „Ämterlotse {n}“ entwickelt. Das BMI fördert das Portal.\n"
TWO_GIGABYTES = 2 << 30
# What the kernel tells of usage counts the process that started this one, too, as large as the tests have made it.
PEAK = "print(next(int(line.split()[1]) // 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')))"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(6):
        (folder / f"a{n}.txt").write_text(TEXT.format(n=n), "utf-8")
    return folder


@pytest.fixture
def settings(tmp_path):
    return Settings(store=str(tmp_path / "store"))


def peak_of(code: str, *arguments: str) -> int:
    """Megabytes that some Python needs at most."""
    done = subprocess.run([sys.executable, "-c", f"{code}\n{PEAK}", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


@pytest.mark.parametrize("name", ["huge.txt", "huge.html", "huge.jsonl", "huge.xml"])
def test_a_file_of_two_gigabytes_is_a_fault_and_never_in_memory(folder, tmp_path, name):
    with (folder / name).open("wb") as file:
        file.truncate(TWO_GIGABYTES)  # takes no room on the disk
    code = "import sys; from kgraph.read import read_sources; print(*map(type, read_sources(sys.argv[1:])))"
    assert peak_of(code, str(folder)) < 512
    found = list(read_sources([str(folder)]))
    faults = [str(item) for item in found if isinstance(item, InputError)]
    assert len(found) == 7 and len(faults) == 1 and name in faults[0]


def test_a_folder_that_changes_while_it_is_read_costs_what_has_gone_only(folder):
    items = read_sources([str(folder)])
    first = next(items)
    (folder / "a2.txt").unlink()
    (folder / "a9.txt").write_text(TEXT.format(n=9), "utf-8")
    (folder / "a4.txt").write_text(TEXT.format(n=44), "utf-8")
    rest = list(items)
    read = {item.id for item in (first, *rest) if not isinstance(item, InputError)}
    assert {"a0", "a1", "a3", "a4", "a5"} <= read <= {"a0", "a1", "a3", "a4", "a5", "a9"}
    assert all("a2.txt" in str(item) for item in rest if isinstance(item, InputError))


def test_clocks_that_run_backwards_change_nothing(folder, settings, monkeypatch):
    build([str(folder)], settings, jobs=1)
    with open_store(settings) as store:
        before = sorted(map(str, store.quads()))
    now = [time.time()]

    def backwards() -> float:
        now[0] -= 3600
        return now[0]

    monkeypatch.setattr(time, "time", backwards)
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    (folder / "a0.txt").write_text(TEXT.format(n=7), "utf-8")
    os.utime(folder / "a0.txt", (0, 0))
    summary = build([str(folder)], settings, jobs=1)
    assert (summary.changed, summary.unchanged, summary.seconds >= 0) == (1, 5, True)
    assert all(seconds >= 0 for seconds in summary.steps.values())
    (folder / "a0.txt").write_text(TEXT.format(n=0), "utf-8")
    assert build([str(folder)], settings, jobs=1).changed == 1
    with open_store(settings) as store:
        assert sorted(map(str, store.quads())) == before


def test_a_second_build_is_told_who_holds_the_store_or_waits(folder, settings):
    def second(*more: str) -> subprocess.Popen[str]:
        command = [*KGRAPH, "--store", settings.store, "build", str(folder), "--jobs", "1", *more]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    with open_store(settings, write=True):
        with second() as refused:
            _, told = refused.communicate(timeout=120)
        assert (refused.returncode, f"process {os.getpid()}" in told, "--wait" in told) == (1, True, True)
        waiting = second("--wait", "120")
        time.sleep(1)
        assert waiting.poll() is None
    said, told = waiting.communicate(timeout=120)
    assert (waiting.returncode, "6 new" in said) == (0, True), told


HUB = f"""
import sys
import pyoxigraph as ox
from kgraph.config import Settings
from kgraph.records import Article, Block, Extraction
from kgraph.store import StoredArticle, open_store

hub, develops = ox.NamedNode("{BASE}land/hessen"), ox.NamedNode("{KG}develops")

def article(n):
    made = Article(f"a{{n}}", "x", (Block("body", 0, 1),), "t", "2024-01-01", "test")
    facts = [ox.Quad(hub, develops, ox.NamedNode(f"{BASE}service/s{{n}}-{{m}}")) for m in range(500)]
    return StoredArticle.pack(Extraction(made, (), ()), [], facts, fingerprint="1", extractor="test")

with open_store(Settings(store=sys.argv[1]), write=True) as store:
    for start in range(0, int(sys.argv[2]), 20):
        store.replace_articles(map(article, range(start, start + 20)))
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{{{ {{hub}} {{develops}} ?o }}}}"
    assert next(store.query(count).texts())["n"] == str(500 * int(sys.argv[2]))
"""


def test_a_hub_with_many_facts_is_loaded_in_bounded_memory(tmp_path):
    """Ten million triples, scaled down: ten times as many must not need much more."""
    few, many = (peak_of(HUB, str(tmp_path / f"s{number}"), str(number)) for number in (20, 200))
    assert many < few + 100


def test_many_tiny_files_are_each_read_once(tmp_path):
    folder = tmp_path / "tiny"
    folder.mkdir()
    for n in range(2_000):
        (folder / f"{n}.txt").write_text(f"Portal {n}\n\nEin Satz zu Dienst {n}.\n", "utf-8")
    found = list(read_sources([str(folder)]))
    assert len({item.id for item in found if not isinstance(item, InputError)}) == len(found) == 2_000
    assert Path(found[0].source).suffix == ".txt"
