"""`kgraph build`, `demo` and `forget`: fill the store, try everything, withdraw an article."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import echo_json, note, rejections, say, suggest
from kgraph.cli.progress import building
from kgraph.config import Settings
from kgraph.errors import UsageError, several

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
@click.option("--dask", metavar="ADDRESS", help="Extract on the Dask cluster of this scheduler (tcp://HOST:8786).")
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
    dask: str | None,
    engine: str | None,
    since_rules: bool,
    as_json: bool,
    every: float | None,
    wait: float,
) -> None:
    """Read SOURCES (files, folders, - for stdin; with --watch also addresses of feeds) into the store.

    Without SOURCES, the decisions are applied to what the store holds; with --watch, as they are made. Articles that
    have not changed since the last build cost nothing. What cannot be read is named at the end, the exit code is 4
    then, and everything else is stored.

    \b
    Example:
      kgraph build articles/ feed.xml
      cat news.txt | kgraph build -
      kgraph build
      kgraph build --since-rules
      kgraph build articles/ https://example.org/feed.xml --watch 600
      kgraph build archive/ --dask tcp://scheduler:8786
    """
    from kgraph.build import build as build_store

    name = engine or settings.engine
    if jobs and dask:
        raise UsageError("--jobs and --dask exclude each other", hint="a cluster has the workers that it has")
    if since_rules:
        _since_rules(settings, sources, name, as_json=as_json, wait=wait)
        return
    if every is not None:
        from kgraph.cli.watching import watch_sources

        watch_sources(sources, settings, every, as_json=as_json, jobs=jobs, dask=dask, engine=name, wait=wait)
        return
    with building(_articles(sources)) as step:
        summary = build_store(sources, settings, jobs=jobs, dask=dask, engine=name, wait=wait, on_article=step)
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
    with building() as step:
        found = run_demo(folder, settings, on_article=step)
    _report(found.summary, as_json=False)
    say(f"\n{found.takeovers}\n")
    for path in found.files:
        say(f"wrote {path}")
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

    if sources:
        raise UsageError("--since-rules looks at what the store holds", hint="leave the sources out")
    found = outdated(settings, engine=engine, wait=wait)
    if as_json:
        echo_json(found.as_dict())
        return
    say(f"{found.extract} articles to read again, {found.resolve} to resolve again, {found.unchanged} unchanged")
    for part, number in found.because.items():
        say(f"  {part}: {number} article{'s' if number != 1 else ''}")
    if found.extract:
        note("Next: kgraph build SOURCES… reads them again")
    elif found.resolve:
        note("Next: kgraph build")


def _report(summary: Summary, *, as_json: bool) -> None:
    """Print what was done on stdout, and each fault on stderr."""
    if as_json:
        echo_json(summary.as_dict())
    else:
        say(
            f"{summary.new} new, {summary.changed} changed, {several(summary.unchanged, 'unchanged article')}; "
            f"{several(summary.entities, 'entity', 'entities')}, {several(summary.statements, 'statement')} "
            f"in {summary.seconds:.1f} s{_steps(summary.steps)}"
        )
        for line in (_archives(summary.archives), rejections(summary.rejected), *summary.engine):
            if line:
                say(line)
    for idle in summary.idle:
        note(f"kgraph: {idle}")
    for fault in summary.faults[:_FAULTS_SHOWN]:
        note(f"kgraph: {fault}" + (f"\n  → {fault.hint}" if fault.hint else ""))
    if len(summary.faults) > _FAULTS_SHOWN:
        note(f"kgraph: and {len(summary.faults) - _FAULTS_SHOWN} more")


def _steps(steps: Mapping[str, float]) -> str:
    """Where the time went, in the order of the chain; empty if it is not worth telling."""
    told = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in steps.items() if seconds >= 0.05)
    return f" ({told})" if told else ""


def _articles(sources: tuple[str, ...]) -> int | None:
    """How many files there are to read, for the bar; None if that is no number of articles, or nobody sees the bar."""
    import sys

    if not sys.stderr.isatty() or "-" in sources:
        return None
    from kgraph.read import files_of

    files = [file for source in sources for file in files_of(source)]
    return len(files) if all(file.suffix.lower() in (".txt", ".html", ".htm") for file in files) else None


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
