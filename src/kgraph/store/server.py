"""A SPARQL server as a store sees it: where its facts stand, answers in pages, updates that are sent again.

Facts stand in the default graph. Where that is the union of all graphs, they stand in a graph of their own
(`facts_iri`), and what is asked of the default graph is asked of that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kgraph.config import Settings
from kgraph.remote import Credentials, Endpoint, Limits, Manners
from kgraph.store.answer import result_of
from kgraph.store.batch import VERSION
from kgraph.store.result import Result, Row, text_of
from kgraph.store.sparql import form_of, with_prefixes, within
from kgraph.vocab import RDF, facts_iri

_TERMS = 200  # terms that a query names at most
_PAGE = 5_000  # rows of a page: Virtuoso cuts answers after 10,000 by default
_MARKS = 'SELECT ?s ?o WHERE {{ GRAPH ?g {{ ?s {mark} ?o }} FILTER(STR(?s) > "{last}") }} ORDER BY STR(?s) LIMIT {page}'


class Server:
    """A server by its URL; see `endpoints` for how it is understood.

    Attributes:
        loads: True while articles are loaded: a lost connection is tried again then.
    """

    def __init__(self, settings: Settings, credentials: Credentials, manners: Manners) -> None:
        self.loads = False
        self._settings, self._credentials, self._manners = settings, credentials, manners
        self._endpoint = self._connect(settings.timeout)
        self._facts: ox.NamedNode | ox.DefaultGraph | None = None
        self._probed = False

    def query(self, text: str, *, timeout: float | None = None, max_rows: int | None = None) -> Result:
        """Ask; patterns outside GRAPH are about the facts, wherever they stand."""
        endpoint = self._endpoint if timeout is None else self._connect(timeout)
        facts = self.facts()
        asked = within(text, facts) if isinstance(facts, ox.NamedNode) else text
        graph = form_of(text) in ("construct", "describe")
        answer = endpoint.query(with_prefixes(asked), graph=graph, insistent=self.loads)
        return result_of(endpoint.url, answer, max_rows)

    def rows(self, text: str, terms: Sequence[object]) -> Iterator[Row]:
        """Ask about many terms, some at a time; they take the place of `{terms}`."""
        for start in range(0, len(terms), _TERMS):
            part = " ".join(map(str, terms[start : start + _TERMS]))
            yield from self.query(text.replace("{terms}", part)).rows

    def update(self, text: str) -> None:
        """Change something; it may be sent twice."""
        self._endpoint.update(text)

    def marks(self, mark: ox.NamedNode = VERSION) -> dict[ox.NamedNode, str]:
        """Article → fingerprint, of all that are wholly there; or what another property says of articles."""
        found: dict[ox.NamedNode, str] = {}
        last = ""
        while page := self.query(_MARKS.format(mark=mark, last=last, page=_PAGE)).rows:
            found.update((name, text_of(mark)) for name, mark in page)  # type: ignore[misc]
            last = text_of(page[-1][0])
            if len(page) < _PAGE:
                break
        return found

    def facts(self) -> ox.NamedNode | ox.DefaultGraph:
        """Where the facts stand; on an empty server, where they would if its default graph is no union."""
        if self._facts is None:
            named = ox.NamedNode(facts_iri(self._settings.base))
            there = self._true(f"ASK {{ GRAPH {named} {{ ?s ?p ?o }} }}")
            self._facts, self._probed = (named, True) if there else (ox.DefaultGraph(), False)
        return self._facts

    def place_facts(self) -> ox.NamedNode | ox.DefaultGraph:
        """Where the facts are to stand: finds out by a trial, once, whether the default graph is a union."""
        found = self.facts()
        if not self._probed:
            self._probed = True
            probe = f"<{self._settings.base}probe>"
            triple = f"{probe} <{RDF}type> {probe}"
            self.update(f"INSERT DATA {{ GRAPH {probe} {{ {triple} }} }}")
            if self._true(f"ASK {{ {triple} }}"):
                self._facts = found = ox.NamedNode(facts_iri(self._settings.base))
            self.update(f"DROP SILENT GRAPH {probe}")
        return found

    def _true(self, text: str) -> bool:
        answer = self._endpoint.query(text, insistent=self.loads)
        return bool(result_of(self._endpoint.url, answer, None).boolean)

    def _connect(self, timeout: float) -> Endpoint:
        query, update = endpoints(self._settings.store)
        return Endpoint(
            query,
            update,
            limits=Limits(timeout),
            agent=self._settings.agent,
            credentials=self._credentials,
            manners=self._manners,
        )


def endpoints(url: str) -> tuple[str, str]:
    """Where queries and where updates go.

    A bare host is Oxigraph's (`/query`, `/update`); `…/query` has its twin `…/update` (Fuseki, Stardog);
    `…/repositories/NAME` takes updates at `…/statements` (GraphDB); anything else takes both (`…/sparql`).
    """
    from urllib.parse import urlsplit

    trimmed = url.rstrip("/")
    path = urlsplit(trimmed).path
    if not path:
        return f"{trimmed}/query", f"{trimmed}/update"
    if path.endswith("/query"):
        return trimmed, f"{trimmed.removesuffix('/query')}/update"
    if "/repositories/" in path:
        return trimmed, f"{trimmed}/statements"
    return url, url
