"""The vocabulary: namespaces, IRIs, what the ontology says of classes and properties, the topics and the offices.

`ontology/kgraph.ttl` comes in, through `schema()`, `ontology/topics.ttl`, through `topics()`, and
`ontology/offices.ttl`, through `offices()`; RDF is named and typed by this package only.
"""

from kgraph.vocab.authorities import concept_iri, same_iri
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
    assignment_iri,
    claim_iri,
    entity_iri,
    facts_iri,
    figure_iri,
    inferred_iri,
    key_of,
    shortened,
    statement_iri,
    term,
)
from kgraph.vocab.offices import Office, office_of, offices, read_offices
from kgraph.vocab.ontology import read_schema, schema
from kgraph.vocab.schema import ClassTerm, PredicateTerm, Schema
from kgraph.vocab.topics import Concept, read_topics, topics

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
    "Concept",
    "Office",
    "PredicateTerm",
    "Schema",
    "Triple",
    "article_id",
    "article_iri",
    "assignment_iri",
    "claim_iri",
    "concept_iri",
    "entity_iri",
    "facts_iri",
    "figure_iri",
    "inferred_iri",
    "key_of",
    "office_of",
    "offices",
    "read_offices",
    "read_schema",
    "read_topics",
    "same_iri",
    "schema",
    "shortened",
    "statement_iri",
    "term",
    "topics",
]
