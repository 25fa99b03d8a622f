"""What belongs to what, as one article says: owners of things, bodies in which people hold office."""

from __future__ import annotations

import re

from kgraph.records import ArticleEntity, Extraction
from kgraph.vocab import schema

_DEEDS = ("develops", "operates", "adopts", "organises")  # whose subject is the owner, in this order
_PARTY = re.compile(r"CDU|CSU|SPD|FDP|AfD|BSW|(?:Bündnis 90/Die )?Grünen?|(?:Die )?Linken?|\w*[Ff]raktion\b.*")


class Ties:
    """The ties between the entities of one article, all by their ids."""

    def __init__(self, extraction: Extraction) -> None:
        self._relations = extraction.relations
        self._owners = {e.id: self._stated(e) for e in extraction.entities}

    def owners(self, id: str) -> tuple[str, ...]:
        """What an entity belongs to, sorted: its owner, else what it is part of, else who makes or runs it.

        What would make something own itself in the end is left out, so the answer depends on no order.
        """
        return tuple(owner for owner in self._owners[id] if not self._reaches(owner, id))

    def bodies(self, person: str) -> tuple[str, ...]:
        """Where a person holds office, sorted."""
        return self._joined("holdsRole", subject=person)

    def _stated(self, entity: ArticleEntity) -> tuple[str, ...]:
        if entity.owner:
            return (entity.owner,)
        if above := self._joined("partOf", subject=entity.id):
            return above
        if schema().coarse(entity.type) in ("Initiative", "Law", "Event"):
            return next((ids for p in _DEEDS if (ids := self._joined(p, object=entity.id))), ())
        return ()

    def _reaches(self, start: str, goal: str) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            new = set(self._owners[waiting.pop()]) - seen
            seen |= new
            waiting += new
        return goal in seen

    def _joined(self, predicate: str, *, subject: str = "", object: str = "") -> tuple[str, ...]:
        """The other ends of the relations of a predicate, sorted."""
        named = (r for r in self._relations if r.predicate == predicate)
        return tuple(
            sorted({r.object if subject else r.subject for r in named if subject == r.subject or object == r.object})
        )


def is_party(entity: ArticleEntity) -> bool:
    """True of a party or its group in a parliament: not where somebody is at home."""
    return entity.type == "Association" and _PARTY.fullmatch(entity.name) is not None
