"""To which Land things belong: by what they are part of, lie in or take place in, as far as the graph says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kgraph.publish import Described, Named
from kgraph.vocab import KG

_UP = tuple(KG + name for name in ("partOf", "subdivisionOf", "takesPlaceIn"))


class Belonging:
    """What lies above each thing."""

    def __init__(self) -> None:
        self._above: dict[str, set[str]] = defaultdict(set)

    def noted(self, found: Iterable[Described]) -> Iterator[Described]:
        """Take in subjects, and pass them on."""
        for item in found:
            for property in _UP:
                self._above[item.iri].update(item.texts(property))
            yield item

    def lands(self, named: Named) -> Mapping[str, list[str]]:
        """IRI of each Land → IRIs of what belongs to it, by name."""
        found: dict[str, list[str]] = {iri: [] for iri, type in named.types.items() if type == "Land"}
        for iri in named.types:
            for land in self._reached(iri) & found.keys() - {iri}:
                found[land].append(iri)
        order = sorted(found, key=lambda iri: (named.label(iri).casefold(), iri))
        return {land: sorted(found[land], key=lambda iri: (named.label(iri).casefold(), iri)) for land in order}

    def _reached(self, iri: str) -> set[str]:
        seen: set[str] = set()
        edge = {iri}
        while edge:
            seen |= edge
            edge = {above for item in edge for above in self._above.get(item, ())} - seen
        return seen
