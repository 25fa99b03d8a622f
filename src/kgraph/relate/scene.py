"""What one article is about, for look-up: its entities by id, type, name, adjective and place.

Built once per article from `Article` and its `ArticleEntity`s.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from kgraph.names import demonyms, fold
from kgraph.records import Article, ArticleEntity
from kgraph.register import default_register
from kgraph.relate.gender import agrees, genders
from kgraph.relate.schema import coarse_of
from kgraph.relate.words import Located

_GENERIC = re.compile(
    r"^(?:freie und hansestadt|freie hansestadt|freistaat|land|stadt|landeshauptstadt|hansestadt|gemeinde|"
    r"universitätsstadt) "
)

# Events that have entrants and winners, by their name or by the noun before it; frames call their kind "Contest".
_CONTEST = re.compile(r"[Pp]reis(?!verleihung)|[Aa]ward|[Ww]ettbewerb|[Ss]iegel|[Aa]uszeichnung|[Cc]hallenge")
_CALLED_CONTEST = re.compile(r"(?:[Pp]reis(?:e?s)?|[Aa]wards?|[Ww]ettbewerbs?|[Ss]iegels?|[Aa]uszeichnung)[\s„“\"«»]+$")

_COARSE = frozenset("land stadt kreis gemeinde freistaat haus kommune landkreis landeshauptstadt hansestadt".split())
_HEADED = re.compile(r"([A-ZÄÖÜ][\w-]+) (?:für|der|des|zur|zum|von) ")
_INFLECTED = re.compile(r"e[rnms]$")  # "dem Vorsitzenden" is "der Vorsitzende"
_MEMORY = 300  # names back to which a noun or pronoun may point


def _inner(entities: Sequence[ArticleEntity]) -> frozenset[tuple[int, str]]:
    """Start and id of mentions inside longer names ("Hamburg" in "Senatskanzlei Hamburg"); no pronoun means them."""
    found: set[tuple[int, str]] = set()
    reach = 0
    for start, end, id in sorted((m.start, -m.end, e.id) for e in entities for m in e.mentions if m.kind == "name"):
        if -end <= reach:
            found.add((start, id))
        reach = max(reach, -end)
    return frozenset(found)


class Scene:
    """One article with its entities.

    Attributes:
        references: Whether anything may point back to what was named before.
        posts: Place, body and role of each noun of office that was read, whether or not its holder is named.
        order: `(start, id)` of all name mentions, sorted, for "the last one before here"; empty without references.
    """

    def __init__(self, article: Article, entities: Sequence[ArticleEntity], *, references: bool = True) -> None:
        self.article = article
        self.references = references
        self.text = article.text
        self.entities = {entity.id: entity for entity in entities}
        self.type = {entity.id: entity.type for entity in entities}
        self.coarse = {entity.id: coarse_of(entity.type) for entity in entities}
        self.located = Located.of(entities)
        self._kinds = {id: self._kinds_of(entity) for id, entity in self.entities.items()}
        self._genders: dict[str, frozenset[str]] = {}
        self._endings: dict[str, tuple[str, ...]] = {}
        self._full: dict[str, str] = {}
        self.calls: list[tuple[int, str, str]] = []
        self.posts: list[tuple[int, str, str]] = []
        names = ((m.start, e.id) for e in entities for m in e.mentions if m.kind == "name")
        self.order = sorted(names) if references else []
        self._heard = list(self.order)
        self.inner = _inner(entities)

    def _kinds_of(self, entity: ArticleEntity) -> frozenset[str]:
        """Fine and coarse type, and "Contest" for events that have entrants and winners."""
        kinds = frozenset((entity.type, self.coarse[entity.id]))
        if entity.type != "Event":
            return kinds
        contest = any(
            _CONTEST.search(self.text, m.start, m.end)
            or _CALLED_CONTEST.search(self.text, max(0, m.start - 16), m.start)
            for m in entity.mentions
        )
        return kinds | {"Contest"} if contest else kinds

    def is_a(self, id: str, wanted: frozenset[str] | set[str]) -> bool:
        """Whether an entity is of one of these types, coarse or fine."""
        return not self._kinds[id].isdisjoint(wanted)

    def has(self, wanted: frozenset[str]) -> bool:
        """Whether any entity is of one of these types, coarse or fine."""
        return not self._all_kinds.isdisjoint(wanted)

    @cached_property
    def _all_kinds(self) -> frozenset[str]:
        return frozenset().union(*self._kinds.values())

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Folded name → id, for the first parts of compounds ("Bitkom-Präsident")."""
        found: dict[str, str] = {}
        for entity in self.entities.values():
            for name in (entity.name, *entity.aliases):
                found.setdefault(fold(name), entity.id)
        return found

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Stem of a jurisdiction's adjective or demonym → its id ("sächsisch", "münchner")."""
        found: dict[str, str] = {}
        for entity in self.entities.values():
            if self.coarse[entity.id] != "Jurisdiction":
                continue
            for name in (entity.name, *entity.aliases):
                short = _GENERIC.sub("", fold(name))
                for adjective in _demonyms(short):
                    found.setdefault(adjective, entity.id)
        return found

    def adjective(self, word: str) -> str | None:
        """The jurisdiction whose adjective a word is, in any case, with a capital or without."""
        lower = word.lower().replace("ß", "ss")
        if lower in self.adjectives:
            return self.adjectives[lower]
        stem = re.sub(r"(?:e|en|er|es|em)$", "", lower)
        return self.adjectives.get(stem) if stem.endswith("sch") else None

    def named_before(self, position: int) -> Iterator[tuple[int, str]]:
        """Start and id of the names before a place, the nearest first, as far back as a reader remembers."""
        first = bisect_left(self._heard, (position, ""))
        yield from reversed(self._heard[max(0, first - _MEMORY) : first])

    def hear(self, position: int, id: str, genders: str) -> None:
        """Remember that a definite noun spoke of an entity again, so that what comes next may point to it."""
        if self.references:
            insort(self._heard, (position, id))
            self._genders[id] = self.genders(id) | frozenset(genders)

    def genders(self, id: str) -> frozenset[str]:
        """The grammatical genders that an entity may have."""
        if id not in self._genders:
            self._genders[id] = genders(self.entities[id], self.coarse[id], self.text)
        return self._genders[id]

    def last_before(self, position: int, wanted: frozenset[str] | set[str], nth: int = 1) -> str | None:
        """The last entity named before `position` whose fine or coarse type is wanted."""
        seen: list[str] = []
        for _, id in self.named_before(position):
            if id in seen:
                continue
            if self.is_a(id, wanted):
                seen.append(id)
                if len(seen) == nth:
                    return id
        return None

    def salient_before(self, position: int, wanted: frozenset[str] | set[str], told: Sequence[str] = ()) -> str | None:
        """The entity of these types that was spoken of most before `position`; of equals one of `told`, or the last."""
        counts: dict[str, int] = {}
        for _, id in self.named_before(position):
            if self.is_a(id, wanted):
                counts[id] = counts.get(id, 0) + 1
        return max(counts, key=lambda id: (counts[id], id in told), default=None)

    def called_before(self, noun: str, position: int) -> list[str]:
        """Entities before `position` that were called by a noun or bear it in their name, the most named first."""
        lower = noun.lower()
        if not self.references or len(lower) < 4 or self.coarse_words(lower):
            return []
        found: list[tuple[int, str]] = [
            (start, id) for start, word, id in self.calls if start < position and word.endswith(lower)
        ]
        for start, id in self.named_before(position):
            if any(n.endswith(lower) for n in self._last_words(id)):
                found.append((start, id))
        found.sort(reverse=True)
        ids = [id for _, id in found]
        return sorted(dict.fromkeys(ids), key=lambda id: (-ids.count(id), lower not in self._last_words(id)))[:2]

    def person_called(self, noun: str, position: int, pronoun: str) -> str | None:
        """The last person before a place whose office was told by a noun, so that "der Minister" means them."""
        stem = _INFLECTED.sub("e", noun.lower())
        found: tuple[int, str] = (-1, "")
        for start, word, id in self.calls if self.references else ():
            if found[0] < start < position and self.coarse[id] == "Person" and agrees(pronoun, self.genders(id)):
                if _INFLECTED.sub("e", word).endswith(stem):
                    found = (start, id)
        return found[1] or None

    def full_names(self, id: str) -> str:
        """All names of an entity, those that the register knows of it too."""
        if id not in self._full:
            names = (self.entities[id].name, *self.entities[id].aliases)
            known = (n.text for name in names for entry in default_register().named(name) for n in entry.names)
            self._full[id] = " | ".join((*names, *known))
        return self._full[id]

    def coarse_words(self, noun: str) -> bool:
        """Nouns that say no more than a type: for these the topic counts, not the last thing so called."""
        return noun in _COARSE

    def _last_words(self, id: str) -> tuple[str, ...]:
        if id not in self._endings:
            names = (self.entities[id].name, *self.entities[id].aliases)
            heads = (m[1] for name in names if (m := _HEADED.match(name)))  # "Amt für Bauen" is "das Amt"
            self._endings[id] = (*(name.split(" ")[-1].strip('“”"').lower() for name in names), *map(str.lower, heads))
        return self._endings[id]

    def topical(self, type: str) -> str | None:
        """The jurisdiction of this type that kicker or headline name, if there is just one."""
        if type not in ("Land", "Municipality", "District"):
            return None
        body = next((b.start for b in self.article.blocks if b.kind == "body"), 0)
        ids = {id for start, id in self.order if start < body and self.type[id] == type}
        return ids.pop() if len(ids) == 1 else None

    def inside_name(self, position: int) -> bool:
        """Whether a mention starts before and ends behind a place."""
        return any(
            start < position < end for start, end, _, _ in self.located.within(max(0, position - 120), position + 120)
        )

    def topic(self, wanted: frozenset[str] | set[str]) -> str | None:
        """The first entity of these types in kicker, headline or the first sentence."""
        for start, id in self.order:
            if start >= self.lead_end:
                return None
            if self.is_a(id, wanted):
                return id
        return None

    @cached_property
    def lead_end(self) -> int:
        """Where the lead ends: a little behind the headline."""
        body = next((b for b in self.article.blocks if b.kind == "body"), None)
        return body.start + 200 if body else len(self.text)


@lru_cache(maxsize=4096)
def _demonyms(place: str) -> tuple[str, ...]:
    """The adjectives of a jurisdiction, folded: those of the register, else what its name makes by rule."""
    registered = [
        fold(name.text)
        for entry in default_register().named(place)
        if coarse_of(entry.type) == "Jurisdiction"
        for name in entry.names
        if name.kind == "demonym" and not name.ambiguous
    ]
    regular = [] if " " in place else list(demonyms(place))
    return tuple(d for d in (*registered, *regular) if d.endswith("isch") or (d.endswith("er") and len(d) > 5))
