"""`kgraph build`, `demo` and `forget`: fill the store, try everything, withdraw an article."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import echo_json, note, rejections, suggest
from kgraph.config import Settings
from kgraph.errors import several

if TYPE_CHECKING:
    from kgraph.build import Summary

_FAULTS_SHOWN = 20
_BAD_INPUT = 4
_WAIT = click.option(
    "--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="Wait for a held store."
)


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that extract (default: by the work).")
@click.option("--engine", help="Which extraction engine to use (default: rules).")
@click.option(
    "--recall", "engine", flag_value="recall", help="State also what is less sure; the same as --engine recall."
)
@click.option("--since-rules", is_flag=True, help="Only tell what changed rules and decisions would redo, and why.")
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON on stdout.")
@click.option(
    "--watch",
    "every",
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="Go on: look for what has changed at this interval, until Ctrl-C.",
)
@_WAIT
@click.pass_obj
def build(
    settings: Settings,
    sources: tuple[str, ...],
    jobs: int | None,
    engine: str | None,
    since_rules: bool,
    as_json: bool,
    every: float | None,
    wait: float,
) -> None:
    """Read SOURCES (files, folders, - for stdin) into the store.

    Without SOURCES, the decisions are applied to what the store holds. Articles that have not changed since the last
    build cost nothing. What cannot be read is named at the end, the exit code is 4 then, and everything else is stored.

    \b
    Example:
      kgraph build articles/ feed.xml
      cat news.txt | kgraph build -
      kgraph build
      kgraph build --since-rules
      kgraph build articles/ feed.xml --watch 60
    """
    from kgraph.build import build as build_store

    name = engine or settings.engine
    if since_rules:
        _since_rules(settings, sources, name, as_json=as_json, wait=wait)
        return
    if every is not None:
        from kgraph.cli.watching import watch_sources

        watch_sources(sources, settings, every, as_json=as_json, jobs=jobs, engine=name, wait=wait)
        return
    with _progress() as step:
        summary = build_store(sources, settings, jobs=jobs, engine=name, wait=wait, on_article=step)
    _report(summary, as_json=as_json)
    if summary.faults:
        raise SystemExit(max(_BAD_INPUT, *(fault.exit_code for fault in summary.faults)))
    suggest("kgraph query takeovers, kgraph stats, kgraph draw")


@click.command()
@click.argument("directory", default="out", type=click.Path(file_okay=False))
@click.pass_obj
def demo(settings: Settings, directory: str) -> None:
    """Run the whole chain on the sample articles; leaves graph.ttl, network.html and facts.jsonl in DIRECTORY.

    The folder is made where there is none (default: out).

    \b
    Example:
      kgraph demo
      kgraph --store out/.kgraph query takeovers
    """
    from kgraph.build.demo import run_demo

    folder = Path(directory)
    with _progress() as step:
        found = run_demo(folder, settings, on_article=step)
    _report(found.summary, as_json=False)
    click.echo(f"\n{found.takeovers}\n")
    for path in found.files:
        click.echo(f"wrote {path}")
    note(f"Next: kgraph --store {folder / '.kgraph'} query takeovers")
    note(f"      kgraph --store {folder / '.kgraph'} show Bremen")
    note(f"      open {folder / 'network.html'} in a browser")
    if found.summary.faults:
        raise SystemExit(_BAD_INPUT)


@click.command()
@click.argument("article")
@_WAIT
@click.pass_obj
def forget(settings: Settings, article: str, wait: float) -> None:
    """Withdraw ARTICLE (its id), its text, and every fact that no other article supports.

    \b
    Example:
      kgraph --store out/.kgraph forget s-01
    """
    from kgraph.store import open_store

    # Opening for writing would make a store that is not there.
    open_store(settings, wait=wait).close()
    with open_store(settings, write=True, wait=wait) as store:
        store.forget(article)
    note(f"kgraph: {article} is withdrawn")
    suggest("kgraph stats")


def _since_rules(settings: Settings, sources: tuple[str, ...], engine: str, *, as_json: bool, wait: float) -> None:
    from kgraph.build.outdated import outdated
    from kgraph.errors import UsageError

    if sources:
        raise UsageError("--since-rules looks at what the store holds", hint="leave the sources out")
    found = outdated(settings, engine=engine, wait=wait)
    if as_json:
        echo_json(found.as_dict())
        return
    click.echo(f"{found.extract} articles to read again, {found.resolve} to resolve again, {found.unchanged} unchanged")
    for part, number in found.because.items():
        click.echo(f"  {part}: {number} article{'s' if number != 1 else ''}")
    if found.extract:
        note("Next: kgraph build SOURCES… reads them again")
    elif found.resolve:
        note("Next: kgraph build")


def _report(summary: Summary, *, as_json: bool) -> None:
    """Print what was done on stdout, and each fault on stderr."""
    if as_json:
        echo_json(summary.as_dict())
    else:
        click.echo(
            f"{summary.new} new, {summary.changed} changed, {several(summary.unchanged, 'unchanged article')}; "
            f"{several(summary.statements, 'statement')} in {summary.seconds:.1f} s"
        )
        for line in (_archives(summary.archives), rejections(summary.rejected), *summary.engine):
            if line:
                click.echo(line)
    for idle in summary.idle:
        note(f"kgraph: {idle}")
    for fault in summary.faults[:_FAULTS_SHOWN]:
        note(f"kgraph: {fault}" + (f"\n  → {fault.hint}" if fault.hint else ""))
    if len(summary.faults) > _FAULTS_SHOWN:
        note(f"kgraph: and {len(summary.faults) - _FAULTS_SHOWN} more")


def _archives(counts: Mapping[str, int]) -> str:
    """What became of the pages of web archives; empty where there was none."""
    words = {
        "pages": "pages",
        "foreign": "not German",
        "other": "about something else",
        "empty": "without an article",
        "resumed": "files taken up where the last build ended",
    }
    told = ", ".join(f"{counts[name]:,} {word}" for name, word in words.items() if counts.get(name))
    return f"web archives: {told}" if told else ""


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[Summary], None]]:
    """A line on stderr that counts articles, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda summary: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        line = bar.add_task("reading")

        def step(summary: Summary) -> None:
            done = summary.new + summary.changed
            bar.update(line, description=f"{done} articles, {summary.statements} statements")

        yield step
