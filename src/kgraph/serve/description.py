"""What the endpoint is and what it holds, in RDF: SPARQL service description with VoID, worked out by a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kgraph.serve.formats import GRAPHS, TABLES
from kgraph.store import Store
from kgraph.vocab import DCTERMS, KG, PREFIXES, RDF, RDFS, XSD

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}
_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_ARTICLES = "SELECT (COUNT(DISTINCT ?g) AS ?n) (MAX(STR(?day)) AS ?latest) { GRAPH ?g { ?g dcterms:issued ?day } }"
_CLASSES = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property"

_Node = ox.NamedNode | ox.BlankNode | ox.Literal


def describe(store: Store, root: str, form: str, max_rows: int) -> bytes:
    """Describe the endpoint and its dataset.

    Args:
        store: What is served.
        root: Address of the site, without a slash at the end.
        form: A media type of `GRAPHS`.
        max_rows: Rows that an answer may have.
    """
    triples = [ox.Triple(s, ox.NamedNode(p), o) for s, p, o in (*_service(root, max_rows), *_dataset(store, root))]  # type: ignore[arg-type]
    prefixes = {**PREFIXES, "sd": SD, "void": VOID}
    return ox.serialize(triples, format=GRAPHS[form], prefixes=prefixes) or b""


def _service(root: str, max_rows: int) -> Iterator[tuple[_Node, str, _Node]]:
    service, dataset = ox.NamedNode(f"{root}/sparql"), ox.NamedNode(f"{root}/void#dataset")
    yield service, f"{RDF}type", ox.NamedNode(f"{SD}Service")
    yield service, f"{SD}endpoint", service
    yield service, f"{SD}supportedLanguage", ox.NamedNode(f"{SD}SPARQL11Query")
    yield service, f"{SD}defaultDataset", dataset
    for media_type in (*TABLES, *GRAPHS):
        if media_type in _FORMAT_NAMES:
            yield service, f"{SD}resultFormat", ox.NamedNode(_FORMATS + _FORMAT_NAMES[media_type])
    limit = f"At most {max_rows} rows or triples an answer; what was cut bears the header X-Kgraph-Cut."
    yield service, f"{RDFS}comment", ox.Literal(limit, language="en")
    yield dataset, f"{RDF}type", ox.NamedNode(f"{SD}Dataset")


def _dataset(store: Store, root: str) -> Iterator[tuple[_Node, str, _Node]]:
    dataset, facts = ox.NamedNode(f"{root}/void#dataset"), ox.BlankNode()
    (articles,) = store.query(_ARTICLES).bindings()
    (triples,) = store.query(_TRIPLES).bindings()
    yield dataset, f"{RDF}type", ox.NamedNode(f"{VOID}Dataset")
    yield (
        dataset,
        f"{DCTERMS}title",
        ox.Literal("Facts of news on the digitisation of public administration", language="en"),
    )
    yield dataset, f"{DCTERMS}title", ox.Literal("Fakten aus Artikeln zur Verwaltungsdigitalisierung", language="de")
    yield dataset, f"{VOID}sparqlEndpoint", ox.NamedNode(f"{root}/sparql")
    yield dataset, f"{VOID}uriSpace", ox.Literal(store.base)
    yield dataset, f"{VOID}vocabulary", ox.NamedNode(KG.rstrip("#"))
    yield dataset, f"{VOID}triples", _of(triples, "n")
    yield dataset, f"{VOID}documents", _of(articles, "n")
    if "latest" in articles:
        yield dataset, f"{DCTERMS}modified", _day(_of(articles, "latest"))
    yield dataset, f"{SD}defaultGraph", facts
    yield facts, f"{RDF}type", ox.NamedNode(f"{SD}Graph")
    yield facts, f"{VOID}triples", _of(triples, "n")
    for name, query, count in (("class", _CLASSES, "entities"), ("property", _PROPERTIES, "triples")):
        for row in store.query(query).bindings():
            part = ox.BlankNode()
            yield dataset, f"{VOID}{name}Partition", part
            yield part, f"{VOID}{name}", _of(row, name)
            yield part, f"{VOID}{count}", _of(row, "n")


def _of(row: dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple], name: str) -> _Node:
    term = row[name]
    if isinstance(term, ox.Triple):
        raise TypeError(f"{name} is a triple")
    return term


def _day(term: _Node) -> ox.Literal:
    """A date as a literal of the kind that its precision has."""
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(term.value), "date")
    return ox.Literal(term.value, datatype=ox.NamedNode(XSD + kind))
