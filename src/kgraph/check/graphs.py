"""The graph as a check sees it: facts about entities, and one article's graph at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kgraph.vocab import KG, RDF, RDFS, Triple, article_id, key_of, schema, shortened

Values = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]
"""IRI of a property → values."""


class Facts:
    """What the default graph says: names and types of entities, and the triples between them.

    Attributes:
        base: IRI below which things are named.
        direct: Triples between entities whose predicate an article may state, by IRI.
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.direct: set[Triple] = set()
        self._naming: dict[str, list[ox.Quad]] = defaultdict(list)
        self._predicates = {KG + name for name in schema().predicates}

    def read(self, quads: Iterable[ox.Quad]) -> None:
        """Take in quads of the default graph."""
        for quad in quads:
            predicate = quad.predicate.value
            if predicate in (RDF + "type", RDFS + "label"):
                self._naming[text(quad.subject)].append(quad)
            elif predicate in self._predicates:
                self.direct.add((text(quad.subject), predicate, text(quad.object)))

    def naming(self, iri: str) -> list[ox.Quad]:
        """The types and labels of an entity."""
        return self._naming.get(iri, [])

    def name(self, iri: str) -> str:
        """What to call an entity."""
        labels = sorted(text(quad.object) for quad in self.naming(iri) if quad.predicate.value == RDFS + "label")
        return labels[0] if labels else key_of(self.base, iri) or iri

    def say(self, triple: Triple) -> str:
        """A triple for people to read."""
        subject, predicate, object_ = triple
        return f"{self.name(subject)} – {shortened(predicate)} – {self.name(object_)}"


@dataclass(frozen=True)
class ArticleGraph:
    """One article's graph.

    Attributes:
        name: IRI of the article and of the graph.
        quads: All of it.
        facts: Where its entities have their names from.
    """

    name: ox.NamedNode
    quads: tuple[ox.Quad, ...]
    facts: Facts

    @property
    def id(self) -> str:
        """Id of the article, or its IRI where that lies elsewhere."""
        return article_id(self.facts.base, self.name.value) or self.name.value

    @cached_property
    def nodes(self) -> Mapping[str, Values]:
        """Subject → property → values."""
        found: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]] = {}
        for quad in self.quads:
            found.setdefault(text(quad.subject), {}).setdefault(quad.predicate.value, []).append(quad.object)
        return found

    @cached_property
    def evidence(self) -> Mapping[str, Values]:
        """Those of the nodes that have a place in the text: statements, key figures, topic assignments."""
        return {iri: node for iri, node in self.nodes.items() if node.keys() & {RDF + "subject", KG + "quote"}}

    @cached_property
    def statements(self) -> Mapping[str, Values]:
        """Those of the nodes that are statements, or would be if they were whole."""
        return {iri: node for iri, node in self.evidence.items() if not node.keys() & {KG + "figureOf", KG + "topic"}}

    @property
    def entities(self) -> set[str]:
        """Everything that it mentions or speaks of, its topics among it."""
        own = (KG + name for name in ("mentions", "speaker", "from", "figureOf", "topic"))
        ends = (RDF + "subject", RDF + "object", *own)
        return {text(value) for node in self.nodes.values() for end in ends for value in node.get(end, ())}

    def triple(self, iri: str) -> Triple | None:
        """What a statement states, by IRI; None if it is not whole."""
        node = self.nodes.get(iri, {})
        parts = [text(node[p][0]) for p in (RDF + "subject", RDF + "predicate", RDF + "object") if node.get(p)]
        return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None

    def say(self, iri: str) -> str:
        """A node of this graph for people to read."""
        triple = self.triple(iri)
        if triple:
            return f"“{self.facts.say(triple)}”"
        wording = self.nodes.get(iri, {}).get(KG + "wording")
        if wording:
            return f"the key figure “{text(wording[0])}”"
        return "the article" if iri == self.name.value else self.facts.name(iri)


def text(term: object) -> str:
    """The IRI, lexical value or label of a term."""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
