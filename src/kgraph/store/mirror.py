"""Copy a whole graph between a store in a directory and a server, article by article.

Both ways compare fingerprints, so that a copy that was cut short goes on where it stopped, one that is repeated costs a
look, and what the source does not hold leaves the target. Texts never travel: they stay beside the embedded store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

import pyoxigraph as ox

from kgraph.errors import StoreError
from kgraph.store.article import StoredArticle, pack_quads
from kgraph.store.base import Store
from kgraph.store.batch import DECIDED, OWN, VERSION, Change
from kgraph.store.embedded import EmbeddedStore
from kgraph.store.loading import COPY_OF
from kgraph.store.remote import RemoteStore
from kgraph.store.result import text_of
from kgraph.vocab import DCTERMS, KG, XSD, article_iri

_SENT, _FETCHED = 50, 20  # articles that are copied together; Virtuoso answers 10,000 rows at most
PULLED = "pulled "
"""Before the fingerprint of an article that came from a server: without its text, so the next build reads it again."""

_COUNT = "SELECT (COUNT(*) AS ?number) WHERE { %s }"
_MONTH, _YEAR, _DATE = (ox.NamedNode(XSD + name) for name in ("gYearMonth", "gYear", "date"))


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy did.

    Attributes:
        copied: Articles that were sent or fetched.
        unchanged: Articles that the target had already.
        removed: Articles that it had and the source has not.
        facts: Facts that the target holds now.
    """

    copied: int = 0
    unchanged: int = 0
    removed: int = 0
    facts: int = 0

    def as_dict(self) -> dict[str, int]:
        """For JSON."""
        return asdict(self)


Progress = Callable[[int, int], None]
"""Called with the number of articles done and of all that are to be copied."""


def push(local: EmbeddedStore, server: RemoteStore, on_batch: Progress = lambda done, total: None) -> Copied:
    """Make a server hold what an embedded store holds.

    Raises:
        StoreError: Another base is in use there, or the server holds another number of facts in the end.
        RemoteError: The server fails; what it has acknowledged stays, and the next copy goes on from there.
    """
    mine = {id: mark.removeprefix(PULLED) for id, mark in local.fingerprints().items()}
    theirs = server.fingerprints()
    _check_base(server, theirs)
    todo = sorted(id for id, mark in mine.items() if theirs.get(id) != mark)
    gone = sorted(theirs.keys() - mine.keys())
    done = 0
    for ids in _batches(todo, _SENT):
        server.change(Change.of(_unmarked(article), server.base) for id in ids if (article := local.kept(id)))
        done += len(ids)
        on_batch(done, len(todo))
    for ids in _batches(gone, _SENT):
        server.change([Change(ox.NamedNode(article_iri(server.base, id))) for id in ids])
    links = _links(local)
    held = server.copies()
    server.relink(removed=held - links, added=links - held)
    return Copied(len(todo), len(mine) - len(todo), len(gone), _verified(local, server))


def pull(server: RemoteStore, local: EmbeddedStore, on_batch: Progress = lambda done, total: None) -> Copied:
    """Make an embedded store hold what a server holds, without texts.

    Raises:
        StoreError: The server holds no article, or another base is in use there; nothing is changed. Or the store
            holds another number of facts in the end.
        RemoteError: The server fails; what was fetched stays.
    """
    mine, theirs = local.fingerprints(), server.fingerprints()
    if not theirs:
        # Otherwise whatever is here would be taken for what the server has no more.
        raise StoreError(
            f"{server.place} holds no article that kgraph has loaded there",
            hint="pull from a server that kgraph push or build has filled; a served store is copied by kgraph backup",
        )
    _check_base(server, theirs)
    todo = sorted(id for id, mark in theirs.items() if mine.get(id) not in (mark, PULLED + mark))
    gone = sorted(mine.keys() - theirs.keys())
    links: dict[object, ox.Quad] = {link.subject: link for link in server.copies()}
    done = 0
    for ids in _batches(todo, _FETCHED):
        names = {ox.NamedNode(article_iri(server.base, id)): id for id in ids}
        local.replace_articles(_fetched(server, names, links))
        done += len(ids)
        on_batch(done, len(todo))
    for id in gone:
        local.forget(id)
    return Copied(len(todo), len(theirs) - len(todo), len(gone), _verified(local, server))


