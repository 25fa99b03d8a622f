"""Which files a release consists of, and what each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kgraph.catalogue import FileKind

OPTIONAL = ("rdfxml", "jsonld", "csv", "network")
"""What `--without` may leave out: formats that not every graph can be said in, or that not everybody needs."""

_KINDS = (
    FileKind("graph.ttl", "Graph in Turtle", "graph in Turtle", "RDF_TURTLE", "text/turtle"),
    FileKind(
        "graph.nq.gz",
        "Graph in N-Quads, mit einem benannten Graphen je Artikel",
        "graph in N-Quads, with a named graph for each article",
        "RDF_N_QUADS",
        "application/n-quads",
        "application/gzip",
    ),
    FileKind(
        "graph.jsonld",
        "Entitäten mit Aussagen und Belegen (Web Annotation) in JSON-LD",
        "entities with statements and evidence (Web Annotation) in JSON-LD",
        "JSON_LD",
        "application/ld+json",
    ),
    FileKind("graph.rdf", "Graph in RDF/XML", "graph in RDF/XML", "RDF_XML", "application/rdf+xml"),
    FileKind(
        "graph-1.2.trig",
        "Graph in RDF 1.2 (TriG) mit Tripeltermen",
        "graph in RDF 1.2 (TriG) with triple terms",
        "RDF_TRIG",
        "application/trig",
    ),
    FileKind("ontology.ttl", "Ontologie", "ontology", "RDF_TURTLE", "text/turtle"),
    FileKind("topics.ttl", "Themen (SKOS)", "topics (SKOS)", "RDF_TURTLE", "text/turtle"),
    FileKind("entities.csv", "Entitäten als Tabelle", "table of entities", "CSV", "text/csv"),
    FileKind(
        "statements.csv", "Aussagen mit Beleg als Tabelle", "table of statements with evidence", "CSV", "text/csv"
    ),
    FileKind("figures.csv", "Kennzahlen als Tabelle", "table of key figures", "CSV", "text/csv"),
    FileKind("articles.csv", "Artikel als Tabelle", "table of articles", "CSV", "text/csv"),
    FileKind(
        "datapackage.json",
        "Beschreibung der Tabellen (Frictionless Data Package)",
        "description of the tables (Frictionless Data Package)",
        "JSON",
        "application/json",
    ),
    FileKind("network.gexf", "Netz in GEXF", "network in GEXF", "XML", "application/xml"),
    FileKind("network.graphml", "Netz in GraphML", "network in GraphML", "XML", "application/xml"),
    FileKind("void.ttl", "Umfang des Graphen (VoID)", "extent of the graph (VoID)", "RDF_TURTLE", "text/turtle"),
    FileKind("prov.ttl", "Herkunft (PROV)", "provenance (PROV)", "RDF_TURTLE", "text/turtle"),
    FileKind(
        "changes.json",
        "Änderungen seit der vorigen Veröffentlichung",
        "changes since the release before",
        "JSON",
        "application/json",
    ),
    FileKind("changes.atom", "Änderungen als Atom-Feed", "changes as an Atom feed", "ATOM", "application/atom+xml"),
    FileKind("changes.rdfp", "Änderungen als RDF Patch", "changes as RDF Patch", "TXT", "text/plain"),
    FileKind("changes.txt", "Änderungen in Worten", "changes in words", "TXT", "text/plain"),
)
KINDS: Mapping[str, FileKind] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""By name, in the order in which a catalogue lists them."""
