"""The page and the data of each thing and article: a `Thing` in, two files out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgraph.publish import Named
from kgraph.site.paths import link, place_of
from kgraph.site.render import page, words
from kgraph.site.things import Saying, Source, Thing
from kgraph.templating import web_address
from kgraph.vocab import KG, OWL, PREFIXES, SKOS, schema

MOST = 400
"""Statements that a page shows; its data hold all."""
_NAMES = 40
_DETAILS = ("date", "partOf", "subdivisionOf", "predecessor", "successor", "validFrom", "validUntil")


@dataclass(frozen=True)
class Site:
    """What every page needs to know.

    Attributes:
        folder: Of the site.
        language: Of its pages.
        named: Names of all things.
        sources: IRI → article.
    """

    folder: Path
    language: str
    named: Named
    sources: Mapping[str, Source]

    @property
    def base(self) -> str:
        """IRI below which things are named."""
        return self.named.base

    def text(self, key: str, **values: object) -> str:
        """One of the words."""
        return words(self.language)[key].format(**values)

    def href(self, start: str, iri: str) -> str:
        """A link to a thing's page; empty where it has none."""
        place = place_of(self.base, iri) if iri in self.named.labels or iri in self.sources else ""
        return link(start, place) if place else ""

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
    iri = thing.facts.iri
    place = place_of(site.base, iri)
    if not place:
        return
    site.write(f"{place}.ttl", _turtle(thing))
    start = f"{place}.html"
    if thing.facts.is_article:
        site.write(start, page("article", site.language, start, **_article(site, thing, start)))
    else:
        site.write(start, page("thing", site.language, start, **_thing(site, thing, start)))


def _turtle(thing: Thing) -> bytes:
    triples = ox.parse("\n".join(dict.fromkeys(thing.lines)), format=ox.RdfFormat.N_TRIPLES)
    ordered = sorted(triples, key=lambda t: (str(t.subject) != f"<{thing.facts.iri}>", str(t)))
    return ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""


def _common(site: Site, thing: Thing, start: str) -> dict[str, Any]:
    turtle = link(start, start.removesuffix(".html"), ".ttl")
    return {"iri": thing.facts.iri, "turtle": turtle, "total": len(thing.sayings)}


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
    return _common(site, thing, start) | {
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
    mentions = sorted({(site.named.label(iri), site.href(start, iri)) for iri in thing.facts.texts(KG + "mentions")})
    subjects = {one.id: one for one in thing.sayings[:MOST]}
    return _common(site, thing, start) | {
        "label": source.title,
        "date": source.date,
        "url": source.url,
        "digest": thing.facts.text(KG + "sha256"),
        "mentions": [(text, href) for text, href in mentions if href],
        "sayings": [
            {"id": one.id, "status": one.status, "quote": one.quote, "parts": _parts(site, thing, one, start)}
            for one in subjects.values()
        ],
    }


def _parts(site: Site, thing: Thing, one: Saying, start: str) -> list[tuple[str, str]]:
    """A statement of an article in words: subject, predicate, object."""
    subject = thing.subjects.get(one.id, "")
    ends = [(site.named.label(iri), site.href(start, iri)) for iri in (subject, one.other)]
    return [ends[0], (schema().label(one.predicate, site.language), ""), ends[1]]


def _said(site: Site, one: Saying, start: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "other": site.named.label(one.other),
        "href": site.href(start, one.other),
        "status": one.status,
        "roles": one.roles,
        "since": one.since,
        "until": one.until,
        "quote": one.quote,
        "article": f"{site.href(start, one.article)}#{one.id}",
        "title": _title(site, one.article),
        "date": site.sources[one.article].date if one.article in site.sources else "",
    }


def _title(site: Site, article: str) -> str:
    return site.sources[article].title if article in site.sources else article


def _reading(site: Site, predicate: str, *, forward: bool) -> str:
    term = schema().predicates.get(predicate)
    if term is None:
        return predicate
    return str(getattr(term, f"label_{site.language}" if forward else f"inverse_label_{site.language}"))


def _details(site: Site, thing: Thing, start: str) -> list[tuple[str, list[tuple[str, str]]]]:
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
