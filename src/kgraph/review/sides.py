"""One entity of a pair in its context, for people to read."""

from __future__ import annotations

from kgraph.query import StatementView, profile
from kgraph.review.load import Subject
from kgraph.review.model import Side, Told
from kgraph.store import Store

_TOLD = 6  # statements that are shown of each
_STATUSES = {"fact": "Tatsache", "planned": "geplant", "denied": "verneint", "ended": "beendet"}


def side(store: Store, subject: Subject, language: str = "de") -> Side:
    """An entity with the newest of what is said of it; offices first, since they tell persons apart."""
    found = profile(store, subject.key)
    views = sorted(found.statements, key=lambda view: (view.published, view.id), reverse=True)
    views.sort(key=lambda view: view.predicate != "holdsRole")
    return Side(
        key=subject.key,
        type=subject.type,
        names=subject.names,
        registered=subject.registered,
        articles=len(subject.articles),
        statements=subject.statements,
        told=tuple(_told(view, language) for view in views[:_TOLD]),
    )


def _told(view: StatementView, language: str) -> Told:
    status = _STATUSES[view.status] if language == "de" else view.status
    more = ", ".join(filter(None, (view.role, view.amount, status if view.status != "fact" else "")))
    text = f"{view.reading(language)} {view.other}" + (f" ({more})" if more else "")
    return Told(view.id, text, " ".join(view.quote.split()), view.article, view.published)
