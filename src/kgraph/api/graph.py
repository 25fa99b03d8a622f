"""What can be asked of a store from Python; each method says what the command of that name says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kgraph.api.drawing import Drawing
from kgraph.api.rows import Rows

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.build import Summary
    from kgraph.clocks import Clocks
    from kgraph.config import Settings
    from kgraph.network import Network, Step
    from kgraph.query import Profile
    from kgraph.store import Store

_NAME = re.compile(r"[\w-]+")


class Graph:
    """A store and a time; opened when it is first asked, and by `with` or `close` let go."""

    def __init__(self, settings: Settings, clocks: Clocks | None = None) -> None:
        self.settings = settings
        self._clocks = clocks
        self._store: Store | None = None

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        time = "" if self._clocks is None else f" {self._clocks}"
        return f"<kgraph of {self.settings.store}{time}>"

    @property
    def store(self) -> Store:
        """What answers, for all that is not here.

        Raises:
            StoreError: There is none, or it is held.
        """
        if self._store is None:
            from kgraph.clocks import Clocks, as_of
            from kgraph.store import open_store

            self._store = as_of(open_store(self.settings), self._clocks or Clocks())
        return self._store

    def close(self) -> None:
        """Let others in; what is asked afterwards opens it again."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def build(self, *sources: str, jobs: int | None = None) -> Summary:
        """Read files and folders into the store, which is made where there is none; see `kgraph.build.build`."""
        from kgraph.build import build

        self.close()
        return build(sources, self.settings, jobs=jobs, engine=self.settings.engine)

    def as_of(self, valid_on: str | None = None, known_on: str | None = None, held: Iterable[str] = ()) -> Graph:
        """The graph of another time: what held on a day, what was known by a date.

        Raises:
            UsageError: One is no day, no date or no answer.
        """
        from kgraph.clocks import Clocks

        return Graph(self.settings, Clocks.of(valid_on, known_on, held))

    def query(self, question: str, *, limit: int | None = None, **parameters: str | int) -> Rows:
        """Answer a named query or a SPARQL text.

        Args:
            question: `takeovers`, or `SELECT …`; a SPARQL text is stopped at the setting `timeout`.
            limit: Rows at most; by default the setting `max_rows`.
            parameters: Of a named query, hyphens as underscores: `known_on="2023"`.

        Raises:
            UsageError: No such query or parameter; a SPARQL text with parameters.
            NotFoundError: A parameter names nothing.
            QueryError: The text does not parse, would change something, or takes too long.
        """
        from kgraph.errors import UsageError
        from kgraph.query import ask

        rows = min(limit or self.settings.max_rows, self.settings.max_rows)
        if _NAME.fullmatch(question):
            given = {name.replace("_", "-"): str(value) for name, value in parameters.items()}
            return Rows(ask(self.store, question, given, max_rows=rows))
        if parameters:
            raise UsageError("only named queries take parameters", hint="write values into the SPARQL text")
        return Rows(self.store.query_guarded(question, timeout=self.settings.timeout, max_rows=rows))

    def show(self, entity: str) -> Profile:
        """All that is known of one entity, by a name, abbreviation, key or IRI.

        Raises:
            NotFoundError, UsageError: Nothing bears that name, or several things do.
        """
        from kgraph.query import profile

        return profile(self.store, entity)

    def path(self, start: str, goal: str, *, max_hops: int = 4) -> tuple[Step, ...]:
        """The shortest connection of two entities, step by step with its sentences; empty if there is none.

        Raises:
            NotFoundError, UsageError: As for `show`.
        """
        from kgraph.network import shortest_path
        from kgraph.query import find_entity

        first, last = (find_entity(self.store, name).iri.value for name in (start, goal))
        return shortest_path(self._network(), first, last, max_hops)

    def network(self, *, around: str | None = None, hops: int = 1, **choice: Any) -> nx.MultiDiGraph[str]:
        """The network for networkx: nodes are IRIs, an edge each statement, with labels, status, quote and article.

        Args:
            around: Only what lies within `hops` steps of this entity.
            hops: How far.
            choice: `types`, `predicates` (lists), `since`, `until`; see `kgraph.network.Selection`.
        """
        return self._network(around, hops, **choice).graph

    def draw(
        self, *, around: str | None = None, hops: int = 1, limit: int = 500, title: str = "", **choice: Any
    ) -> Drawing:
        """The network as a page, which a notebook shows in its cell; `choice` as for `network`.

        Raises:
            NotFoundError: Nothing is left to draw.
        """
        from kgraph.draw import page_of

        shown = self._network(around, hops, **choice).limited(limit)
        page = page_of(shown, title=title, language=self.settings.language)
        return Drawing(page, len(shown.nodes), len(shown.statements))

    @property
    def onto(self) -> Any:
        """Ontology and facts as owlready2 objects: `graph.onto.Land.instances()`; a copy, for reading.

        Raises:
            UsageError: owlready2 is not installed.
        """
        from kgraph.reason.objects import ontology_of

        return ontology_of(self.store)

    def with_language(self, language: str) -> Graph:
        """The same graph with labels and pages in German (`de`) or English (`en`)."""
        return Graph(replace(self.settings, language=language), self._clocks)

    def _network(self, around: str | None = None, hops: int = 1, **choice: Any) -> Network:
        from kgraph.network import Network, Selection
        from kgraph.query import find_entity

        centre = find_entity(self.store, around).iri.value if around else None
        types, predicates = choice.pop("types", ()), choice.pop("predicates", ())
        selection = Selection.of(types, predicates, exempt=[centre] if centre else [], **choice)
        network = Network.from_store(self.store, selection)
        return network if centre is None else network.around(centre, hops)
