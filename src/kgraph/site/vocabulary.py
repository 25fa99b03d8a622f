"""The ontology as a page that people read, in German and in English, each term with what is said of it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.site.pages import Site
from kgraph.site.render import page, words
from kgraph.templating import web_address
from kgraph.vocab import DCTERMS, KG, OWL, RDF, RDFS, SKOS, shortened

IRI = "https://w3id.org/kgraph/ontology"
_CLASSES = (OWL + "Class",)
_PROPERTIES = (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")
_Values = list[tuple[str, str]]


class _Terms:
    """The ontology's triples, by subject and property."""

    def __init__(self, turtle: bytes) -> None:
        self._values: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self.names: list[str] = []
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            subject = _key(quad.subject)
            self._values[subject, quad.predicate.value].append(quad.object)
            if subject.startswith(KG) and subject not in self.names:
                self.names.append(subject)

    def values(self, iri: str, property: str) -> list[Any]:
        return self._values.get((iri, property), [])

    def texts(self, iri: str, property: str, language: str) -> list[str]:
        found = [v for v in self.values(iri, property) if isinstance(v, ox.Literal)]
        return [v.value for v in found if v.language == language] or [v.value for v in found if not v.language]

    def members(self, node: str) -> list[str]:
        """The classes that a node stands for: itself, or the members of its union."""
        lists = self.values(node, OWL + "unionOf")
        if not lists:
            return [] if node.startswith("_:") else [node]
        found, rest = [], _key(lists[0])
        while rest != RDF + "nil":
            found += [member for first in self.values(rest, RDF + "first") for member in self.members(_key(first))]
            rest = _key(self.values(rest, RDF + "rest")[0])
        return found


def write_vocabulary(site: Site) -> None:
    """Write `ontology.de.html`, `ontology.en.html` and `ontology.ttl`."""
    turtle = resource("ontology/kgraph.ttl").read_bytes()
    site.write("ontology.ttl", turtle)
    site.write("topics.ttl", resource("ontology/topics.ttl").read_bytes())
    terms = _Terms(turtle)
    for language, other in (("de", "en"), ("en", "de")):
        start = f"ontology.{language}.html"
        site.write(
            start,
            page("ontology", language, start, about=site.about, other=other, iri=IRI, **_contents(terms, language)),
        )


def _contents(terms: _Terms, language: str) -> dict[str, Any]:
    said = words(language)
    parts = []
    for heading, kinds in (("classes", _CLASSES), ("properties", _PROPERTIES)):
        names = [name for name in terms.names if {_key(v) for v in terms.values(name, RDF + "type")} & set(kinds)]
        found = [_term(terms, name, language) for name in names]
        parts.append((said[heading], sorted(found, key=lambda term: str(term["label"]).casefold())))
    return {
        "title": terms.texts(IRI, DCTERMS + "title", language)[0],
        "description": " ".join(terms.texts(IRI, DCTERMS + "description", language)),
        "version": " ".join(v.value for v in terms.values(IRI, OWL + "versionInfo")),
        "parts": parts,
    }


def _term(terms: _Terms, iri: str, language: str) -> dict[str, Any]:
    said = words(language)
    kinds = {_key(value) for value in terms.values(iri, RDF + "type")}
    above = RDFS + ("subClassOf" if OWL + "Class" in kinds else "subPropertyOf")
    rows: list[tuple[str, _Values]] = []
    for name, nodes in (
        (said["above"], _members(terms, iri, above)),
        (said["below"], [other for other in terms.names if iri in _members(terms, other, above)]),
        (said["domain"], _members(terms, iri, RDFS + "domain")),
        (said["range"], _members(terms, iri, RDFS + "range")),
        (said["outgoing"], _about(terms, iri, RDFS + "domain")),
        (said["incoming"], _about(terms, iri, RDFS + "range")),
        (said["inverse"], _members(terms, iri, OWL + "inverseOf")),
    ):
        rows.append((name, [_link(terms, node, language) for node in nodes]))
    traits = {"symmetric": OWL + "SymmetricProperty", "transitive": OWL + "TransitiveProperty"}
    marks = [(said[name], "") for name, kind in traits.items() if kind in kinds]
    rows.append((said["property"] if marks else "", marks))
    rows.append((said["example"], [(text, "") for text in terms.texts(iri, SKOS + "example", language)]))
    return {
        "name": iri.removeprefix(KG),
        "label": (terms.texts(iri, RDFS + "label", language) or [iri.removeprefix(KG)])[0],
        "comments": terms.texts(iri, RDFS + "comment", language),
        "rows": [(name, values) for name, values in rows if values],
    }


def _members(terms: _Terms, iri: str, property: str) -> Sequence[str]:
    return [member for value in terms.values(iri, property) for member in terms.members(_key(value))]


def _about(terms: _Terms, iri: str, property: str) -> list[str]:
    """The properties that a class is named of, as domain or range."""
    return sorted(other for other in terms.names if iri in _members(terms, other, property))


def _link(terms: _Terms, iri: str, language: str) -> tuple[str, str]:
    """A term in words; one of another vocabulary by its prefixed name."""
    if iri.startswith(KG):
        name = iri.removeprefix(KG)
        return (terms.texts(iri, RDFS + "label", language) or [name])[0], f"#{name}"
    return shortened(iri), web_address(iri)


def _key(node: Any) -> str:
    return str(node.value) if isinstance(node, ox.NamedNode | ox.Literal) else str(node)
