"""Real SPARQL servers on loopback that take updates: Oxigraph's, and Virtuoso with a database of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

USER, PASSWORD = "dba", "onloopbackonly"

_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CaseMode = 2
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
MaxMemPoolSize = 200000000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 60
"""


@dataclass
class Running:
    """A server; `variables` are what kgraph's environment must say for it, `holds` is what a test knows to be there."""

    url: str
    process: subprocess.Popen[bytes]
    variables: dict[str, str] = field(default_factory=dict)
    holds: str = ""

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_oxigraph(folder: Path, port: int | None = None) -> Running:
    """Oxigraph's server on a database that it makes; the same port again after it was stopped."""
    at = f"127.0.0.1:{port or free_port()}"
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    command = [program, "serve", "--location", str(folder / "data"), "--bind", at]
    running = Running(f"http://{at}", subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    return _answering(running, f"http://{at}/")


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    running = start_oxigraph(folder)
    try:
        yield running
    finally:
        running.stop()


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """Virtuoso with a password that only this run knows."""
    sql, web = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=sql, web=web), "utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    variables = {"KGRAPH_STORE_USER": USER, "KGRAPH_STORE_PASSWORD": PASSWORD}
    running = Running(f"http://127.0.0.1:{web}/sparql-auth", process, variables)
    try:
        _answering(running, f"http://127.0.0.1:{web}/sparql")
        statement = f"set password dba {PASSWORD};"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={statement}"], check=True, capture_output=True
        )
        yield running
    finally:
        running.stop()


def _answering(running: Running, url: str) -> Running:
    for _ in range(300):
        if running.process.poll() is not None:
            raise RuntimeError(f"the server for {url} has ended")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return running
        except OSError:
            time.sleep(0.1)
    running.stop()
    raise RuntimeError(f"the server at {url} does not answer")
