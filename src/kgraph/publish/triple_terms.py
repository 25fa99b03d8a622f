"""RDF 1.2: reified statements in, the same with `rdf:reifies` and a triple term out.

`rdf:subject`, `rdf:predicate` and `rdf:object` of a statement become one triple term that it reifies; all else stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph.publish.described import grouped
from kgraph.vocab import RDF

_PARTS = tuple(RDF + name for name in ("subject", "predicate", "object"))
_REIFIES = ox.NamedNode(RDF + "reifies")


def with_triple_terms(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yield a graph in RDF 1.2.

    Args:
        quads: Those of a subject stand together.
    """
    for found in grouped(quads):
        parts = {quad.predicate.value: quad for quad in found.quads if quad.predicate.value in _PARTS}
        ends = [parts[name].object for name in _PARTS if name in parts]
        if len(ends) < len(_PARTS):
            yield from found.quads
            continue
        subject, predicate, object_ = ends
        if not isinstance(subject, ox.NamedNode | ox.BlankNode) or not isinstance(predicate, ox.NamedNode):
            yield from found.quads
            continue
        first = parts[_PARTS[0]]
        yield ox.Quad(first.subject, _REIFIES, ox.Triple(subject, predicate, object_), first.graph_name)
        yield from (quad for quad in found.quads if quad.predicate.value not in _PARTS)
