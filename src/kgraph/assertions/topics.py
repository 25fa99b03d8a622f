"""Topics as quads: what an article is about in its graph, the concepts' labels among the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph.assertions import terms
from kgraph.assertions.terms import AssertionFault, german, kg, node
from kgraph.records import Extraction
from kgraph.vocab import Concept, assignment_iri, topics


def topic_quads(extraction: Extraction, base: str, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Yield `dcterms:subject` of an article, and for each topic the words that told.

    Raises:
        AssertionFault: A topic that the scheme does not have, or whose words lie outside the text.
    """
    text = extraction.article.text
    for topic in extraction.topics:
        concept = _concept(topic.key)
        if not 0 <= topic.start < topic.end <= len(text) or not text[topic.start : topic.end].strip():
            raise AssertionFault(f"article {extraction.article.id!r}: topic {topic.key!r} has no words in the text")
        yield ox.Quad(graph, terms.ABOUT, node(concept.iri), graph)
        subject = node(assignment_iri(base, extraction.article.id, topic.key))
        values: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
            (terms.TYPE, terms.ASSIGNMENT),
            (kg("topic"), node(concept.iri)),
            (terms.DERIVED_FROM, graph),
            (kg("quote"), german(text[topic.start : topic.end])),
            (kg("start"), terms.integer(topic.start)),
            (kg("end"), terms.integer(topic.end)),
            (kg("confidence"), terms.decimal(topic.confidence)),
        ]
        for property, value in values:
            yield ox.Quad(subject, property, value, graph)


def concept_quads(keys: Iterable[str]) -> Iterator[ox.Quad]:
    """Yield what the scheme says of these topics and those above them: type, scheme, notation, labels, broader."""
    for key in keys:
        concept: Concept | None = _concept(key)
        while concept is not None:
            subject, above = node(concept.iri), _concept(concept.broader) if concept.broader else None
            yield ox.Quad(subject, terms.TYPE, terms.CONCEPT)
            yield ox.Quad(subject, terms.IN_SCHEME, node(concept.scheme))
            yield ox.Quad(subject, terms.NOTATION, ox.Literal(concept.key))
            yield ox.Quad(subject, terms.PREFERRED, german(concept.label_de))
            yield ox.Quad(subject, terms.PREFERRED, ox.Literal(concept.label_en, language="en"))
            if above is not None:
                yield ox.Quad(subject, terms.BROADER, node(above.iri))
            concept = above


def _concept(key: str) -> Concept:
    found = topics().get(key)
    if found is None:
        raise AssertionFault(f"the scheme of topics has no {key!r}")
    return found
