"""Which register entry an article means by a name: the article's context decides between namesakes.

Evidence is taken in this order: the names themselves (as valid on the article's date), the Land that
a name names, the entity's owner and what it is part of, the Land (or the Bund) that the article is
about. A town among namesakes may also be decided by the recogniser's key or by its size. Where nothing
decides, nothing is decided: the thing stays out of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgraph.names import fold
from kgraph.records import ArticleEntity, Extraction
from kgraph.register import Entry, Register
from kgraph.resolve.abbreviations import is_abbreviation, means_another
from kgraph.resolve.abroad import has_namesakes_abroad
from kgraph.resolve.generic import is_generic, is_office
from kgraph.resolve.lookup import BUND, NOT_THE_TOWN, Candidate, Found, ancestors, lookup_of, loose
from kgraph.resolve.readings import readings
from kgraph.resolve.scene import Scene
from kgraph.resolve.ties import Ties
from kgraph.resolve.towns import choose_town, is_no_town
from kgraph.vocab import schema

_GIVE_CONTEXT = {"Land", "State", "District"}  # are context for others, so they take none from them
_TYPED = {"Municipality", "District", "State", "Land"}  # the recogniser's type tells an ambiguous name of these


class Context:
    """What one article tells about which register entries it means."""

    def __init__(self, extraction: Extraction, register: Register) -> None:
        self.extraction = extraction
        self.register = register
        self.date = extraction.article.published
        self._lookup = lookup_of(register)
        self._found: dict[str, Found | None] = {}
        self.ties = Ties(extraction)
        self.scene = Scene(extraction, self._lookup, lambda entity: (self.find(entity) or (None,))[0])

    def find(self, entity: ArticleEntity) -> Found | None:
        """The register entry that the article means by an entity of its own; None where nothing decides."""
        if entity.id not in self._found:
            self._found[entity.id] = None if entity.type == "Person" else self._decide(entity)
        return self._found[entity.id]

    def owners(self, entity: ArticleEntity) -> tuple[str, ...]:
        """Ids of what an entity belongs to, see `Ties.owners`."""
        return self.ties.owners(entity.id)

    def _decide(self, entity: ArticleEntity) -> Found | None:
        hint = self._hint(entity)
        contested = False
        if any(NOT_THE_TOWN.match(form) for form in _forms(entity)):
            return None  # "Verbandsgemeinde Wittlich-Land", which the register lacks
        if self._is_branch(entity):
            return None
        for form in _forms(entity):
            if is_abbreviation(form) and (found := self._by_scene(form, entity)):
                return found
            for text in readings(form, entity.type):
                candidates = self._candidates(text, entity, self._lookup.find(text))
                if text != form:
                    candidates = [c for c in candidates if not is_no_town(c.entry, form)]
                contested |= len(candidates) > 1
                found = self._choose(candidates, entity, text)
                if found and not self._foreign(found[0], entity, text):
                    return found
            if found := (
                self._by_land(form, entity)
                or self._by_owner(form, entity)
                or self._by_scene(form, entity)
                or self._of_the_bund(form, entity)
            ):
                return found
        if hint and (not contested or hint.type == "Municipality") and not self._contradicted(hint, entity):
            return hint, f"recognised in the text as “{hint.name}”"
        return None

    def _hint(self, entity: ArticleEntity) -> Entry | None:
        entry = self.register.entries.get(entity.register or "")
        return entry if entry and schema().coarse(entry.type) == schema().coarse(entity.type) else None

    def _candidates(self, form: str, entity: ArticleEntity, found: Sequence[Candidate]) -> list[Candidate]:
        """Those of the right coarse type; of the same fine type, and valid on the date, if there are any."""
        coarse = schema().coarse(entity.type)
        left = [c for c in found if schema().coarse(c.entry.type) == coarse and not self._outgrown(c, form, entity)]
        left = [
            c for c in left if not means_another(form, _forms(entity), c.entry) and not self._is_abroad(c.entry, entity)
        ]
        left = [c for c in left if c.entry.type == entity.type] or left
        return [c for c in left if c.valid_on(self.date)] or left

    def _outgrown(self, candidate: Candidate, form: str, entity: ArticleEntity) -> bool:
        """True if the article's fuller name shows that another thing is meant: "Digitalpakt E-Government"."""
        fuller = (f for f in _forms(entity) if loose(fold(f)).startswith(loose(fold(form)) + " "))
        return candidate.ambiguous and any(
            fold(f) not in {fold(n.text) for n in candidate.entry.names} and self._lookup.split_land(f)[0] is None
            for f in fuller
        )

    def _choose(self, candidates: list[Candidate], entity: ArticleEntity, form: str) -> Found | None:
        if len(candidates) == 1:
            return self._only(candidates[0], entity, form)
        if not candidates:
            return None
        if all(c.entry.type == "Municipality" for c in candidates):
            return choose_town(candidates, form, self.scene, self._hint(entity))
        near = (
            self._near(candidates, entity)
            if entity.type not in _GIVE_CONTEXT
            else self._named_fully(candidates, entity)
        )
        if len(near) == 1:
            return near[0].entry, f"“{form}”, of several the one of {self._parent_name(near[0])}"
        latest = self._latest(near or ([] if self._owner_keys(entity) else candidates))
        if latest and (near or not latest.ambiguous):
            return latest.entry, f"“{form}”, the last of its predecessors and successors"
        return None

    def _only(self, candidate: Candidate, entity: ArticleEntity, form: str) -> Found | None:
        entry = candidate.entry
        typed = entry.type in _TYPED or (entry.type == "Service" and not any(c.islower() for c in form))
        sure = not candidate.ambiguous or (typed and entry.type == entity.type)
        if sure:
            when = "" if candidate.valid_on(self.date) else ", a name that only it ever had"
            return entry, f"the register's name “{form}”{when}"
        if entity.type not in _GIVE_CONTEXT and self._near([candidate], entity):
            return entry, f"“{form}” of {self._parent_name(candidate)}"
        if self._hint(entity) is entry and not self._contradicted(entry, entity):
            return entry, f"“{form}”, recognised in its context"
        return None

    def _by_land(self, form: str, entity: ArticleEntity) -> Found | None:
        """A name with its Land: "rheinland-pfälzisches Innenministerium"; of a Land, its adjective alone."""
        if entity.type == "Land" and form.islower() and (lands := self._lookup.split_land(form))[0] and not lands[1]:
            return self.register.entries[lands[0]], f"“{form}”, the adjective"
        for split in (self._lookup.split_land, self._lookup.split_seat):
            land, rest = split(form)
            if land and rest and entity.type not in _TYPED and (found := self._inside(land, rest, entity, form)):
                return found
        return None

    def _by_scene(self, form: str, entity: ArticleEntity) -> Found | None:
        """Without an owner: a generic name is of the Land of the title, "LDI" or an office of the only Land named."""
        body = schema().coarse(entity.type) == "Organisation"
        common = body and (is_office(form) or is_abbreviation(form))
        land = self.scene.only_land if common else self.scene.kicker if is_generic(form) else None
        if land is None or self.owners(entity) or entity.type in _TYPED:
            return None
        if BUND in self.scene.lands and self._inside(BUND, form, entity, form):
            return None
        return self._inside(land, form, entity, form)

    def _of_the_bund(self, form: str, entity: ArticleEntity) -> Found | None:
        """A federal ministry without "Bundes" in front, in an article of the Bund alone."""
        if entity.type != "Ministry" or self.owners(entity) or self.scene.lands != {BUND}:
            return None
        found = self._lookup.find(f"Bundes{form[:1].lower()}{form[1:]}")
        return self._choose(self._candidates(form, entity, found), entity, form)

    def _is_abroad(self, entry: Entry, entity: ArticleEntity) -> bool:
        if entity.type in _GIVE_CONTEXT or self.scene.abroad is None:
            return False
        return has_namesakes_abroad(entry, entity, _forms(entity))

    def _is_branch(self, entity: ArticleEntity) -> bool:
        """True of "FDP Hessen": another body than the FDP, even if the article calls it that, too."""
        land, rest = self._lookup.split_land(entity.name)
        if land in (None, BUND) or not rest or schema().coarse(entity.type) != "Organisation":
            return False
        whole = self._candidates(rest, entity, self._lookup.find(rest))
        named = self._candidates(entity.name, entity, self._lookup.find(entity.name))
        return (
            len(whole) == 1
            and not named
            and not whole[0].ambiguous
            and land not in ancestors(self.register, [whole[0].entry.key])
        )

    def _foreign(self, entry: Entry, entity: ArticleEntity, form: str) -> bool:
        """True if the article says that it belongs to somebody else: a Bundesrat of Austria, an Amt of another town."""
        owners = self.owners(entity)
        above = set(ancestors(self.register, [entry.key])) - {entry.key}
        if not owners or not above or entity.type in _TYPED:
            return False
        keys = self._owner_keys(entity)
        if is_office(form) and not keys & {entry.key, *above}:
            return True
        if not self._places(above) and schema().coarse(entry.type) == "Organisation":
            return False  # a body of Bund and Länder belongs to no place
        places = self._places(keys)
        return bool(entity.owner and places) and not above & set(ancestors(self.register, places))

    def _places(self, keys: Iterable[str]) -> set[str]:
        return {k for k in keys if schema().coarse(self.register.entries[k].type) == "Jurisdiction"}

    def _by_owner(self, form: str, entity: ArticleEntity) -> Found | None:
        """A short name whose owner the article gives: "Digitalstrategie" of Hamburg."""
        found = {f[0].key: f for key in self._owner_keys(entity) if (f := self._inside(key, form, entity, form))}
        return found.popitem()[1] if len(found) == 1 else None

    def _inside(self, parent: str, name: str, entity: ArticleEntity, form: str) -> Found | None:
        candidates = self._candidates(name, entity, self._lookup.find_within(parent, name))
        chosen = candidates[0] if len(candidates) == 1 else self._latest(candidates)
        if chosen is None:
            return None
        return chosen.entry, f"“{form}”, one of {self.register.entries[parent].name}"

    def _near(self, candidates: list[Candidate], entity: ArticleEntity) -> list[Candidate]:
        """Those that belong to the owner; without an owner, to the Land (or the Bund) that the article is about."""
        owners = self._owner_keys(entity)
        if owners or self.owners(entity):
            return [c for c in candidates if c.entry.parent in owners]
        land = self.scene.land_of(frozenset(c.entry.parent for c in candidates if c.entry.parent))
        return [c for c in candidates if land and c.entry.parent == land]

    def _named_fully(self, candidates: list[Candidate], entity: ArticleEntity) -> list[Candidate]:
        """Those that the article also calls by a name of their own: "Freistaat" beside "Sachsen"."""
        others = [e.name for e in self.extraction.entities if e.type == entity.type and e is not entity]
        clear = {found[0].entry.key for name in others if len(found := self._lookup.find(name)) == 1}
        return [c for c in candidates if c.entry.key in clear]

    def _owner_keys(self, entity: ArticleEntity) -> frozenset[str]:
        """Keys of the owners; a government's or ministry's things are its Land's as well."""
        keys: set[str] = set()
        for id in self.owners(entity):
            found = self.find(self.extraction.entity(id))
            if found is None:
                continue
            keys.add(found[0].key)
            above = self.register.entries.get(found[0].parent or "")
            if above and above.type in ("Land", "State") and schema().coarse(found[0].type) == "Organisation":
                keys.add(above.key)
        return frozenset(keys)

    def _contradicted(self, entry: Entry, entity: ArticleEntity) -> bool:
        """True if the article gives an owner that the entry does not belong to."""
        above = set(ancestors(self.register, [entry.key])) - {entry.key}
        owners = self._owner_keys(entity)
        return bool(above and owners and not owners & above)

    def _latest(self, candidates: list[Candidate]) -> Candidate | None:
        """The end of a chain of successors, if the candidates are one ("Bundeswirtschaftsministerium", undated)."""
        last = self.register.last_of({c.entry.key for c in candidates})
        return next((c for c in candidates if c.entry.key == last), None)

    def _parent_name(self, candidate: Candidate) -> str:
        return self.register.entries[candidate.entry.parent or candidate.entry.key].name


def _forms(entity: ArticleEntity) -> tuple[str, ...]:
    """Its names, the fullest form first, then the others by length falling; adjectives in lower case are none."""
    others = sorted(set(entity.aliases), key=lambda form: (-len(form), form))
    return tuple(dict.fromkeys((entity.name, *(form for form in others if not form.islower()))))
