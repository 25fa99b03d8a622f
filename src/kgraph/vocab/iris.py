"""Namespaces, prefixes, and the IRIs of entities, articles and statements.

Keys, article ids and the base come in, IRIs go out and back; IRIs are minted nowhere else.
All IRIs are plain ASCII: whatever else a key or an id holds becomes percent-encoded UTF-8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote, unquote

KG = "https://w3id.org/kgraph/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "kg": KG,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "xsd": XSD,
    }
)
"""Prefixes that exports, queries and pages use; sorted."""


# What RFC 3986 calls unreserved: the rest could end a segment, or be read as something else.
_UNRESERVED = "-._~"

Triple = tuple[str, str, str]
"""Key of the subject, local name of the predicate, key of the object."""


@lru_cache(maxsize=65536)
def entity_iri(base: str, key: str) -> str:
    """The IRI of an entity.

    Args:
        base: `Settings.base`; ends with `/` or `#`.
        key: `Entity.key`, a path such as `land/bremen`.
    """
    return base + quote(key, safe=_UNRESERVED + "/")


@lru_cache(maxsize=1024)
def article_iri(base: str, id: str) -> str:
    """The IRI of an article, which is also the name of its graph; a slash in the id is encoded too."""
    return f"{base}article/{quote(id, safe=_UNRESERVED)}"


def facts_iri(base: str) -> str:
    """The IRI of the graph that holds the facts on servers whose default graph is the union of all others."""
    return f"{base}facts"


def statement_iri(base: str, article: str, triple: Triple, span: tuple[int, int]) -> str:
    """The IRI of a statement: the same for the same claim at the same place, whatever the base.

    Args:
        base: `Settings.base`.
        article: Id of the article.
        triple: What is stated, by keys and local name.
        span: Start and end of its quote in the article's text.
    """
    return f"{base}statement/{_hash(article, *triple, *map(str, span))}"


def figure_iri(base: str, article: str, key: str, measure: tuple[str, str], span: tuple[int, int]) -> str:
    """The IRI of a key figure.

    Args:
        base: `Settings.base`.
        article: Id of the article.
        key: Of the entity that it says something about.
        measure: Value and unit.
        span: Start and end of its own words.
    """
    return f"{base}figure/{_hash(article, key, *measure, *map(str, span))}"


def assignment_iri(base: str, article: str, topic: str) -> str:
    """The IRI of what says that an article has a topic, by the topic's key."""
    return f"{base}topic/{_hash(article, topic)}"


def _hash(*parts: str) -> str:
    # The separator cannot occur in a key or a name, so no two claims share their bytes.
    # 96 bits: among a billion statements two share an IRI with probability 10^-11.
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def claim_iri(base: str, id: str) -> str:
    """The IRI of a statement that is given by IRI, key or bare id, or of a key figure that is given by IRI or key."""
    if id.startswith(base):
        return id
    return f"{base}{id}" if id.startswith(("statement/", "figure/")) else f"{base}statement/{id}"


def key_of(base: str, iri: str) -> str | None:
    """The key (path below the base) of an entity's, article's or statement's IRI; None if it lies elsewhere."""
    return unquote(iri.removeprefix(base)) if iri.startswith(base) and len(iri) > len(base) else None


def article_id(base: str, iri: str) -> str | None:
    """The id of the article with that IRI; None if it is no article's."""
    prefix = f"{base}article/"
    return unquote(iri.removeprefix(prefix)) if iri.startswith(prefix) else None


def term(name: str) -> str:
    """The IRI of a class or property of the ontology."""
    return KG + name


def shortened(iri: str) -> str:
    """The IRI as a prefixed name for people to read (`kg:takesOver`), or in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{name}"
    return f"<{iri}>"


def inferred_iri(base: str) -> str:
    """The graph that holds what follows from the facts."""
    return f"{base}inferred"
