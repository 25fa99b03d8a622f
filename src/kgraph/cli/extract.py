"""`kgraph extract`: the facts of sources as JSON Lines."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import suggest

if TYPE_CHECKING:
    from kgraph.errors import InputError


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="-", help="File to write; - is stdout.")
@click.option("--engine", default="rules", show_default=True, help="Which extraction engine to use.")
def extract(sources: tuple[str, ...], output: str, engine: str) -> None:
    """Write the facts of SOURCES as JSON Lines, one article a line.

    SOURCES are files (text, HTML, RSS, Atom, JSON Lines, any of them gzipped), folders of these, or - for stdin.

    \b
    Example:
      kgraph extract articles/ -o facts.jsonl
    """
    from kgraph.errors import InputError
    from kgraph.extract import engine as engine_of
    from kgraph.extract import facts
    from kgraph.read import read_sources

    run = engine_of(engine)
    faults: list[InputError] = []
    written = 0
    with click.open_file(output, "w", encoding="utf-8", lazy=True, atomic=output != "-") as out:
        for item in read_sources(sources, stdin=sys.stdin.buffer):
            if isinstance(item, InputError):
                faults.append(item)
                continue
            out.write(json.dumps(facts(run(item)), ensure_ascii=False) + "\n")
            written += 1
    _report(written, faults)
    if output != "-":
        suggest("kgraph build " + " ".join(sources))


def _report(written: int, faults: list[InputError]) -> None:
    for fault in faults:
        click.echo(f"kgraph: {fault}", err=True)
        if fault.hint:
            click.echo(f"  → {fault.hint}", err=True)
    if faults:
        click.echo(f"{written} article(s) written, {len(faults)} source(s) not read", err=True)
        raise SystemExit(4)
    if not written:
        click.echo("kgraph: no article found in the sources", err=True)
        raise SystemExit(3)
