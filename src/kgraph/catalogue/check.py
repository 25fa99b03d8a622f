"""Check a description before it is published, by `ontology/catalogue-shapes.ttl`: triples in, what is wrong out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.errors import KgraphError, UsageError

_SH = "http://www.w3.org/ns/shacl#"
SHAPES = "ontology/catalogue-shapes.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One thing that is wrong with a description.

    Attributes:
        node: IRI or label of what it is wrong with.
        path: IRI of the property; empty where the shape names several.
        what: What is wrong.
        remedy: How to mend it.
    """

    node: str
    path: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.node} {self.what}"


class DescriptionError(KgraphError):
    """A description that a portal would not take."""


def complaints(quads: Iterable[ox.Quad]) -> tuple[Complaint, ...]:
    """What the shapes find wrong, sorted.

    Raises:
        UsageError: pySHACL is not installed.
    """
    try:
        import pyshacl
    except ImportError as fault:
        raise UsageError("pySHACL is not installed", hint="pip install 'kgraph[check]'") from fault
    import rdflib

    turtle = ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""
    data = rdflib.Graph().parse(data=turtle, format="nt")
    shapes = rdflib.Graph().parse(resource(SHAPES))
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    sh = rdflib.Namespace(_SH)
    found = set()
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        path = results.value(result, sh.resultPath)
        shape = results.value(result, sh.sourceShape)
        found.add(
            Complaint(
                str(results.value(result, sh.focusNode)),
                str(path) if isinstance(path, rdflib.URIRef) else "",
                str(results.value(result, sh.resultMessage)),
                str(shapes.value(shape, sh.description) or ""),
            )
        )
    return tuple(sorted(found))


def require(quads: Iterable[ox.Quad]) -> None:
    """Let only a description through with which nothing is wrong.

    Raises:
        DescriptionError: Something is; the message names the first, and how many there are.
        UsageError: pySHACL is not installed.
    """
    found = complaints(quads)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise DescriptionError(f"the description would be refused: {found[0]}{more}", hint=found[0].remedy)
