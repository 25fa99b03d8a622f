"""The page and the data of each thing and article: a `Thing` in, three files out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.publish import Named, turtle_of
from kgraph.site.about import About
from kgraph.site.paths import Places, link
from kgraph.site.render import page, words
from kgraph.site.things import Saying, Source, Thing
from kgraph.templating import web_address
from kgraph.vocab import KG, OWL, PREFIXES, SKOS, schema

MOST = 400
"""Statements that a page shows; its data hold all."""
_NAMES = 40
_DETAILS = ("date", "partOf", "subdivisionOf", "predecessor", "successor", "validFrom", "validUntil")
_STATUSES = ("planned", "denied", "ended")
Link = tuple[str, str]


@dataclass(frozen=True)
class Site:
    """What every page needs to know.

    Attributes:
        folder: Of the site.
        language: Of its pages.
        named: Names of all things.
        sources: IRI → article.
        about: Who publishes it, and how.
    """

    folder: Path
    language: str
    named: Named
    sources: Mapping[str, Source]
    about: About = field(default_factory=About)

    @property
    def base(self) -> str:
        """IRI below which things are named."""
        return self.named.base

    @cached_property
    def places(self) -> Places:
        """Where everything stands."""
        return Places(self.base, (*self.named.labels, *self.sources))

    def text(self, key: str, **values: object) -> str:
        """One of the words."""
        return words(self.language)[key].format(**values)

    def page(self, template: str, start: str, **values: Any) -> bytes:
        """Fill a template; see `render.page`."""
        return page(template, self.language, start, about=self.about, **values)

    def href(self, start: str, iri: str) -> str:
        """A link to a thing's page; empty where it has none."""
        place = self.places.of(iri) if iri in self.named.labels or iri in self.sources else ""
        return link(start, place) if place else ""

    def linked(self, start: str, iri: str) -> Link:
        """A thing's name, and the link to its page."""
        return self.named.label(iri), self.href(start, iri)

    def write(self, place: str, content: bytes) -> None:
        """Write a file, with the folders above it."""
        path = self.folder / place
        try:
            path.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def write_thing(site: Site, thing: Thing) -> None:
    """Write a thing's page and its data; nothing for what does not lie below the base."""
    place = site.places.of(thing.facts.iri)
    if not place:
        return
    triples = _triples(thing)
    site.write(f"{place}.ttl", turtle_of(triples, PREFIXES, first=thing.facts.iri))
    site.write(f"{place}.jsonld", ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"")
    start = f"{place}.html"
    template, values = ("article", _article) if thing.facts.is_article else ("thing", _thing)
    site.write(start, site.page(template, start, **_common(thing, start), **values(site, thing, start)))


def _triples(thing: Thing) -> list[ox.Triple]:
    """All that is said of the thing, itself first."""
    triples = (quad.triple for quad in ox.parse("\n".join(dict.fromkeys(thing.lines)), format=ox.RdfFormat.N_TRIPLES))
    return sorted(triples, key=lambda t: (str(t.subject) != f"<{thing.facts.iri}>", str(t)))


def _common(thing: Thing, start: str) -> dict[str, Any]:
    place = start.removesuffix(".html")
    data = [("Turtle", "text/turtle", ".ttl"), ("JSON-LD", "application/ld+json", ".jsonld")]
    formats = [(name, media, link(start, place, ending)) for name, media, ending in data]
    return {"iri": thing.facts.iri, "formats": formats, "total": len(thing.sayings)}


def _thing(site: Site, thing: Thing, start: str) -> dict[str, Any]:
    label = site.named.label(thing.facts.iri)
    type = site.named.types[thing.facts.iri]
    shown = thing.sayings[:MOST]
    order = {name: number for number, name in enumerate(schema().predicates)}
    shown.sort(key=lambda saying: (not saying.forward, order.get(saying.predicate, len(order)), saying.predicate))
    groups = [
        {"words": _reading(site, predicate, forward=forward), "sayings": [_said(site, one, start) for one in same]}
        for (predicate, forward), same in groupby(shown, key=lambda saying: (saying.predicate, saying.forward))
    ]
    return {
        "label": label,
        "type": type,
        "type_label": schema().label(type, site.language),
        "names": [name for name in thing.names if name != label][:_NAMES],
        "groups": groups,
        "shown": len(shown),
        "figures": [
            {
                "wording": figure.wording,
                "date": figure.date,
                "quote": figure.quote,
                "article": site.href(start, figure.article),
                "title": _title(site, figure.article),
            }
            for figure in thing.figures
        ],
        "details": _details(site, thing, start),
    }


def _article(site: Site, thing: Thing, start: str) -> dict[str, Any]:
    source = site.sources[thing.facts.iri]
    mentions = sorted({site.linked(start, iri) for iri in thing.facts.texts(KG + "mentions")})
    # A statement about a thing and itself stands there twice.
    sayings = {one.id: one for one in thing.sayings[:MOST]}
    return {
        "label": source.title,
        "date": source.date,
        "url": source.url,
        "topics": source.topics,
        "digest": thing.facts.text(KG + "sha256"),
        "mentions": [(text, href) for text, href in mentions if href],
        "shown": len(sayings),
        "sayings": [
            _qualified(site, one, start) | {"parts": _parts(site, thing, one, start)} for one in sayings.values()
        ],
    }


def _parts(site: Site, thing: Thing, one: Saying, start: str) -> list[Link]:
    """A statement of an article in words: subject, predicate, object."""
    subject, other = (site.linked(start, iri) for iri in (thing.subjects.get(one.id, ""), one.other))
    return [subject, (schema().label(one.predicate, site.language), ""), other]


def _qualified(site: Site, one: Saying, start: str) -> dict[str, Any]:
    """What a statement says beside its ends."""
    return {
        "id": one.id,
        "status": site.text(one.status) if one.status in _STATUSES else "",
        "roles": one.roles,
        "since": one.since,
        "until": one.until,
        "quote": one.quote,
        "speaker": site.linked(start, one.speaker) if one.speaker else None,
        "source": site.linked(start, one.source) if one.source else None,
        "confidence": f"{float(one.confidence):.0%}".removesuffix("%") if one.confidence else "",
    }


def _said(site: Site, one: Saying, start: str) -> dict[str, Any]:
    source = site.sources.get(one.article)
    return _qualified(site, one, start) | {
        "other": site.linked(start, one.other),
        "article": f"{site.href(start, one.article)}#{one.id}",
        "title": _title(site, one.article),
        "date": source.date if source else "",
        "url": source.url if source else "",
    }


def _title(site: Site, article: str) -> str:
    return site.sources[article].title if article in site.sources else article


def _reading(site: Site, predicate: str, *, forward: bool) -> str:
    term = schema().predicates.get(predicate)
    if term is None:
        return predicate
    return str(getattr(term, f"label_{site.language}" if forward else f"inverse_label_{site.language}"))


def _details(site: Site, thing: Thing, start: str) -> list[tuple[str, list[Link]]]:
    """What the register says: dates and bodies above, official keys, the same thing elsewhere."""
    found = []
    for name in (*_DETAILS, "abbreviation", *sorted(schema().identifiers)):
        values = thing.facts.texts(KG + name)
        if values:
            shown = [(site.named.labels.get(v, v), site.href(start, v)) for v in values]
            found.append((schema().label(name, site.language), shown))
    elsewhere = [*thing.facts.texts(OWL + "sameAs"), *thing.facts.texts(SKOS + "exactMatch")]
    if elsewhere:
        found.append((site.text("same"), [(iri, web_address(iri)) for iri in elsewhere]))
    return found
