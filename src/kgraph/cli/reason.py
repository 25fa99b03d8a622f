"""`kgraph reason`: whether the facts contradict the ontology, what follows from them, and why."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from kgraph.cli.clocks import clock_options, open_as_of
from kgraph.cli.output import emit, say
from kgraph.errors import UsageError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kgraph.clocks import Clocks
    from kgraph.config import Settings
    from kgraph.store import Store

    Triple: TypeAlias = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--materialise", is_flag=True, help="Instead, keep what follows in a graph of its own.")
@click.option("--remove", is_flag=True, help="Take that graph away.")
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="These rules (*.rq, *.swrl) instead of those that come with kgraph, or, for contradictions, of none.",
)
@click.option("--why", nargs=3, metavar="S P O", help="Instead, tell from what it follows that S stands in P to O.")
@click.option("--max-triples", type=click.IntRange(min=1), default=100_000, show_default=True, help="Facts at most.")
@click.option("--max-seconds", type=click.FloatRange(min=1), default=120, show_default=True, help="Time at most.")
@click.option("--max-memory", type=click.IntRange(min=64), default=1500, show_default=True, help="Of Java, in MB.")
@clock_options
@click.pass_obj
def reason(settings: Settings, /, as_json: bool, clocks: Clocks, **options: Any) -> None:
    """Look for contradictions between facts and ontology, with the sentences behind them.

    Exits with 1 if there are any. With --materialise, what follows from the facts by the ontology (OWL 2 RL) and by
    rules is kept in the graph <BASE>inferred: types above, inverses, chains. Questions and exports do not see it
    unless they name it; the next change of the store takes it away. --why tells from which facts, and from which
    sentences, something follows: entities by name or key, properties and classes by their names in the ontology.

    \b
    Example:
      kgraph reason
      kgraph reason --rules my-rules
      kgraph reason --materialise
      kgraph reason --why Bund hasPart BSI
      kgraph reason --why BSI a org:Organization
      kgraph export --inferred --format nquads -o all.nq
      kgraph reason --remove
    """
    if options["materialise"] or options["remove"]:
        if clocks:
            raise UsageError("what follows is kept of the present only", hint="leave the time out")
        _materialise(settings, options, as_json=as_json)
        return
    if options["why"]:
        _why(settings, clocks, options, as_json=as_json)
        return
    from kgraph.reason import Limits
    from kgraph.reason import reason as reason_over
    from kgraph.reason.rules import read_rules

    rules = read_rules(options["rules"]) if options["rules"] else ()

    with open_as_of(settings, clocks) as store:
        limits = Limits(options["max_triples"], options["max_seconds"], options["max_memory"])
        verdict = reason_over(store, store.base, limits, rules=rules)
    if as_json:
        emit(json.dumps(verdict.as_dict(), ensure_ascii=False, indent=2))
    else:
        for contradiction in verdict.contradictions:
            say(str(contradiction))
        say(str(verdict))
    if not verdict.consistent:
        raise SystemExit(1)
    _next("kgraph export -o graph.ttl")


def _materialise(settings: Settings, options: dict[str, Any], *, as_json: bool) -> None:
    if options["why"]:
        raise UsageError("--why changes nothing in the store", hint="leave --materialise and --remove out")
    if options["materialise"] and options["remove"]:
        raise UsageError("--materialise and --remove exclude each other", hint="give one of them")
    from kgraph.reason.materialise import materialise
    from kgraph.reason.rules import read_rules
    from kgraph.store import open_store

    with open_store(settings, write=True) as store:
        if options["remove"]:
            store.keep_inferred(())
            say("what was inferred is gone; the facts are as they were")
            return
        done = materialise(store, read_rules(options["rules"]))
    if as_json:
        emit(json.dumps(done.as_dict(), ensure_ascii=False, indent=2))
        return
    state = f"in {done.seconds} s" if done.fresh else "as before: nothing has changed since"
    say(f"{done.triples} triples follow, {state}: <{done.graph}>")
    for rule, number in done.by_rule.items():
        say(f"  {number:>7}  {rule}")
    _next(f"kgraph query -e 'SELECT * {{ GRAPH <{done.graph}> {{ ?s ?p ?o }} }} LIMIT 10'")


def _why(settings: Settings, clocks: Clocks, options: dict[str, Any], *, as_json: bool) -> None:
    from kgraph.reason.rules import read_rules
    from kgraph.reason.why import why

    rules = read_rules(options["rules"])
    with open_as_of(settings, clocks) as store:
        found = why(store, _fact_of(store, *options["why"]), rules)
    if as_json:
        emit(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
        return
    for line in found.lines():
        say(line)
    _next("kgraph explain STATEMENT")


def _fact_of(
    store: Store, subject: str, predicate: str, object: str
) -> tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]:
    """A triple as somebody types it: entities by name, key or IRI, terms of the ontology by their names."""
    import pyoxigraph as ox

    from kgraph.query import find_entity
    from kgraph.vocab import KG, PREFIXES, RDF

    def term(name: str) -> ox.NamedNode:
        prefix, colon, local = name.partition(":")
        iri = PREFIXES[prefix] + local if colon and prefix in PREFIXES else name if "://" in name else KG + name
        try:
            return ox.NamedNode(iri)
        except ValueError as fault:
            raise UsageError(f"{name!r} is no term", hint="such as hasPart, Actor or org:Organization") from fault

    first = find_entity(store, subject).iri
    if predicate in ("a", "type", "rdf:type"):
        return first, ox.NamedNode(RDF + "type"), term(object)
    return first, term(predicate), find_entity(store, object).iri


def _next(command: str) -> None:
    if sys.stderr.isatty():
        say(f"next: {command}", err=True)
