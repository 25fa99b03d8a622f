"""Requests a second of the SPARQL endpoint, beside rdflib-endpoint with an Oxigraph store and Oxigraph's own server.

The same quads, the same queries, eight connections, by wrk (Debian has it); one server is asked at a time, all three in
each run. No query is asked twice, so that none is answered from a cache, except where it says so.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote

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
    with ExitStack() as stack:
        ours = stack.enter_context(_kgraph(folder / "store"))
        peer = stack.enter_context(_peer(folder, "rdflib-endpoint", [sys.executable, "-c", _PEER]))
        oxigraph = [str(_TOOLS / "oxigraph"), "serve-read-only"]
        engine = stack.enter_context(_peer(folder, "oxigraph", oxigraph))
        for name, queries in (("cheap", _cheap(folder)), ("middling", [MIDDLING])):
            rates: dict[str, list[float]] = {ours: [], peer: [], engine: []}
            for run in range(runs):
                for address, found in rates.items():
                    found.append(_rate(address, queries, folder, seconds, first=run * 1_000_000))
            figure = Figure(f"SPARQL, {name} query, {CONNECTIONS} connections", rates[ours], "requests/s")
            yield against(figure, "rdflib-endpoint", rates[peer])
            yield against(figure, "Oxigraph's server", rates[engine])
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
def _kgraph(store: Path) -> Iterator[str]:
    command = [str(_TOOLS / "kgraph"), "--store", str(store), "serve", "--port", "0", "--access-log", "/dev/null"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"{process.stdout.readline().split()[2]}sparql"
        finally:
            process.terminate()


@contextmanager
def _peer(folder: Path, name: str, command: Sequence[str]) -> Iterator[str]:
    """A peer with a copy of the quads of its own."""
    copy = folder / name
    shutil.copytree(folder / "store" / "quads", copy)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if name == "oxigraph":
        arguments = ["--location", str(copy), "--bind", f"127.0.0.1:{port}"]
    else:
        arguments = [str(copy), str(port)]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}/query"
            _await(f"{address}?query=ASK%7B%7D")
            yield address
        finally:
            process.terminate()


def _await(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except URLError as fault:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{address} does not answer") from fault
            time.sleep(0.1)