def _fetched(
    server: RemoteStore, names: Mapping[ox.NamedNode, str], links: Mapping[object, ox.Quad]
) -> Iterator[StoredArticle]:
    """Articles as a server holds them."""
    changes = {name: Change(name) for name in names}
    graphs: dict[object, list[ox.Quad]] = {name: [] for name in names}
    facts: dict[object, list[ox.Quad]] = {change.support: [] for change in changes.values()}
    for quad in server.held([*changes, *(change.support for change in changes.values())]):
        (graphs if quad.graph_name in graphs else facts)[quad.graph_name].append(quad)
    for name, id in names.items():
        held = facts[changes[name].support]
        own = {quad.predicate: text_of(quad.object) for quad in held if quad.predicate in OWN}
        told = {quad.predicate.value: text_of(quad.object) for quad in graphs[name] if quad.subject == name}
        added = [quad for quad in held if quad.predicate not in own]
        yield StoredArticle(
            id=id,
            digest=told.get(f"{KG}sha256", ""),
            fingerprint=PULLED + own[VERSION],
            extractor="",
            title=told.get(f"{DCTERMS}title", ""),
            published=told.get(f"{DCTERMS}issued"),
            source=told.get(f"{DCTERMS}source", ""),
            url=None,
            packed=b"",
            graph=pack_quads(graphs[name]),
            facts=pack_quads([*(_fact(quad) for quad in added), *([links[name]] if name in links else [])]),
            decided=tuple(text_of(quad.object) for quad in held if quad.predicate == DECIDED),
        )


def _fact(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _unmarked(article: StoredArticle) -> StoredArticle:
    return replace(article, fingerprint=article.fingerprint.removeprefix(PULLED))


def _links(local: EmbeddedStore) -> set[ox.Quad]:
    rows = local.query(f"SELECT ?s ?o WHERE {{ ?s {COPY_OF} ?o }}").bindings()
    return {ox.Quad(row["s"], COPY_OF, row["o"]) for row in rows}  # type: ignore[arg-type]


def _check_base(server: RemoteStore, articles: Mapping[str, str]) -> None:
    """Refuse a server whose articles are named below another base: their ids come back as whole IRIs."""
    foreign = next((id for id in articles if id.startswith(("http://", "https://"))), None)
    if foreign is not None:
        raise StoreError(
            f"{server.place} holds articles that are not named below {server.base}, such as {foreign}",
            hint="give the base of that graph with --base IRI",
        )


def _verified(local: EmbeddedStore, server: RemoteStore) -> int:
    """The number of facts, the same on both sides, and the quads of all articles are as many, too."""
    here, there = (_count(store, "?s ?p ?o") for store in (local, server))
    if here != there and there != _values(local):
        raise StoreError(
            f"{local.place} holds {here} facts and {server.place} {there}",
            hint="somebody else may have loaded meanwhile: run the same command again",
        )
    return there


def _count(store: Store, pattern: str) -> int:
    return int(next(store.query(_COUNT % pattern).texts())["number"])


def _values(local: EmbeddedStore) -> int:
    """Facts that differ for an engine to which the month 2024-05 is its first day: Virtuoso."""
    found = set()
    for row in local.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows:
        value = row[2]
        rest = {_MONTH: "-01", _YEAR: "-01-01"}.get(getattr(value, "datatype", None))  # type: ignore[arg-type]
        found.add((row[0], row[1], text_of(value) + rest if rest else _day(value)))
    return len(found)


def _day(value: object) -> object:
    """A date by its text alone, as `_values` has months."""
    return value.value if isinstance(value, ox.Literal) and value.datatype == _DATE else value


def _batches(ids: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
