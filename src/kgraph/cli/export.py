"""`kgraph export`: the graph as a file in an RDF format."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgraph.cli.clocks import clock_options, open_as_of
from kgraph.cli.output import say, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from kgraph.config import Settings
    from kgraph.store import Store
    from kgraph.store.lines import Part

_FORMATS = ["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml"]


@click.command()
@click.option("--format", type=click.Choice(_FORMATS), help="By default as FILE ends, else turtle.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to; - is stdout, and the default.")
@click.option(
    "--graph",
    "part",
    type=click.Choice(["facts", "evidence", "all"]),
    default="all",
    show_default=True,
    help="Facts only, the articles' statements only, or both.",
)
@click.option("--unsorted", is_flag=True, help="In the store's order: faster, not the same bytes each time (N-Quads).")
@click.option("--inferred", is_flag=True, help="Also what follows (see `kgraph reason`), in its own graph.")
@click.option("--view", metavar="NAME", help="In the words of another vocabulary: org, event, annotation or prov.")
@clock_options
@click.pass_obj
def export(settings: Settings, /, format: str | None, output: str, part: Part, unsorted: bool, **options: Any) -> None:
    """Write the graph in an RDF format, the same bytes for the same graph.

    Turtle, N-Triples and RDF/XML have no named graphs: there, statements stand without the graph's
    name, and prov:wasDerivedFrom tells the article. A view says the same for those who know the W3C organization
    ontology, schema.org, Web Annotation or PROV-O.

    \b
    Example:
      kgraph export -o graph.ttl
      kgraph export --format nquads --graph facts | gzip > facts.nq.gz
      kgraph export --valid-on 2023-04-01 -o then.ttl
      kgraph export --view org -o offices.ttl
    """
    from kgraph.publish import FORMATS, export_file
    from kgraph.publish import export as export_graph

    chosen = format or next((n for n, f in FORMATS.items() if output.endswith("." + f.extension)), "turtle")
    _check(options, chosen, part)
    with open_as_of(settings, options["clocks"]) as store:
        source = _chosen(store, options)
        if output == "-":
            export_graph(source, chosen, sys.stdout.buffer, part=part, ordered=not unsorted)
            sys.stdout.buffer.flush()
        else:
            export_file(source, chosen, Path(output), part=part, ordered=not unsorted)
    if part != "facts" and not options["view"] and not FORMATS[chosen].graphs:
        say(f"{chosen} has no named graphs: statements stand without their graph's name.", err=True)
    if output != "-":
        say(f"wrote {output} ({chosen})", err=True)
    suggest("kgraph check")


def _check(options: dict[str, Any], format: str, part: Part) -> None:
    """Refuse what makes no sense together."""
    from kgraph.errors import UsageError
    from kgraph.publish import FORMATS

    if options["view"] and (options["inferred"] or part != "all"):
        other = "--inferred" if options["inferred"] else "--graph"
        raise UsageError(f"--view and {other} exclude each other", hint="a view is made of facts and evidence")
    if not options["inferred"]:
        return
    if options["clocks"]:
        raise UsageError("--inferred: what follows is kept of the present only", hint="leave the time out")
    if not FORMATS[format].graphs:
        hint = "--format trig, nquads or jsonld"
        raise UsageError(f"--inferred: {format} has no graph to tell it apart", hint=hint)


def _chosen(store: Store, options: dict[str, Any]) -> Store | Iterator[ox.Quad]:
    from kgraph.publish import view

    if options["view"]:
        return view(store, options["view"])
    return chain(store.quads(), store.inferred()) if options["inferred"] else store
