"""The graph as Python objects: a store in, an owlready2 ontology out, for those who program with classes.

    onto = ontology_of(store)
    for land in onto.Land.instances():
        print(land.label.first(), [body.name for body in land.INVERSE_partOf])

It is a copy in memory of the ontology and the facts; nothing that is done to it reaches the store.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.errors import UsageError
from kgraph.store import Store
from kgraph.vocab import KG, OWL, RDF

_INDIVIDUAL = ox.NamedNode(OWL + "NamedIndividual")
_TYPE = ox.NamedNode(RDF + "type")


def ontology_of(store: Store) -> Any:
    """The ontology and the facts as an owlready2 namespace, in a world of its own: its classes and properties by name.

    Raises:
        UsageError: owlready2 is not installed.
    """
    try:
        import owlready2
    except ImportError as fault:
        raise UsageError("owlready2 is not installed", hint="pip install 'kgraph[reason]'") from fault
    world = owlready2.World()
    return world.get_ontology(KG).load(fileobj=BytesIO(_ntriples(store)))


def _ntriples(store: Store) -> bytes:
    lines = [f"{quad.triple} .\n" for quad in ox.parse(path=resource("ontology/kgraph.ttl"))]
    for quad in store.quads():
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            break
        lines.append(f"{quad.triple} .\n")
        if quad.predicate == _TYPE:
            # owlready2 makes objects of what is declared to be one.
            lines.append(f"{quad.subject} {_TYPE} {_INDIVIDUAL} .\n")
    return "".join(lines).encode()
