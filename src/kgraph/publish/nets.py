"""The network for Gephi, yEd and networkx: entities and statements in, GEXF and GraphML out, node by node.

Statements of the same fact with the same status are one edge; its weight is how many there are, its quote that of the
surest one. XML knows no control characters: they become U+FFFD here, as these files are for looking at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.sax.saxutils import escape

from kgraph.publish.described import Described
from kgraph.publish.names import Named
from kgraph.vocab import KG, PROV, RDF, key_of, schema

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE = {"key": "string", "type": "string", "coarse": "string"}
_EDGE = {
    "predicate": "string",
    "status": "string",
    "statements": "integer",
    "confidence": "double",
    "quote": "string",
    "article": "string",
}
_GRAPHML = {"string": "string", "integer": "int", "double": "double"}
_Ends = tuple[str, str, str, str]


@dataclass
class Net:
    """Entities that statements join, and what joins them.

    Attributes:
        named: Names and types of the entities.
        edges: Subject, predicate, object, status → number of statements; confidence, quote, article of the surest.
    """

    named: Named
    edges: dict[_Ends, tuple[int, float, str, str]] = field(default_factory=dict)

    def add(self, found: Described) -> None:
        """Take in a statement; anything else is passed over."""
        if not found.is_statement:
            return
        predicate = found.text(RDF + "predicate").removeprefix(KG)
        ends = (found.text(RDF + "subject"), predicate, found.text(RDF + "object"), found.text(KG + "status"))
        said = (
            float(found.text(KG + "confidence") or 0),
            found.text(KG + "quote"),
            found.text(PROV + "wasDerivedFrom"),
        )
        number, *before = self.edges.get(ends, (0, -1.0, "", ""))
        best = max(said, (before[0], before[1], before[2]))
        self.edges[ends] = (number + 1, *best)  # type: ignore[assignment]

    def nodes(self) -> Iterator[tuple[str, str, Mapping[str, object]]]:
        """Yield IRI, name and attributes of each node, sorted."""
        for iri in sorted({end for subject, _, object, _ in self.edges for end in (subject, object)}):
            type = self.named.types.get(iri, "Entity")
            coarse = next((name for name in schema().above(type) if name in schema().coarse_types), "Entity")
            key = key_of(self.named.base, iri) or iri
            yield iri, self.named.label(iri), {"key": key, "type": type, "coarse": coarse}

    def lines(self) -> Iterator[tuple[str, str, str, Mapping[str, object]]]:
        """Yield subject, object, the predicate in words and attributes of each edge, sorted."""
        for ends in sorted(self.edges):
            subject, predicate, object, status = ends
            number, confidence, quote, article = self.edges[ends]
            attributes = (predicate, status, number, confidence, quote, article)
            yield subject, object, schema().label(predicate), dict(zip(_EDGE, attributes, strict=True))


def write_gexf(net: Net, out: BinaryIO) -> None:
    """Write GEXF 1.3.

    Each edge says of which kind it is: Gephi takes edges of one kind between the same ends for one, and adds them up.
    """
    _line(out, '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">')
    _line(out, '<graph defaultedgetype="directed" mode="static">')
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        _line(out, f'<attributes class="{kind}" mode="static">')
        for name, type in attributes.items():
            _line(out, f'<attribute id="{name}" title="{name}" type="{type}"/>')
        _line(out, "</attributes>")
    _line(out, "<nodes>")
    for iri, label, values in net.nodes():
        _line(out, f"<node id={_quoted(iri)} label={_quoted(label)}>{_attvalues(values)}</node>")
    _line(out, "</nodes>\n<edges>")
    for number, (subject, object, label, values) in enumerate(net.lines()):
        ends = f"source={_quoted(subject)} target={_quoted(object)}"
        kind = " ".join(str(values[name]) for name in ("predicate", "status") if values[name] != "fact")
        own = f'kind={_quoted(kind)} label={_quoted(label)} weight="{values["statements"]}.0"'
        _line(out, f'<edge id="{number}" {ends} {own}>{_attvalues(values)}</edge>')
    _line(out, "</edges>\n</graph>\n</gexf>")


def write_graphml(net: Net, out: BinaryIO) -> None:
    """Write GraphML."""
    _line(out, '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        for name, type in {"label": "string", **attributes}.items():
            own = f'id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_GRAPHML[type]}"'
            _line(out, f"<key {own}/>")
    _line(out, '<graph edgedefault="directed">')
    for iri, label, values in net.nodes():
        _line(out, f"<node id={_quoted(iri)}>{_data('node', {'label': label, **values})}</node>")
    for number, (subject, object, label, values) in enumerate(net.lines()):
        ends = f"source={_quoted(subject)} target={_quoted(object)}"
        _line(out, f'<edge id="{number}" {ends}>{_data("edge", {"label": label, **values})}</edge>')
    _line(out, "</graph>\n</graphml>")


def _attvalues(values: Mapping[str, object]) -> str:
    cells = (f'<attvalue for="{name}" value={_quoted(str(value))}/>' for name, value in values.items())
    return f"<attvalues>{''.join(cells)}</attvalues>"


def _data(kind: str, values: Mapping[str, object]) -> str:
    return "".join(f'<data key="{kind}-{name}">{_text(str(value))}</data>' for name, value in values.items())


def _text(value: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", value), {"\r": "&#13;"})


def _quoted(value: str) -> str:
    escapes = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return f'"{escape(_NOT_IN_XML.sub(chr(0xFFFD), value), escapes)}"'


def _line(out: BinaryIO, text: str) -> None:
    out.write(text.encode() + b"\n")
