"""What articles say of one entity: counted by predicate and other end, then shown claim by claim, a page at a time.

A *claim* is one predicate between the entity and another, whoever states it and with whichever status: so what one
article calls a fact and another denies stands side by side. Counting all costs one query a direction; only what a page
shows is read with its sentences. What a curator has suppressed is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kgraph.store import Store
from kgraph.views.evidence import Evidence, evidence_of
from kgraph.views.parts import Reference, references
from kgraph.vocab import KG, schema

MOST_EVIDENCE = 12
"""Sentences of one claim that a page shows."""

_COUNTS = """
SELECT ?predicate ?other ?status ?year (COUNT(*) AS ?n) WHERE {
  VALUES ?entity { UNDEF }
  GRAPH ?article {
    ?statement rdf:%s ?entity ; rdf:%s ?other ; rdf:predicate ?predicate ; kg:status ?status .
    OPTIONAL { ?article dcterms:issued ?published }
  }
  BIND(SUBSTR(STR(?published), 1, 4) AS ?year)
} GROUP BY ?predicate ?other ?status ?year"""
# Few, and found at once; asking each statement whether it is suppressed would double the time of all else.
_SUPPRESSED = "SELECT ?statement WHERE { GRAPH ?article { ?statement kg:suppressed ?true } }"
_SUPPRESSED_COUNTS = """
SELECT ?predicate ?other ?status ?year (COUNT(*) AS ?n) WHERE {
  VALUES ?entity { UNDEF }
  GRAPH ?article {
    ?statement kg:suppressed ?true ; rdf:%s ?entity ; rdf:%s ?other ; rdf:predicate ?predicate ; kg:status ?status .
    OPTIONAL { ?article dcterms:issued ?published }
  }
  BIND(SUBSTR(STR(?published), 1, 4) AS ?year)
} GROUP BY ?predicate ?other ?status ?year"""
# Engines join in the order of the patterns where both ends are given, so the end with fewer statements comes first.
_OF_FEW = """
SELECT ?statement ?predicate ?other WHERE {
  VALUES ?entity { UNDEF }
  GRAPH ?article { ?statement rdf:ENTITY ?entity ; rdf:OTHER ?other ; rdf:predicate ?predicate }
}"""
_OF_MANY = """
SELECT ?statement ?predicate ?other WHERE {
  VALUES (?predicate ?other) { %s }
  VALUES ?entity { UNDEF }
  GRAPH ?article { ?statement rdf:OTHER ?other ; rdf:ENTITY ?entity ; rdf:predicate ?predicate }
}"""
_FEW = 600
_ORDER = ("fact", "planned", "ended", "denied")


@dataclass(frozen=True, slots=True)
class Claim:
    """One predicate between the entity and another.

    Attributes:
        statuses: Status → number of statements, facts first.
        evidence: The newest first, at most `MOST_EVIDENCE`.
        sources: Number of independent sources among the evidence: copies of one text count once.
        contested: True if one article states what another denies.
    """

    other: Reference
    statuses: Mapping[str, int]
    evidence: tuple[Evidence, ...] = ()
    sources: int = 0

    @property
    def total(self) -> int:
        """Number of statements."""
        return sum(self.statuses.values())

    @property
    def contested(self) -> bool:
        """True if one article states, or tells as planned, what another denies."""
        return "denied" in self.statuses and len(self.statuses) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one predicate in one direction.

    Attributes:
        forward: True if the entity is the subject, or the predicate is symmetric.
        claims: Those of the page; `total` counts all.
    """

    predicate: str
    forward: bool
    total: int
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        """Name of the group in addresses: the predicate, with `-of` behind where the entity is the object."""
        return self.predicate if self.forward else f"{self.predicate}-of"


