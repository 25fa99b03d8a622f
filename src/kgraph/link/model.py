"""What links are made of: a thing of this graph, an item of another data set, a candidate that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of this graph that may have an item elsewhere.

    Attributes:
        key: Path below the base.
        type: Fine type.
        names: All its names, the preferred one first.
        identifiers: Scheme → code, such as `ags`.
        places: Names of the places and bodies that it belongs to, the nearest first.
    """

    key: str
    type: str
    names: tuple[str, ...]
    identifiers: Mapping[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something of another data set.

    Attributes:
        labels: Label → language, empty if it has none.
        aliases: Likewise, names that are not its first.
        types: IRIs of its classes.
        identifiers: Scheme → codes.
        places: Names of the places that it belongs to, all that are known.
        several: True of a page that names several things, or none: a disambiguation, a list.
        moved_from: The item that redirects to this one, if it was found by that.
    """

    iri: str
    labels: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    identifiers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    several: bool = False
    moved_from: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that a thing may be.

    Attributes:
        key: Of the thing.
        iri: Of the item.
        label: Its name there that is nearest to the thing's.
        score: 0 to 1; 1 only where an identifier is the same.
        why: What spoke for it and against.
        source: Where it was looked up.
        when: Day of the look-up, ISO 8601.
    """

    key: str
    iri: str
    label: str
    score: float
    why: str
    source: str
    when: str


class Source(Protocol):
    """A data set that can be asked for items by name."""

    name: str

    def look_up(self, things: Sequence[Thing]) -> Iterator[tuple[str, Iterable[Item]]]:
        """Yield for each thing its key and what may be meant; things that nothing is found for may be left out.

        Raises:
            RemoteError: A server does not answer.
        """
