"""The engine `merge`: several engines read an article, and each counts as much as it was measured to be right.

A relation that engines of precision p and q both state is taken to hold with 1 - (1 - p)(1 - q): as if they
erred independently, which flatters engines that are alike. What stays below `least` is thrown away and counted. The
status, the evidence and the qualifiers are those of the most precise engine that states it.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kgraph.engines.measured import Measured, measured, unmeasured
from kgraph.engines.options import read_options
from kgraph.engines.union import Union
from kgraph.errors import KgraphError, UsageError
from kgraph.extract import Gated, Tables, engine
from kgraph.extract.gate import relation_key
from kgraph.records import Article, Extraction, KeyFigure, Relation


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """The table `[engines.merge]`.

    Attributes:
        of: Names of the engines.
        precision: For each, a number or the file of its score.
        least: Probability below which a relation is not kept.
    """

    of: tuple[str, ...] = ()
    precision: Mapping[str, object] = field(default_factory=dict)
    least: float = 0.5


@dataclass(frozen=True)
class _Part:
    run: Gated
    measured: Measured


class Merger:
    """The engine.

    Args:
        parts: Engines with their precision.
        least: See `MergeOptions`.
    """

    def __init__(self, parts: Sequence[tuple[Gated, Measured]], least: float) -> None:
        ranked = sorted(parts, key=lambda part: -part[1].overall)
        self._parts = [_Part(run, precision) for run, precision in ranked]
        self._least = least
        self.version = f"{least} " + " ".join(f"[{p.run.name} {p.run.version} {p.measured}]" for p in self._parts)
        if any(part.run.streams for part in self._parts):
            self.many = self._many

    @classmethod
    def from_settings(cls, name: str, tables: Tables) -> Merger:
        """The engine that `[engines.NAME]` describes.

        Raises:
            UsageError: Fewer than two engines are named, one is not measured or not configured, or is this one.
        """
        options = read_options(MergeOptions, name, tables.get(name, {}))
        if len(set(options.of)) < 2 or name in options.of:
            raise UsageError(
                f"engine {name!r} needs two or more others",
                hint=f'write of = ["rules", "llm"] below [engines.{name}] in kgraph.toml',
            )
        for part in options.of:
            if part not in options.precision:
                raise unmeasured(part)
        parts = [(engine(part, tables), measured(part, options.precision[part])) for part in dict.fromkeys(options.of)]
        return cls(parts, options.least)

    def __call__(self, article: Article) -> Extraction:
        """What the engines together read out of one article.

        Raises:
            KgraphError: One of them cannot read it.
        """
        return self._merged(article, [part.run(article) for part in self._parts])

    def report(self) -> tuple[str, ...]:
        """What its parts report."""
        return tuple(line for part in self._parts for line in part.run.report())

    def _many(self, articles: Iterable[Article]) -> Iterator[Extraction | KgraphError]:
        """For each article what the engines together read, or the fault of one of them."""
        own, *theirs = itertools.tee(articles, len(self._parts) + 1)
        runs = [part.run.many(its) for part, its in zip(self._parts, theirs, strict=True)]
        # The engines first: they may read ahead, and the article is there once they have answered.
        for *found, article in zip(*runs, own, strict=True):
            good = [result for result in found if isinstance(result, Extraction)]
            fault = next((result for result in found if isinstance(result, KgraphError)), None)
            yield fault if fault is not None else self._merged(article, good)

    def _merged(self, article: Article, found: Sequence[Extraction]) -> Extraction:
        """One extraction of those that the engines gave, in the order of their precision."""
        lost: Counter[str] = Counter()
        for extraction in found:
            lost.update(dict(extraction.rejected))
        union = Union(found)
        stated: dict[tuple[str, str, str], list[tuple[_Part, Relation]]] = {}
        for part, extraction, ids in zip(self._parts, found, union.ids, strict=True):
            for relation in extraction.relations:
                moved = _moved(relation, ids)
                stated.setdefault(relation_key(moved), []).append((part, moved))
        kept: list[Relation] = []
        for claims in stated.values():
            relation = _agreed(claims)
            if relation.confidence < self._least:
                lost["relation that too little speaks for"] += 1
            else:
                kept.append(relation)
        needed = {id for r in kept for id in (r.subject, r.object, r.speaker, r.source) if id}
        good = {id for part, ids in zip(self._parts, union.ids, strict=True) if part.measured.entities >= self._least
                for id in ids.values()}  # fmt: skip
        entities, ids = union.entities(needed | good)
        relations = sorted((_moved(r, ids) for r in kept), key=lambda r: (r.start, r.end, *relation_key(r)))
        # Few engines give key figures and topics: those of the first that does stand.
        figures = next((_owned(e.figures, own, ids) for e, own in zip(found, union.ids, strict=True) if e.figures), ())
        topics = next((extraction.topics for extraction in found if extraction.topics), ())
        return Extraction(article, entities, tuple(relations), tuple(sorted(lost.items())), figures, topics)


def _owned(figures: Iterable[KeyFigure], own: Mapping[str, str], ids: Mapping[str, str]) -> tuple[KeyFigure, ...]:
    """Key figures with the entities' ids in the union; without those whose entity was left out."""
    moved = ((figure, ids.get(own.get(figure.entity, ""))) for figure in figures)
    return tuple(replace(figure, entity=id) for figure, id in moved if id is not None)


def _moved(relation: Relation, ids: Mapping[str, str]) -> Relation:
    """The relation between the entities of other ids."""
    return replace(
        relation,
        subject=ids[relation.subject],
        object=ids[relation.object],
        speaker=ids[relation.speaker] if relation.speaker else None,
        source=ids[relation.source] if relation.source else None,
    )


def _agreed(claims: Sequence[tuple[_Part, Relation]]) -> Relation:
    """One relation of several that say the same, in the order of the engines' precision."""
    groups: dict[str, list[tuple[_Part, Relation]]] = {}
    for part, relation in claims:
        groups.setdefault(relation.status, []).append((part, relation))
    chosen = max(groups.values(), key=_probability)
    best = chosen[0][1]
    others = [relation for _, relation in chosen[1:]]
    filled: dict[str, Any] = {
        name: next((getattr(r, name) for r in (best, *others) if getattr(r, name)), None)
        for name in ("speaker", "role", "amount", "source", "valid_from", "valid_until")
    }
    rule = "+".join(dict.fromkeys(relation.rule for _, relation in chosen))
    return replace(best, confidence=round(_probability(chosen), 3), rule=rule, **filled)


def _probability(claims: Sequence[tuple[_Part, Relation]]) -> float:
    return 1 - math.prod(1 - part.measured.of(relation.predicate) for part, relation in claims)
