"""What is searched and what is found: things with their names, hits with what matched."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

NameKind = Literal["label", "other", "abbreviation", "hidden"]
"""Preferred name; another one, such as a former or an English name; abbreviation; one that is only good for search."""

Match = Literal["exact", "prefix", "words", "inside", "similar"]
"""How a name fits what was typed: is it, begins with it, has words that do, holds it inside a word, nearly is it."""

MATCHES: tuple[Match, ...] = ("exact", "prefix", "words", "inside", "similar")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a thing."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity as something to be found.

    Attributes:
        key: Path below the store's base, or the IRI where it lies elsewhere.
        type: Fine type, a local name of the ontology.
        names: The preferred name first.
        articles: Number of articles that mention it.
    """

    iri: str
    key: str
    type: str
    names: tuple[Name, ...]
    articles: int

    @property
    def label(self) -> str:
        """The preferred name."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that fits what was typed.

    Attributes:
        matched: The name that fits, as it is spelt.
        match: How it fits.
        score: 0 to 1, for those who rank hits of several questions; 1 where the name is what was typed.
    """

    iri: str
    key: str
    label: str
    type: str
    matched: str
    match: Match
    articles: int
    score: float

    def as_dict(self) -> dict[str, Any]:
        """The hit as plain JSON values."""
        return asdict(self)
