"""What can be asked of a store from Python; each method says what the command of that name says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kgraph.api.drawing import Drawing
from kgraph.api.keeping import Keeping
from kgraph.api.rows import Rows

if TYPE_CHECKING:
    import networkx as nx

    from kgraph.api.entity import Entity
    from kgraph.network import Network, Step
    from kgraph.query import Explanation, Statistics

_NAME = re.compile(r"[\w-]+")


class Graph(Keeping):
    """A store and a time; opened when it is first asked, and by `with` or `close` let go.

    Example:
        >>> with kgraph.open("out/.kgraph") as graph:
        ...     len(graph.query("takeovers")) > 1
        True
    """

    def as_of(self, valid_on: str | None = None, known_on: str | None = None, held: Iterable[str] = ()) -> Graph:
        """The graph of another time: what held on a day, what was known by a date.

        Args:
            valid_on: A day, `2019-01-01`.
            known_on: A date, perhaps cut: `2023`, `2023-11`.
            held: With `valid_on`, only these answers: `yes`, `unknown`, `no`; by default the first two.

        Raises:
            UsageError: One is no day, no date or no answer.

        Example:
            >>> graph.as_of(valid_on="2019-01-01").show("BMI").label
            'Bundesministerium des Innern, für Bau und Heimat'
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

        Example:
            >>> graph.query("takeovers", what="Datenservice Öffentlicher Einkauf")[0]["byLabel"]
            'Bund'
            >>> graph.query("SELECT (COUNT(*) AS ?n) { ?land a kg:Land }")
            <1 row: n>
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

    def show(self, entity: str) -> Entity:
        """All that is known of one entity, by a name, abbreviation, key or IRI.

        Raises:
            NotFoundError, UsageError: Nothing bears that name, or several things do.

        Example:
            >>> graph.show("ministry/bmi").label
            'Bundesministerium des Innern'
        """
        from kgraph.api.entity import Entity
        from kgraph.query import profile

        return Entity._of(profile(self.store, entity), self.settings.language)

    def explain(self, what: str) -> tuple[Explanation, ...]:
        """A statement, or each one of an article, with its sentence between its neighbours and the rule that read it.

        Args:
            what: Id of a statement or an article.

        Raises:
            NotFoundError: There is no such statement or article.

        Example:
            >>> found = graph.explain("s-01")[0]
            >>> found.predicate, found.rule != ""
            (..., True)
        """
        from kgraph.query import explain

        return explain(self.store, what)

    def stats(self) -> Statistics:
        """How many articles, entities and statements there are, by type and predicate.

        Example:
            >>> graph.stats().entities["Land"]
            16
        """
        from kgraph.query import statistics

        return statistics(self.store)

    def path(self, start: str, goal: str, *, max_hops: int = 4) -> tuple[Step, ...]:
        """The shortest connection of two entities, step by step with its sentences; empty if there is none.

        Raises:
            NotFoundError, UsageError: As for `show`.

        Example:
            >>> [step.goal.label for step in graph.path("Markus Richter", "Bremen")]
            ['Vereinbarung', 'Bremen']
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

        Example:
            >>> network = graph.network(around="Bremen", predicates=["takesOver", "develops"])
            >>> {data["predicate"] for *_, data in network.edges(data=True)} <= {"takesOver", "develops"}
            True
        """
        return self._network(around, hops, **choice).graph

    def draw(
        self, *, around: str | None = None, hops: int = 1, limit: int = 500, title: str = "", **choice: Any
    ) -> Drawing:
        """The network as a page, which a notebook shows in its cell; `choice` as for `network`.

        Raises:
            NotFoundError: Nothing is left to draw.

        Example:
            >>> graph.draw(around="Bremen").save("bremen.html").name
            'bremen.html'
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

        Example:
            >>> sorted(str(land.label.first()) for land in graph.onto.Land.instances())[0]
            'Baden-Württemberg'
        """
        from kgraph.reason.objects import ontology_of

        return ontology_of(self.store)

    def with_language(self, language: str) -> Graph:
        """The same graph with labels and pages in German (`de`) or English (`en`).

        Example:
            >>> graph.with_language("en").settings.language
            'en'
        """
        return Graph(replace(self.settings, language=language), self._clocks)

    def _network(self, around: str | None = None, hops: int = 1, **choice: Any) -> Network:
        from kgraph.network import Network, Selection
        from kgraph.query import find_entity

        centre = find_entity(self.store, around).iri.value if around else None
        types, predicates = choice.pop("types", ()), choice.pop("predicates", ())
        selection = Selection.of(types, predicates, exempt=[centre] if centre else [], **choice)
        network = Network.from_store(self.store, selection)
        return network if centre is None else network.around(centre, hops)
