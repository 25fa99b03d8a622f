"""How a data set says what kgraph compares: `data/links/*.toml` in, `Profile` out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kgraph.config import resource
from kgraph.errors import DataError, UsageError
from kgraph.vocab import schema

_FOLDER = "data/links"


@dataclass(frozen=True)
class Profile:
    """Properties and classes of a data set, all as IRIs.

    Attributes:
        endpoint: Its SPARQL endpoint; empty if it depends.
        languages: Of the labels that are looked for, the best first; an empty one is a label without language.
        labels: Properties of names; `aliases` of further ones.
        types: Properties that lead to an item's class.
        places: Properties that lead to where it lies or belongs.
        redirects: Properties that lead from an item to the one that took its place.
        no_things: Classes of pages that name several things, or none.
        several: Properties that only such pages have.
        identifiers: Scheme → property.
        classes: Fine type → classes.
    """

    name: str
    endpoint: str
    languages: tuple[str, ...]
    labels: tuple[str, ...]
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    places: tuple[str, ...]
    redirects: tuple[str, ...]
    no_things: frozenset[str]
    several: tuple[str, ...]
    identifiers: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]

    def fits(self, type: str, classes: frozenset[str]) -> bool | None:
        """True if an item of these classes may be of a fine type, False if it is something else; None if unknown."""
        if self.classes.get(type, frozenset()) & classes:
            return True
        coarse = schema().coarse(type)
        alike = {c for t, known in self.classes.items() if schema().coarse(t) == coarse for c in known}
        others = {c for t, known in self.classes.items() if schema().coarse(t) != coarse for c in known}
        if classes & others - alike:
            return False
        # Of the same coarse type, but another fine one: a district is no town, a firm may be an authority.
        return False if coarse == "Jurisdiction" and classes & alike else None


@cache
def profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        UsageError: There is none.
        DataError: Its file is wrong.
    """
    folder = resource(_FOLDER)
    path = folder / f"{name}.toml"
    if not path.is_file() or path.parent != folder:
        known = ", ".join(sorted(p.stem for p in folder.glob("*.toml")))
        raise UsageError(f"there is no profile {name!r}", hint=f"there are {known}")
    try:
        return _profile(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as fault:
        raise DataError(f"{_relative(path)}: {fault}", hint="its neighbours show what it needs") from fault


def _profile(table: Mapping[str, Any]) -> Profile:
    items = str(table.get("items", ""))

    def iris(names: list[str]) -> frozenset[str]:
        return frozenset(name if name.startswith("http") else items + name for name in names)

    return Profile(
        name=table["name"],
        endpoint=table.get("endpoint", ""),
        languages=tuple(table["languages"]),
        labels=tuple(table["labels"]),
        aliases=tuple(table["aliases"]),
        types=tuple(table["types"]),
        places=tuple(table["places"]),
        redirects=tuple(table["redirects"]),
        no_things=iris(table["no_things"]),
        several=tuple(table.get("several", ())),
        identifiers=dict(table["identifiers"]),
        classes={type: iris(names) for type, names in table["classes"].items()},
    )


def _relative(path: Path) -> str:
    return f"{_FOLDER}/{path.name}"
