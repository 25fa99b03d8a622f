"""Whether a statement by itself may hold on a day: by the table of `docs/clocks.md`, but no articles are joined."""

from __future__ import annotations

from kgraph.network import Statement


def may_hold(statement: Statement, day: str) -> bool:
    """False if the statement surely does not hold then.

    Args:
        statement: What an article says.
        day: ISO 8601, in full.
    """
    if statement.valid_from and _first(statement.valid_from) > day:
        return False
    if statement.valid_until and _last(statement.valid_until) < day:
        return False
    said = statement.source.date
    if said is None or statement.status == "fact":
        return True
    if statement.status == "ended":
        return _last(said) > day
    if statement.status == "planned":
        return day >= _first(said)
    return said != day


def _first(date: str) -> str:
    return (date + "-01-01"[len(date) - 4 :])[:10]


def _last(date: str) -> str:
    """The last day that a date may mean; 31 for every month, as only the order matters."""
    return (date + ("-12-31" if len(date) == 4 else "-31" if len(date) == 7 else ""))[:10]
