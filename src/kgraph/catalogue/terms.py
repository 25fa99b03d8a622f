"""RDF terms of descriptions: namespaces, and a small writer that collects triples."""

from __future__ import annotations

import pyoxigraph as ox

from kgraph.vocab import DCTERMS, FOAF, KG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD

DCAT = "http://www.w3.org/ns/dcat#"
DCATAP = "http://data.europa.eu/r5r/"
DCATDE = "http://dcat-ap.de/def/dcatde/"
SPDX = "http://spdx.org/rdf/terms#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
VOID = "http://rdfs.org/ns/void#"
PREFIXES = {
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcatde": DCATDE,
    "dct": DCTERMS,
    "foaf": FOAF,
    "kg": KG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "void": VOID,
    "xsd": XSD,
}
"""Of the files that describe a release; `dct`, as portals are used to."""

Value = ox.NamedNode | ox.Literal


class Triples:
    """Triples on their way into a file; a prefixed name stands for each property."""

    def __init__(self) -> None:
        self.quads: list[ox.Quad] = []

    def add(self, subject: str, property: str, *values: Value | str) -> None:
        """Say something of a subject; a text is the IRI or prefixed name of a node."""
        for value in values:
            object_ = ox.NamedNode(expanded(value)) if isinstance(value, str) else value
            self.quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(expanded(property)), object_))

    def a(self, subject: str, *classes: str) -> None:
        """Say of what classes a subject is."""
        self.add(subject, "rdf:type", *classes)


def expanded(name: str) -> str:
    """The IRI that a prefixed name stands for; an IRI as it is."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES and not local.startswith("//") else name


def text(value: str, language: str = "") -> ox.Literal:
    """A text, in a language if one is given."""
    return ox.Literal(value, language=language) if language else ox.Literal(value)


def typed(value: object, datatype: str) -> ox.Literal:
    """A literal of a datatype of XML Schema."""
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + datatype))


def day(value: str) -> ox.Literal:
    """A date, typed as precise as it is."""
    return typed(value, {4: "gYear", 7: "gYearMonth"}.get(len(value), "date"))
