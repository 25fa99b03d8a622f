"""What the register holds: `Entry` with its `Name`s, both frozen, and when a name is valid.

Dates are ISO 8601, cut to what is known (`2021`, `2021-12`, `2021-12-08`); `until` is the last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

NameKind = Literal["official", "short", "abbreviation", "variant", "demonym"]
"""`official`: in its own documents. `short`: common in the press. `variant`: an older or looser form.
`demonym`: an adjective or a word for the people ("bremisch", "Bremer"), never the name itself."""

NAME_KINDS: tuple[NameKind, ...] = get_args(NameKind)

TYPES: Mapping[str, str] = {
    "state": "State",
    "land": "Land",
    "district": "District",
    "municipality": "Municipality",
    "ministry": "Ministry",
    "authority": "Authority",
    "committee": "Committee",
    "company": "Company",
    "association": "Association",
    "research": "Research",
    "law": "Law",
    "agreement": "Agreement",
    "programme": "Programme",
    "project": "Project",
    "service": "Service",
}
"""First segment of a key → fine type, a class of the ontology."""

_BY_OFFICIAL_NAME = {"Ministry", "Municipality", "District"}
_AFTER = "~"  # sorts behind every digit and hyphen: "2021-12" + "~" is the end of that month


def covers(since: str | None, until: str | None, date: str | None) -> bool:
    """True if some day of `date` lies between `since` and `until`; an unknown date or bound excludes nothing."""
    if date is None:
        return True
    return (since is None or since <= date + _AFTER) and (until is None or date <= until + _AFTER)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entry.

    Attributes:
        since: First day on which it was used; None where unknown or without beginning.
        until: Last day; None where unknown or still in use.
        ambiguous: An ordinary word or a common surname as well ("Essen", "Roth"): a name only in context.
    """

    text: str
    kind: NameKind
    since: str | None = None
    until: str | None = None
    ambiguous: bool = False

    def valid_on(self, date: str | None) -> bool:
        """True if the name may be used on that day (or some day of that month or year)."""
        return covers(self.since, self.until, date)


@dataclass(frozen=True, slots=True)
class Parent:
    """An entry that another one belonged to, and when: the Land of a town until it joined a district."""

    key: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entity of the register; equal only to itself.

    Attributes:
        key: Path below the base IRI, such as `land/bremen`; its first segment decides the type.
        type: Fine type, a class of the ontology.
        names: At least one, the current official one first. A name without dates has those of the entry.
        parent: Key of the entry that it belongs to: Land of a district, Bund of a federal ministry.
        since: First day of its existence, where it matters.
        until: Last day.
        identifiers: Scheme → code, such as `ags`, `iso3166-2`, `nuts`.
        predecessors: Keys of the entries whose place it took.
        ambiguous: The first name is an ordinary word or surname as well.
        kind: What the directory calls a place: "Große Kreisstadt", "Landkreis"; None of all else.
        population: Inhabitants on `counted`; municipalities, districts and Länder only.
        counted: Day of `population`.
        as_of: Day of the list from which kind and parent are; None where nothing has a day of its own.
        former_parents: What it belonged to before `parent`.
        source: The official publication on which the facts rest.
        place: File and line where it is written, "bodies.toml:12".
    """

    key: str
    type: str
    names: tuple[Name, ...]
    parent: str | None = None
    since: str | None = None
    until: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    predecessors: tuple[str, ...] = ()
    ambiguous: bool = False
    kind: str | None = None
    population: int | None = None
    counted: str | None = None
    as_of: str | None = None
    former_parents: tuple[Parent, ...] = ()
    source: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """The name to show: the short one that the press uses; of ministries, towns and districts the official one.

        A state may be shown by a word that is ambiguous in running text ("Bund").
        """
        if self.type not in _BY_OFFICIAL_NAME:
            for name in self.names:
                if name.kind == "short" and (not name.ambiguous or self.type == "State"):
                    return name.text
        return self.names[0].text

    def valid_on(self, date: str | None) -> bool:
        """True if it existed on that day (or some day of that month or year)."""
        return covers(self.since, self.until, date)
