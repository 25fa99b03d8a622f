"""RDF/XML: triples in the order of subject and predicate in, one description a subject out.

Written here because serializers at hand leave carriage returns to the XML parser, which turns them into
line feeds: a quote would no longer be the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kgraph.errors import InputError
from kgraph.vocab import PREFIXES, XSD

_HINT = "choose another format, such as turtle"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What an XML name may be that our properties use; the rest of Unicode's letters are allowed too, but never needed.
_LOCAL_NAME = re.compile(r"[A-Za-z_][\w.-]*$", re.ASCII)
_STRING = XSD + "string"


def write_rdfxml(quads: Iterable[ox.Quad], out: BinaryIO) -> None:
    """Write triples as one RDF/XML document.

    Args:
        quads: Sorted by subject, predicate; their graph's name is not written.
        out: Takes UTF-8.

    Raises:
        InputError: A literal holds a control character, or a property's IRI ends in no XML name.
    """
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
    for prefix, namespace in PREFIXES.items():
        out.write(f"\n    xmlns:{prefix}={quoteattr(namespace)}".encode())
    out.write(b">\n")
    for subject, about in groupby(quads, key=lambda quad: quad.subject):
        out.write(f"<rdf:Description {_identity('about', subject)}>\n".encode())
        for quad in about:
            out.write(f"  {_property(quad)}\n".encode())
        out.write(b"</rdf:Description>\n")
    out.write(b"</rdf:RDF>\n")


def _property(quad: ox.Quad) -> str:
    name, declaration = _name(quad.predicate.value)
    value = quad.object
    if not isinstance(value, ox.Literal):
        return f"<{name}{declaration} {_identity('resource', value)}/>"
    found = _NOT_IN_XML.search(value.value)
    if found:
        character = f"U+{ord(found.group()):04X}"
        raise InputError(f"RDF/XML cannot carry the character {character} that {quad.subject} has", hint=_HINT)
    if value.language:
        kind = f" xml:lang={quoteattr(value.language)}"
    else:
        kind = "" if value.datatype.value == _STRING else f" rdf:datatype={quoteattr(value.datatype.value)}"
    text = escape(value.value, {"\r": "&#13;"})
    return f"<{name}{declaration}{kind}>{text}</{name}>"


@lru_cache(maxsize=1024)
def _name(iri: str) -> tuple[str, str]:
    """The property's XML name, and the declaration of its namespace where that is none of ours."""
    found = _LOCAL_NAME.search(iri)
    if not found or found.start() == 0:
        raise InputError(f"RDF/XML has no name for the property <{iri}>", hint=_HINT)
    namespace = iri[: found.start()]
    for prefix, known in PREFIXES.items():
        if known == namespace:
            return f"{prefix}:{found.group()}", ""
    return f"ns:{found.group()}", f" xmlns:ns={quoteattr(namespace)}"


def _identity(attribute: str, term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"rdf:nodeID={quoteattr('b' + term.value)}"
    return f"rdf:{attribute}={quoteattr(term.value if isinstance(term, ox.NamedNode) else str(term))}"
