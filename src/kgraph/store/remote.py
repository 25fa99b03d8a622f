"""A store on a SPARQL 1.1 server: the same interface by query and update.

What the ledger does for an embedded store, an extra graph for each article does here (`kgraph.store.batch`): so support
is a query, and the next build knows what is done. Texts are not kept on a server, and only one command may load into it
at a time.
"""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.config import Settings
from kgraph.copies import firsts
from kgraph.errors import NotFoundError, RemoteError
from kgraph.remote import Credentials, Manners
from kgraph.store.answer import CutError
from kgraph.store.article import StoredArticle
from kgraph.store.base import Store
from kgraph.store.batch import DECIDED, SKETCH, VERSION, Change, Names, data, named_in, plan, removable, requests
from kgraph.store.election import ELECTED
from kgraph.store.loading import COPY_OF
from kgraph.store.result import Result, Term, text_of
from kgraph.store.server import Server, endpoints
from kgraph.store.sparql import bind, check_readable
from kgraph.vocab import DCTERMS, article_id, inferred_iri

if TYPE_CHECKING:
    import rdflib

_ARTICLES = 50  # articles that are loaded together at most
_TRIPLES = 4_000  # and what they may send
_REMEMBERED = 50_000  # entities whose names are kept in mind
_MANNERS = Manners(pause=0, tries=5, first_wait=0.5, longest_wait=60)

_ISSUED = ox.NamedNode(f"{DCTERMS}issued")
_NAMING = f"?p IN ({', '.join(sorted(map(str, ELECTED)))})"  # as VALUES, Oxigraph would look at the whole store
_FORMER = "SELECT ?s ?p ?o ?g WHERE { VALUES ?g { {terms} } GRAPH ?g { ?s ?p ?o } }"
_SUPPORTED = """SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES (%s) { {terms} } GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), "#facts") && ?g NOT IN (%s)) }"""
_VOTES = f"""SELECT ?s ?p ?o (COUNT(DISTINCT ?g) AS ?number) WHERE {{
  VALUES ?s {{ {{terms}} }} GRAPH ?g {{ ?s ?p ?o }} FILTER({_NAMING} && STRENDS(STR(?g), "#facts"))
}} GROUP BY ?s ?p ?o"""
_SHOWN = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {{terms}} }} ?s ?p ?o FILTER({_NAMING}) }}"
_HELD = f"SELECT ?s ?o WHERE {{ VALUES ?g {{ {{terms}} }} GRAPH ?g {{ ?s {VERSION} ?o }} }}"


