"""A build that is asked to stop: Ctrl-C and SIGTERM leave a whole store, no process, and the usual exit code."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.config import Settings
from kgraph.store import open_store

KGRAPH = [sys.executable, "-c", "from kgraph.cli import main; main(prog_name='kgraph')"]
TEXT = "Jena: Portal {n}\n\nDie Stadt Jena hat das Portal „Ämterlotse {n}“ entwickelt. Das BMI fördert das Portal.\n"


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for n in range(400):
        (folder / f"a{n:03}.txt").write_text(TEXT.format(n=n) * 3, "utf-8")
    return folder


def begun(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """A build that has opened its store."""
    process = subprocess.Popen(
        [*KGRAPH, "build", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    lock = folder / ".kgraph" / "lock"
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not (lock.exists() and lock.read_text()):
        time.sleep(0.01)
    assert process.poll() is None, process.communicate()
    return process


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(word) for word in listed.read_text().split()] if listed.exists() else []


def alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"])
def test_a_build_that_is_asked_to_stop_leaves_a_whole_store_and_tells_by_its_exit_code(
    articles, tmp_path, number, code, jobs
):
    process = begun(tmp_path, str(articles), "--jobs", jobs)
    while jobs == "2" and not children(process):
        time.sleep(0.01)
    workers = children(process)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in told) == (code, False), told
    assert (tmp_path / ".kgraph" / "lock").read_text() == ""
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(alive, workers))
    with open_store(Settings(store=str(tmp_path / ".kgraph"))) as store:
        graphs = {str(quad.graph_name) for quad in store.quads()} - {"DEFAULT"}
        assert len(graphs) == len(store.fingerprints())
