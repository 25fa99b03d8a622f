"""Keys of things that the register lacks: one key for one name, but never one key for two things.

A name that tells the thing ("Marktplatz der Möglichkeiten") is its key. A generic one ("Digitalstrategie",
"Stadtrat") takes its owner's slug in front, and where the article gives no owner, the article's id behind:
what only the article can tell apart stays the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.names import demonyms, nominative, slug, without_legal_form, without_titles
from kgraph.records import ArticleEntity
from kgraph.register import Entry, Register
from kgraph.resolve.abbreviations import is_abbreviation, is_written_out
from kgraph.resolve.generic import is_generic, is_generic_body, is_office
from kgraph.resolve.lookup import NOT_THE_TOWN, lookup_of, without_town_title
from kgraph.resolve.namesakes import namesakes
from kgraph.resolve.readings import name_in_quotes
from kgraph.vocab import schema

_SEGMENTS = {"State": "state", "Land": "land", "District": "district", "Municipality": "municipality"}
_HAT = re.compile(
    r"\s(?:der|des|von|für|in|im)\s(?:die |das |den )?(?:Stadt|Landes|Kreises|Landkreises|Gemeinde|Land)$"
)
_OF = (
    r"\s(?:(?:der|des|von|für|in|im)\s)?(?:die\s)?"
    r"(?:(?:Landeshaupts|Hanses|S)tadt\s|(?:Gemeinde|Verbandsgemeinde|Samtgemeinde)\s|(?:Land)?[Kk]reise?s?\s)?"
)


_GOVERNMENT = re.compile(r"(?:[Rr]egierung|[Ss]enat|[Kk]abinett|verwaltung)\b")
_NUMBER = re.compile(r"^\d+\.\s")
_PUBLIC = frozenset({"Authority", "Ministry", "Committee"})
_OF_BODY = re.compile(r"^(?P<what>.+?) (?:der|des|von|vom|beim|bei) (?:der |dem )?(?P<body>[A-ZÄÖÜ].*)$")


_OF_PLACE = re.compile(
    r"^(?P<what>.+?) (?:der|des) "
    r"(?P<title>(?:Landeshaupt|Hanse|Universitäts|Kreis)?[Ss]tadt|Gemeinde|(?:Land)?[Kk]reises) (?P<place>[A-ZÄÖÜ].*)$"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """The one thing that an entity belongs to.

    Attributes:
        key: Its key.
        segment: What stands for it in the keys of what it owns.
        names: Its names, the preferred one first.
    """

    key: str
    segment: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, key: str, entry: Entry | None, forms: Sequence[str]) -> Owner:
        """The owner with that key: of the register, or as the article calls it."""
        if entry is None:
            return cls(key, key.rpartition("/")[2], tuple(forms))
        official = [n.text for n in entry.names if n.kind in ("official", "short")]
        short = next((n.text for n in entry.names if n.kind == "short" and not n.ambiguous), entry.name)
        if entry.type == "Municipality":  # "Halle (Saale)" and "Halle (Westfalen)" are both short "Halle"
            return cls(key, f"{slug(entry.name)}-{key.rpartition('/')[2]}", tuple(official))
        return cls(key, slug(short), tuple(dict.fromkeys((short, *official))))

    def adjectives(self, register: Register) -> Iterator[str]:
        """What things of that owner are called: `Leonberger`, `sächsisch`."""
        entry = register.entries.get(self.key)
        if entry:
            yield from (n.text for n in entry.names if n.kind == "demonym")
        for name in self.names:
            yield from demonyms(name)


def may_come(key: str, register: Register) -> bool:
    """Whether an article could bring a key: one of the register, or of a kind that is made for what it lacks."""
    made = {*_SEGMENTS.values(), *map(slug, schema().coarse_types)}
    return key in register.entries or key.partition("/")[0] in made


class Mint:
    """Makes the keys of one article's unregistered entities."""

    def __init__(self, article: str, register: Register) -> None:
        self._article = slug(article, limit=120)
        self._register = register

    def key(self, entity: ArticleEntity, owner: Owner | None) -> tuple[str, str]:
        """The key of an entity, and in one sentence why.

        Args:
            entity: An entity that the register lacks.
            owner: The one thing that it belongs to, if the article gives one; of a person, the Land, Bund or body.
        """
        coarse = schema().coarse(entity.type)
        if coarse == "Person":
            return self._person(entity, owner)
        segment = _SEGMENTS.get(entity.type, slug(coarse))
        name = self._name(entity)
        if coarse == "Jurisdiction":
            return self._jurisdiction(segment, name)
        if coarse == "Agreement" and is_generic(name):
            return f"{segment}/{self._article}-{slug(name)}", f"“{name}” names no agreement beyond this article"
        bare, owner = self._without_owner(name, owner)
        body = coarse == "Organisation"
        if is_generic(bare) or (body and (is_generic_body(bare) or (entity.type != "Research" and is_office(bare)))):
            return self._generic(segment, bare, entity, owner)
        if owner and is_bare_abbreviation(entity):
            return self._generic(segment, bare, entity, owner)
        if coarse == "Event" and entity.date and not any(c.isdigit() for c in name):
            return f"{segment}/{slug(name)}-{entity.date[:4]}", f"not in the register; “{name}” of {entity.date[:4]}"
        return f"{segment}/{slug(name)}", f"not in the register; known by the name “{name}”"

    def _generic(self, segment: str, bare: str, entity: ArticleEntity, owner: Owner | None) -> tuple[str, str]:
        if owner is None:
            return f"{segment}/{slug(bare)}-{self._article}", f"“{bare}” is generic and the article gives no owner"
        if segment == "event" and not _NUMBER.match(bare):  # it recurs: only its day tells which
            when = entity.date or self._article
            return f"{segment}/{owner.segment}-{slug(bare)}-{when}", f"the “{bare}” of {owner.names[0]}, {when}"
        return f"{segment}/{owner.segment}-{slug(bare)}", f"the “{bare}” of {owner.names[0]}"

    def _without_owner(self, name: str, owner: Owner | None) -> tuple[str, Owner | None]:
        """The name without what names its owner, and the owner, which may be a Land that only the name gives."""
        bare = without_owner(name, owner, self._register)
        land, rest = lookup_of(self._register).split_land(bare)
        if owner is None and land and rest:
            return _as_written(bare, rest), Owner.of(land, self._register.entries[land], ())
        if owner is None and (of := _OF_BODY.match(bare)) and is_generic(of["what"]):
            bodies = [c.entry for c in lookup_of(self._register).find(of["body"]) if not c.ambiguous]
            if len(bodies) == 1:
                return of["what"], Owner.of(bodies[0].key, bodies[0], ())
        if owner is None and (of := _OF_PLACE.match(bare)) and is_generic(of["what"]):
            district = of["title"].lower().endswith("kreises")
            named = self._register.named(f"Landkreis {of['place']}" if district else of["place"])
            places = [e for e in named if e.type == ("District" if district else "Municipality")]
            if len(places) == 1:
                return of["what"], Owner.of(places[0].key, places[0], ())
        return bare, owner

    def _person(self, entity: ArticleEntity, home: Owner | None) -> tuple[str, str]:
        forms = [without_titles(form) for form in (entity.name, *sorted(entity.aliases, key=lambda a: (-len(a), a)))]
        full = next((form for form in forms if len(form.split()) > 1), None)
        if full is None:
            return f"person/{slug(forms[0])}-{self._article}", "a surname alone names nobody beyond this article"
        if not namesakes().shared(full):
            return f"person/{slug(full)}", f"the full name “{full}”"
        plain = namesakes().is_plain(full, home.key if home else None)
        if home is None:
            if plain:
                return f"person/{slug(full)}", f"of those who bear the name “{full}” the usual one"
            return f"person/{slug(full)}-{self._article}", f"many bear the name “{full}”, and nothing tells which"
        key = f"person/{slug(full)}" if plain else f"person/{slug(full)}-{home.segment}"
        return key, f"of those who bear the name “{full}” the one of {home.names[0]}"

    def _jurisdiction(self, segment: str, name: str) -> tuple[str, str]:
        bare = without_town_title(name) if segment == "municipality" else name
        namesakes = [e for e in self._register.named(bare) if e.type == "Municipality"]
        if segment == "municipality" and len(namesakes) > 1:
            return (
                f"{segment}/{slug(bare)}-{self._article}",
                f"{len(namesakes)} towns are named “{bare}” and nothing decides",
            )
        return f"{segment}/{slug(bare)}", f"not in the register; known by the name “{bare}”"

    def _name(self, entity: ArticleEntity) -> str:
        if association := next((form for form in (entity.name, *entity.aliases) if NOT_THE_TOWN.match(form)), None):
            return association
        name = nominative(name_in_quotes(entity.name) or entity.name)
        return without_legal_form(name) if entity.type == "Company" else name


