"""Requests a second of the SPARQL endpoint, beside rdflib-endpoint with an Oxigraph store and Oxigraph's own server.

The same quads, the same queries, eight connections, by wrk (Debian has it); one server is asked at a time, all of them
in each run. No query is asked twice, so that none is answered from a cache, except where it says so. kgraph holds small
stores in memory, so both it and Oxigraph's server are asked both ways: from memory and from disk.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

import pyoxigraph as ox

from benchmarks.graph import load, stored
from benchmarks.measure import Figure, against
from kgraph.config import Settings
from kgraph.store import open_store, text_of
from kgraph.vocab import KG

CONNECTIONS = 8
_TOOLS = Path(sys.executable).parent
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PEER = """
import sys, oxrdflib, pyoxigraph, rdflib, uvicorn, rdflib_endpoint
dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1])))
uvicorn.run(rdflib_endpoint.SparqlEndpoint(graph=dataset, path="/query"), port=int(sys.argv[2]), log_level="warning")
"""
MIDDLING = f"""SELECT ?person ?name ?body ?whole WHERE {{
  ?person <{KG}holdsRole> ?body ; <{_RDFS}label> ?name . ?body <{KG}partOf> ?whole }} LIMIT 500"""
_SCRIPT = """local queries = {{ {queries} }}
local n = {first}
request = function()
  n = n + 1
  return wrk.format("GET", "{path}?query=" .. queries[n % #queries + 1] .. {tail})
end
"""


def serving(runs: int, number: int, folder: Path, seconds: int = 5) -> Iterator[Figure]:
    """Measure a cheap and a middling query.

    Args:
        runs: Times that each server is asked.
        number: Articles in the store.
        folder: Empty; for the store and the peers' copies.
        seconds: That one server is asked for in one run.

    Raises:
        RuntimeError: A server does not start, or answers with a fault.
    """
    load(stored(number), folder)
    store = folder / "store"
    with ExitStack() as stack:
        servers = {
            "kgraph": stack.enter_context(_kgraph(store)),
            "kgraph from disk": stack.enter_context(_kgraph(store, in_memory=False)),
            "rdflib-endpoint": stack.enter_context(_peer(folder, "rdflib-endpoint", [sys.executable, "-c", _PEER])),
            "Oxigraph's server": stack.enter_context(
                _peer(folder, "oxigraph", [str(_TOOLS / "oxigraph"), "serve-read-only"])
            ),
            "Oxigraph's server in memory": stack.enter_context(_in_memory(folder)),
        }
        for name, queries in (("cheap", _cheap(folder)), ("middling", [MIDDLING])):
            rates: dict[str, list[float]] = {server: [] for server in servers}
            for run in range(runs):
                for server, address in servers.items():
                    rates[server].append(_rate(address, queries, folder, seconds, first=run * 1_000_000))
            for server in ("kgraph", "kgraph from disk"):
                what = f"SPARQL, {name} query, {CONNECTIONS} connections, {server}"
                for peer in list(servers)[2:]:
                    yield against(Figure(what, rates[server], "requests/s"), peer, rates[peer])
        ours = servers["kgraph"]
        again = [_rate(ours, [MIDDLING], folder, seconds, first=0, same=True) for _ in range(runs)]
        yield Figure("SPARQL, middling query asked again", again, "requests/s")


def _cheap(folder: Path) -> list[str]:
    """The name of one thing, for some hundred of them."""
    with open_store(Settings(store=str(folder / "store"))) as store:
        rows = store.query("SELECT DISTINCT ?s { ?s rdfs:label ?l } ORDER BY ?s LIMIT 300").rows
    return [f"SELECT ?label {{ <{text_of(row[0])}> <{_RDFS}label> ?label }}" for row in rows]


def _rate(address: str, queries: Sequence[str], folder: Path, seconds: int, *, first: int, same: bool = False) -> float:
    """Requests a second that a server answers."""
    host, _, path = address.removeprefix("http://").partition("/")
    listed = ", ".join(f'"{quote(query)}"' for query in queries)
    # A comment of its own makes each query another one.
    tail = '""' if same else '"%0A%23" .. n'
    script = folder / "ask.lua"
    script.write_text(_SCRIPT.format(queries=listed, first=first, path=f"/{path}", tail=tail), "utf-8")
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
    command += ["--timeout", "30s", "--header", "Accept: application/sparql-results+json", "--script", str(script)]
    done = subprocess.run([*command, f"http://{host}"], capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done)
    if rate is None or "Non-2xx" in done or "Socket errors" in done:
        raise RuntimeError(f"{address}: {done}")
    return float(rate[1])


@contextmanager
def _kgraph(store: Path, *, in_memory: bool = True) -> Iterator[str]:
    """Our server, once it holds the store in memory, or its workers have read what they keep."""
    command = [str(_TOOLS / "kgraph"), "--store", str(store), "serve", "--port", "0", "--access-log", "/dev/null"]
    options = [] if in_memory else ["--in-memory", "0"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().split()[2]
            _await(f"{address}metrics", _held if in_memory else _warmed)
            yield f"{address}sparql"
        finally:
            process.terminate()


def _told(metrics: str) -> dict[str, float]:
    lines = (line.split()[:2] for line in metrics.splitlines() if line.startswith("kgraph_") and "{" not in line)
    return {name: float(value) for name, value in lines}


def _held(metrics: str) -> bool:
    """Whether the store is held in memory."""
    return _told(metrics)["kgraph_in_memory"] == 1


def _warmed(metrics: str) -> bool:
    """Whether each worker has answered the call by which it prepares itself."""
    told = _told(metrics)
    return told["kgraph_calls_total"] >= told["kgraph_workers_started_total"]


@contextmanager
def _in_memory(folder: Path) -> Iterator[str]:
    """Oxigraph's server without a folder, given the quads over HTTP."""
    with _served([str(_TOOLS / "oxigraph"), "serve"], lambda port: ["--bind", f"127.0.0.1:{port}"]) as address:
        quads = ox.Store.read_only(str(folder / "store" / "quads")).dump(format=ox.RdfFormat.N_QUADS)
        root = address.removesuffix("query")
        kind = {"content-type": "application/n-quads"}
        with urllib.request.urlopen(urllib.request.Request(f"{root}store", quads, kind, method="POST"), timeout=600):
            yield address


@contextmanager
def _peer(folder: Path, name: str, command: Sequence[str]) -> Iterator[str]:
    """A peer with a copy of the quads of its own."""
    copy = folder / name
    shutil.copytree(folder / "store" / "quads", copy)

    def arguments(port: int) -> list[str]:
        return (
            ["--location", str(copy), "--bind", f"127.0.0.1:{port}"] if name == "oxigraph" else [str(copy), str(port)]
        )

    with _served(command, arguments) as address:
        yield address


@contextmanager
def _served(command: Sequence[str], arguments: Callable[[int], list[str]]) -> Iterator[str]:
    """A peer's query address, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, *arguments(port)], stdout=quiet, stderr=quiet) as process:
        try:
            address = f"http://127.0.0.1:{port}/query"
            _await(f"{address}?query=ASK%7B%7D")
            yield address
        finally:
            process.terminate()


def _await(address: str, ready: Callable[[str], bool] = lambda answer: True) -> None:
    """Wait until an address answers, and answers so."""
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if ready(answer.read().decode()):
                    return
        except URLError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer as it should")
