"""The server as a process: it tells its address, stops in order, and leaves nothing behind."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_samples import HANDOVER
from kgraph.cli import main
from kgraph.config import Settings
from kgraph.serve.run import listening
from kgraph.serve.site import Options
from kgraph.store.snapshot import SERVING
from serve_samples import awaited, fill

KGRAPH = [sys.executable, "-c", "from kgraph.cli import main; main(prog_name='kgraph')"]


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "store"
    fill(Settings(store=str(folder)), HANDOVER)
    return folder


@contextmanager
def serving(place, *options):
    """A server's process and its address; ended after the block."""
    command = [*KGRAPH, "--store", str(place), "serve", "--port", "0", "--workers", "1", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        assert line.startswith("kgraph serves http://127.0.0.1:"), line + process.stderr.read()
        yield process, line.split()[2]
    finally:
        process.kill()
        process.communicate()


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.status, answer.read()


def children(process):
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [Path(f"/proc/{pid}") for pid in listed.read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_a_server_that_is_asked_to_stop_ends_well_and_leaves_nothing(place, number):
    with serving(place) as (process, address):
        assert json.loads(get(f"{address}readyz")[1])["ready"]
        workers = children(process)
        assert workers
        process.send_signal(number)
        out, told = process.communicate(timeout=30)
        assert (process.returncode, out) == (0, "")
        assert told.splitlines()[-1] == "kgraph: stopped"
        assert '"path": "/readyz"' in told
        assert not any(worker.exists() for worker in workers)
        assert [path.name for path in (place / SERVING).iterdir()] == ["lock"]


def test_workers_of_a_killed_server_end_and_the_next_one_removes_its_snapshot(place):
    with serving(place) as (process, _):
        workers = children(process)
        process.kill()
        process.communicate()
    deadline = time.monotonic() + 20
    while any(worker.exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(worker.exists() for worker in workers)
    with serving(place):
        assert len([path for path in (place / SERVING).iterdir() if path.is_dir()]) == 1


def test_a_port_that_is_taken_is_told_with_a_remedy(place):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["--store", str(place), "serve", "--port", port])
    assert result.exit_code == 2
    assert f"port {port}" in result.output and "--port" in result.output


def test_who_listens_beyond_this_machine_is_warned(place, monkeypatch):
    monkeypatch.setattr("kgraph.serve.run.serve", lambda site, on_start, log: on_start("http://0.0.0.0:8642/"))
    wide = CliRunner().invoke(main, ["--store", str(place), "serve", "--host", "0.0.0.0"])
    assert "whoever reaches 0.0.0.0" in wide.output
    assert "whoever" not in CliRunner().invoke(main, ["--store", str(place), "serve"]).output


def test_the_token_for_review_is_told_and_is_a_new_one_each_time(place, monkeypatch):
    monkeypatch.setattr("kgraph.serve.run.serve", lambda site, on_start, log: on_start("http://127.0.0.1:8642/"))

    def tokens():
        output = CliRunner().invoke(main, ["--store", str(place), "serve", "--review"]).output
        return output.partition("review?token=")[2].strip().splitlines()[0]

    assert len(tokens()) >= 32
    assert tokens() != tokens()
    monkeypatch.setenv("KGRAPH_REVIEW_TOKEN", "given")
    assert tokens() == "given"


def test_no_store_is_no_server(tmp_path):
    result = CliRunner().invoke(main, ["--store", str(tmp_path / "none"), "serve"])
    assert result.exit_code == 1
    assert "there is no store" in result.output


def test_asyncio_is_told_that_it_is_tcp_and_so_sends_small_answers_at_once():
    async def nodelay():
        told = asyncio.get_running_loop().create_future()

        class Protocol(asyncio.Protocol):
            def connection_made(self, transport):
                accepted = transport.get_extra_info("socket")
                told.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                transport.close()

        listener = listening(Options(port=0))
        async with await asyncio.get_running_loop().create_server(Protocol, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await told

    assert awaited(nodelay())
