"""Bring together what several engines name in one article: their entities in, one list out.

Two are the same if they are of one coarse type and share a form of their names, or are named at the same place.
Of what engines say otherwise, the earlier one counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kgraph.names import fold
from kgraph.records import ArticleEntity, Extraction
from kgraph.vocab import schema


class Union:
    """The entities of several extractions of one article.

    Args:
        found: The extractions; the more trustworthy first.

    Attributes:
        ids: For each extraction, the ids there to those here.
    """

    def __init__(self, found: Sequence[Extraction]) -> None:
        self._entities: dict[str, ArticleEntity] = {}
        self._keys: dict[tuple[object, ...], str] = {}
        self.ids: list[Mapping[str, str]] = [self._taken(extraction.entities) for extraction in found]

    def entities(self, chosen: Collection[str]) -> tuple[tuple[ArticleEntity, ...], Mapping[str, str]]:
        """The chosen ones and their owners, numbered by first mention; with them, ids here to the new ones."""
        wanted = set(chosen)
        while more := {o for id in wanted if (o := self._entities[id].owner)} - wanted:
            wanted |= more
        ordered = sorted(
            (self._entities[id] for id in wanted), key=lambda e: (min((m.start, -m.end) for m in e.mentions), e.id)
        )
        ids = {entity.id: f"e{number}" for number, entity in enumerate(ordered, 1)}
        return tuple(replace(e, id=ids[e.id], owner=ids[e.owner] if e.owner else None) for e in ordered), ids

    def _taken(self, entities: Sequence[ArticleEntity]) -> Mapping[str, str]:
        """Take in the entities of one engine; two of its own never become one."""
        ids: dict[str, str] = {}
        for entity in entities:
            same = next((self._keys[k] for k in _keys(entity) if k in self._keys), None)
            if same is None or same in ids.values():
                same = f"u{len(self._entities)}"
                self._entities[same] = replace(entity, id=same, owner=None)
            else:
                self._entities[same] = _joined(self._entities[same], entity)
            ids[entity.id] = same
        for entity in entities:
            own = self._entities[ids[entity.id]]
            if own.owner is None and entity.owner is not None and ids[entity.owner] != own.id:
                self._entities[own.id] = replace(own, owner=ids[entity.owner])
            for key in _keys(entity):
                self._keys.setdefault(key, own.id)
        return ids


def _keys(entity: ArticleEntity) -> list[tuple[object, ...]]:
    """What makes an entity of another engine the same: the name first, then other forms, then places."""
    coarse = schema().coarse(entity.type)
    forms = [(coarse, fold(form)) for form in (entity.name, *entity.aliases)]
    return [*forms, *((coarse, m.start, m.end) for m in entity.mentions if m.kind == "name")]


def _joined(known: ArticleEntity, other: ArticleEntity) -> ArticleEntity:
    """The known one, with what only the other has."""
    forms = dict.fromkeys((*known.aliases, other.name, *other.aliases))
    taken = [(m.start, m.end) for m in known.mentions]
    more = [m for m in other.mentions if not any(m.start < end and start < m.end for start, end in taken)]
    return replace(
        known,
        aliases=tuple(form for form in forms if form != known.name),
        mentions=tuple(sorted((*known.mentions, *more), key=lambda m: (m.start, m.end))),
        register=known.register or other.register,
        date=known.date or other.date,
    )
