"""One relation once: the best evidence of each, conflicts between statuses resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kgraph.records import Relation


def consolidate(relations: Iterable[Relation], headlines: Collection[int] = ()) -> tuple[Relation, ...]:
    """Keep the surest statement of each relation; further statements make it a little surer.

    Of qualifiers that the surest one lacks, those of the next are taken. A symmetric relation is
    written once. A denial loses against a statement of the same relation, a plan against its fact.
    A headline, which tells in the present what is to come, says nothing of the status if the body does.

    Args:
        relations: Of one article.
        headlines: Where its headlines begin.
    """
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for relation in relations:
        ends = (relation.subject, relation.object)
        if relation.predicate == "cooperatesWith":
            ends = min(ends), max(ends)
        groups.setdefault((relation.predicate, *ends), []).append(relation)
    found = [_merged(group, headlines) for group in groups.values()]
    return tuple(sorted(found, key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object)))


_RANK = {"fact": 0, "ended": 1, "planned": 2, "denied": 3}


def _merged(group: list[Relation], headlines: Collection[int]) -> Relation:
    def sureness(r: Relation) -> tuple[int, float, int, int]:
        return (_RANK[r.status] if r.status == "denied" else 0, -r.confidence, _RANK[r.status], r.start)

    best = min(group, key=sureness)
    told = [r for r in group if r.start not in headlines]
    if told and best not in told and any(r.status != best.status for r in told):
        best = min(told, key=sureness)
    dated = [r for r in group if r.status == best.status and (r.valid_from or r.valid_until)]
    bounds = best if best in dated or not dated else min(dated, key=sureness)
    doubt = 1.0
    for rule in {r.rule for r in group}:
        doubt *= 1 - max(r.confidence for r in group if r.rule == rule)
    confidence = round(min(0.99, max(best.confidence, 1 - doubt)), 3)

    def first(field: str) -> str | None:
        if getattr(best, field):
            return str(getattr(best, field))
        return next((str(getattr(r, field)) for r in group if getattr(r, field)), None)

    return Relation(
        best.subject, best.predicate, best.object, best.start, best.end, confidence, best.rule, best.status,
        first("speaker"), first("role"), first("amount"), first("source"), bounds.valid_from, bounds.valid_until,
    )  # fmt: skip
