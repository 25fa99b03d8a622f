"""Which statements pass the two clocks, for a page about one entity: its statements in, those that pass out.

The answers are those of a whole store as of that time (`kgraph.clocks`), without the copy that such a store is: of
offices, what is said of the same bodies is looked at as well, since a successor bounds who came before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgraph.clocks import Clocks
from kgraph.clocks.answers import Stated, answers
from kgraph.network.projection import Projection
from kgraph.store import Store
from kgraph.tenure import Held, existence
from kgraph.views.evidence import properties
from kgraph.views.parts import in_batches
from kgraph.vocab import KG, schema

_OFFICE = "holdsRole"
_TIMES = """
SELECT ?thing ?property ?value WHERE {
  VALUES ?thing { %s }
  ?thing ?property ?value FILTER(?property IN (kg:validFrom, kg:validUntil))
}"""


def passing(store: Store, projection: Projection, rows: Sequence[int], clocks: Clocks) -> dict[int, Held | None]:
    """Statements that pass, in the order given → whether they held on the day; None where no day is meant.

    Args:
        store: Whom to ask.
        projection: Of that store.
        rows: Numbers of statements.
        clocks: The time that is meant.
    """
    known = _known(projection, rows, clocks)
    day = clocks.valid_on
    if day is None:
        return dict.fromkeys(known)
    judged = sorted({*known, *at_same_bodies(projection, known, clocks)})
    found = answers((_stated(projection, row) for row in judged), day)
    gone = _not_there(store, projection, known, day)
    passed: dict[int, Held | None] = {}
    for row, subject, object_ in zip(*projection.told(known)[:3], strict=True):
        answer: Held = "no" if gone & {subject, object_} else found[str(row)]
        if answer in clocks.held:
            passed[row] = answer
    return passed


def at_same_bodies(projection: Projection, rows: Sequence[int], clocks: Clocks) -> list[int]:
    """What was known of offices at the bodies at which these statements tell of offices."""
    _, _, objects, predicates, *_ = projection.told(rows)
    bodies = {at for at, name in zip(objects, predicates, strict=True) if projection.texts[name] == _OFFICE}
    beside = [row for body in bodies for row in projection.about(body)]
    chosen, _, _, names, *_ = projection.told(beside)
    offices = [row for row, name in zip(chosen, names, strict=True) if projection.texts[name] == _OFFICE]
    return _known(projection, offices, clocks)


def _known(projection: Projection, rows: Sequence[int], clocks: Clocks) -> list[int]:
    chosen, *_, dates = projection.told(rows)
    verdicts = {date: clocks.knows(projection.texts.optional(date) or "") for date in set(dates)}
    return [row for row, date in zip(chosen, dates, strict=True) if verdicts[date]]


def _stated(projection: Projection, row: int) -> Stated:
    """A statement for the clocks, by its number: its IRI is not needed."""
    told = projection.statement(row)
    type = projection.node(int(projection.objects[row])).type
    return Stated(
        id=str(row),
        subject=told.subject,
        predicate=told.predicate,
        object=told.object,
        status=told.status,
        published=told.source.date or "",
        types=schema().above(type) if type in schema().classes else (),
        roles=told.roles,
        valid_from=told.valid_from or "",
        valid_until=told.valid_until or "",
    )


def _not_there(store: Store, projection: Projection, rows: Iterable[int], day: str) -> set[int]:
    """Ends that the graph dates and that did not exist on the day."""
    _, subjects, objects, *_ = projection.told(list(rows))
    iris = {projection.node(number).iri: number for number in {*subjects, *objects}}
    times = properties(in_batches(store, _TIMES, sorted(iris)))
    return {
        iris[iri]
        for iri, told in times.items()
        if existence(told[f"{KG}validFrom"], told[f"{KG}validUntil"]).held(day) == "no"
    }
