"""JSON-LD for programs without RDF: each entity with its statements in it, each of them with its evidence.

The evidence is a Web Annotation with a text quote and a text position selector. The context gives names to all that is
used, so that any JSON-LD processor reads it as RDF without the network. An entity's statements stand apart in the
graph, so they are sorted to their subjects on disk; memory holds one entity.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kgraph.publish.described import Described
from kgraph.publish.names import Named
from kgraph.publish.ordered import in_order
from kgraph.vocab import DCTERMS, KG, OWL, PREFIXES, PROV, RDF, RDFS, XSD

OA = "http://www.w3.org/ns/oa#"
_NAMES = {
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@language": "de"},
    "title": {"@id": "dcterms:title", "@language": "de"},
    "issued": "dcterms:issued",
    "sameAs": {"@id": "owl:sameAs", "@type": "@id"},
    "statements": {"@reverse": "rdf:subject"},
    "figures": {"@reverse": "kg:figureOf"},
    "predicate": {"@id": "rdf:predicate", "@type": "@id"},
    "object": {"@id": "rdf:object", "@type": "@id"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "annotation": {"@reverse": "oa:hasBody"},
    "target": "oa:hasTarget",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    "exact": {"@id": "oa:exact", "@language": "de"},
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
}
_SPAN = (KG + "quote", KG + "start", KG + "end")
_SHORT = {
    RDF + "type": "type",
    RDFS + "label": "label",
    DCTERMS + "title": "title",
    DCTERMS + "issued": "issued",
    RDF + "predicate": "predicate",
    RDF + "object": "object",
    PROV + "wasDerivedFrom": "derivedFrom",
    OWL + "sameAs": "sameAs",
}
_OWNER = (RDF + "subject", KG + "figureOf")


def write_annotated(found: Iterable[Described], named: Named, out: BinaryIO, folder: Path) -> None:
    """Write the document.

    Args:
        found: All subjects, sorted.
        named: Names of the entities, for those who read the file as it stands.
        out: Takes UTF-8.
        folder: For sorting.
    """
    context = {"oa": OA, **PREFIXES, **_NAMES}
    out.write(b'{"@context": ' + _json(context) + b',\n"@graph": [')
    comma = b"\n"
    lines = in_order(chain.from_iterable(_line(item, named) for item in found), folder)
    for _, same in groupby(lines, key=lambda line: line.partition(b" ")[0]):
        out.write(comma + _json(_joined(same)))
        comma = b",\n"
    out.write(b"\n]}\n")


def _line(found: Described, named: Named) -> Iterator[bytes]:
    """What is said of a subject, as a line that sorts to whom it is of: `0` for itself, `1` and `2` for what is its."""
    node = _node(found, named)
    owner = next((found.text(property) for property in _OWNER if found.text(property)), "")
    if found.is_statement and owner:
        yield b"%s 1 %s\n" % (owner.encode(), _json(node))
    elif found.is_figure and owner:
        yield b"%s 2 %s\n" % (owner.encode(), _json(node))
    else:
        yield b"%s 0 %s\n" % (found.iri.encode(), _json(node))


def _joined(lines: Iterable[bytes]) -> dict[str, object]:
    """One subject with its statements and figures."""
    node: dict[str, object] = {}
    parts: dict[str, list[object]] = {"statements": [], "figures": []}
    for line in lines:
        iri, kind, text = line.split(b" ", 2)
        value = json.loads(text)
        if kind == b"0":
            node = value
        else:
            node = node or {"id": iri.decode()}
            parts["statements" if kind == b"1" else "figures"].append(value)
    return node | {name: values for name, values in parts.items() if values}


def _node(found: Described, named: Named) -> dict[str, object]:
    node: dict[str, object] = {"id": found.iri}
    evidence = all(found.text(name) for name in (*_SPAN, PROV + "wasDerivedFrom"))
    for predicate, same in groupby(found.quads, key=lambda quad: quad.predicate.value):
        if predicate in _OWNER or (evidence and predicate in _SPAN):
            continue
        values = list(dict.fromkeys(json.dumps(_value(predicate, q.object, named), ensure_ascii=False) for q in same))
        read = [json.loads(value) for value in values]
        node[_SHORT.get(predicate) or _compact(predicate)] = read[0] if len(read) == 1 else read
    if evidence:
        node["annotation"] = _annotation(found)
    return node


def _annotation(found: Described) -> dict[str, object]:
    quote = {"type": "oa:TextQuoteSelector", "exact": found.text(KG + "quote")}
    start, end = (int(found.text(KG + name)) for name in ("start", "end"))
    position = {"type": "oa:TextPositionSelector", "start": start, "end": end}
    target = {"type": "oa:SpecificResource", "source": found.text(PROV + "wasDerivedFrom")}
    return {"type": "oa:Annotation", "target": {**target, "selector": [quote, position]}}


def _value(predicate: str, term: object, named: Named) -> object:
    if not isinstance(term, ox.Literal):
        return _reference(predicate, term.value if isinstance(term, ox.NamedNode) else str(term), named)
    if term.language:
        plain = term.language == "de" and predicate in (RDFS + "label", DCTERMS + "title")
        return term.value if plain else {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if predicate in (RDFS + "label", DCTERMS + "title"):
        return {"@value": term.value} if datatype == XSD + "string" else {"@value": term.value, "@type": datatype}
    return term.value if datatype == XSD + "string" else {"@value": term.value, "@type": _compact(datatype)}


def _reference(predicate: str, iri: str, named: Named) -> object:
    if predicate == RDF + "type":
        return _compact(iri)
    if predicate == RDF + "object" and iri in named.labels:
        return {"id": iri, "label": named.labels[iri]}
    return iri if predicate in _SHORT else {"id": iri}


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