def stands_for_owner(entity: ArticleEntity) -> bool:
    """True if what the entity owns is its owner's: of a council, a government, a "Stadtverwaltung"."""
    return entity.type == "Committee" or (entity.type == "Authority" and _GOVERNMENT.search(entity.name) is not None)


def is_bare_abbreviation(entity: ArticleEntity) -> bool:
    """True of a public body that the article calls "LKA" and nowhere in full: every Land may have one."""
    return entity.type in _PUBLIC and is_abbreviation(entity.name) and not is_written_out(entity.name, entity.aliases)


def without_owner(name: str, owner: Owner | None, register: Register) -> str:
    """`Stadtverwaltung` of "Leonberger Stadtverwaltung", where Leonberg is the owner."""
    head = _HAT.sub("", name)
    if owner is None:
        return head
    land, rest = lookup_of(register).split_land(head)
    if rest and owner.key == land:
        return _as_written(head, rest)
    first, _, tail = head.partition(" ")
    if tail and any(
        re.fullmatch(rf"{re.escape(a)}(?:e|er|es|en|em)?", first, re.IGNORECASE) for a in owner.adjectives(register)
    ):
        return tail
    for place in owner.names:
        if match := re.search(rf"{_OF}{re.escape(place)}(?:e?s)?$", head):
            return head[: match.start()]
    return head


def _as_written(name: str, rest: str) -> str:
    """The part of a name that folds to `rest`, with its capitals; `rest` where it is no single part."""
    start = name.casefold().find(rest)
    return name[start : start + len(rest)] if start >= 0 else rest
