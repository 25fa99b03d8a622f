"""`kgraph extract`: the facts of sources as JSON Lines."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from kgraph.cli.heed import Heeded
from kgraph.cli.output import note, rejections, say, suggest
from kgraph.config import Settings
from kgraph.errors import several
from kgraph.templating import tame

if TYPE_CHECKING:
    from kgraph.errors import KgraphError
    from kgraph.records import Article


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="-", help="File to write; - is stdout.")
@click.option("--engine", help="Which extraction engine to use (default: rules).")
@click.option(
    "--recall", "engine", flag_value="recall", help="State also what is less sure; the same as --engine recall."
)
@click.pass_obj
def extract(settings: Settings, sources: tuple[str, ...], output: str, engine: str | None) -> None:
    """Write the facts of SOURCES as JSON Lines, one article a line.

    SOURCES are files (text, HTML, RSS, Atom, JSON Lines, WARC, gzipped or not), folders of these, or - for stdin.

    \b
    Example:
      kgraph extract articles/ -o facts.jsonl
    """
    from kgraph.errors import InputError, KgraphError
    from kgraph.extract import engine as engine_of
    from kgraph.extract import facts
    from kgraph.read import read_sources
    from kgraph.register import check_own

    run = engine_of(engine or settings.engine, settings.engines)
    check_own()
    heeded = Heeded(settings)
    faults: list[KgraphError] = []
    rejected: Counter[str] = Counter()
    written = 0

    def articles() -> Iterator[Article]:
        for item in read_sources(sources, stdin=sys.stdin.buffer):
            if isinstance(item, InputError):
                faults.append(item)
            else:
                yield item

    with click.open_file(output, "w", encoding="utf-8", lazy=True, atomic=output != "-") as out:
        for result in run.many(articles()):
            if isinstance(result, KgraphError):
                faults.append(result)
                continue
            line = json.dumps(facts(heeded(result)), ensure_ascii=False)
            out.write((tame(line) if out.isatty() else line) + "\n")
            rejected.update(dict(result.rejected))
            written += 1
    for line in (rejections(rejected), *run.report()):
        if line:
            note(line)
    heeded.tell()
    _report(written, faults)
    if output != "-":
        suggest("kgraph build " + " ".join(sources))


def _report(written: int, faults: list[KgraphError]) -> None:
    for fault in faults:
        say(f"kgraph: {fault}", err=True)
        if fault.hint:
            say(f"  → {fault.hint}", err=True)
    if faults:
        say(
            f"{several(written, 'article')} written, "
            f"{several(len(faults), 'source or article', 'sources or articles')} not read",
            err=True,
        )
        raise SystemExit(max(4, *(fault.exit_code for fault in faults)))
    if not written:
        say("kgraph: no article found in the sources", err=True)
        raise SystemExit(3)
