"""`kgraph path` and `kgraph draw`: how two entities are connected, and the network as one HTML file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kgraph.cli.clocks import clock_options, open_as_of
from kgraph.cli.output import echo_json, note, quoted, say, suggest

if TYPE_CHECKING:
    from kgraph.clocks import Clocks
    from kgraph.config import Settings
    from kgraph.network import Network, Step
    from kgraph.store import Store

_NOTHING = 3


@click.command()
@click.argument("start")
@click.argument("goal")
@click.option("--max-hops", type=click.IntRange(1, 8), default=4, show_default=True, help="Steps that it may take.")
@clock_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def path(settings: Settings, start: str, goal: str, max_hops: int, as_json: bool, clocks: Clocks) -> None:
    """Show how START and GOAL are connected, with the sentence behind each step.

    The shortest connection, whatever the directions of its statements; among equals the most
    confident. Statements that an article denies connect nothing.

    \b
    Example:
      kgraph path BMI Bremen --max-hops 3
      kgraph path BMI Bremen --valid-on 2023-04-01 --known-on 2023
    """
    from kgraph.errors import UsageError, several
    from kgraph.network.projection import Projection
    from kgraph.query import find_entity

    with open_as_of(settings, clocks) as store:
        ends = find_entity(store, start), find_entity(store, goal)
        if ends[0].iri == ends[1].iri:
            raise UsageError(f"{start!r} and {goal!r} are the same: {ends[0].label}", hint="name two entities")
        steps = Projection.of(store).path(ends[0].iri.value, ends[1].iri.value, max_hops)
    if as_json:
        labels = {"from": ends[0].label, "to": ends[1].label}
        echo_json({**labels, "max_hops": max_hops, "steps": [_as_object(step) for step in steps]})
    else:
        _echo_steps(steps, settings.language)
    if not steps:
        note(f"kgraph: no connection between {ends[0].label} and {ends[1].label} within {several(max_hops, 'step')}")
        suggest(f"kgraph show {ends[0].key}")
        raise SystemExit(_NOTHING)
    suggest(f"kgraph draw --around {ends[0].key} --hops {len(steps)}")


def _as_object(step: Step) -> dict[str, object]:
    s = step.statement
    return {
        "from": {"key": step.start.key, "label": step.start.label, "type": step.start.type},
        "to": {"key": step.goal.key, "label": step.goal.label, "type": step.goal.type},
        "predicate": s.predicate,
        "direction": "forward" if step.forward else "backward",
        "status": s.status,
        **({"held": s.held} if s.held else {}),
        "quote": s.quote,
        "confidence": s.confidence,
        "rule": s.rule,
        "statement": s.iri,
        "article": {"iri": s.source.iri, "title": s.source.title, "date": s.source.date, "url": s.source.url},
        "others": step.others,
    }


def _echo_steps(steps: tuple[Step, ...], language: str) -> None:
    from kgraph.vocab import schema

    if steps:
        say(steps[0].start.label)
    for step in steps:
        s, term = step.statement, schema().predicates.get(step.statement.predicate)
        name = "label" if step.forward else "inverse_label"
        words = getattr(term, f"{name}_{language}", s.predicate)
        if s.status != "fact":
            from kgraph.draw.texts import text

            words += f" ({text(language, s.status)})"
        if s.held == "unknown":
            words += " (am Stichtag unbekannt)" if language == "de" else " (unknown on that day)"
        more = f"  (+{step.others})" if step.others else ""
        say(f"  {words} → {step.goal.label}{more}")
        say(f"    {quoted(s.quote)}")
        say(f"    {', '.join(filter(None, (s.source.title, s.source.date)))}  [{s.confidence:.2f} {s.rule}]")


@click.command()
@click.option("-o", "--output", metavar="FILE", default="network.html", show_default=True, help="- is stdout.")
@click.option("--around", metavar="ENTITY", help="Only what lies around this one.")
@click.option("--hops", type=click.IntRange(1, 8), default=1, show_default=True, help="How far around it.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Both ends are of this type; may be repeated.")
@click.option("--predicate", "predicates", multiple=True, metavar="NAME", help="This relation; may be repeated.")
@click.option("--since", metavar="DATE", help="Articles of that day, month or year, or later.")
@click.option("--until", metavar="DATE", help="Or earlier.")
@click.option(
    "--limit", type=click.IntRange(2), default=500, show_default=True, help="Entities, the best connected first."
)
@clock_options
@click.option("--language", type=click.Choice(["de", "en"]), help="With which the page opens.")
@click.option("--title", default="", help="Heading of the page.")
@click.pass_obj
def draw(settings: Settings, /, **options: Any) -> None:
    """Write the network as one HTML file that needs no server and no network.

    Types and predicates may be given by their names in the ontology or as people call them in
    German or English.

    \b
    Example:
      kgraph draw -o network.html
      kgraph draw --around BMI --hops 2 --since 2023
      kgraph draw --valid-on 2023-04-01 --held yes
      kgraph draw --type Organisation --predicate cooperatesWith --language en
    """
    from kgraph.draw import page_of, write_page
    from kgraph.errors import UsageError

    clocks = options["clocks"]
    output, around = options["output"], options["around"]
    if around is None and click.get_current_context().get_parameter_source("hops") != ParameterSource.DEFAULT:
        raise UsageError("--hops needs --around", hint="say around which entity: --around NAME")
    with open_as_of(settings, clocks) as store:
        shown = _shown(store, options)
    language = options["language"] or settings.language
    title = ": ".join(filter(None, (options["title"], clocks.told(language))))
    html: str = page_of(shown, title=title, language=language)
    if output == "-":
        sys.stdout.buffer.write(html.encode("utf-8"))
    else:
        write_page(Path(output), html)
    place = "" if output == "-" else f"{output}: "
    nodes, statements = len(shown.nodes), len(shown.statements)
    drawn = f"{nodes} of {nodes + shown.left_out_nodes:,} entities"
    note(f"{place}{drawn}, {statements:,} of {statements + shown.left_out_statements:,} statements")
    suggest(f"open {output} in a browser" if output != "-" else "kgraph draw -o network.html")


def _shown(store: Store, options: dict[str, Any]) -> Network:
    """What the options leave of the store's network."""
    from kgraph.errors import NotFoundError
    from kgraph.network import Selection
    from kgraph.network.projection import Projection
    from kgraph.query import find_entity

    centre = find_entity(store, options["around"]) if options["around"] else None
    iri = centre.iri.value if centre else None
    selection = Selection.of(
        options["types"],
        options["predicates"],
        since=options["since"],
        until=options["until"],
        exempt=[iri] if iri else [],
    )
    shown = Projection.of(store).view(selection, around=iri, hops=options["hops"], limit=options["limit"])
    if centre and iri not in shown.nodes:
        raise NotFoundError(
            f"no statement that was chosen is about {centre.label}",
            hint=f"loosen the filters, or see what is known: kgraph show {centre.key}",
        )
    return shown
