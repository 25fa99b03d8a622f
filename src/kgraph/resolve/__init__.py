"""Identity: what an article names becomes an entity with a key, by the register, by rule and by decision.

`resolve` is a pure function of one article, the register and the decisions. So keys do not depend on
the order or number of articles, and a new article touches no other. Three steps:

1. `identify`: the register entry that is meant, by name, date and context (`readings`, `lookup`, `scene`, `ties`);
2. `mint`: a key for what the register lacks (`namesakes`);
3. `decisions`: what a curator decided otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.names import without_titles
from kgraph.records import ArticleEntity, Entity, Extraction
from kgraph.register import Entry, Register
from kgraph.resolve.decisions import Decision, Decisions
from kgraph.resolve.identify import Context
from kgraph.resolve.lookup import ancestors
from kgraph.resolve.mint import Mint, Owner, is_bare_abbreviation, stands_for_owner
from kgraph.resolve.ties import is_party
from kgraph.vocab import schema

__all__ = ["NO_DECISIONS", "Decision", "Decisions", "resolve"]

NO_DECISIONS = Decisions()


def resolve(extraction: Extraction, register: Register, decisions: Decisions = NO_DECISIONS) -> Mapping[str, Entity]:
    """Decide which thing each entity of an article is.

    Returns:
        Id of the article entity → entity; several ids may lead to one entity.
    """
    return _Resolution(extraction, register, decisions).entities()


class _Resolution:
    """The work on one article."""

    def __init__(self, extraction: Extraction, register: Register, decisions: Decisions) -> None:
        self._extraction = extraction
        self._register = register
        self._decisions = decisions
        self._context = Context(extraction, register)
        self._mint = Mint(extraction.article.id, register)
        self._keys: dict[str, tuple[str, str]] = {}

    def entities(self) -> dict[str, Entity]:
        return {entity.id: self._entity(entity) for entity in self._extraction.entities}

    def _entity(self, entity: ArticleEntity) -> Entity:
        key, why = self._key(entity)
        traced = self._decisions.trace(key, self._extraction.article.id)
        key, decision = traced.key, next((d for d in reversed(traced.decisions) if d.subject in traced.former), None)
        if decision:
            why = f"{decision.who} decided on {decision.when}: {decision.why}"
        entry = self._register.entries.get(key)
        name = self._decisions.name(key) or (entry.name if entry else _clean(entity))
        return Entity(
            key=key,
            type=self._decisions.type(key) or (entry.type if entry else entity.type),
            name=name,
            names=tuple(sorted({name, *_names(entity, entry)})),
            registered=entry is not None,
            why=why,
            former=traced.former,
            decided=tuple(decision.id for decision in traced.decisions),
        )

    def _key(self, entity: ArticleEntity) -> tuple[str, str]:
        """The key before decisions, and why."""
        if entity.id not in self._keys:
            found = self._context.find(entity)
            made = (found[0].key, found[1]) if found else self._mint.key(entity, self._belongs(entity))
            self._keys[entity.id] = made
        return self._keys[entity.id]

    def _belongs(self, entity: ArticleEntity) -> Owner | None:
        """What keeps an entity apart from namesakes: its owner; of a person, the town, Land or body of its offices."""
        if entity.type != "Person":
            return self._owner(entity) or (self._place() if is_bare_abbreviation(entity) else None)
        ends = [self._extraction.entity(id) for id in self._context.ties.bodies(entity.id)]
        keys = {self._key(end)[0] for end in ends if not is_party(end)} or {self._key(end)[0] for end in ends}
        # A mayor and another of a Land may bear one name; somebody with offices in both is at home in the Land.
        for types in (("Municipality", "District", "Land", "State"), ("Land", "State")):
            roots = {self._above(key, types) for key in keys}
            places = {root for root in roots if self._is_place(root)} or roots
            if len(places) == 1:
                return self._as_owner(next(iter(places)))
        return None if places else self._as_owner(self._context.scene.home)

    def _place(self) -> Owner | None:
        """The only Land that the article of a body names, or the other country that it plays in."""
        return self._as_owner(self._context.scene.only_land or self._context.scene.abroad)

    def _as_owner(self, key: str | None) -> Owner | None:
        entry = self._register.entries.get(key or "")
        return Owner.of(key, entry, (key.rpartition("/")[2],)) if key else None

    def _above(self, key: str, types: tuple[str, ...]) -> str:
        """The nearest place of these types that something belongs to, else its own key."""
        above = ancestors(self._register, [key])
        return next((k for k in above if self._register.entries[k].type in types), key)

    def _is_place(self, key: str) -> bool:
        entry = self._register.entries.get(key)
        return entry is not None and schema().coarse(entry.type) == "Jurisdiction"

    def _owner(self, entity: ArticleEntity) -> Owner | None:
        """What the entity belongs to, if it is one thing; what a council or "Stadtverwaltung" has is its town's."""
        ids = self._context.owners(entity)
        if len(ids) != 1:
            return None
        owner = self._extraction.entity(ids[0])
        if stands_for_owner(owner) and (above := self._owner(owner)):
            return above
        key, _ = self._key(owner)
        entry = self._register.entries.get(key)
        above_entry = self._register.entries.get(entry.parent or "") if entry and stands_for_owner(owner) else None
        if above_entry and above_entry.type in ("Land", "State"):
            return Owner.of(above_entry.key, above_entry, ())
        return Owner.of(key, entry, (owner.name, *sorted(owner.aliases)))


def _clean(entity: ArticleEntity) -> str:
    return without_titles(entity.name) if entity.type == "Person" else entity.name


def _names(entity: ArticleEntity, entry: Entry | None) -> set[str]:
    """Its names in the article and in the register; adjectives ("sächsischen", "Münchner") are no names of places."""
    listed = {n.text for n in entry.names if n.kind != "demonym"} if entry else set()
    if entry and schema().coarse(entry.type) == "Jurisdiction":
        return listed
    return listed | {form for form in (_clean(entity), *entity.aliases) if not form.islower()}
