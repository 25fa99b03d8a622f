"""One entity as a page shows it: what it is and is called, its offices, what is said of it, its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.clocks import Clocks
from kgraph.query import FigureView
from kgraph.query.figures import figures_of
from kgraph.store import Store
from kgraph.views.claims import Group, groups, said
from kgraph.views.neighbours import Neighbour, neighbours
from kgraph.views.offices import Offices, offices
from kgraph.views.parts import Missing, Reference, deeper, references
from kgraph.vocab import KG, RDF, RDFS, SKOS, entity_iri, key_of, schema

SHOWN = 8
"""Claims of each group on an entity's page."""

PAGE = 40
"""Claims on a page of one group."""

_FACTS = """
SELECT ?property ?value WHERE {
  VALUES ?entity { UNDEF }
  ?entity ?property ?value
}"""
_LATER = "SELECT ?later WHERE { VALUES ?entity { UNDEF } ?later kg:predecessor ?entity }"
_MENTIONS = """
SELECT (COUNT(*) AS ?n) WHERE { VALUES ?entity { UNDEF } GRAPH ?article { ?article kg:mentions ?entity } }"""
# Apart from the count: some articles have no date.
_DAYS = """
SELECT (STR(?issued) AS ?day) WHERE {
  VALUES ?entity { UNDEF }
  GRAPH ?article { ?article kg:mentions ?entity ; dcterms:issued ?issued }
}"""
_NAMES = {f"{SKOS}altLabel", f"{KG}abbreviation"}
_NAMING = {*_NAMES, f"{RDFS}label", f"{RDF}type", f"{SKOS}hiddenLabel"}


@dataclass(frozen=True, slots=True)
class Detail:
    """A property that is no statement: an identifier, a date, what it belongs to.

    Attributes:
        property: Local name.
        value: Text; of a thing its label.
        thing: The thing that is meant, if it is one of the graph.
        link: Web address, if it is one.
    """

    property: str
    value: str
    thing: Reference | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity with what a page shows of it.

    Attributes:
        names: Other names, sorted; abbreviations first.
        articles: Number of articles that mention it; `first` and `last` are the days of the earliest and the latest.
        statements: Number of statements.
        years: Year → status → number of statements; empty year where undated.
        groups: What is said of it, the first claims of each predicate.
        valid_on: The day for which statements were chosen; empty: none, likewise `known_on`.
    """

    iri: str
    thing: Reference
    names: tuple[str, ...]
    details: tuple[Detail, ...]
    articles: int
    first: str
    last: str
    statements: int
    years: Mapping[str, Mapping[str, int]]
    offices: Offices
    groups: tuple[Group, ...]
    figures: tuple[FigureView, ...]
    neighbours: tuple[Neighbour, ...]
    valid_on: str = ""
    known_on: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The view as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class GroupView:
    """One page of one group of an entity.

    Attributes:
        page: From 1; `pages` there are.
    """

    iri: str
    thing: Reference
    group: Group
    page: int
    pages: int
    valid_on: str = ""
    known_on: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The view as plain JSON values."""
        return asdict(self)


def entity(store: Store, key: str, clocks: Clocks | None = None) -> EntityView | Missing:
    """An entity as a page shows it.

    Args:
        store: Whom to ask.
        key: Path below the store's base, or an IRI.
        clocks: The time as of which statements, articles and figures are chosen; what the register has stays.
    """
    clocks = clocks or Clocks()
    node = ox.NamedNode(entity_iri(store.base, key))
    rows = list(store.query(_FACTS, {"entity": node}).texts())
    thing = _thing(store, node, rows)
    if thing is None:
        return Missing(key)
    found = said(store, node.value, clocks)
    days = sorted(row["day"] for row in store.query(_DAYS, {"entity": node}).texts() if clocks.knows(row["day"]))
    mentions = next(store.query(_MENTIONS, {"entity": node}).texts())["n"] if clocks.known_on is None else len(days)
    return EntityView(
        iri=node.value,
        thing=thing,
        names=_names(thing.label, rows),
        details=tuple(_details(store, rows)) + _successors(store, node),
        articles=int(mentions),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        statements=found.total,
        years={year: dict(statuses) for year, statuses in found.years.items()},
        offices=offices(found),
        groups=groups(found, SHOWN),
        figures=tuple(figure for figure in figures_of(store, node) if clocks.knows(figure.published)),
        neighbours=neighbours(found),
        valid_on=clocks.valid_on or "",
        known_on=clocks.known_on or "",
    )


def group(store: Store, key: str, name: str, page: int, clocks: Clocks | None = None) -> GroupView | Missing:
    """One page of one group.

    Args:
        store: Whom to ask.
        key: Of the entity.
        name: `Group.id`.
        page: From 1; a page beyond the last is the last.
        clocks: See `entity`.
    """
    clocks = clocks or Clocks()
    node = ox.NamedNode(entity_iri(store.base, key))
    thing = _thing(store, node, list(store.query(_FACTS, {"entity": node}).texts()))
    found = said(store, node.value, clocks)
    wanted = (name.removesuffix("-of"), not name.endswith("-of"))
    if thing is None or wanted not in found.claims:
        return Missing(key)
    pages = max(1, -(-len(found.claims[wanted]) // PAGE))
    page = min(max(1, page), pages)
    (made,) = groups(found, PAGE, start=(page - 1) * PAGE, only=wanted)
    return GroupView(node.value, thing, made, page, pages, clocks.valid_on or "", clocks.known_on or "")


def _thing(store: Store, node: ox.NamedNode, rows: list[dict[str, str]]) -> Reference | None:
    labels = [row["value"] for row in rows if row["property"] == f"{RDFS}label"]
    type = ""
    for row in rows:
        if row["property"] == f"{RDF}type" and row["value"].removeprefix(KG) in schema().classes:
            type = deeper(type, row["value"].removeprefix(KG))
    # Concepts of schemes have labels too, but are no things that articles speak of.
    return Reference(key_of(store.base, node.value) or node.value, labels[0], type) if labels and type else None


def _names(label: str, rows: list[dict[str, str]]) -> tuple[str, ...]:
    names = {row["value"] for row in rows if row["property"] in _NAMES} - {label}
    short = {row["value"] for row in rows if row["property"] == f"{KG}abbreviation"}
    return tuple(sorted(names, key=lambda name: (name not in short, name)))


def _details(store: Store, rows: list[dict[str, str]]) -> list[Detail]:
    own = [row for row in rows if row["property"] not in _NAMING]
    own = [row for row in own if local(row["property"]) not in schema().predicates]
    things = references(store, (row["value"] for row in own if row["value"].startswith(store.base)))
    found = []
    for row in sorted(own, key=lambda row: (local(row["property"]), row["value"])):
        value, thing = row["value"], things.get(row["value"])
        link = value if not thing and value.startswith(("http://", "https://")) else ""
        found.append(Detail(local(row["property"]), thing.label if thing else value, thing, link))
    return found


def _successors(store: Store, node: ox.NamedNode) -> tuple[Detail, ...]:
    """What took its place: the register says it of the later one only."""
    later = [row["later"] for row in store.query(_LATER, {"entity": node}).texts()]
    things = references(store, later)
    return tuple(Detail("successor", things[iri].label, things[iri]) for iri in sorted(later))


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
