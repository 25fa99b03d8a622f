"""`kgraph extract` and `kgraph evaluate`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import suggest

if TYPE_CHECKING:
    from kgraph.errors import InputError
    from kgraph.evaluate import Score


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


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Facts to score, as kgraph extract writes them; without it the articles are extracted now.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="List the first N misses, too.")
def evaluate(gold: Path, predictions: Path | None, as_json: bool, misses: int) -> None:
    """Score extraction against the annotations in the folder GOLD.

    \b
    Example:
      kgraph evaluate data/gold/dev --misses 20
    """
    from kgraph.evaluate import extract_gold, read_found, read_gold, score

    documents = read_gold(gold)
    if predictions is None:
        found = extract_gold(documents, gold)
    else:
        found = read_found(predictions.read_text("utf-8").splitlines(), predictions.name)
    result = score(documents, found)
    if as_json:
        click.echo(json.dumps(result.as_dict(), ensure_ascii=False, indent=1))
    else:
        for line in _table(result):
            click.echo(line)
    for miss in result.misses[:misses]:
        click.echo("\t".join((miss.article, miss.kind, miss.label, miss.name)), err=as_json)


def _table(result: Score) -> Iterable[str]:
    from kgraph.evaluate import rate

    for name, counts in (("entities", result.entities), ("relations", result.relations)):
        r = rate(counts)
        yield (
            f"{name:10} P {r.precision:.3f}  R {r.recall:.3f}  F1 {r.f1:.3f}   ({r.hit} of {r.gold}, {r.found} found)"
        )
    qualifiers = ", ".join(f"{q} {c[True]}/{c.total()}" for q, c in sorted(result.qualifiers.items()))
    yield f"type accuracy {result.types[True] / max(1, result.types.total()):.3f}   {qualifiers}"
    for title, groups in (("entities by type", result.by_type), ("relations by predicate", result.by_predicate)):
        yield title
        for label, counts in sorted(groups.items()):
            r = rate(counts)
            figures = f"P {r.precision:.2f} R {r.recall:.2f} F1 {r.f1:.2f}"
            yield f"  {label:16} {figures}  ({r.hit}/{r.gold}, {r.found} found)"


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
