"""What all views are made of: references to things, and how they are looked up, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.store import Store
from kgraph.vocab import KG, RDF, key_of, schema

BATCH = 500
"""IRIs that one query names: keeps a server's parser and its limits out of the way."""

# With a second VALUES instead of the FILTER, pyoxigraph walks every label there is.
_NAMES = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?thing { %s }
  ?thing ?property ?value
  FILTER(?property IN (rdf:type, rdfs:label))
}"""


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing that a page links to.

    Attributes:
        key: Path below the store's base, or the IRI where it lies elsewhere.
        type: Fine type; empty where the graph does not say.
    """

    key: str
    label: str
    type: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing has that key: what was looked for, and what is called nearly so.

    An answer rather than a fault, so that a page can offer what is near.
    """

    given: str


def references(store: Store, iris: Iterable[str]) -> dict[str, Reference]:
    """IRI → what it is called and what it is; what the graph does not name goes by its key."""
    wanted = sorted(set(iris) - {""})
    labels: dict[str, str] = {}
    types: dict[str, str] = {}
    for row in in_batches(store, _NAMES, wanted):
        if row["property"] != f"{RDF}type":
            labels.setdefault(row["thing"], row["value"])
        elif row["value"].removeprefix(KG) in schema().classes:
            types[row["thing"]] = deeper(types.get(row["thing"], ""), row["value"].removeprefix(KG))
    keys = {iri: key_of(store.base, iri) or iri for iri in wanted}
    return {iri: Reference(keys[iri], labels.get(iri, keys[iri]), types.get(iri, "")) for iri in wanted}


def deeper(one: str, other: str) -> str:
    """The type that tells more; either may be empty."""
    return max(one, other, key=lambda type: (len(schema().above(type)) if type else 0, type))


def in_batches(store: Store, sparql: str, iris: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of a query that names these IRIs in the place of its `%s`."""
    for start in range(0, len(iris), BATCH):
        values = " ".join(str(ox.NamedNode(iri)) for iri in iris[start : start + BATCH])
        yield from store.query(sparql.replace("%s", values)).texts()


def reading(predicate: str, language: str, *, forward: bool) -> str:
    """A predicate in words, read from the entity in question to the other end."""
    term = schema().predicates.get(predicate)
    if term is None:
        return predicate
    if forward or term.symmetric:
        return term.label_de if language == "de" else term.label_en
    return term.inverse_label_de if language == "de" else term.inverse_label_en
