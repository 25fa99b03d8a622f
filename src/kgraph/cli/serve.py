"""`kgraph serve`: the graph in the browser and for SPARQL clients."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from kgraph.cli.clocks import clock_options
from kgraph.cli.output import note, say
from kgraph.config import Settings
from kgraph.errors import UsageError

if TYPE_CHECKING:
    from kgraph.clocks import Clocks
    from kgraph.serve.site import Options

_TOKEN = "KGRAPH_REVIEW_TOKEN"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0 takes a free port.")
@click.option("--base-url", default="", metavar="URL", help="How it is reached from outside, as behind a proxy.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes that answer (default: cores + 1).")
@click.option("--in-memory", type=click.IntRange(min=0), metavar="MIB", help="Hold a store of so many MiB in memory.")
@click.option("--review", is_flag=True, help=f"Also pages for review, opened by a token ({_TOKEN}, or a new one).")
@clock_options
@click.option("--access-log", metavar="FILE", help="A line of JSON a request (default: stderr, unless a terminal).")
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="Wait for a held store.")
@click.pass_obj
def serve(
    settings: Settings,
    /,
    access_log: str | None,
    wait: float,
    review: bool,
    workers: int | None,
    in_memory: int | None,
    clocks: Clocks,
    **listen: Any,
) -> None:
    """Serve the graph: pages for people, a SPARQL endpoint for programs.

    What a later build adds is served as soon as that has finished. Ctrl-C stops the server.

    \b
    Example:
      kgraph serve
      kgraph serve --port 8080 --base-url https://data.example.org/graph
      kgraph serve --valid-on 2022-06-01
    """
    from kgraph.serve.graph import Graph, Limits
    from kgraph.serve.run import serve as run
    from kgraph.serve.site import Options, Site

    token = (os.environ.get(_TOKEN) or secrets.token_urlsafe(24)) if review else ""
    if workers:
        listen["workers"] = workers
    made = Options(**listen, timeout=settings.timeout, max_rows=settings.max_rows, review_token=token)
    limits = Limits(made.workers, made.memory, made.waiting, made.timeout)
    if in_memory is not None:
        limits = replace(limits, in_memory=in_memory << 20)
    graph = Graph(settings, limits, wait=wait, clocks=clocks)
    _warn(made)

    def on_start(address: str) -> None:
        time = f" as of another time: {clocks.told('en')}" if clocks else ""
        say(f"kgraph serves {address}{time}  (Ctrl-C stops)")
        if token:
            say(f"review: {address}review?token={token}")
        sys.stdout.flush()

    with _log(access_log) as log:
        run(Site(settings, made, graph), on_start, log)
    note("kgraph: stopped")


def _warn(options: Options) -> None:
    """Say what it means to listen at an address that others reach."""
    if not _is_loopback(options.host):
        note(f"kgraph: whoever reaches {options.host}, port {options.port}, can read the whole graph, unencrypted")
        note("  → leave --host out and put a proxy with TLS before it: docs/serve.md")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _log(name: str | None) -> Iterator[TextIO | None]:
    """Where the access log goes; nowhere by default if somebody sits at the terminal."""
    if name is None:
        yield None if sys.stderr.isatty() else sys.stderr
    elif name == "-":
        yield sys.stderr
    else:
        try:
            file = Path(name).open("a", encoding="utf-8")
        except OSError as fault:
            raise UsageError(f"cannot write {name}: {fault.strerror}", hint="name another --access-log") from fault
        with file:
            yield file
