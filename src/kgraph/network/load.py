"""Read a network out of a store: statements and articles from the articles' graphs, names from the facts.

Optional properties come by queries of their own, as property and value, so that no query needs
OPTIONAL: engines differ in how well they answer that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kgraph.network.parts import Node, Source, Statement
from kgraph.store import Row, Store, text_of
from kgraph.vocab import DCTERMS, KG, RDF, RDFS, SCHEMA, SKOS, key_of, schema

_STATEMENTS = """
SELECT ?article ?statement ?subject ?predicate ?object ?status ?quote ?confidence ?rule WHERE {
  GRAPH ?article {
    ?statement a kg:Statement ;
      rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      kg:status ?status ; kg:quote ?quote ; kg:confidence ?confidence ; kg:rule ?rule .
    FILTER NOT EXISTS { ?statement kg:suppressed ?true }
  }
}
"""
_QUALIFIERS = """
SELECT ?statement ?property ?value WHERE {
  VALUES ?property { kg:role kg:amount kg:from kg:speaker kg:validFrom kg:validUntil kg:held }
  GRAPH ?article { ?statement ?property ?value . }
}
"""
_ARTICLES = """
SELECT ?article ?property ?value WHERE {
  VALUES ?property { dcterms:title dcterms:issued schema:url }
  GRAPH ?article { ?article ?property ?value . }
}
"""
# With a second VALUES instead of the FILTER, pyoxigraph walks every label there is: 23 s for 20,000 entities, not 1.
_NAMES = """
SELECT ?entity ?property ?value WHERE {
  VALUES ?entity { %s }
  ?entity ?property ?value .
  FILTER (?property IN (rdf:type, rdfs:label, skos:altLabel, kg:abbreviation, kg:date))
}
"""
_BATCH = 1000  # entities a query: keeps a server's parser and URL limits out of the way
_LANGUAGE = "de"

Properties = Mapping[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


def read_network(store: Store) -> tuple[Mapping[str, Node], Iterator[Statement]]:
    """Read everything that articles state."""
    rows = store.query(_STATEMENTS).rows
    qualifiers = _grouped(store.query(_QUALIFIERS).rows)
    articles = _grouped(store.query(_ARTICLES).rows)
    ends = {text_of(row[place]) for row in rows for place in (2, 4)}
    named = {
        text_of(v) for found in qualifiers.values() for name in ("from", "speaker") for v in found.get(KG + name, ())
    }
    names = _names(store, sorted(ends | named))
    nodes = {iri: _node(iri, names.get(iri, {}), store.base) for iri in ends}
    labels = {iri: _label(iri, names.get(iri, {})) for iri in named}
    sources = {text_of(row[0]): _source(text_of(row[0]), articles.get(text_of(row[0]), {})) for row in rows}
    return nodes, (_statement(row, qualifiers.get(text_of(row[1]), {}), sources, labels) for row in rows)


def _names(store: Store, iris: Sequence[str]) -> dict[str, Properties]:
    found: dict[str, Properties] = {}
    for start in range(0, len(iris), _BATCH):
        values = " ".join(str(ox.NamedNode(iri)) for iri in iris[start : start + _BATCH])
        found.update(_grouped(store.query(_NAMES % values).rows))
    return found


def _grouped(rows: Iterable[Row]) -> dict[str, Properties]:
    """Subject → property → values, from rows of these three."""
    found: dict[str, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for subject, property, value in rows:
        if value is not None and not isinstance(value, ox.Triple):
            found[text_of(subject)][text_of(property)].append(value)
    return {subject: dict(properties) for subject, properties in found.items()}


def _node(iri: str, properties: Properties, base: str) -> Node:
    label = _label(iri, properties)
    type, coarse = _types(properties)
    names = {text_of(v) for name in (RDFS + "label", SKOS + "altLabel") for v in properties.get(name, ())} - {label}
    short = sorted(_texts(properties, KG + "abbreviation"), key=lambda text: (len(text), text))
    return Node(
        iri=iri,
        key=key_of(base, iri) or iri,
        label=label,
        type=type,
        coarse=coarse,
        names=tuple(sorted(names)),
        abbreviation=short[0] if short else None,
        date=_one(properties, KG + "date"),
    )


def _types(properties: Properties) -> tuple[str, str]:
    """Fine and coarse type; the deepest class first, ties by name; `Entity` twice where the graph does not say."""
    known = schema()
    names = [v.removeprefix(KG) for v in _texts(properties, RDF + "type")]
    for name in sorted((n for n in names if n in known.classes), key=lambda n: (-len(known.above(n)), n)):
        for above in known.above(name):
            if above in known.coarse_types:
                return name, above
    return "Entity", "Entity"


def _label(iri: str, properties: Properties) -> str:
    """The German label, else any, else the end of the IRI."""
    labels = [v for v in properties.get(RDFS + "label", ()) if isinstance(v, ox.Literal)]
    ranked = sorted(labels, key=lambda v: (v.language != _LANGUAGE, v.value))
    return ranked[0].value if ranked else iri.rstrip("/#").rpartition("/")[2]


def _source(iri: str, properties: Properties) -> Source:
    title = _one(properties, DCTERMS + "title") or iri.rpartition("/")[2]
    return Source(iri, title, _one(properties, DCTERMS + "issued"), _one(properties, SCHEMA + "url"))


def _statement(row: Row, qualifiers: Properties, sources: Mapping[str, Source], labels: Mapping[str, str]) -> Statement:
    article, iri, subject, predicate, object, status, quote, confidence, rule = map(text_of, row)
    taken_from, speaker = _one(qualifiers, KG + "from"), _one(qualifiers, KG + "speaker")
    return Statement(
        iri=iri,
        subject=subject,
        predicate=predicate.removeprefix(KG),
        object=object,
        status=status,  # type: ignore[arg-type]  # the shapes let nothing else into a store
        quote=quote,
        confidence=float(confidence),
        rule=rule,
        source=sources[article],
        roles=tuple(_texts(qualifiers, KG + "role")),
        amount=_one(qualifiers, KG + "amount"),
        taken_from=labels.get(taken_from) if taken_from else None,
        speaker=labels.get(speaker) if speaker else None,
        valid_from=_one(qualifiers, KG + "validFrom"),
        valid_until=_one(qualifiers, KG + "validUntil"),
        held=_one(qualifiers, KG + "held"),
    )


def _texts(properties: Properties, name: str) -> Iterator[str]:
    return iter(sorted({text_of(value) for value in properties.get(name, ())}))


def _one(properties: Properties, name: str) -> str | None:
    return next(_texts(properties, name), None)
