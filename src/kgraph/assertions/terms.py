"""RDF terms: IRIs as nodes (each made once), literals with language or datatype."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph as ox

from kgraph.numbers import plain
from kgraph.vocab import DCTERMS, KG, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, XSD, term

TYPE = ox.NamedNode(RDF + "type")
SUBJECT = ox.NamedNode(RDF + "subject")
PREDICATE = ox.NamedNode(RDF + "predicate")
OBJECT = ox.NamedNode(RDF + "object")
LABEL = ox.NamedNode(RDFS + "label")
ALTERNATIVE = ox.NamedNode(SKOS + "altLabel")
HIDDEN = ox.NamedNode(SKOS + "hiddenLabel")
EXACT_MATCH = ox.NamedNode(SKOS + "exactMatch")
SAME_AS = ox.NamedNode(OWL + "sameAs")
DERIVED_FROM = ox.NamedNode(PROV + "wasDerivedFrom")
TITLE = ox.NamedNode(DCTERMS + "title")
ISSUED = ox.NamedNode(DCTERMS + "issued")
ABOUT = ox.NamedNode(DCTERMS + "subject")
SOURCE = ox.NamedNode(DCTERMS + "source")
URL = ox.NamedNode(SCHEMA + "url")
NEWS_ARTICLE = ox.NamedNode(SCHEMA + "NewsArticle")
STATEMENT = ox.NamedNode(KG + "Statement")
KEY_FIGURE = ox.NamedNode(KG + "KeyFigure")
ASSIGNMENT = ox.NamedNode(KG + "TopicAssignment")
CONCEPT = ox.NamedNode(SKOS + "Concept")
BROADER = ox.NamedNode(SKOS + "broader")
IN_SCHEME = ox.NamedNode(SKOS + "inScheme")
NOTATION = ox.NamedNode(SKOS + "notation")
PREFERRED = ox.NamedNode(SKOS + "prefLabel")

_INTEGER = ox.NamedNode(XSD + "integer")
_DECIMAL = ox.NamedNode(XSD + "decimal")
_ANY_URI = ox.NamedNode(XSD + "anyURI")
_DATES = {
    4: ox.NamedNode(XSD + "gYear"),
    7: ox.NamedNode(XSD + "gYearMonth"),
    10: ox.NamedNode(XSD + "date"),
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class AssertionFault(ValueError):
    """A record that must never have got this far: the fault is the program's, so it keeps its traceback."""


@lru_cache(maxsize=65536)
def node(iri: str) -> ox.NamedNode:
    """The IRI as a node."""
    return ox.NamedNode(iri)


@lru_cache(maxsize=256)
def kg(name: str) -> ox.NamedNode:
    """A class or property of the ontology."""
    return ox.NamedNode(term(name))


def german(text: str) -> ox.Literal:
    """A text in German."""
    return ox.Literal(text, language="de")


@lru_cache(maxsize=65536)
def integer(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=_INTEGER)


@lru_cache(maxsize=16384)
def decimal(value: float) -> ox.Literal:
    """A number with at most four decimals, in the canonical form that stores give back."""
    return ox.Literal(plain(value), datatype=_DECIMAL)


@lru_cache(maxsize=16384)
def date(value: str) -> ox.Literal:
    """A date, typed as precise as it is: `2023`, `2023-11` or `2023-11-20`.

    Raises:
        AssertionFault: It is none of these, or no day of the calendar.
    """
    if not _DATE.fullmatch(value):
        raise AssertionFault(f"{value!r} is no ISO 8601 date cut to what is known")
    try:
        datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError as fault:
        raise AssertionFault(f"{value!r} is no day of the calendar") from fault
    return ox.Literal(value, datatype=_DATES[len(value)])


def web_address(url: str) -> ox.NamedNode | ox.Literal:
    """A web address as a node; as a literal where no encoding makes an IRI of it."""
    encoded = quote(_STRAY_PERCENT.sub("%25", url.strip()), safe="%:/?#@!$&'()*+,;=~-._")
    if encoded.lower().startswith(("http://", "https://")):
        try:
            return ox.NamedNode(encoded)
        except ValueError:
            pass  # "https://[" is nobody's address, yet the source gives it: kept as text below
    return ox.Literal(url, datatype=_ANY_URI)
