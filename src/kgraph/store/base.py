"""The interface of a store, embedded or remote: ask it, load articles, withdraw them.

Everything above this layer sees only `Store`; `kgraph.store.open_store` makes one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kgraph.errors import StoreError
from kgraph.store.article import StoredArticle
from kgraph.store.lines import Part, lines_of, part_of
from kgraph.store.result import Result, Term, text_of
from kgraph.vocab import inferred_iri

if TYPE_CHECKING:
    import rdflib


class Store(ABC):
    """A graph with its articles; use it as a context manager.

    Attributes:
        base: IRI below which its entities, articles and statements are named.
        place: Directory or URL.
        valid_on: The day for which it answers; None for all times together.
        known_as: What messages call it where its place is nobody's business; None: they name its place.
        cuts: True for a server that may cut long answers; its first rows are the first only if it orders them itself.
        cache: Folder for what is computed of it; files there tell of which `generation` they are. None: there is none.
        lasting: Likewise, for what tells by a digest of what it was computed: it outlives a snapshot.
    """

    base: str
    place: str
    valid_on: str | None = None
    known_as: str | None = None
    cuts: bool = False
    cache: Path | None = None
    lasting: Path | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.known_as or self.place

    @abstractmethod
    def query(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None, *, max_rows: int | None = None
    ) -> Result:
        """Answer one of kgraph's own queries.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of `vocab.PREFIXES` are known.
            substitutions: Parameter → term, for its places `VALUES ?name { UNDEF }`.
            max_rows: Rows or triples after which the answer is cut (`Result.truncated`).

        Raises:
            QueryError: The text does not parse, or would change or leave the store.
            StoreError: The store cannot be read.
            RemoteError: The server does not answer, or answers with something else.
        """

    def texts(self, sparql: str) -> Iterator[Sequence[str]]:
        """Yield the rows of one of kgraph's own SELECTs, each term as its lexical value or IRI, empty where unbound.

        For many rows this is several times as quick as `query`.

        Raises:
            QueryError, StoreError, RemoteError: As for `query`.
        """
        return ([text_of(term) for term in row] for row in self.query(sparql).rows)

    def generation(self) -> str | None:
        """A token that every change makes another one, so that what was computed can be kept; None: it cannot tell."""
        return None

    def files(self) -> Path | None:
        """The engine's folder, if nobody changes it while this store is open; None: there is no such folder."""
        return None

    @abstractmethod
    def query_guarded(self, sparql: str, *, timeout: float, max_rows: int) -> Result:
        """Answer somebody else's query: like `query`, but stopped for good after `timeout` seconds.

        Raises:
            QueryError: As for `query`; also if it takes too long or too much memory.
        """

    @abstractmethod
    def replace_articles(self, articles: Iterable[StoredArticle]) -> None:
        """Load articles, each in the place of the one with its id; acknowledged together when this returns.

        Raises:
            StoreError: The store was opened for reading, or cannot be written.
        """

    def replace_article(self, article: StoredArticle) -> None:
        """Load one article, see `replace_articles`."""
        self.replace_articles([article])

    @abstractmethod
    def forget(self, id: str) -> None:
        """Withdraw an article with every fact that no other article supports.

        Raises:
            NotFoundError: There is no such article.
        """

    @abstractmethod
    def fingerprints(self) -> Mapping[str, str]:
        """Article id → fingerprint (see `StoredArticle`)."""

    @abstractmethod
    def decided(self) -> frozenset[str]:
        """Ids of the curator's decisions that had an effect on some article (see `StoredArticle`)."""

    def remember(self, recipes: Mapping[str, Mapping[str, str]]) -> None:  # noqa: B027
        """Keep what versions consist of: version → part → hash. A store that keeps no texts need not."""

    def recipes(self) -> Mapping[str, Mapping[str, str]]:
        """What was remembered, the latest first."""
        return {}

    @abstractmethod
    def article(self, id: str) -> StoredArticle | None:
        """What was read of an article with its text; None if it is unknown or its text is not kept here."""

    @abstractmethod
    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad: the facts (default graph), then each article's graph; nothing that was inferred."""

    def lines(self, part: Part = "all") -> Iterator[list[bytes]]:
        """Yield the same as lines of N-Quads, many at once; only those of a part if one is named."""
        return lines_of(part_of(self.quads(), part))

    def keep_inferred(self, triples: Iterable[ox.Triple]) -> None:
        """Put what follows from the facts into a graph of its own, in the place of what it held; nothing takes it away.

        Any change of an article takes it away as well, so it never speaks of facts that are no more.

        Raises:
            StoreError: The store is for reading, or cannot be written.
        """
        raise StoreError(f"the store {self.place} is for reading only as it was opened")

    def inferred(self) -> Iterator[ox.Quad]:
        """Yield the quads of that graph."""
        graph = ox.NamedNode(inferred_iri(self.base))
        for row in self.query(f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}").bindings():
            yield ox.Quad(row["s"], row["p"], row["o"], graph)  # type: ignore[arg-type]

    def copied(self) -> ox.Store:
        """All that `quads` yields, in memory."""
        copy = ox.Store()
        copy.bulk_extend(self.quads())
        return copy

    @abstractmethod
    def as_rdflib(self) -> rdflib.Dataset:
        """The store as an rdflib `Dataset`, for reading only and only while the store is open."""

    @abstractmethod
    def close(self) -> None:
        """Make everything durable and let others in; a second call does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
