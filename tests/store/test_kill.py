"""Builds killed at random moments leave a whole store with all that was acknowledged, and end in the same bytes.

A process that has loaded the rules forks the builds, as `kgraph build` runs them, so that the moments fall into the
work and not into the loading of modules. Batches are small, so that they also fall between commits, loads and flushes.
"""

import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from kgraph.config import Settings
from kgraph.publish import export
from kgraph.read import read_sources
from kgraph.store import open_store
from kgraph.store.integrity import inspect

KILLS = 30
ARTICLES = 6
SEED = 20240507

# Reads lines `["build", …]`, forks a process for each and tells its number; at the next line, its exit code.
MOTHER = """
import json, os, sys
import kgraph.build as building
from kgraph.build.recipe import Recipe, Task
from kgraph.cli import main
from kgraph.read import read_sources
from kgraph.store import embedded
from pathlib import Path

building._BATCH = 1
embedded._FLUSH_EVERY = 2
# All that is loaded on use, short of opening a store: its threads would not survive the fork.
import kgraph.cli.build
recipe = Recipe.of("https://w3id.org/kgraph/id/", "rules", Path("none"))
for article in read_sources([os.environ["SAMPLE"]]):
    recipe.prepare(Task(article))
acknowledge = embedded.EmbeddedStore.replace_articles

def noted(store, articles):
    batch = list(articles)
    acknowledge(store, batch)
    with open(os.environ["ACKNOWLEDGED"], "a") as file:
        file.writelines(json.dumps([article.id, article.digest]) + "\\n" for article in batch)

embedded.EmbeddedStore.replace_articles = noted
print("ready", flush=True)
while line := sys.stdin.readline():
    child = os.fork()
    if not child:
        os.close(0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        main(json.loads(line), prog_name="kgraph")
    print(child, flush=True)
    sys.stdin.readline()  # until then a dead child keeps its number
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Mother:
    def __init__(self, folder: Path, sample: Path) -> None:
        self.acknowledged = folder / "acknowledged"
        self._process = subprocess.Popen(
            [sys.executable, "-c", MOTHER], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={"PATH": "", "PYTHONPATH": ":".join(sys.path), "ACKNOWLEDGED": str(self.acknowledged),
                 "SAMPLE": str(sample)},
        )  # fmt: skip
        assert self._process.stdout.readline() == "ready\n"

    def build(self, store: Path, sources: Path, kill_after: float | None = None) -> int:
        """Exit code of a build; negative if it was killed in time."""
        self.acknowledged.write_text("")
        child = self._ask(json.dumps(["--store", str(store), "build", str(sources), "--jobs", "1"]))
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        return self._ask("")

    def _ask(self, line: str) -> int:
        print(line, file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate(timeout=30)


@pytest.fixture
def folder(tmp_path):
    """In memory where there is such a place: a kill, unlike a power cut, takes nothing that was written."""
    if not os.access("/dev/shm", os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        yield Path(name)


@pytest.fixture
def mother(folder, repo_root):
    made = Mother(folder, repo_root / "data" / "articles" / "dev" / "s-01.txt")
    yield made
    made.close()


@pytest.fixture
def editions(folder, repo_root):
    """Two editions of the same articles, so that there is always something to change."""
    samples = sorted((repo_root / "data" / "articles" / "dev").glob("*.txt"), key=lambda path: path.stat().st_size)
    folders = (folder / "first", folder / "second")
    for number, edition in enumerate(folders):
        edition.mkdir()
        for path in samples[:ARTICLES]:
            text = path.read_text("utf-8").rstrip("\n")
            more = f"\n\nDie Stadt Jena hat das Portal „Ämterlotse {number}“ entwickelt.\n"
            (edition / path.name).write_text(text + more, "utf-8")
    return folders


def exported(place: Path) -> bytes:
    out = io.BytesIO()
    with open_store(Settings(store=str(place))) as store:
        export(store.quads(), "trig", out)
    return out.getvalue()


def digests(place: Path) -> dict[str, str]:
    with open_store(Settings(store=str(place))) as store:
        return {id: store.article(id).digest for id in store.fingerprints()}


def test_builds_killed_at_thirty_random_moments_lose_nothing_and_end_in_the_same_bytes(mother, editions, folder):
    chance = random.Random(SEED)
    whole, place = folder / "whole", folder / "store"
    began = time.monotonic()
    assert mother.build(whole, editions[0]) == 0
    took = time.monotonic() - began
    known = [{item.id: item.digest for item in read_sources([str(folder)])} for folder in editions]
    killed, held, partly = 0, {}, 0
    for number in range(KILLS):
        code = mother.build(place, editions[number % 2], chance.uniform(0, took))
        assert code in (0, -signal.SIGKILL)
        killed += code != 0
        if not (place / "format").exists():
            continue
        found = inspect(place)
        assert found.ok, found.flaws
        now = digests(place)
        acknowledged = dict(json.loads(line) for line in mother.acknowledged.read_text().splitlines())
        assert acknowledged.items() <= now.items()
        new = known[number % 2]
        assert all(now.get(id) in (digest, new[id]) for id, digest in held.items())
        partly += 0 < sum(now.get(id) == digest for id, digest in new.items()) < len(new)
        held = now
    assert mother.build(place, editions[0]) == 0
    assert exported(place) == exported(whole)
    print(
        f"{killed} of {KILLS} builds were killed, {partly} left a part of their articles; a whole one took {took:.2f} s"
    )
    assert killed >= KILLS // 3, "the moments do not fall into the builds"
    assert partly, "the moments do not fall between the articles"
