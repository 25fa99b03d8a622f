"""What of a store passes the clocks: a store in, a copy as of a time out; see `kgraph.clocks.view` for the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from kgraph.clocks.answers import Stated, answers
from kgraph.clocks.choice import Clocks
from kgraph.register import Entry, default_register
from kgraph.store import Store, text_of
from kgraph.tenure import Held, existence
from kgraph.vocab import KG, RDF, RDFS, SKOS, entity_iri, key_of, schema

# Optional properties come by queries of their own: engines differ in how well they answer OPTIONAL.
_STATEMENTS = """
SELECT ?article ?statement ?subject ?predicate ?object ?status WHERE {
  GRAPH ?article {
    ?statement a kg:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      kg:status ?status .
  }
}"""
_QUALIFIERS = """
SELECT ?statement ?property ?value WHERE {
  VALUES ?property { kg:role kg:validFrom kg:validUntil kg:suppressed }
  GRAPH ?article { ?statement ?property ?value }
}"""
_ARTICLES = "SELECT ?article WHERE { GRAPH ?article { ?article a schema:NewsArticle } }"
_ISSUED = "SELECT ?article ?day WHERE { GRAPH ?article { ?article dcterms:issued ?day } }"
_MENTIONS = "SELECT ?article ?entity WHERE { GRAPH ?article { ?article kg:mentions ?entity } }"
_TYPES = "SELECT ?entity ?type WHERE { ?entity a ?type FILTER(STRSTARTS(STR(?type), STR(kg:))) }"
_TIMES = """
SELECT ?entity ?property ?value WHERE {
  VALUES ?property { kg:validFrom kg:validUntil }
  ?entity ?property ?value
}"""
_LABEL, _ALTERNATIVE = ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "altLabel")
_TYPE, _HELD = ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "held")


class Sieve:
    """What passes, asked quad by quad."""

    def __init__(self, store: Store, clocks: Clocks) -> None:
        self._store = store
        self._clocks = clocks
        self._register = default_register().entries

    def passed(self) -> ox.Store:
        """A copy in memory of what passes, with `kg:held` on what the day decides."""
        copy = self._store.copied()
        self.forget(copy)
        self.judge(copy)
        return copy

    def forget(self, copy: ox.Store) -> None:
        """Take out the articles that were not known."""
        for iri in self.unknown:
            copy.remove_graph(ox.NamedNode(iri))

    def judge(self, copy: ox.Store) -> None:
        """Take out what did not hold, with the facts that then nothing states; mark the rest."""
        marks = []
        for article, item, _ in self._rows:
            statement, graph = ox.NamedNode(item.id), ox.NamedNode(article)
            if item.id in self._hidden:
                for quad in list(copy.quads_for_pattern(statement, None, None, graph)):
                    copy.remove(quad)
            elif answer := self._answers.get(item.id):
                marks.append(ox.Quad(statement, _HELD, ox.Literal(answer), graph))
        for quad in list(copy.quads_for_pattern(None, None, None, ox.DefaultGraph())):
            kept = list(self._named_as_then(quad)) if self._fact_passes(quad) else []
            if kept != [quad]:
                copy.remove(quad)
                marks += kept
        marks += [
            ox.Quad(ox.NamedNode(iri), _HELD, ox.Literal(answer))
            for iri, answer in self._existing.items()
            if iri not in self._unheard
        ]
        copy.bulk_extend(marks)

    def _fact_passes(self, quad: ox.Quad) -> bool:
        """True if a fact holds then; what did not exist loses its type, so that no list of its kind has it."""
        subject = text_of(quad.subject)
        if subject in self._unheard or text_of(quad.object) in self._unheard:
            return False
        if quad.predicate == _TYPE and self._existing.get(subject, "yes") not in self._clocks.held:
            return subject not in self._existing
        name = quad.predicate.value.removeprefix(KG)
        if name not in schema().predicates:
            return True
        fact = (subject, name, text_of(quad.object))
        if fact in self._supported:
            return True
        return (fact not in self._stated or self._is_registered(*fact)) and self._ends_existed(subject, fact[2])

    def _is_registered(self, subject: str, name: str, object: str) -> bool:
        entry = self._entry(subject)
        return entry is not None and entry.parent is not None and object == entity_iri(self._store.base, entry.parent)

    def _entry(self, iri: str) -> Entry | None:
        return self._register.get(key_of(self._store.base, iri) or "")

    def _ends_existed(self, subject: str, object: str) -> bool:
        return all(self._existing.get(end, "yes") in self._clocks.held for end in (subject, object))

    def _named_as_then(self, quad: ox.Quad) -> Iterator[ox.Quad]:
        """A registered body's label as of the day: the name of today stands beside it."""
        day = self._clocks.valid_on
        entry = self._entry(text_of(quad.subject)) if day and quad.predicate == _LABEL else None
        name = _name_on(entry, day) if entry and day else None
        if name is None or not isinstance(quad.object, ox.Literal) or name == quad.object.value:
            yield quad
            return
        yield ox.Quad(quad.subject, _LABEL, ox.Literal(name, language="de"))
        yield ox.Quad(quad.subject, _ALTERNATIVE, quad.object)

    @cached_property
    def known(self) -> frozenset[str]:
        """Articles that were known."""
        return frozenset(iri for iri in self._articles if self._clocks.knows(self._dates.get(iri, "")))

    @cached_property
    def unknown(self) -> frozenset[str]:
        """The others."""
        return self._articles - self.known

    @cached_property
    def _articles(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._store.texts(_ARTICLES))

    @cached_property
    def _dates(self) -> Mapping[str, str]:
        return {article: day for article, day in self._store.texts(_ISSUED)}

    @cached_property
    def _unheard(self) -> frozenset[str]:
        """Entities that only articles mention which were not known, and those articles."""
        if self._clocks.known_on is None:
            return frozenset()
        heard: set[str] = set()
        unheard: set[str] = set()
        for article, entity in self._store.texts(_MENTIONS):
            (heard if article in self.known else unheard).add(entity)
        return frozenset((unheard - heard) | (self.unknown))

    @cached_property
    def _existing(self) -> Mapping[str, Held]:
        """Entities that the graph dates → whether they existed on the day."""
        if self._clocks.valid_on is None:
            return {}
        times: dict[str, dict[str, str]] = defaultdict(dict)
        for entity, property, value in self._store.texts(_TIMES):
            times[entity][property.removeprefix(KG)] = value
        return {
            iri: existence(time.get("validFrom", ""), time.get("validUntil", "")).held(self._clocks.valid_on)
            for iri, time in times.items()
        }

    @cached_property
    def _rows(self) -> list[tuple[str, Stated, bool]]:
        """Article, what it states, and whether that is suppressed."""
        types = {iri: type.removeprefix(KG) for iri, type in self._store.texts(_TYPES)}
        above = {iri: schema().above(type) for iri, type in types.items() if type in schema().classes}
        more: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for statement, property, value in self._store.texts(_QUALIFIERS):
            more[statement][property.removeprefix(KG)].append(value)
        found = []
        for article, iri, subject, predicate, object_, status in self._store.texts(_STATEMENTS):
            said = more.get(iri, {})
            item = Stated(
                iri,
                subject,
                predicate.removeprefix(KG),
                object_,
                status,
                self._dates.get(article, ""),
                types=above.get(object_, ()),
                roles=tuple(sorted(said.get("role", ()))),
                valid_from=min(said.get("validFrom", ()), default=""),
                valid_until=max(said.get("validUntil", ()), default=""),
            )
            found.append((article, item, "suppressed" in said))
        return found

    @cached_property
    def _answers(self) -> Mapping[str, Held]:
        """Statements that were known → whether they held on the day; empty without a day."""
        day = self._clocks.valid_on
        if day is None:
            return {}
        known = [item for article, item, suppressed in self._rows if article in self.known and not suppressed]
        found = answers(known, day)
        for item in known:
            if "no" in (self._existing.get(item.subject), self._existing.get(item.object)):
                found[item.id] = "no"
        return found

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Statements whose answer was not asked for."""
        return frozenset(iri for iri, answer in self._answers.items() if answer not in self._clocks.held)

    @cached_property
    def _stated(self) -> frozenset[tuple[str, str, str]]:
        """Facts that some article states."""
        return frozenset(_fact(item) for _, item, _ in self._rows if item.status == "fact")

    @cached_property
    def _supported(self) -> frozenset[tuple[str, str, str]]:
        """Those that one states which was known, in a statement that is kept."""
        return frozenset(
            _fact(item)
            for article, item, suppressed in self._rows
            if item.status == "fact" and article in self.known and not suppressed and item.id not in self._hidden
        )


def _fact(item: Stated) -> tuple[str, str, str]:
    return item.subject, item.predicate, item.object


def _name_on(entry: Entry, day: str) -> str | None:
    """The official name that an entry had on a day; None where no name of it is dated."""
    official = [name for name in entry.names if name.kind == "official" and (name.since or name.until)]
    return next((name.text for name in official if name.valid_on(day)), None)
