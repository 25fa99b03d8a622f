"""The frozen parts of a network: an entity, a statement, and the article that a statement was read in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgraph.records import Status

_ACRONYM = re.compile(r"(?=(?:.*[A-ZÄÖÜ]){2})[A-ZÄÖÜ][\w-]{1,9}")
_LONG = 24  # letters above which a name gives way to its abbreviation in a drawing


@dataclass(frozen=True, slots=True)
class Node:
    """An entity.

    Attributes:
        iri: Its IRI.
        key: Path below the store's base; the IRI where it lies elsewhere.
        label: Preferred name.
        type: Fine type.
        coarse: Coarse type.
        names: Other names, sorted.
        abbreviation: Shortest of its abbreviations, where it has one.
        date: Of an event or agreement, ISO 8601 cut to what is known.
    """

    iri: str
    key: str
    label: str
    type: str
    coarse: str
    names: tuple[str, ...] = ()
    abbreviation: str | None = None
    date: str | None = None

    @property
    def short(self) -> str:
        """What fits beside a point in a drawing: the name, or the abbreviation of a long one."""
        if len(self.label) <= _LONG:
            return self.label
        acronyms = [name for name in self.names if _ACRONYM.fullmatch(name)]
        return self.abbreviation or min(acronyms, key=lambda name: (len(name), name), default=self.label)


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a statement was read in; `date` is ISO 8601, cut to what is known."""

    iri: str
    title: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One edge: what one article states at one place.

    Attributes:
        iri: Of the statement.
        subject: IRI of a node; so is `object`.
        predicate: Local name.
        status: Whether it is said to hold, planned, denied or ended.
        quote: The sentence.
        confidence: 0 to 1.
        rule: Which rule found it.
        source: The article.
        roles: Offices, as the text has them.
        amount: Sum, as the text has it.
        taken_from: Name of whom it is taken over from.
        speaker: Name of who says so.
        valid_from: ISO 8601, cut to what is known; likewise `valid_until`.
        held: Whether it held on the day that the store is asked for; None where it is asked for none.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    status: Status
    quote: str
    confidence: float
    rule: str
    source: Source
    roles: tuple[str, ...] = ()
    amount: str | None = None
    taken_from: str | None = None
    speaker: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    held: str | None = None

    def other(self, iri: str) -> str:
        """The end that is not `iri`."""
        return self.object if iri == self.subject else self.subject
