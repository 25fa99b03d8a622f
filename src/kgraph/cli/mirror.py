"""`kgraph push` and `pull`: the whole graph to a SPARQL server, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kgraph.cli.output import echo_json, note, suggest
from kgraph.errors import UsageError, several

if TYPE_CHECKING:
    from kgraph.config import Settings
    from kgraph.store.embedded import EmbeddedStore
    from kgraph.store.mirror import Copied
    from kgraph.store.remote import RemoteStore

_WAIT = click.option(
    "--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="Wait for a held store."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="What was copied as JSON on stdout.")


@click.command()
@click.argument("url")
@_JSON
@_WAIT
@click.pass_obj
def push(settings: Settings, url: str, as_json: bool, wait: float) -> None:
    """Copy the store's graph to the SPARQL server at URL: what it lacks is sent, what is not here is withdrawn there.

    It may be broken off and repeated; what is there already is not sent again. Texts stay here. A server that asks for
    credentials gets those of KGRAPH_STORE_USER and KGRAPH_STORE_PASSWORD, or KGRAPH_STORE_TOKEN.

    \b
    Example:
      kgraph push http://localhost:7878
    """
    from kgraph.cli.progress import counting
    from kgraph.store.mirror import push as copy

    _check(settings, url)
    with _local(settings, write=False, wait=wait) as local, counting("articles sent") as step:
        copied = copy(local, _server(settings, url, local.base), step)
    _tell(copied, "sent", as_json=as_json)
    suggest(f"kgraph --store {url} query takeovers")


@click.command()
@click.argument("url")
@_JSON
@_WAIT
@click.pass_obj
def pull(settings: Settings, url: str, as_json: bool, wait: float) -> None:
    """Copy the graph that kgraph loaded into the SPARQL server at URL into the store, which is made if there is none.

    What the server does not hold leaves the store. Texts do not come with it: a build from the sources adds them.

    \b
    Example:
      kgraph --store copy/.kgraph pull http://localhost:7878
    """
    from kgraph.cli.progress import counting
    from kgraph.store.mirror import pull as copy

    _check(settings, url)
    with _local(settings, write=True, wait=wait) as local, counting("articles fetched") as step:
        copied = copy(_server(settings, url, local.base), local, step)
    _tell(copied, "fetched", as_json=as_json)
    suggest("kgraph stats")


def _check(settings: Settings, url: str) -> None:
    from kgraph.store import is_remote

    if not is_remote(url):
        raise UsageError(f"{url!r} is no URL of a server", hint="such as http://localhost:7878")
    if is_remote(settings.store):
        raise UsageError(f"{settings.store} is a server, too", hint="name a folder with --store DIR")


def _local(settings: Settings, *, write: bool, wait: float) -> EmbeddedStore:
    from kgraph.store import open_store
    from kgraph.store.embedded import EmbeddedStore

    store = open_store(settings, write=write, wait=wait)
    assert isinstance(store, EmbeddedStore)
    return store


def _server(settings: Settings, url: str, base: str) -> RemoteStore:
    from dataclasses import replace

    from kgraph.remote import Credentials
    from kgraph.store.remote import RemoteStore

    return RemoteStore(replace(settings, store=url, base=base), Credentials.from_environment())


def _tell(copied: Copied, verb: str, *, as_json: bool) -> None:
    if as_json:
        echo_json(copied.as_dict())
        return
    removed = f", {copied.removed} withdrawn" if copied.removed else ""
    note(f"{several(copied.copied, 'article')} {verb}, {copied.unchanged} unchanged{removed}; {copied.facts} facts")
