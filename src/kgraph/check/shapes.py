"""The shapes of `ontology/shapes.ttl` over some articles' graphs at a time, by pySHACL.

pySHACL works on rdflib graphs, so this is the one place where quads become those. The ontology goes
along, for classes and for the constraints that read domains and ranges from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgraph.check.graphs import ArticleGraph, Facts
from kgraph.check.report import Problem
from kgraph.config import resource
from kgraph.errors import UsageError
from kgraph.vocab import RDF, XSD

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"


class Shapes:
    """The shapes and the ontology, read once.

    Raises:
        UsageError: pySHACL is not installed.
    """

    def __init__(self) -> None:
        try:
            import pyshacl
        except ImportError as fault:
            raise UsageError("pySHACL is not installed", hint="pip install 'kgraph[check]'") from fault
        import rdflib

        self._validate = pyshacl.validate
        self._shapes = rdflib.Graph().parse(resource("ontology/shapes.ttl"))
        self._ontology = rdflib.Graph().parse(resource("ontology/kgraph.ttl"))

    def problems(self, graphs: Sequence[ArticleGraph], facts: Facts) -> Iterator[Problem]:
        """Yield what the shapes find wrong in some articles' graphs, in their order."""
        import rdflib

        data = rdflib.Graph()
        data += self._ontology
        for graph in graphs:
            for quad in graph.quads:
                data.add(_as_rdflib(quad))
            for entity in graph.entities:
                for quad in facts.naming(entity):
                    data.add(_as_rdflib(quad))
        conforms, results, _ = self._validate(data, shacl_graph=self._shapes, inplace=True, advanced=False)
        if conforms:
            return
        found = [
            self._told(results, result) for result in results.subjects(_node(RDF + "type"), _sh("ValidationResult"))
        ]
        for graph in graphs:
            known = graph.nodes.keys() | graph.entities
            for iri, what, remedy in sorted(set(found)):
                if iri in known:
                    yield Problem(graph.id, graph.say(iri), iri, what, remedy)

    def _told(self, results: rdflib.Graph, result: rdflib.term.Node) -> tuple[str, str, str]:
        """IRI, what is wrong, remedy."""
        constraint = results.value(result, _sh("sourceConstraint"))
        # A constraint by query looks at everything at once: what is wrong is its value, not its focus.
        about = results.value(result, _sh("value" if constraint is not None else "focusNode"))
        origin = results.value(result, _sh("sourceShape")) if constraint is None else constraint
        what = results.value(result, _sh("resultMessage"))
        remedy = self._shapes.value(origin, _sh("description"))
        return str(about), str(what), str(remedy or "build the article again")


def _sh(name: str) -> rdflib.URIRef:
    return _node(_SH + name)


def _node(iri: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(iri)


def _as_rdflib(quad: ox.Quad) -> tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]:
    return _term(quad.subject), _node(quad.predicate.value), _term(quad.object)


def _term(term: object) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise TypeError(f"{term} is no term of RDF 1.1")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    # To rdflib a plain literal and one of xsd:string are two; the shapes say "fact".
    datatype = term.datatype.value
    return rdflib.Literal(term.value, datatype=None if datatype == XSD + "string" else _node(datatype))
