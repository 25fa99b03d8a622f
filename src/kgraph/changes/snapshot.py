"""A graph as a comparison sees it: sorted N-Quads in, statements, names and mentions out."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kgraph.names import fold
from kgraph.publish import Described, Named, subjects
from kgraph.vocab import DCTERMS, KG, PROV, RDF, RDFS, SKOS

_OWN = frozenset(
    (RDF + "subject", RDF + "object", KG + "status", KG + "confidence", KG + "rule", KG + "speaker", KG + "from")
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement.

    Attributes:
        iri: Of the statement; likewise `subject`, `object`, `article`.
        predicate: Local name.
        start: Of its quote in the article's text; likewise `end`.
        rest: What else is said of it, as local names of properties and values, sorted; but for its confidence and rule,
            which say nothing of the world.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    status: str
    quote: str
    article: str
    start: int
    end: int
    rest: tuple[tuple[str, str], ...]

    @property
    def place(self) -> tuple[str, int, int, str]:
        """Where it is said, and what: the same whoever its ends turn out to be."""
        return self.article, self.start, self.end, self.predicate


@dataclass
class Snapshot:
    """A graph.

    Attributes:
        named: Names and types of its entities.
        claims: IRI → statement; of those that were asked for.
        forms: IRI of an entity → its names, folded.
        mentions: IRI of an article → IRIs of what it mentions.
        last: Last date of an article, as precise as known; empty if none has one.
    """

    named: Named
    claims: dict[str, Claim] = field(default_factory=dict)
    forms: dict[str, frozenset[str]] = field(default_factory=dict)
    mentions: dict[str, frozenset[str]] = field(default_factory=dict)
    last: str = ""

    @classmethod
    def read(cls, spool: Path, base: str, only: Container[str] | None = None) -> Snapshot:
        """Read sorted N-Quads.

        Args:
            spool: The file.
            base: IRI below which things are named.
            only: IRIs of the statements to hold; all if not given.
        """
        found = cls(Named(base))
        for item in subjects(spool):
            if only is None or item.iri in only or not item.is_statement:
                found._add(item)
        return found

    def _add(self, item: Described) -> None:
        if item.is_statement:
            self.claims[item.iri] = _claim(item)
        elif item.is_article:
            self.mentions[item.iri] = frozenset(item.texts(KG + "mentions"))
            self.last = max(self.last, item.text(DCTERMS + "issued"))
        elif item.type:
            self.named.add(item)
            names = (*item.texts(RDFS + "label"), *item.texts(SKOS + "altLabel"))
            self.forms[item.iri] = frozenset(map(fold, names))


def _claim(item: Described) -> Claim:
    rest = {(quad.predicate.value, quad.object) for quad in item.quads if quad.predicate.value not in _OWN}
    return Claim(
        iri=item.iri,
        subject=item.text(RDF + "subject"),
        predicate=item.text(RDF + "predicate").removeprefix(KG),
        object=item.text(RDF + "object"),
        status=item.text(KG + "status"),
        quote=item.text(KG + "quote"),
        article=item.text(PROV + "wasDerivedFrom"),
        start=int(item.text(KG + "start") or 0),
        end=int(item.text(KG + "end") or 0),
        rest=tuple(sorted((_local(property), _value(value)) for property, value in rest)),
    )


def _local(property: str) -> str:
    return property.rpartition("#")[2].rpartition("/")[2]


def _value(term: object) -> str:
    return str(term.value) if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
