"""Descriptions of items, property by property, made into `Item`s; the same for servers and dumps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.link.model import Item
from kgraph.link.profile import Profile

HOPS = 3  # places above each other that are followed, and redirects


@dataclass(frozen=True, slots=True)
class Value:
    """What a property of an item leads to: a text with its language, or the IRI of another item."""

    text: str
    language: str = ""
    iri: bool = False


Description = Mapping[str, list[Value]]
"""Property → values."""


def describing(profile: Profile) -> tuple[str, ...]:
    """The properties that a description needs."""
    named = (
        *profile.labels,
        *profile.aliases,
        *profile.types,
        *profile.places,
        *profile.redirects,
        *profile.several,
        *profile.identifiers.values(),
    )
    return tuple(dict.fromkeys(named))


def targets(description: Description, properties: Iterable[str]) -> tuple[str, ...]:
    """The items that some properties lead to, sorted."""
    return tuple(sorted({v.text for p in properties for v in description.get(p, ()) if v.iri}))


def redirect(description: Description, profile: Profile) -> str | None:
    """The one item that took the place of this one."""
    ends = targets(description, profile.redirects)
    return ends[0] if len(ends) == 1 else None


def arrived(iri: str, known: Mapping[str, Description], profile: Profile) -> Item:
    """The item of that IRI, or the one that took its place, which then bears its name as well."""
    end, seen = iri, {iri}
    while (target := redirect(known.get(end, {}), profile)) and target not in seen:
        end = target
        seen.add(end)
    if end == iri:
        return item_of(iri, known, profile)
    former = _texts(known[iri], (*profile.labels, *profile.aliases), profile)
    return item_of(end, known, profile, moved_from=iri, formerly=former)


def item_of(
    iri: str,
    known: Mapping[str, Description],
    profile: Profile,
    *,
    moved_from: str = "",
    formerly: Mapping[str, str] | None = None,
) -> Item:
    """An item by its description and those of the places that it leads to."""
    own = known.get(iri, {})
    identifiers: dict[str, frozenset[str]] = {}
    for scheme, property in profile.identifiers.items():
        if values := own.get(property):
            identifiers[scheme] = frozenset(v.text for v in values)
    aliases = {**(formerly or {}), **_texts(own, profile.aliases, profile)}
    return Item(
        iri=iri,
        labels=_texts(own, profile.labels, profile),
        aliases=aliases,
        types=frozenset(targets(own, profile.types)),
        identifiers=identifiers,
        places=frozenset(_place_names(iri, known, profile)),
        several=any(own.get(p) for p in profile.several),
        moved_from=moved_from,
    )


def _texts(description: Description, properties: Iterable[str], profile: Profile) -> dict[str, str]:
    found: dict[str, str] = {}
    for property in properties:
        for value in description.get(property, ()):
            if not value.iri and value.language in profile.languages:
                known = found.get(value.text)
                ranks = profile.languages.index
                if known is None or ranks(value.language) < ranks(known):
                    found[value.text] = value.language
    return found


def _place_names(iri: str, known: Mapping[str, Description], profile: Profile) -> set[str]:
    """Names of all that it lies in, as far as that is described."""
    names: set[str] = set()
    level, seen = {iri}, {iri}
    for _ in range(HOPS):
        level = {t for place in level for t in targets(known.get(place, {}), profile.places)} - seen
        seen |= level
        for place in level:
            own = known.get(place, {})
            names |= set(_texts(own, profile.labels, profile)) | set(_texts(own, profile.aliases, profile))
    return names


def grouped(triples: Iterable[tuple[str, str, Value]]) -> dict[str, dict[str, list[Value]]]:
    """Descriptions by item."""
    found: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for subject, property, value in triples:
        found[subject][property].append(value)
    return {subject: dict(own) for subject, own in found.items()}
