"""What shapes cannot see: quotes against texts, facts against the statements behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from kgraph.check.graphs import ArticleGraph, Facts, Values, text
from kgraph.check.report import Problem
from kgraph.vocab import KG, PROV, Triple, term

_AGAIN = "build the article again"
# The register says of what bodies are part, so this one needs no statement.
_OF_REGISTER = {term("partOf")}


class Ledger:
    """Goes through all articles, then knows which facts nobody states.

    Attributes:
        compared: Number of quotes that were compared with their text.
    """

    def __init__(self, facts: Facts, text_of: Callable[[str], str | None] | None) -> None:
        self.compared = 0
        self._facts = facts
        self._text_of = text_of
        self._stated: set[Triple] = set()

    def problems(self, graph: ArticleGraph) -> Iterator[Problem]:
        """Yield what is wrong with the quotes of one article, and which of its facts are missing."""
        body = self._text_of(graph.id) if self._text_of else None
        if body is not None:
            yield from self._digest(graph, body)
        for iri, node in graph.evidence.items():
            if [text(value) for value in node.get(PROV + "wasDerivedFrom", ())] != [graph.name.value]:
                yield _problem(graph, iri, "stands in the graph of another article than it was derived from", _AGAIN)
            if body is not None:
                yield from self._quote(graph, iri, node, body)
            triple = graph.triple(iri)
            holds = [text(status) for status in node.get(KG + "status", ())] == ["fact"]
            if triple and holds and not node.get(KG + "suppressed"):
                self._stated.add(triple)
                if triple not in self._facts.direct:
                    yield _problem(graph, iri, "is stated as a fact, but is none in the graph", _AGAIN)

    def unsupported(self) -> Iterator[Problem]:
        """Yield every fact that no statement seen so far supports; what the register says is exempt."""
        for triple in sorted(self._facts.direct - self._stated):
            if triple[1] not in _OF_REGISTER:
                about = f"“{self._facts.say(triple)}”"
                yield Problem(None, about, triple[0], "is a fact that no statement supports", "build the store again")

    def _digest(self, graph: ArticleGraph, body: str) -> Iterator[Problem]:
        stored = [text(value) for value in graph.nodes.get(graph.name.value, {}).get(KG + "sha256", ())]
        if stored != [hashlib.sha256(body.encode()).hexdigest()]:
            yield _problem(graph, graph.name.value, "has another checksum than its text", _AGAIN)

    def _quote(self, graph: ArticleGraph, iri: str, node: Values, body: str) -> Iterator[Problem]:
        quotes, starts, ends = (
            [text(value) for value in node.get(KG + name, ())] for name in ("quote", "start", "end")
        )
        if len(quotes) != 1 or not (_is_offset(starts) and _is_offset(ends)):
            return  # the shapes tell
        self.compared += 1
        if body[int(starts[0]) : int(ends[0])] != quotes[0]:
            yield _problem(graph, iri, f"has a quote that its text does not have at {starts[0]}–{ends[0]}", _AGAIN)


def _problem(graph: ArticleGraph, iri: str, what: str, remedy: str) -> Problem:
    return Problem(graph.id, graph.say(iri), iri, what, remedy)


def _is_offset(values: list[str]) -> bool:
    return len(values) == 1 and values[0].isascii() and values[0].isdigit()
