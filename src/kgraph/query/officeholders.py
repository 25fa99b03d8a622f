"""Officeholders as the store has them: the rows of `queries/officeholders.rq` in, tenures and rivals out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pyoxigraph as ox

from kgraph.clocks import Clocks
from kgraph.query.catalogue import named_query
from kgraph.store import Result, Store, Term, text_of
from kgraph.tenure import Bounds, Claim, Held, Period, Rivals, Tenure, existence, rivals, tenures
from kgraph.vocab import KG, article_id, article_iri, entity_iri, key_of, schema

_COLUMNS = (
    "person personLabel role at atLabel held from until overBy firstSeen lastSeen planned sources quote article".split()
)
"""`until` is the end that an article names; `overBy` the last possible day, where that says more."""
_PLACED = frozenset({"person", "at", "since"})
_HELD: tuple[Held, ...] = ("yes", "unknown")
_ORDER = {"yes": 0, "unknown": 1, "no": 2, "": 3}

Rows: TypeAlias = Callable[[Mapping[str, Term]], Result]
"""Terms for the places of `queries/officeholders.rq` in, its rows out."""


@dataclass(frozen=True)
class Officeholders:
    """Tenures with the names of persons and bodies.

    Attributes:
        claims: What they are joined from.
        labels: Key → name.
        first: Id of an article that is a copy → id of the first one with that text.
        existing: Key of a body → when it existed, of those that the graph dates.
    """

    base: str
    claims: tuple[Claim, ...]
    labels: Mapping[str, str] = field(repr=False)
    first: Mapping[str, str] = field(repr=False)
    existing: Mapping[str, Bounds] = field(repr=False, default_factory=dict)

    @classmethod
    def of(cls, result: Result, base: str, known_on: str | None = None) -> Officeholders:
        """Read the rows of the query.

        Args:
            result: Rows of `queries/officeholders.rq`.
            base: Of the store.
            known_on: Only claims of articles that were surely published by then, as precise as known.
        """
        labels: dict[str, str] = {}
        first: dict[str, str] = {}
        existing: dict[str, Bounds] = {}
        claims = []
        clocks = Clocks.of(known_on=known_on)
        for row in result.texts():
            if not clocks.knows(row["published"]):
                continue
            claims.append(_claim(row, base))
            if row["atFrom"] or row["atUntil"]:
                existing[claims[-1].at] = existence(row["atFrom"], row["atUntil"])
            if row["first"]:
                first[claims[-1].article] = article_id(base, row["first"]) or row["first"]
            for end in ("person", "at"):
                labels[key_of(base, row[end]) or row[end]] = row[f"{end}Label"] or row[end]
        return cls(base, tuple(claims), labels, first, existing)

    def tenures(self) -> list[Tenure]:
        """The tenures of all claims."""
        return tenures(self.claims)

    def rivals(self) -> list[Rivals]:
        """The claims that exclude each other."""
        return rivals(self.claims, self.tenures())

    def held(self, tenure: Tenure, day: str) -> Held:
        """Whether a tenure covers a day; none does on one on which its body did not exist."""
        body = self.existing.get(tenure.at)
        return "no" if body and body.held(day) == "no" else tenure.held(day)

    def label(self, key: str) -> str:
        """The name of a person or body."""
        return self.labels.get(key, key)

    def table(self, valid_on: str | None, held: Iterable[str] = _HELD, person: str | None = None) -> Result:
        """The tenures as rows: by answer, body, office and beginning; on a day only those that it may lie in.

        Args:
            valid_on: A day; without it, all tenures, and nothing is said of a day.
            held: Which answers to show.
            person: Key of the only one to show; who came before and after still counts.
        """
        wanted = set(held)
        rows = []
        for tenure in self.tenures():
            if person is not None and tenure.person != person:
                continue
            answer = self.held(tenure, valid_on) if valid_on else ""
            if not valid_on or answer in wanted:
                rows.append((tenure, answer))
        rows.sort(key=lambda row: self._order(*row))
        return Result("rows", tuple(_COLUMNS), tuple(self._row(*row) for row in rows))

    def _order(self, tenure: Tenure, answer: str) -> tuple[object, ...]:
        first = tenure.bounds.start_max or tenure.bounds.start_min or ""
        return (
            self.label(tenure.at),
            tenure.at,
            _ORDER[answer],
            tenure.role,
            first,
            self.label(tenure.person),
            tenure.person,
        )

    def _row(self, tenure: Tenure, answer: str) -> tuple[ox.NamedNode | ox.Literal | None, ...]:
        sure = tenure.bounds.sure or Period("", "")
        best = tenure.claims[-1]
        values: dict[str, Any] = {
            "person": ox.NamedNode(entity_iri(self.base, tenure.person)),
            "personLabel": self.label(tenure.person),
            "role": tenure.role,
            "at": ox.NamedNode(entity_iri(self.base, tenure.at)),
            "atLabel": self.label(tenure.at),
            "held": answer,
            "from": tenure.since,
            "until": tenure.until,
            "overBy": tenure.over_by,
            "firstSeen": sure.first,
            "lastSeen": sure.last,
            "planned": "planned" if tenure.planned else "",
            "sources": str(len({self.first.get(claim.article, claim.article) for claim in tenure.claims})),
            "quote": best.quote,
            "article": ox.NamedNode(article_iri(self.base, best.article)),
        }
        return tuple(_term(values[column]) for column in _COLUMNS)


def joined(store: Store, rows: Rows, given: Mapping[str, Term]) -> Result:
    """What `kgraph query officeholders` answers.

    Args:
        store: Whom the rows come from.
        rows: Parameter → term, for the places of `queries/officeholders.rq`, to its rows.
        given: Parameter → term.

    Raises:
        UsageError: `held` names something else than the three answers, or stands without a day.
    """
    texts = {name: text_of(term) for name, term in given.items()}
    clocks = Clocks.of(texts.get("valid-on"), texts.get("known-on"), texts.get("held", "").split())
    placed = {name: given[name] for name in given.keys() & _PLACED}
    found = rows(placed)
    if person := texts.get("person"):
        found = _with_others(rows, placed, found)
    holders = Officeholders.of(found, store.base, clocks.known_on)
    return holders.table(clocks.valid_on, clocks.held, key_of(store.base, person) or person if person else None)


def _with_others(rows: Rows, placed: Mapping[str, Term], found: Result) -> Result:
    """What is said of all who held offices where somebody did: who came before or after bounds a time."""
    bodies = sorted({row["at"] for row in found.texts()})
    anybody = {name: term for name, term in placed.items() if name != "person"}
    answers = [rows({**anybody, "at": ox.NamedNode(body)}) for body in bodies]
    return replace(found, rows=tuple(row for answer in answers for row in answer.rows))


def _claim(row: Mapping[str, str], base: str) -> Claim:
    type = row["atType"].removeprefix(KG)
    return Claim(
        person=key_of(base, row["person"]) or row["person"],
        role=row["role"],
        at=key_of(base, row["at"]) or row["at"],
        types=schema().above(type) if type in schema().classes else (),
        status=row["status"],
        valid_from=row["from"],
        valid_until=row["until"],
        published=row["published"],
        article=article_id(base, row["article"]) or row["article"],
        statement=key_of(base, row["statement"]) or row["statement"],
        quote=row["quote"],
    )


def _term(value: object) -> ox.NamedNode | ox.Literal | None:
    if isinstance(value, ox.NamedNode):
        return value
    return ox.Literal(str(value)) if value else None


def conflicts(store: Store, known_on: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the claims on offices that exclude each other, each with both quotes, as plain JSON values.

    Raises:
        UsageError: `known_on` is no date.
    """
    found = Officeholders.of(store.query(named_query("officeholders").sparql), store.base, known_on)
    for item in found.rivals():
        yield {
            "kind": item.kind,
            "office": item.one.role,
            "at": item.one.at,
            "at_label": found.label(item.one.at),
            "first_day": item.days.first,
            "last_day": item.days.last,
            "claims": [
                {
                    "person": claim.person,
                    "label": found.label(claim.person),
                    "role": claim.role,
                    "status": claim.status,
                    "quote": claim.quote,
                    "article": claim.article,
                    "published": claim.published,
                    "statement": claim.statement,
                }
                for claim in (item.one, item.other)
            ],
        }
