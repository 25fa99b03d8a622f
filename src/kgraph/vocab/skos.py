"""Read a SKOS scheme in Turtle: its concepts, and the values of everything in it."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kgraph.errors import DataError
from kgraph.vocab.iris import RDF, SKOS

Values = dict[tuple[str, str], list[ox.NamedNode | ox.Literal]]
"""Subject and property, both IRIs, → values."""


def read_scheme(turtle: bytes, name: str) -> tuple[Values, list[str]]:
    """All values of a scheme, and the IRIs of its concepts in the order of the file.

    Args:
        turtle: SKOS in Turtle.
        name: What to call it in messages.

    Raises:
        DataError: It does not parse.
    """
    values: Values = defaultdict(list)
    concepts: list[str] = []
    try:
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            subject, value = str(quad.subject)[1:-1], quad.object
            if isinstance(value, ox.NamedNode | ox.Literal):
                values[subject, quad.predicate.value].append(value)
            if quad.predicate.value == RDF + "type" and value == ox.NamedNode(SKOS + "Concept"):
                concepts.append(subject)
    except SyntaxError as fault:
        raise DataError(f"{name}: {fault}", hint="the scheme must be Turtle in UTF-8") from fault
    return values, concepts
