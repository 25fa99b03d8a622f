"""JSON-LD: quads in the order of graph, subject and predicate in, one node a line out.

The context holds the prefixes, so that any JSON-LD processor reads it without the network. A named graph
is an object with `@graph`. Nothing is nested deeper, so memory holds one node at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

import pyoxigraph as ox

from kgraph.vocab import PREFIXES, RDF, XSD

_TYPE = RDF + "type"
_STRING = XSD + "string"


def write_jsonld(quads: Iterable[ox.Quad], out: BinaryIO) -> None:
    """Write quads as one JSON-LD document.

    Args:
        quads: Sorted by graph (the default graph first), subject, predicate.
        out: Takes UTF-8.
    """
    out.write(b'{"@context": ' + _json(dict(PREFIXES)) + b',\n"@graph": [')
    comma = b"\n"
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        named = not isinstance(graph, ox.DefaultGraph)
        if named:
            out.write(comma + b'{"@id": ' + _json(_reference(graph)) + b', "@graph": [')
            comma = b"\n"
        for node in _nodes(members):
            out.write(comma + _json(node))
            comma = b",\n"
        if named:
            out.write(b"\n]}")
            comma = b",\n"
    out.write(b"\n]}\n")


def _nodes(quads: Iterable[ox.Quad]) -> Iterator[dict[str, object]]:
    for subject, about in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, object] = {"@id": _reference(subject)}
        for predicate, same in groupby(about, key=lambda quad: quad.predicate.value):
            if predicate == _TYPE:
                values: list[object] = [_compact(_reference(quad.object)) for quad in same]
                key = "@type"
            else:
                values = [_value(quad.object) for quad in same]
                key = _compact(predicate)
            node[key] = values[0] if len(values) == 1 else values
        yield node


def _value(term: object) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _reference(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == _STRING:
        return term.value
    return {"@value": term.value, "@type": _compact(term.datatype.value)}


def _reference(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
