"""What things are called: the subjects of a graph in, IRI → name and type out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from kgraph.publish.described import Described
from kgraph.vocab import RDFS


@dataclass
class Named:
    """Names and types of entities.

    Attributes:
        base: IRI below which they are named.
        labels: IRI → preferred name.
        types: IRI → fine type.
    """

    base: str
    labels: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Iterable[Described], base: str) -> Named:
        """The names of all entities among the subjects."""
        named = cls(base)
        for item in found:
            if item.type:
                named.add(item)
        return named

    def add(self, item: Described) -> None:
        """Take in an entity."""
        self.labels[item.iri] = _label(item)
        self.types[item.iri] = item.type

    def label(self, iri: str) -> str:
        """What to call it: its name, else the end of its IRI."""
        return self.labels.get(iri) or iri.rstrip("/#").rpartition("/")[2]


def _label(found: Described) -> str:
    """The German label, else any; the first in order where there are several."""
    labels = [term for term in found.terms(RDFS + "label") if isinstance(term, ox.Literal)]
    ranked = sorted(labels, key=lambda term: (term.language != "de", term.value))
    return ranked[0].value if ranked else ""
