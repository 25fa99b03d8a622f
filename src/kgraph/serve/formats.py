"""The documents that a query can be answered with: media types, names for `?format=`, and who writes them."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Table:
    """A format for rows and truth values; `mark` stands between any two rows."""

    results: ox.QueryResultsFormat
    mark: bytes


_JSON = Table(ox.QueryResultsFormat.JSON, b"},{")
_XML = Table(ox.QueryResultsFormat.XML, b"<result>")

TABLES: dict[str, Table] = {
    "application/sparql-results+json": _JSON,
    "application/sparql-results+xml": _XML,
    "text/csv": Table(ox.QueryResultsFormat.CSV, b"\n"),
    "text/tab-separated-values": Table(ox.QueryResultsFormat.TSV, b"\n"),
    "application/json": _JSON,
    "application/xml": _XML,
    "text/xml": _XML,
}
"""Formats of rows by media type, the one sent unless another is asked for first."""

GRAPHS: dict[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/n3": ox.RdfFormat.N3,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
"""Formats of triples by media type, likewise."""

NAMES: dict[str, tuple[str, str]] = {
    "html": (HTML, HTML),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv", ""),
    "tsv": ("text/tab-separated-values", ""),
    "turtle": ("", "text/turtle"),
    "ntriples": ("", "application/n-triples"),
    "jsonld": ("", "application/ld+json"),
    "rdfxml": ("", "application/rdf+xml"),
}
"""Names for `?format=`: the media type for rows and the one for triples; empty where the format has none."""
