"""`kgraph link`: look up what has no link, list what was found, accept or refuse a candidate."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.decide import by_whom, written
from kgraph.cli.output import echo_json, echo_rows, note, suggest
from kgraph.config import Settings
from kgraph.errors import UsageError, several

if TYPE_CHECKING:
    from kgraph.link import Candidate, Ledger, Profile, Source
    from kgraph.resolve import Decisions
    from kgraph.store import Store

_NOTHING = 3
_LARGEST = 16 << 20  # bytes of an answer
_PROFILES = click.Choice(["wikidata", "plain"])


@dataclasses.dataclass(frozen=True)
class _Request:
    """What the command line says of a look-up."""

    entities: tuple[str, ...]
    types: tuple[str, ...]
    limit: int
    endpoint: str | None
    reconcile: str | None
    dump: Path | None
    profile: str | None
    timeout: float | None
    pause: float
    offline: bool
    refresh: bool
    max_age: float
    least: float


@click.command()
@click.option(
    "--entity", "entities", multiple=True, metavar="X", help="Look up this one; all without a link if not given."
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    help="Only what is of this type (Ministry, Organisation, …; default: all but persons).",
)
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many things.")
@click.option("--endpoint", metavar="URL", help="SPARQL endpoint (default: Wikidata's).")
@click.option("--reconcile", metavar="URL", help="Reconciliation service (OpenRefine's API 0.2).")
@click.option(
    "--dump",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Dump in N-Triples or Turtle, also .gz, .bz2.",
)
@click.option("--profile", type=_PROFILES, help="How the source says things (default: wikidata's for it, else plain).")
@click.option("--timeout", type=click.FloatRange(min=0.1), metavar="SECONDS", help="For a whole answer.")
@click.option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between requests.")
@click.option("--offline", is_flag=True, help="Ask nobody: only answers that were kept.")
@click.option("--refresh", is_flag=True, help="Ask again what was answered before.")
@click.option(
    "--max-age",
    type=click.FloatRange(min=0),
    default=90.0,
    show_default=True,
    metavar="DAYS",
    help="Ask again what was answered longer ago.",
)
@click.option("--least", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Score of a candidate.")
@click.option("--list", "as_list", is_flag=True, help="List the candidates that await a decision.")
@click.option("--accept", metavar="ENTITY", help="Accept a candidate of this entity: its link becomes a decision.")
@click.option("--reject", metavar="ENTITY", help="Refuse a candidate of this entity: it is not offered again.")
@click.option("--iri", default="", help="Which item is meant (default: the best candidate, if it is clear).")
@click.option("--why", default="", metavar="TEXT", help="The reason (default: what spoke for the candidate).")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@by_whom
@click.pass_context
def link(
    ctx: click.Context,
    /,
    as_list: bool,
    accept: str | None,
    reject: str | None,
    iri: str,
    why: str,
    as_json: bool,
    who: str,
    **given: object,
) -> None:
    """Look up things without a link in Wikidata, at another endpoint, at a reconciliation service, or in a dump.

    What is found is a candidate with a score, kept beside the store. It becomes a link (owl:sameAs) only when somebody
    accepts it; that is a few lines of decisions.toml, which the next `kgraph build` applies and deleting undoes. A
    candidate that is something else can be refused for good, likewise.

    \b
    Example:
      kgraph link --type Municipality --limit 20
      kgraph link --list
      kgraph link --accept authority/bsi --iri https://www.wikidata.org/wiki/Q700512
      kgraph link --reject authority/bsi --why "a band of that name"
    """
    from kgraph.link import Ledger, accepted, links_folder, refused, waiting
    from kgraph.query import find_entity
    from kgraph.resolve.journal import Journal
    from kgraph.store import decisions_file, open_store

    settings: Settings = ctx.obj
    request = _Request(**given)  # type: ignore[arg-type]
    if (
        sum(
            map(
                bool,
                (as_list, accept, reject, request.entities or request.endpoint or request.reconcile or request.dump),
            )
        )
        > 1
    ):
        raise UsageError("--list, --accept, --reject and a look-up exclude each other", hint="give one of them")
    journal, ledger = Journal(decisions_file(settings.store)), Ledger(links_folder(settings.store))
    with open_store(settings) as store:
        decisions = journal.read()
        if about := accept or reject:
            key, choose = find_entity(store, about).key, accepted if accept else refused
            open_ = waiting(ledger.read(), decisions)
            written(journal.add(choose(open_, key, iri=iri, who=who, when=date.today().isoformat(), why=why)))
            following = "kgraph build, which applies it" if accept else "kgraph link --list"
            suggest(f"{following}; kgraph decide undo, which takes it back")
            return
        if not as_list:
            _look_up(store, settings, request, ledger, decisions)
    found = waiting(ledger.read(), decisions)
    _echo(found, as_json=as_json)
    _tell(ledger.read(), decisions)
    if not found:
        ctx.exit(_NOTHING)
    suggest(f"kgraph link --accept {found[0].key}, or --reject {found[0].key}")


def _tell(candidates: Iterable[Candidate], decisions: Decisions) -> None:
    """Say how many candidates are not listed because somebody refused them."""
    refused = sum((candidate.key, candidate.iri) in decisions.unlike for candidate in candidates)
    if refused:
        note(f"kgraph: {several(refused, 'candidate')} refused; `kgraph decide list` tells by whom and why")


def _look_up(store: Store, settings: Settings, request: _Request, ledger: Ledger, decisions: Decisions) -> None:
    """Search, and keep what was found batch by batch, so that a server that fails costs one batch."""
    from kgraph.link import Search, search, things, unlinked
    from kgraph.query import find_entity

    profile, source = _source(settings, request)
    if request.entities:
        keys = [find_entity(store, entity).key for entity in request.entities]
    else:
        before = () if request.refresh else ledger.looked_up(source.name)
        keys = unlinked(store, decisions, request.types, before)[: request.limit]
    keys = [key for key in keys if key not in decisions.withheld]

    def keep(found: Search) -> None:
        ledger.replace(found.looked_up, source.name, found.candidates)

    today = date.today().isoformat()
    found = search(
        things(store, keys),
        source,
        profile,
        when=today,
        least=request.least,
        refused=decisions.unlike,
        on_batch=keep,
    )
    ruled = ", ".join(f"{reason} {n}" for reason, n in sorted(found.ruled_out.items()))
    note(
        f"kgraph: looked up {len(found.looked_up)}, "
        f"found {several(len(found.candidates), 'candidate')} at {source.name}"
        + (f"; ruled out: {ruled}" if ruled else "")
    )


def _source(settings: Settings, request: _Request) -> tuple[Profile, Source]:
    """The source that the options name, and how it says things."""
    from kgraph.link import links_folder, profile
    from kgraph.link.dump import DumpSource
    from kgraph.link.reconcile import ReconciliationSource
    from kgraph.link.sparql import SparqlSource
    from kgraph.remote import HttpClient, Limits, Manners, Polite, SparqlClient

    named = [option for option in (request.endpoint, request.reconcile, request.dump) if option]
    if len(named) > 1:
        raise UsageError("--endpoint, --reconcile and --dump exclude each other", hint="give one of them")
    how = profile(request.profile or ("plain" if request.endpoint or request.dump else "wikidata"))
    if request.dump:
        return how, DumpSource(request.dump, how)
    limits = Limits(request.timeout or settings.timeout, _LARGEST, whole=True)
    polite = Polite(
        links_folder(settings.store) / "cache",
        Manners(pause=request.pause),
        offline=request.offline,
        refresh=request.refresh,
        oldest=request.max_age,
    )
    if request.reconcile:
        return how, ReconciliationSource(
            HttpClient(request.reconcile, limits=limits, agent=settings.agent), polite, how
        )
    endpoint = request.endpoint or how.endpoint
    if not endpoint.startswith(("http://", "https://")):
        raise UsageError(
            f"{endpoint!r} is no URL of a server", hint="name one by --endpoint, such as https://example.org/sparql"
        )
    client = SparqlClient(endpoint, limits=limits, agent=settings.agent, form=True)
    return how, SparqlSource(client, polite, how)


def _echo(candidates: list[Candidate], *, as_json: bool) -> None:
    if as_json:
        echo_json([dataclasses.asdict(candidate) for candidate in candidates])
        return
    rows = [[c.key, f"{c.score:.2f}", c.label, c.iri, c.why] for c in candidates]
    echo_rows(["entity", "score", "name there", "item", "because"], rows)
