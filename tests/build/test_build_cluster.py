"""`kgraph build --dask`: a scheduler and two workers over TCP, one killed in the middle, give the same bytes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.build.cluster import OtherRules, _own
from kgraph.build.recipe import Recipe
from kgraph.config import Settings
from kgraph.store import open_store
from sparql_servers import free_port

KGRAPH = [sys.executable, "-c", "from kgraph.cli import main; main(prog_name='kgraph')"]
TEXT = "Jena: Portal {n}\n\nDie Stadt Jena hat das Portal „Ämterlotse {n}“ entwickelt. Das BMI fördert das Portal.\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*KGRAPH, *arguments], capture_output=True, text=True, timeout=180)


@pytest.fixture(scope="module")
def articles(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for n in range(240):
        (folder / f"a{n:03}.txt").write_text(TEXT.format(n=n) * 2, "utf-8")
    return folder


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler, and its two workers."""
    address = f"tcp://127.0.0.1:{(port := free_port())}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    scheduler = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    commands = [scheduler, worker, worker]
    started = [subprocess.Popen([sys.executable, "-m", *command], **quiet) for command in commands]
    yield address, started[1:]
    for process in reversed(started):
        process.kill()
        process.wait(20)


def exported(store: Path) -> str:
    return run("--store", str(store), "export", "--format", "nquads").stdout


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(articles, cluster, tmp_path):
    address, workers = cluster
    command = [*KGRAPH, "--store", str(tmp_path / "far"), "build", str(articles), "--dask", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as build:
        # A worker that works has loaded the rules: its memory tells.
        deadline = time.monotonic() + 120
        while build.poll() is None and time.monotonic() < deadline and max(map(megabytes, workers)) < 140:
            time.sleep(0.02)
        assert build.poll() is None, build.communicate()
        max(workers, key=megabytes).send_signal(signal.SIGKILL)
        said, told = build.communicate(timeout=180)
    assert (build.returncode, "240 new, 0 changed" in said) == (0, True), told
    assert "Traceback" not in told
    assert run("--store", str(tmp_path / "near"), "build", str(articles), "--jobs", "1").returncode == 0
    assert exported(tmp_path / "far") == exported(tmp_path / "near") != ""
    with open_store(Settings(store=str(tmp_path / "far"))) as store:
        assert len(store.fingerprints()) == 240


def megabytes(process: subprocess.Popen[bytes]) -> float:
    try:
        resident = Path(f"/proc/{process.pid}/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(resident) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_a_scheduler_that_nobody_runs_is_unreachable_with_a_hint(articles, tmp_path, monkeypatch):
    from kgraph.build import cluster

    monkeypatch.setattr(cluster, "_CONNECT", 1)
    from click.testing import CliRunner

    from kgraph.cli import main

    address = f"tcp://127.0.0.1:{free_port()}"
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "s"), "build", str(articles), "--dask", address])
    assert (done.exit_code, "no Dask scheduler answers" in done.output, "dask worker" in done.output) == (5, True, True)


def test_processes_and_a_cluster_exclude_each_other(articles):
    done = run("build", str(articles), "--dask", "tcp://127.0.0.1:1", "--jobs", "2")
    assert (done.returncode, "exclude each other" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("part", "said"), [("frames", "frames"), ("program", "program"), ("engine", "engine")], ids=lambda part: part
)
def test_a_worker_with_other_rules_refuses_to_work(tmp_path, part, said):
    recipe = Recipe.of("https://w3id.org/kgraph/id/", "rules", tmp_path / "decisions.toml")
    other = Recipe(
        recipe.base,
        recipe.engine,
        recipe.decisions,
        {**recipe.extracting, part: "another"},
        recipe.asserting,
    )
    assert _own(recipe).extractor == recipe.extractor
    with pytest.raises(OtherRules, match=said) as caught:
        _own(other)
    assert "same version" in caught.value.hint


def test_decisions_are_those_of_whoever_builds(tmp_path):
    """A worker has no such file: they travel with the articles."""
    recipe = Recipe.of("https://w3id.org/kgraph/id/", "rules", tmp_path / "decisions.toml")
    (tmp_path / "decisions.toml").write_text("")
    other = Recipe.of("https://w3id.org/kgraph/id/", "rules", tmp_path / "decisions.toml")
    assert _own(other).version == other.version == recipe.version


@pytest.mark.parametrize("address", ["nonsense", "tcp://x"])
def test_what_is_no_address_is_refused_before_a_client_is_made(monkeypatch, articles, tmp_path, address):
    import distributed
    from click.testing import CliRunner

    from kgraph.cli import main

    made = []
    monkeypatch.setattr(distributed, "Client", lambda *_, **__: made.append(address))
    done = CliRunner().invoke(main, ["--store", str(tmp_path / "s"), "build", str(articles), "--dask", address])
    assert (done.exit_code, "such as tcp://" in done.output, made) == (2, True, [])
