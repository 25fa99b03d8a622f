"""Where an article plays: the Länder, districts and towns that it names, and the Land that its title begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from kgraph.records import ArticleEntity, Extraction
from kgraph.register import Entry, Register
from kgraph.resolve.lookup import BUND, Lookup, ancestors

_GERMAN_SPEAKING = frozenset({"state/oesterreich", "state/schweiz", "state/liechtenstein"})
Find = Callable[[ArticleEntity], Entry | None]


class Scene:
    """The places of one article.

    Args:
        extraction: The article.
        lookup: Names the Länder.
        find: The register entry that the article means by an entity of its own.
    """

    def __init__(self, extraction: Extraction, lookup: Lookup, find: Find) -> None:
        self._extraction = extraction
        self._lookup = lookup
        self._find = find

    @property
    def register(self) -> Register:
        """What resolution knows."""
        return self._lookup.register

    @cached_property
    def lands(self) -> frozenset[str]:
        """Länder that the article names, and the Bund."""
        return frozenset(k for k in self._named({"Land", "State"}) if k == BUND or k.startswith("land/"))

    @cached_property
    def regions(self) -> frozenset[str]:
        """Länder and districts that the article names: what tells towns of one name apart."""
        return self.lands - {BUND} | self._named({"District"})

    @cached_property
    def kicker(self) -> str | None:
        """The one Land before the colon of the title: "Niedersachsen: Landtag sagt Ja"."""
        before, colon, _ = self._extraction.article.title.partition(":")
        lands = self._lookup.lands_in(before) - {BUND} if colon else frozenset[str]()
        return next(iter(lands)) if len(lands) == 1 else None

    @cached_property
    def home(self) -> str | None:
        """The one Land that the article plays in, by all places that it names; the Bund where it names no other."""
        keys = self.lands | self._named({"District", "Municipality"})
        lands = {k for k in ancestors(self.register, keys) if k.startswith("land/")}
        if len(lands) == 1:
            return next(iter(lands))
        return self.kicker or (BUND if not lands and BUND in keys else None)

    @cached_property
    def only_land(self) -> str | None:
        """The only Land that the article names, else the one of its title."""
        lands = self.lands - {BUND}
        return next(iter(lands)) if len(lands) == 1 else self.kicker

    @cached_property
    def abroad(self) -> str | None:
        """Austria, Switzerland or Liechtenstein, where it is the only place above a town that is named."""
        states = self._named({"State"})
        one = next(iter(states)) if len(states) == 1 and not self.lands | self.regions else None
        return one if one in _GERMAN_SPEAKING else None

    def land_of(self, parents: frozenset[str]) -> str | None:
        """Which of `parents`, the owners of things with one name, the article is about; None where nothing decides."""
        lands = self.lands if BUND in parents else self.lands - {BUND}
        if len(lands) == 1:
            return next(iter(lands & parents), None)
        return self.kicker if self.kicker in parents and not (BUND in parents and BUND in lands) else None

    def _named(self, types: set[str]) -> frozenset[str]:
        found = (self._find(e) for e in self._extraction.entities if e.type in types)
        return frozenset(entry.key for entry in found if entry)