class RemoteStore(Store):
    """A store by URL.

    Args:
        settings: `store` is the URL, `timeout` the seconds that an answer may take.
        credentials: Who kgraph is to the server; None asks as anybody.
        manners: How often, and after which pauses, a busy or lost server is tried.
    """

    cuts = True

    def __init__(self, settings: Settings, credentials: Credentials | None = None, manners: Manners = _MANNERS) -> None:
        self.base = settings.base
        self.place = settings.store
        self._server = Server(settings, credentials or Credentials(), manners)
        self._inferred = ox.NamedNode(inferred_iri(settings.base))
        self._names: dict[ox.NamedNode, Names] = {}
        self._unlinked = False

    def query(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None, *, max_rows: int | None = None
    ) -> Result:
        """See `Store.query`."""
        check_readable(sparql)
        return self._server.query(bind(sparql, substitutions or {}), max_rows=max_rows)

    def query_guarded(self, sparql: str, *, timeout: float, max_rows: int) -> Result:
        """See `Store.query_guarded`; what the server does after the time-out is its own matter."""
        check_readable(sparql)
        return self._server.query(sparql, timeout=timeout, max_rows=max_rows)

    def replace_articles(self, articles: Iterable[StoredArticle]) -> None:
        """See `Store.replace_articles`; batches are acknowledged one by one."""
        self._unlinked = True
        self.change(Change.of(article, self.base) for article in articles)

    def change(self, changes: Iterable[Change]) -> None:
        """Put articles in their places, or withdraw them; as `replace_articles`."""
        waiting: dict[ox.NamedNode, Change] = {}
        for change in changes:
            size = sum(other.size for other in waiting.values())
            if waiting and (len(waiting) >= _ARTICLES or size + change.size > _TRIPLES):
                self._make(list(waiting.values()))
                waiting = {}
            waiting[change.name] = change
        if waiting:
            self._make(list(waiting.values()))

    def forget(self, id: str) -> None:
        """See `Store.forget`."""
        name = next((name for name in self._server.marks() if article_id(self.base, name.value) == id), None)
        if name is None:
            raise NotFoundError(f"the store {self.place} has no article {id!r}", hint="see `kgraph stats --articles`")
        links = [link for link in self.copies() if name in (link.subject, link.object)]
        self.relink(removed=links, added=[])
        self._unlinked = True
        self._make([Change(name)])

    def fingerprints(self) -> Mapping[str, str]:
        """See `Store.fingerprints`."""
        marks = self._server.marks()
        return {article_id(self.base, name.value) or name.value: mark for name, mark in marks.items()}

    def decided(self) -> frozenset[str]:
        """See `Store.decided`."""
        rows = self.query(f"SELECT DISTINCT ?decision WHERE {{ GRAPH ?graph {{ ?article {DECIDED} ?decision }} }}")
        return frozenset(row["decision"] for row in rows.texts())

    def article(self, id: str) -> StoredArticle | None:
        """None: texts are not kept on a server."""
        return None

    def quads(self) -> Iterator[ox.Quad]:
        """See `Store.quads`."""
        for row in self.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").bindings():
            yield ox.Quad(row["s"], row["p"], row["o"])  # type: ignore[arg-type]
        for name in sorted(self._server.marks(), key=str):
            yield from self.held([name])

    def held(self, graphs: Sequence[ox.NamedNode]) -> list[ox.Quad]:
        """The quads of some graphs; so many at once as the server answers."""
        try:
            return [ox.Quad(*row) for row in self._server.rows(_FORMER, graphs)]  # type: ignore[arg-type]
        except CutError:
            if len(graphs) < 2:
                raise
        middle = len(graphs) // 2
        return [*self.held(graphs[:middle]), *self.held(graphs[middle:])]

    def copies(self) -> set[ox.Quad]:
        """Which article is a copy of which."""
        rows = self.query(f"SELECT ?s ?o WHERE {{ ?s {COPY_OF} ?o }}").bindings()
        return {ox.Quad(row["s"], COPY_OF, row["o"]) for row in rows}  # type: ignore[arg-type]

    def relink(self, *, removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> None:
        """Change which article is a copy of which."""
        graph = self._server.place_facts()

        def there(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
            return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]

        for text in requests([*data("DELETE", there(removed)), *data("INSERT", there(added))]):
            self._server.update(text)

    def link_copies(self) -> None:
        """Link the copies among the articles whose signatures are there; links of others, pushed ones, stay."""
        self._unlinked = False
        sketches = {name.value: b64decode(text) for name, text in self._server.marks(SKETCH).items()}
        days = {name.value: day for name, day in self._server.marks(_ISSUED).items()} if sketches else {}
        wanted = {
            ox.Quad(ox.NamedNode(copy), COPY_OF, ox.NamedNode(first)) for copy, first in firsts(sketches, days).items()
        }
        held = self.copies()
        mine = {link for link in held if link.subject.value in sketches}  # type: ignore[union-attr]
        self.relink(removed=mine - wanted, added=wanted - held)

    def keep_inferred(self, triples: Iterable[ox.Triple]) -> None:
        """See `Store.keep_inferred`; a server gets it piece by piece."""
        self._server.update(f"DROP SILENT GRAPH {self._inferred}")
        for text in requests(
            data("INSERT", (ox.Quad(t.subject, t.predicate, t.object, self._inferred) for t in triples))
        ):
            self._server.update(text)

    def as_rdflib(self) -> rdflib.Dataset:
        """See `Store.as_rdflib`; each look-up is a request, of an anonymous user."""
        import rdflib
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return rdflib.Dataset(store=SPARQLStore(endpoints(self.place)[0]))

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self._unlinked:
            self.link_copies()
        super().__exit__(kind, fault, trace)

    def close(self) -> None:
        """Nothing is held."""

    def _make(self, changes: list[Change]) -> None:
        """Make changes of a batch, and see that they are there: a server may say yes and mean something else."""
        self._server.loads = True
        try:
            facts = self._server.place_facts()
            former = self.held([change.support for change in changes])
            self._learn(named_in(changes, former), facts)
            supported = self._supported(removable(changes, former), changes)
            for text in plan(changes, former, supported, self._names, facts):
                # What was inferred from other facts goes with them.
                self._server.update(f"DROP SILENT GRAPH {self._inferred} ;\n{text}")
            self._verify(changes)
        except BaseException:
            self._names.clear()  # what the server did of it is not known
            raise
        finally:
            self._server.loads = False

    def _learn(self, entities: set[ox.NamedNode], facts: ox.NamedNode | ox.DefaultGraph) -> None:
        """Ask what the articles call entities that are not in mind."""
        if len(self._names) > _REMEMBERED:
            self._names.clear()
        unknown = sorted(entities - self._names.keys(), key=str)
        votes: dict[object, Counter[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]] = {n: Counter() for n in unknown}
        shown: dict[object, set[ox.Quad]] = {n: set() for n in unknown}
        for entity, predicate, value, number in self._server.rows(_VOTES, unknown):
            votes[entity][predicate, value] = int(text_of(number))  # type: ignore[index]
        for entity, predicate, value in self._server.rows(_SHOWN, unknown):
            shown[entity].add(ox.Quad(entity, predicate, value, facts))  # type: ignore[arg-type]
        for entity in unknown:
            self._names[entity] = Names(votes[entity], frozenset(shown[entity]))

    def _supported(self, triples: set[ox.Triple], changes: Sequence[Change]) -> set[ox.Triple]:
        """Those that articles outside the batch support."""
        own = ", ".join(str(change.support) for change in changes)
        nodes, values = set(), set()
        for triple in triples:
            if isinstance(triple.object, ox.NamedNode):
                nodes.add(f"({triple.subject} {triple.predicate} {triple.object})")
            else:  # literals are compared here: Virtuoso forgets the language of one in VALUES
                values.add(f"({triple.subject} {triple.predicate})")
        found = [
            *self._server.rows(_SUPPORTED % ("?s ?p ?o", own), sorted(nodes)),
            *self._server.rows(_SUPPORTED % ("?s ?p", own), sorted(values)),
        ]
        return triples & {ox.Triple(*row) for row in found}  # type: ignore[arg-type]

    def _verify(self, changes: Sequence[Change]) -> None:
        held = {row[0]: row[1] for row in self._server.rows(_HELD, [change.support for change in changes])}
        for change in changes:
            if text_of(held.get(change.name)) != change.fingerprint:
                raise RemoteError(
                    f"{self.place} has taken an update and does not hold what it said: {change.name.value}",
                    hint="check that updates go to this address and that nobody else loads; the next run goes on here",
                )
