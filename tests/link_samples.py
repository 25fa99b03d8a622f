"""Servers on loopback for look-ups: a real SPARQL server, one that follows a script, a reconciliation service."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox

EXCERPT = Path(__file__).parent / "link" / "excerpt.ttl"
RESULTS = "application/sparql-results+json"
EMPTY = json.dumps({"head": {"vars": ["wanted", "item"]}, "results": {"bindings": []}}).encode()
ITEM = "http://www.wikidata.org/entity/"

Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def sparql_server(folder: Path) -> Iterator[str]:
    """Oxigraph with the excerpt."""
    ox.Store(folder / "data").bulk_load(path=EXCERPT, format=ox.RdfFormat.TURTLE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    command = [program, "serve-read-only", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait(10)


class Scripted:
    """A server that gives the replies of a script in order, the last one again and again.

    Attributes:
        requests: What came in: path, agent and body of each request.
    """

    def __init__(self, *replies: Reply) -> None:
        self.requests: list[dict[str, str]] = []
        left = list(replies)
        kept = self.requests

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                size = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(size).decode()
                kept.append({"path": self.path, "agent": self.headers.get("User-Agent", ""), "body": body})
                answer = left.pop(0) if len(left) > 1 else left[0]
                self.server.last_body = body  # type: ignore[attr-defined]
                try:
                    answer(self)
                except OSError:
                    self.close_connection = True  # whoever asked has gone

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/sparql"

    def __enter__(self) -> Scripted:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def reply(body: bytes = EMPTY, kind: str = RESULTS, status: int = 200, **headers: str) -> Reply:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def silence(seconds: float) -> Reply:
    """Says nothing for a while."""
    return lambda _: time.sleep(seconds)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Closes the connection without an answer."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def endless(pause: float = 0.0) -> Reply:
    """A body that never ends."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", RESULTS)
        handler.end_headers()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            handler.wfile.write(b" " * (1 if pause else 65536))
            handler.wfile.flush()
            time.sleep(pause)

    return send


MANIFEST = {
    "versions": ["0.2"],
    "name": "A small service",
    "identifierSpace": ITEM,
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "batchSize": 2,
}


def reconciler(answers: dict[str, list[dict[str, object]]], manifest: dict[str, object] | None = None) -> Reply:
    """A reconciliation service that knows the answers to some names."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        body = handler.server.last_body  # type: ignore[attr-defined]
        found: object = MANIFEST if manifest is None else manifest
        if body:
            queries = json.loads(urllib.parse.parse_qs(body)["queries"][0])
            found = {key: {"result": answers.get(query["query"], [])} for key, query in queries.items()}
        reply(json.dumps(found).encode(), "application/json")(handler)

    return send
