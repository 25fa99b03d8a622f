"""Count hits over annotated articles: entities, relations, their types, predicates and qualifiers.

Counts are kept article by article, so that others can draw articles anew (`intervals`). Status, speaker, validity,
figures and topics, which only some annotations have, are counted by `extended`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgraph.evaluate.documents import Document, confidence
from kgraph.evaluate.extended import count_extended
from kgraph.evaluate.matching import Alignment, align, coarse_type, comparable, forms
from kgraph.evaluate.misses import Miss, misses_of
from kgraph.evaluate.rates import rate
from kgraph.evaluate.tally import Group, Tally

_QUALIFIERS = ("role", "amount", "from")
_EMPTY: Document = {"entities": [], "relations": []}


@dataclass
class Score:
    """The result over all articles.

    Attributes:
        tallies: Counts of each article.
        types: Whether the fine types of matched entities are equal.
        qualifiers: Name → whether it is right, over the matches whose gold has it.
        confusion: Gold type and found type → how often one was taken for the other.
        judged: Confidence of each found relation, and whether it is right.
        misses: All, article by article; `misses.worst` ranks them.
    """

    tallies: list[Tally] = field(default_factory=list)
    types: Counter[bool] = field(default_factory=Counter)
    qualifiers: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles were scored."""
        return len(self.tallies)

    @property
    def entities(self) -> Counter[str]:
        """Counts of all entities together."""
        return self.total(("entities", ""))

    @property
    def relations(self) -> Counter[str]:
        """Counts of all relations together that are not denied."""
        return self.total(("relations", ""))

    @property
    def by_type(self) -> dict[str, Counter[str]]:
        """Counts of entities by coarse type."""
        return {label: self.total(("type", label)) for label in self.labels("type")}

    @property
    def by_predicate(self) -> dict[str, Counter[str]]:
        """Counts of relations by predicate."""
        return {label: self.total(("predicate", label)) for label in self.labels("predicate")}

    def labels(self, kind: str) -> list[str]:
        """The labels that a kind of group has, sorted."""
        return sorted({group[1] for tally in self.tallies for group in tally if group[0] == kind})

    def total(self, group: Group) -> Counter[str]:
        """Counts of a group over all articles."""
        counts: Counter[str] = Counter()
        for tally in self.tallies:
            if group in tally:
                counts.update(tally[group])
        return counts

    def as_dict(self) -> dict[str, object]:
        """The counts that every annotation allows, without the misses, as plain values for JSON."""
        return {
            "articles": self.articles,
            "entities": rate(self.entities).as_dict(),
            "type accuracy": round(self.types[True] / max(1, self.types.total()), 4),
            "relations": rate(self.relations).as_dict(),
            "qualifiers": {q: f"{c[True]}/{c.total()}" for q, c in sorted(self.qualifiers.items())},
            "entities by type": {t: rate(c).as_dict() for t, c in self.by_type.items()},
            "relations by predicate": {p: rate(c).as_dict() for p, c in self.by_predicate.items()},
        }


def score(gold: Sequence[Document], found: Mapping[str, Document]) -> Score:
    """Compare; a gold article without a prediction counts as all missed.

    Args:
        gold: Annotated articles.
        found: Article id → extracted facts.
    """
    result = Score()
    for document in gold:
        alignment = align(document, found.get(document["id"], _EMPTY))
        tally: Tally = defaultdict(Counter)
        _count_entities(tally, alignment)
        _count_relations(tally, alignment)
        result.tallies.append(tally)
        result.misses += [*misses_of(alignment), *count_extended(tally, result.qualifiers, alignment)]
        result.judged += _judged(alignment)
        result.confusion.update(_confused(alignment))
        _judge_matches(result, alignment)
    return result


def _count_entities(tally: Tally, found: Alignment) -> None:
    wanted = {e["id"]: e for e in found.gold["entities"]}
    given = {e["id"]: e for e in found.found["entities"]}
    tally["entities", ""].update(hit=len(found.pairs), found=len(given), gold=len(wanted))
    for counted, entities in (("gold", wanted.values()), ("found", given.values())):
        for entity in entities:
            tally["type", coarse_type(entity)][counted] += 1
    for id in found.pairs.values():
        tally["type", coarse_type(wanted[id])]["hit"] += 1


def _count_relations(tally: Tally, found: Alignment) -> None:
    number = len(found.given) + len(found.loose)
    tally["relations", ""].update(hit=len(found.hits), found=number, gold=len(found.wanted))
    for relation in found.loose:
        tally["predicate", relation["p"]]["found"] += 1
    for counted, keys in (("gold", found.wanted), ("found", found.given), ("hit", found.hits)):
        for key in keys:
            tally["predicate", key[0]][counted] += 1


def _judged(found: Alignment) -> Iterator[tuple[float, bool]]:
    for key, relation in found.given.items():
        yield confidence(relation), key in found.wanted
    for relation in found.loose:
        yield confidence(relation), False


def _confused(found: Alignment) -> Iterator[tuple[str, str]]:
    """Gold type and found type: of matches whose fine types differ, and of what bears one name but matched nothing."""
    wanted = {e["id"]: e for e in found.gold["entities"]}
    given = {e["id"]: e for e in found.found["entities"]}
    for f, g in found.pairs.items():
        if given[f]["type"] != wanted[g]["type"]:
            yield wanted[g]["type"], given[f]["type"]
    left = [e for id, e in wanted.items() if id not in found.pairs.values()]
    for id, entity in given.items():
        namesake = next((g for g in left if forms(g) & forms(entity)), None) if id not in found.pairs else None
        if namesake is not None:
            left.remove(namesake)
            yield namesake["type"], entity["type"]


def _judge_matches(result: Score, found: Alignment) -> None:
    """Judge what is said of matched entities and relations beyond their being there."""
    wanted = {e["id"]: e for e in found.gold["entities"]}
    given = {e["id"]: e for e in found.found["entities"]}
    for f, g in found.pairs.items():
        result.types[given[f]["type"] == wanted[g]["type"]] += 1
        if "date" in wanted[g]:
            result.qualifiers["date"][given[f].get("date") == wanted[g]["date"]] += 1
    for key in found.hits:
        for name in _QUALIFIERS:
            want, got = found.wanted[key].get(name), found.given[key].get(name)
            if want is not None:
                result.qualifiers[name][_right(name, want, got, found.pairs)] += 1


def _right(name: str, want: Any, got: Any, pairs: Mapping[str, str]) -> bool:
    if name == "from":
        return got is not None and pairs.get(got) == want
    return got is not None and bool(comparable(str(got)) & comparable(str(want)))