@dataclass(frozen=True)
class Counted:
    """All that is said of an entity, counted.

    Attributes:
        claims: Group (predicate, forward) → IRI of the other end → status → number; the newest first, then the
            most stated.
        years: Year → status → number; the year is empty where an article has no date.
    """

    entity: ox.NamedNode
    claims: Mapping[tuple[str, bool], Mapping[str, Counter[str]]]
    years: Mapping[str, Counter[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Number of statements."""
        return sum(sum(statuses.values()) for group in self.claims.values() for statuses in group.values())

    def others(self) -> Counter[str]:
        """IRI of each other end → number of statements."""
        found: Counter[str] = Counter()
        for group in self.claims.values():
            for other, statuses in group.items():
                found[other] += statuses.total()
        return found


def counted(store: Store, entity: ox.NamedNode) -> Counted:
    """Count all that is said of an entity, in both directions."""
    claims: dict[tuple[str, bool], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    latest: dict[tuple[str, bool, str], str] = {}
    years: dict[str, Counter[str]] = defaultdict(Counter)
    given = {"entity": entity}
    for forward, sides in ((True, ("subject", "object")), (False, ("object", "subject"))):
        hidden = {_place(row): int(row["n"]) for row in store.query(_SUPPRESSED_COUNTS % sides, given).texts()}
        for row in store.query(_COUNTS % sides, given).texts():
            number = int(row["n"]) - hidden.get(_place(row), 0)
            if number:
                predicate, other, status, year = _place(row)
                way = forward or _is_symmetric(predicate)
                claims[predicate, way][other][status] += number
                years[year][status] += number
                place = predicate, way, other
                latest[place] = max(latest.get(place, ""), year)
    order = {name: place for place, name in enumerate(schema().predicates)}
    ordered: dict[tuple[str, bool], dict[str, Counter[str]]] = {}
    for (predicate, forward), mine in sorted(claims.items(), key=lambda g: (not g[0][1], order.get(g[0][0], 99))):
        names = sorted(mine)
        names.sort(key=lambda o: (latest[predicate, forward, o], mine[o].total()), reverse=True)
        ordered[predicate, forward] = {other: mine[other] for other in names}
    return Counted(entity, ordered, dict(sorted(years.items())))


def _is_symmetric(predicate: str) -> bool:
    """Of such a one, both directions say the same: one group has them."""
    term = schema().predicates.get(predicate)
    return term is not None and term.symmetric


def _place(row: Mapping[str, str]) -> tuple[str, str, str, str]:
    return row["predicate"].removeprefix(KG), row["other"], row["status"], row["year"]


def groups(
    store: Store, found: Counted, size: int, *, start: int = 0, only: tuple[str, bool] | None = None
) -> tuple[Group, ...]:
    """The groups, each with `size` claims from its place `start` on, with their sentences.

    Args:
        store: Whom to ask.
        found: What is said, counted.
        size: Claims of each group.
        start: How many to pass over.
        only: Only the group of this predicate and direction.
    """
    kept = {name: mine for name, mine in found.claims.items() if only in (None, name)}
    chosen = {name: list(mine)[start : start + size] for name, mine in kept.items()}
    things = references(store, (other for others in chosen.values() for other in others))
    evidence = _evidence(store, found, chosen)
    made = []
    for (predicate, forward), others in chosen.items():
        claims = tuple(
            _with_evidence(
                Claim(things[other], _ordered(kept[predicate, forward][other])),
                evidence.get((predicate, forward, other), ()),
            )
            for other in others
        )
        made.append(Group(predicate, forward, len(kept[predicate, forward]), claims))
    return tuple(made)


def _ordered(statuses: Mapping[str, int]) -> dict[str, int]:
    """What is stated comes before what is intended, that before what is over or denied."""
    return {name: statuses[name] for name in (*_ORDER, *statuses) if name in statuses}


def _with_evidence(claim: Claim, evidence: Sequence[Evidence]) -> Claim:
    sources = {item.copy_of or item.article for item in evidence}
    return replace(claim, evidence=tuple(evidence), sources=len(sources))


def _evidence(
    store: Store, found: Counted, chosen: Mapping[tuple[str, bool], Sequence[str]]
) -> dict[tuple[str, bool, str], list[Evidence]]:
    """The sentences of these claims, the newest first."""
    places: dict[str, tuple[str, bool, str]] = {}
    for forward in (True, False):
        pairs = [
            (name, other)
            for (name, way), others in chosen.items()
            if way is forward or _is_symmetric(name)
            for other in others
        ]
        for row in _statements(store, found, pairs, forward=forward) if pairs else ():
            predicate = row["predicate"].removeprefix(KG)
            places[row["statement"]] = predicate, forward or _is_symmetric(predicate), row["other"]
    for row in store.query(_SUPPRESSED).texts():
        places.pop(row["statement"], None)
    evidence: dict[tuple[str, bool, str], list[Evidence]] = defaultdict(list)
    for item, iri in evidence_of(store, _limited(places)):
        evidence[places[iri]].append(item)
    return {
        place: sorted(items, key=lambda e: (e.published, e.confidence, e.id), reverse=True)
        for place, items in evidence.items()
    }


def _limited(places: Mapping[str, tuple[str, bool, str]]) -> list[str]:
    """The statements that a page shows of each claim; which ones, their IRIs decide, so it is always the same ones."""
    shown: Counter[tuple[str, bool, str]] = Counter()
    kept = []
    for iri in sorted(places):
        if shown[places[iri]] < MOST_EVIDENCE:
            shown[places[iri]] += 1
            kept.append(iri)
    return kept


def _statements(
    store: Store, found: Counted, pairs: Sequence[tuple[str, str]], *, forward: bool
) -> Iterable[dict[str, str]]:
    """The statements of these pairs of predicate and other end."""
    ends = ("object", "subject") if forward else ("subject", "object")
    given = {"entity": found.entity}
    if found.total <= _FEW:
        wanted = {(KG + name, other) for name, other in pairs}
        sparql = _OF_FEW.replace("OTHER", ends[0]).replace("ENTITY", ends[1])
        yield from (r for r in store.query(sparql, given).texts() if (r["predicate"], r["other"]) in wanted)
        return
    sparql = _OF_MANY.replace("OTHER", ends[0]).replace("ENTITY", ends[1])
    for start in range(0, len(pairs), 200):
        batch = pairs[start : start + 200]
        values = " ".join(f"({ox.NamedNode(KG + name)} {ox.NamedNode(other)})" for name, other in batch)
        yield from store.query(sparql.replace("%s", values), given).texts()
