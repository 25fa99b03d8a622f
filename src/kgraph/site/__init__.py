"""A static site of a graph: a store in, a folder out that any web server serves, from whatever path.

One page and the data of each thing at the paths of their IRIs, lists by type, Land, topic and date, search without a
server, the ontology for people, the network, the named queries with their answers, and what a server must be told to
answer IRIs.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kgraph.errors import NotFoundError
from kgraph.publish import Described, Named, refuse_store, replacing_folder, spooled, subjects, told
from kgraph.site.about import About
from kgraph.site.answers import write_answers
from kgraph.site.besides import write_besides
from kgraph.site.lands import Belonging
from kgraph.site.lists import write_lists, write_search
from kgraph.site.pages import Site, write_thing
from kgraph.site.paths import folder_of
from kgraph.site.render import FOLDER
from kgraph.site.servers import server_files
from kgraph.site.things import Thing, sources_of, things
from kgraph.site.vocabulary import write_vocabulary
from kgraph.store import Store, is_remote

__all__ = ["MARK", "About", "is_site", "write_site"]

MARK = "site.json"
_KIND = "kgraph site"
_SPOOL = ".graph.nq"


def write_site(
    store: Store,
    target: Path,
    about: About = About(),  # noqa: B008  # frozen
    *,
    language: str = "de",
    force: bool = False,
    path: str = "/",
    on_thing: Callable[[int], None] | None = None,
) -> int:
    """Write the site; gives the number of things that have a page.

    Args:
        store: What it is of.
        target: Folder of the site.
        about: What it says of itself.
        language: Of its pages, `de` or `en`; the ontology is in both.
        force: Replace a site that stands there, at once or not at all.
        path: Below which it is to be served; all links but those of `404.html` work from any path.
        on_thing: Told the number of pages done, now and then.

    Raises:
        UsageError: The target may not be replaced; the store does not follow a decision.
        NotFoundError: The store holds nothing.
        StoreError: The store cannot be read, the disk is full, or the place cannot be written.
    """
    if not is_remote(store.place):
        refuse_store(target, Path(store.place))
    with replacing_folder(target, force=force, ours=is_site) as folder, told(target):
        spool = folder / _SPOOL
        digest = spooled(store, spool)
        belonging = Belonging()
        tally = _Tally()
        named = Named.of(belonging.noted(tally.noted(subjects(spool))), store.base)
        if not named.labels:
            raise NotFoundError(f"{store.place} holds nothing to show", hint="kgraph build FILES")
        sources = sources_of(spool)
        last = max((source.date for source in sources.values()), default="")
        versioned = replace(about, version=about.version or ".".join(filter(None, (last, digest[:8]))))
        site = Site(folder, language, named, sources, versioned)
        names = dict(_written(site, things(spool, named, site.sources, folder), on_thing))
        spool.unlink()
        write_lists(site, belonging.lands(named), list(write_answers(site, store)), tally.statements)
        write_search(site, names)
        write_vocabulary(site)
        _write_network(site, store)
        write_besides(site, path)
        shutil.copytree(FOLDER / "static", folder / "static")
        for name, content in server_files(folder_of(store.base), path, list(site.places.hashed())).items():
            site.write(name, content.encode())
        record = {"kind": _KIND, "base": store.base, "things": len(names), "version": versioned.version}
        site.write(MARK, (json.dumps(record) + "\n").encode())
    return len(names)


def is_site(folder: Path) -> bool:
    """True if kgraph wrote that folder as a site."""
    try:
        found = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("kind") == _KIND


class _Tally:
    """How many statements there are."""

    def __init__(self) -> None:
        self.statements = 0

    def noted(self, found: Iterator[Described]) -> Iterator[Described]:
        """Count subjects, and pass them on."""
        for item in found:
            self.statements += item.is_statement
            yield item


def _written(
    site: Site, found: Iterator[Thing], on_thing: Callable[[int], None] | None
) -> Iterator[tuple[str, list[str]]]:
    """Write the page of each; yields IRI and names of what is no article."""
    for number, thing in enumerate(found, start=1):
        write_thing(site, thing)
        if on_thing and number % 100 == 0:
            on_thing(number)
        if not thing.facts.is_article:
            yield thing.facts.iri, thing.names


def _write_network(site: Site, store: Store) -> None:
    """The network page; one without lines where nothing joins two things."""
    from kgraph.draw import draw_store

    try:
        draw_store(store, site.folder / "network.html", language=site.language)
    except NotFoundError:
        values: dict[str, Any] = {"items": [], "total": None, "pages": [], "current": "", "above": ("", "")}
        site.write("network.html", site.page("list", "network.html", heading=site.text("network"), **values))
