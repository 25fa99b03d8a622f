"""`kgraph query`, `show` and `stats`: ask the graph and print what it answers."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli import views
from kgraph.cli.clocks import clock_options, open_as_of
from kgraph.cli.output import chosen, echo_json, echo_result, echo_rows, formats, suggest
from kgraph.config import Settings
from kgraph.errors import UsageError

if TYPE_CHECKING:
    from kgraph.clocks import Clocks
    from kgraph.store import Result, Store

_NOTHING = 3
WAIT = click.option(
    "--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="Wait for a held store."
)


class _Query(click.Command):
    """A command whose help, after the name of a query, is that query's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if {"-h", "--help"} & set(args):
            from kgraph.query import named_queries

            for name in args:
                if name in named_queries():
                    views.echo_query(named_queries()[name], ctx.obj.language)
                    ctx.exit()
        return super().parse_args(ctx, args)


@click.command(cls=_Query, context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False, metavar="[NAME|FILE.rq]")
@click.option("-e", "--execute", "text", metavar="SPARQL", help="Answer this SPARQL text.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL server instead of the store.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@click.option("--timeout", type=click.FloatRange(min=0.1), metavar="SECONDS", help="Give up after so long.")
@clock_options
@formats
@WAIT
@click.pass_context
def query(ctx: click.Context, /, **options: object) -> None:
    """Answer a named query, a file or a SPARQL text; without any, list the named ones.

    Parameters of a named query are options: `kgraph query NAME --help` names them.

    \b
    Example:
      kgraph query takeovers
      kgraph query agreements --party Bund --withtype Land --since 2021
      kgraph query about --entity Bremen --valid-on 2023-04-01 --known-on 2023
      kgraph query -e 'SELECT ?l { ?l a kg:Land }' --csv
    """
    asked = _Asked(ctx, **options)  # type: ignore[arg-type]
    if asked.name is None and asked.text is None:
        _list(as_json=asked.as_json)
        return
    form = chosen(as_json=asked.as_json, as_csv=asked.as_csv, as_safe=asked.as_safe)
    with open_as_of(asked.settings, asked.clocks, asked.wait) as store:
        result = asked.answer(store)
        echo_result(result, form, store.base, asked.settings.language, limited=asked.limited)
    if not result and result.kind != "boolean":
        ctx.exit(_NOTHING)
    suggest("kgraph show NAME for one of these, kgraph explain ARTICLE for the sentences")


class _Asked:
    """What the command line of `kgraph query` says."""

    def __init__(
        self,
        ctx: click.Context,
        name: str | None,
        text: str | None,
        endpoint: str | None,
        limit: int | None,
        timeout: float | None,
        as_json: bool,
        as_csv: bool,
        as_safe: bool,
        wait: float,
        clocks: Clocks,
    ) -> None:
        self.name, self.text, self.wait = name, text, wait
        self.as_json, self.as_csv, self.as_safe = as_json, as_csv, as_safe
        settings: Settings = ctx.obj
        if endpoint:
            from kgraph.store import ENDPOINT

            origins = {**settings.origins, "store": ENDPOINT}
            settings = dataclasses.replace(settings, store=_url(endpoint), origins=origins)
        if timeout:
            settings = dataclasses.replace(settings, timeout=timeout)
        self.settings = settings
        self.rows = min(limit or settings.max_rows, settings.max_rows)
        self.limited = limit is not None and limit <= settings.max_rows
        if name and text:
            raise UsageError("give a name or file, or -e TEXT, not both", hint="`kgraph query --help`")
        self.parameters = _parameters(ctx.args)
        if self.parameters and (text or (name and name.endswith(".rq"))):
            raise UsageError(f"--{next(iter(self.parameters))}: only named queries take parameters")
        self.clocks = clocks

    def answer(self, store: Store) -> Result:
        """Ask; a text of the user's is guarded."""
        if self.text is None and self.name and not self.name.endswith(".rq"):
            from kgraph.query import ask

            return ask(store, self.name, self.parameters, max_rows=self.rows)
        text = self.text if self.text is not None else _read(Path(self.name or ""))
        return store.query_guarded(text, timeout=self.settings.timeout, max_rows=self.rows)


@click.command()
@click.argument("entity")
@click.option("--why", is_flag=True, help="Also how its identity was decided in each article.")
@clock_options
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@WAIT
@click.pass_obj
def show(settings: Settings, entity: str, why: bool, as_json: bool, wait: float, clocks: Clocks) -> None:
    """Tell what is known of ENTITY (name, abbreviation, key or IRI), each statement with its sentence.

    \b
    Example:
      kgraph show Bremen
      kgraph show ministry/bmi --why
      kgraph show BMI --valid-on 2022-06-01
    """
    from kgraph.query import decided, identity, profile

    with open_as_of(settings, clocks, wait) as store:
        found = profile(store, entity)
        identities, decisions = (identity(store, found), decided(store, found)) if why else ((), ())
    if as_json:
        told = [[dataclasses.asdict(item) for item in items] for items in (identities, decisions)]
        echo_json({**found.as_dict(), **(dict(zip(("why", "decisions"), told, strict=True)) if why else {})})
    else:
        views.echo_profile(found, settings.language)
        views.echo_identity(identities, settings.language)
        views.echo_decided(decisions, found.key, settings.language)
    suggest(f"kgraph query about --entity {found.key}, kgraph explain STATEMENT for a sentence in its article")


@click.command()
@click.option("--articles", "list_articles", is_flag=True, help="List the articles instead.")
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@WAIT
@click.pass_obj
def stats(settings: Settings, list_articles: bool, as_json: bool, wait: float) -> None:
    """Count what the store holds: articles, entities by type, statements by predicate and status.

    \b
    Example:
      kgraph stats
    """
    from kgraph.query import articles, statistics

    with open_for_reading(settings, wait) as store:
        if list_articles:
            echo_result(articles(store), "json" if as_json else "table", store.base, settings.language)
            return
        found = statistics(store)
    if as_json:
        echo_json(found.as_dict())
    else:
        views.echo_statistics(found, settings.language)
    suggest("kgraph query most-connected --limit 10")


def open_for_reading(settings: Settings, wait: float) -> Store:
    """The store of these settings."""
    from kgraph.store import open_store

    return open_store(settings, wait=wait)


def _list(*, as_json: bool) -> None:
    from kgraph.query import named_queries

    queries = named_queries().values()
    if as_json:
        echo_json([{k: v for k, v in dataclasses.asdict(item).items() if k != "sparql"} for item in queries])
        return
    rows = [[item.name, item.description, views.usage(item)] for item in queries]
    echo_rows(["name", "answers", "parameters"], rows)
    suggest("kgraph query takeovers")


def _parameters(words: list[str]) -> dict[str, str]:
    """Read `--name value` and `--name=value`.

    Raises:
        UsageError: A word is no option, or lacks its value.
    """
    found: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or word == "--":
            raise UsageError(f"{word!r} is one too many", hint="parameters are given as --name VALUE")
        name, given, value = word[2:].partition("=")
        if not given:
            if not rest:
                raise UsageError(f"{word} needs a value", hint=f"{word} VALUE")
            value = rest.pop(0)
        found[name.replace("-", "")] = value
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as fault:
        raise UsageError(f"there is no file {path}", hint="`kgraph query` lists the named queries") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"{path}: {fault}", hint="a query file is text in UTF-8") from fault


def _url(endpoint: str) -> str:
    if not endpoint.startswith(("http://", "https://")):
        raise UsageError(f"{endpoint!r} is no URL of a server", hint="such as https://example.org/sparql")
    return endpoint
