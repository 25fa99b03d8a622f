"""`kgraph check`: whether the graph is in order."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

import click

from kgraph.cli.output import emit, note, say
from kgraph.errors import UsageError

if TYPE_CHECKING:
    from kgraph.config import Settings


_ITSELF = ""
"""What `--store` is without a value."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--conflicts", is_flag=True, help="List claims on offices that exclude each other instead.")
@click.option("--known-on", metavar="DATE", help="With --conflicts: only articles published by then.")
@click.option(
    *("--store", "store"),
    is_flag=False,
    flag_value=_ITSELF,
    metavar="[DIR|URL]",
    help="Without a value: look over the store itself, its checksums and whether its quads are what its articles say.",
)
@click.pass_obj
def check(settings: Settings, as_json: bool, conflicts: bool, known_on: str | None, store: str | None) -> None:
    """Validate the graph against the shapes, and its quotes against the texts.

    Exits with 1 if anything is wrong. Claims that exclude each other (two persons at once in an office that one
    holds) are not wrong: they stay side by side, and --conflicts lists them with both sentences. Neither are decisions
    without effect; they are reported.

    \b
    Example:
      kgraph check
      kgraph check --conflicts
      kgraph check --store
    """
    if store == _ITSELF:
        _integrity(settings, as_json=as_json)
        return
    if store is not None:
        settings = dataclasses.replace(settings, store=store)
    if known_on and not conflicts:
        raise UsageError("--known-on is for claims that exclude each other", hint="give --conflicts, too")
    if conflicts:
        _conflicts(settings, known_on, as_json=as_json)
        return
    from kgraph.check import check as check_graph
    from kgraph.query import standings
    from kgraph.resolve import Decisions
    from kgraph.store import decisions_file, open_store

    def tell(done: int) -> None:
        click.echo(f"\r{done} articles checked", err=True, nl=False)

    decisions = Decisions.load(decisions_file(settings.store))
    with open_store(settings) as graph:

        def text_of(id: str) -> str | None:
            kept = graph.article(id)
            return kept.extraction().article.text if kept else None

        report = check_graph(graph, graph.base, text_of, tell if sys.stderr.isatty() else None)
        idle = [str(standing) for standing in standings(graph, decisions)]
    for standing in idle if not as_json else ():
        note(f"kgraph: {standing}")
    _tell(report, report.problems, as_json=as_json, without_effect=idle)
    _next("kgraph reason")


def _integrity(settings: Settings, *, as_json: bool) -> None:
    from kgraph.cli.backup import directory_of
    from kgraph.store.integrity import inspect

    def tell(done: int) -> None:
        click.echo(f"\r{done} articles compared", err=True, nl=False)

    found = inspect(directory_of(settings), tell if sys.stderr.isatty() else None)
    _tell(found, found.flaws, as_json=as_json)
    _next("kgraph backup FILE")


class _Report(Protocol):
    """What a check has found."""

    @property
    def ok(self) -> bool: ...

    def as_dict(self) -> Mapping[str, object]: ...


def _tell(report: _Report, faults: Iterable[object], *, as_json: bool, **more: object) -> None:
    """Print what a check has found, in JSON with more; ends with 1 if anything is wrong."""
    if sys.stderr.isatty():
        say(err=True)
    if as_json:
        emit(json.dumps({**report.as_dict(), **more}, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            say(str(fault))
        say(str(report))
    if not report.ok:
        raise SystemExit(1)


def _conflicts(settings: Settings, known_on: str | None, *, as_json: bool) -> None:
    from kgraph.cli.views import echo_conflicts
    from kgraph.query import conflicts
    from kgraph.store import open_store

    with open_store(settings) as store:
        found = list(conflicts(store, known_on))
    if as_json:
        emit(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        echo_conflicts(found)
        say(f"pairs of claims that exclude each other: {len(found)}")
    _next("kgraph decide reject STATEMENT --why TEXT, where one is wrong")


def _next(command: str) -> None:
    if sys.stderr.isatty():
        say(f"next: {command}", err=True)
