"""What stands on the pages of things, one after the other: a spooled graph in, `Thing`s with all that is said out.

Statements stand apart from their ends in the graph, so they are sorted to them on disk; memory holds one thing at a
time beside the names of all and the titles of the articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path

import pyoxigraph as ox

from kgraph.publish import Described, Named, in_order, subjects
from kgraph.vocab import DCTERMS, KG, PROV, RDF, RDFS, SCHEMA, SKOS

_ENDS = (("subject", True), ("object", False))


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement, from the side of the thing on whose page it stands.

    Attributes:
        id: Last part of its IRI.
        predicate: Local name; `forward` if the thing is its subject.
        other: IRI of the other end.
        roles: Offices, sums and times, in words.
        speaker: IRI of who says so; empty where the article does.
        source: IRI of whom something is taken over from.
    """

    id: str
    predicate: str
    forward: bool
    other: str
    status: str
    quote: str
    article: str
    roles: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    confidence: str = ""
    speaker: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure of the thing."""

    wording: str
    date: str
    quote: str
    article: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article; its topics by their IRIs."""

    title: str
    date: str
    url: str
    topics: tuple[str, ...] = ()


@dataclass
class Thing:
    """A thing with all that is said of it.

    Attributes:
        facts: What the default graph says of it.
        sayings: By predicate, then the newest article first.
        subjects: Of an article's statements, the last part of the IRI → IRI of the subject.
        lines: All of it as lines of N-Triples.
    """

    facts: Described
    sayings: list[Saying] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    subjects: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Its names, but not those that only serve to recognise it."""
        return sorted({*self.facts.texts(RDFS + "label"), *self.facts.texts(SKOS + "altLabel")})


def sources_of(spool: Path) -> dict[str, Source]:
    """IRI → article, of all."""
    return {
        item.iri: Source(
            item.text(DCTERMS + "title"),
            item.text(DCTERMS + "issued"),
            item.text(SCHEMA + "url"),
            tuple(item.texts(DCTERMS + "subject")),
        )
        for item in subjects(spool)
        if item.is_article
    }


def things(spool: Path, named: Named, sources: Mapping[str, Source], folder: Path) -> Iterator[Thing]:
    """Yield every thing that has a name, and every article, by IRI."""
    lines = in_order(chain.from_iterable(_lines(item, named, sources) for item in subjects(spool)), folder)
    for _, same in groupby(lines, key=lambda line: line.partition(b" ")[0]):
        thing = _joined(same, sources)
        if thing is not None:
            yield thing


def _lines(found: Described, named: Named, sources: Mapping[str, Source]) -> Iterator[bytes]:
    """What a subject says on which page, as lines that sort to the pages; `0` stands before all else of a page."""
    triples = list(dict.fromkeys(f"{quad.triple} ." for quad in found.quads))
    if found.type or found.is_article:
        yield _line(found.iri, 0, [str(quad) for quad in found.quads])
    elif found.is_statement:
        article = found.text(PROV + "wasDerivedFrom")
        for end, forward in _ENDS:
            mine = found.text(RDF + end)
            if mine in named.labels:
                yield _line(mine, 1, [_saying(found, forward=forward), triples])
        if article in sources:
            yield _line(article, 1, [_saying(found, forward=True), triples, found.text(RDF + "subject")])
    elif found.is_figure and found.text(KG + "figureOf") in named.labels:
        words = (found.text(KG + "wording"), found.text(KG + "date"), found.text(KG + "quote"))
        yield _line(found.text(KG + "figureOf"), 2, [[*words, found.text(PROV + "wasDerivedFrom")], triples])


def _line(iri: str, kind: int, value: object) -> bytes:
    return f"{iri} {kind} {json.dumps(value, ensure_ascii=False)}\n".encode()


def _saying(found: Described, *, forward: bool) -> dict[str, object]:
    return {
        "id": found.iri.rpartition("/")[2],
        "predicate": found.text(RDF + "predicate").removeprefix(KG),
        "forward": forward,
        "other": found.text(RDF + ("object" if forward else "subject")),
        "status": found.text(KG + "status"),
        "quote": found.text(KG + "quote"),
        "article": found.text(PROV + "wasDerivedFrom"),
        "roles": [*found.texts(KG + "role"), *found.texts(KG + "amount")],
        "since": found.text(KG + "validFrom"),
        "until": found.text(KG + "validUntil"),
        "confidence": found.text(KG + "confidence"),
        "speaker": found.text(KG + "speaker"),
        "source": found.text(KG + "from"),
    }


def _joined(lines: Iterable[bytes], sources: Mapping[str, Source]) -> Thing | None:
    """One page's thing; None for what is only an end of statements."""
    thing: Thing | None = None
    for line in lines:
        iri, kind, text = line.decode().split(" ", 2)
        value = json.loads(text)
        if kind == "0":
            quads = tuple(ox.parse("".join(f"{quad} .\n" for quad in value), format=ox.RdfFormat.N_QUADS))
            thing = Thing(Described(iri, quads), lines=list(dict.fromkeys(f"{quad.triple} ." for quad in quads)))
        elif thing is not None:
            record, triples, *subject = value
            thing.lines += triples
            if kind == "1":
                thing.sayings.append(Saying(**record | {"roles": tuple(record["roles"])}))
                if subject:
                    thing.subjects[record["id"]] = subject[0]
            else:
                thing.figures.append(Figure(*record))
    if thing is not None:
        dated = {saying.id: sources[saying.article].date for saying in thing.sayings if saying.article in sources}
        thing.sayings.sort(key=lambda s: (dated.get(s.id, ""), s.confidence, s.id), reverse=True)
    return thing
