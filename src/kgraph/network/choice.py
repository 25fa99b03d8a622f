"""Which statements a network shows: types, predicates, status, dates.

Names of types and predicates may be given as the ontology's local names or as its labels in
German or English; whoever errs is told the nearest.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.dates import is_date
from kgraph.errors import UsageError
from kgraph.network.parts import Node, Statement
from kgraph.records import Status
from kgraph.vocab import schema

_FIRST, _LAST = "-01-01", "-12-31"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to let through; an empty part lets everything through.

    Attributes:
        types: Fine or coarse types; both ends of a statement must be of one of them.
        predicates: Local names.
        statuses: Such as `fact`.
        since: ISO 8601, cut to what is known; the article is of that day or later.
        until: Likewise, or earlier. Where either is given, articles without a date are left out.
        exempt: IRIs of nodes that may be of any type, such as the one that a page is drawn around.
    """

    types: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    since: str | None = None
    until: str | None = None
    exempt: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        types: Iterable[str] = (),
        predicates: Iterable[str] = (),
        *,
        since: str | None = None,
        until: str | None = None,
        exempt: Iterable[str] = (),
    ) -> Selection:
        """A selection from what a user typed.

        Raises:
            UsageError: An unknown type or predicate, or no date.
        """
        for name, value in (("since", since), ("until", until)):
            if value is not None and not is_date(value):
                raise UsageError(f"{name} {value!r} is no date", hint="write 2023, 2023-11 or 2023-11-20")
        return cls(
            frozenset(map(type_named, types)),
            frozenset(map(predicate_named, predicates)),
            since=since,
            until=until,
            exempt=frozenset(exempt),
        )

    def admits(self, statement: Statement, nodes: Mapping[str, Node]) -> bool:
        """True if the statement passes every part."""
        if self.predicates and statement.predicate not in self.predicates:
            return False
        if self.statuses and statement.status not in self.statuses:
            return False
        ends = (nodes[iri] for iri in (statement.subject, statement.object) if iri not in self.exempt)
        if self.types and not all({node.type, node.coarse} & self.types for node in ends):
            return False
        return self.covers(statement.source.date)

    def covers(self, date: str | None) -> bool:
        """True for an article of that date: if the days that `date` may mean and the chosen span have one in common."""
        if self.since is None and self.until is None:
            return True
        if date is None:
            return False
        return (self.since is None or _last(date) >= _first(self.since)) and (
            self.until is None or _first(date) <= _last(self.until)
        )


def type_named(text: str) -> str:
    """The class that is called so.

    Raises:
        UsageError: There is none; the hint names the nearest.
    """
    terms = schema().classes.values()
    named = {t.name: (t.name, t.label_en, t.label_de) for t in terms if t.name not in ("Entity", "Actor")}
    return _named(text, named, "type")


def predicate_named(text: str) -> str:
    """The predicate that is called so.

    Raises:
        UsageError: There is none; the hint names the nearest.
    """
    terms = schema().predicates.values()
    return _named(text, {t.name: (t.name, t.label_en, t.label_de) for t in terms}, "predicate")


def _named(text: str, named: Mapping[str, tuple[str, ...]], kind: str) -> str:
    wanted = text.casefold().removeprefix("kg:")
    forms = {form.casefold(): name for name, labels in named.items() for form in reversed(labels)}
    if wanted in forms:
        return forms[wanted]
    near = difflib.get_close_matches(wanted, forms, n=1, cutoff=0.6)
    known = f"known are {', '.join(sorted(named))}"
    raise UsageError(f"there is no {kind} {text!r}", hint=f"did you mean {forms[near[0]]}?" if near else known)


def _first(date: str) -> str:
    return (date + _FIRST[len(date) - 4 :])[:10]


def _last(date: str) -> str:
    """The last day that a date may mean; 31 for every month, as only the order matters."""
    return (date + ("-12-31" if len(date) == 4 else "-31" if len(date) == 7 else ""))[:10]
