"""The vocabulary: namespaces, IRIs, and what the ontology says of classes and properties.

`ontology/kgraph.ttl` comes in, through `schema()`; RDF is named and typed by this package only.
"""

from kgraph.vocab.iris import (
    DCTERMS,
    FOAF,
    KG,
    ORG,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    XSD,
    Triple,
    article_id,
    article_iri,
    entity_iri,
    key_of,
    shortened,
    statement_iri,
    statement_iri_of,
    term,
)
from kgraph.vocab.ontology import read_schema, schema
from kgraph.vocab.schema import ClassTerm, PredicateTerm, Schema

__all__ = [
    "DCTERMS",
    "FOAF",
    "KG",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "XSD",
    "ClassTerm",
    "PredicateTerm",
    "Schema",
    "Triple",
    "article_id",
    "article_iri",
    "entity_iri",
    "key_of",
    "read_schema",
    "schema",
    "shortened",
    "statement_iri",
    "statement_iri_of",
    "term",
]
