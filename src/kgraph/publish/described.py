"""The graph subject by subject: a sorted N-Quads file in, what is said of each subject out.

In an N-Quads file in byte order all lines of a subject stand together, so memory holds one subject at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from kgraph.vocab import KG, RDF, SCHEMA, schema

_TYPE = RDF + "type"
_STATEMENT = KG + "Statement"
_FIGURE = KG + "KeyFigure"
_ARTICLE = SCHEMA + "NewsArticle"


@dataclass(frozen=True)
class Described:
    """All that is said of one subject.

    Attributes:
        iri: The subject.
        quads: In the order of the file.
    """

    iri: str
    quads: tuple[ox.Quad, ...]

    @cached_property
    def _values(self) -> dict[str, list[ox.NamedNode | ox.Literal]]:
        """Property → values. Each look at a quad makes new objects, so it is looked at once."""
        found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in self.quads:
            value = quad.object
            if isinstance(value, ox.NamedNode | ox.Literal):
                found.setdefault(quad.predicate.value, []).append(value)
        return found

    def terms(self, property: str) -> list[ox.NamedNode | ox.Literal]:
        """The values of a property, in the order of the file."""
        return self._values.get(property, [])

    def texts(self, property: str) -> list[str]:
        """The values of a property as texts, each once, sorted."""
        found = self._values.get(property, ())
        return [found[0].value] if len(found) == 1 else sorted({term.value for term in found})

    def text(self, property: str) -> str:
        """The first of `texts`; empty where there is none."""
        return next(iter(self.texts(property)), "")

    @cached_property
    def types(self) -> frozenset[str]:
        """IRIs of its classes."""
        return frozenset(term.value for term in self.terms(_TYPE))

    @cached_property
    def type(self) -> str:
        """Local name of the deepest of its classes below `kg:Entity`; empty for what is no entity."""
        known = schema()
        names = [iri.removeprefix(KG) for iri in self.types if iri.startswith(KG)]
        found = sorted((n for n in names if n in known.classes), key=lambda n: (-len(known.above(n)), n))
        return found[0] if found else ""

    @property
    def is_statement(self) -> bool:
        """True for a statement with its evidence."""
        return _STATEMENT in self.types

    @property
    def is_figure(self) -> bool:
        """True for a key figure."""
        return _FIGURE in self.types

    @property
    def is_article(self) -> bool:
        """True for an article."""
        return _ARTICLE in self.types


def subjects(path: Path) -> Iterator[Described]:
    """Yield the subjects of a sorted N-Quads file, in its order."""
    with path.open("rb") as file:
        yield from grouped(ox.parse(file, format=ox.RdfFormat.N_QUADS))


def grouped(quads: Iterable[ox.Quad]) -> Iterator[Described]:
    """Yield the subjects of quads that stand together by subject."""
    for subject, found in groupby(quads, key=attrgetter("subject")):
        yield Described(subject.value if isinstance(subject, ox.NamedNode) else str(subject), tuple(found))
