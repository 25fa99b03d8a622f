"""Read a network out of a store: statements and articles from the articles' graphs, names from the facts.

Optional properties come by queries of their own, as property and value, so that no query needs
OPTIONAL: engines differ in how well they answer that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from kgraph.network.columns import Columns, Interned, joined
from kgraph.store import Store
from kgraph.vocab import DCTERMS, KG, RDF, RDFS, SCHEMA, SKOS, key_of, schema

if TYPE_CHECKING:
    from kgraph.network.columns import Numbers

_STATEMENTS = """
SELECT ?statement ?article ?subject ?predicate ?object ?status ?quote ?confidence ?rule WHERE {
  GRAPH ?article {
    ?statement a kg:Statement ;
      rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
      kg:status ?status ; kg:quote ?quote ; kg:confidence ?confidence ; kg:rule ?rule .
  }
}
"""
_SUPPRESSED = "SELECT ?statement WHERE { GRAPH ?article { ?statement kg:suppressed ?true } }"
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
# All names that there are, not those of certain entities: one walk along an index instead of a search for each.
_NAMES = """
SELECT ?entity ?property ?value (LANG(?value) AS ?language) WHERE {
  VALUES ?property { rdf:type rdfs:label skos:altLabel kg:abbreviation kg:date }
  ?entity ?property ?value .
}
"""
_LANGUAGE = "de"
_NODE = ("iri", "key", "label", "type", "coarse", "names", "abbreviation", "date")
_SOURCE = ("iri", "title", "date", "url")
_STATEMENT = (
    *("iri", "predicate", "status", "quote", "rule"),
    *("roles", "amount", "taken_from", "speaker", "valid_from", "valid_until", "held"),
)

Properties = Mapping[str, Sequence[tuple[str, str]]]
"""Property → values, each with its language."""


def read_columns(store: Store) -> Columns:
    """Read everything that articles state, but what is suppressed.

    Raises:
        StoreError: The store cannot be read.
        RemoteError: The server does not answer.
    """
    import numpy as np

    suppressed = {statement for (statement,) in store.texts(_SUPPRESSED)}
    rows = sorted((row for row in store.texts(_STATEMENTS) if row[0] not in suppressed), key=itemgetter(0))
    qualifiers, articles = _grouped(store.texts(_QUALIFIERS)), _grouped(store.texts(_ARTICLES))
    names = _grouped(store.texts(_NAMES))
    nodes = sorted({end for row in rows for end in (row[2], row[4])})
    sources = sorted({row[1] for row in rows})
    texts = Interned()
    node = _columns(texts, _NODE, (_node(iri, names.get(iri, {}), store.base) for iri in nodes))
    source = _columns(texts, _SOURCE, (_source(iri, articles.get(iri, {})) for iri in sources))
    statement = _columns(texts, _STATEMENT, (_statement(row, qualifiers.get(row[0], {}), names) for row in rows))
    for name, place, ends in (("source", 1, sources), ("subject", 2, nodes), ("object", 4, nodes)):
        number = {iri: number for number, iri in enumerate(ends)}
        statement[name] = np.fromiter((number[row[place]] for row in rows), np.int32, len(rows))
    confidence = np.fromiter((float(row[7]) for row in rows), np.float64, len(rows))
    return Columns(texts.table(), node, source, statement, confidence)


def _columns(texts: Interned, names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> dict[str, Numbers]:
    found = list(rows)
    return {name: texts.column(row[place] for row in found) for place, name in enumerate(names)}


def _grouped(rows: Iterable[Sequence[str]]) -> dict[str, Properties]:
    """Subject → property → values, from rows of these three and perhaps a language."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for subject, property, value, *language in rows:
        found[subject][property].append((value, language[0] if language else ""))
    return {subject: dict(properties) for subject, properties in found.items()}


def _node(iri: str, properties: Properties, base: str) -> tuple[str | None, ...]:
    label = _label(iri, properties)
    type, coarse = _types(properties)
    names = {text for name in (RDFS + "label", SKOS + "altLabel") for text in _texts(properties, name)} - {label}
    short = sorted(_texts(properties, KG + "abbreviation"), key=lambda text: (len(text), text))
    date = _one(properties, KG + "date")
    return (
        iri, key_of(base, iri) or iri, label, type, coarse, joined(sorted(names)), short[0] if short else None, date
    )  # fmt: skip


def _types(properties: Properties) -> tuple[str, str]:
    """Fine and coarse type; the deepest class first, ties by name; `Entity` twice where the graph does not say."""
    known = schema()
    names = [text.removeprefix(KG) for text in _texts(properties, RDF + "type")]
    for name in sorted((n for n in names if n in known.classes), key=lambda n: (-len(known.above(n)), n)):
        for above in known.above(name):
            if above in known.coarse_types:
                return name, above
    return "Entity", "Entity"


def _label(iri: str, properties: Properties) -> str:
    """The German label, else any, else the end of the IRI."""
    ranked = sorted(properties.get(RDFS + "label", ()), key=lambda value: (value[1] != _LANGUAGE, value[0]))
    return ranked[0][0] if ranked else iri.rstrip("/#").rpartition("/")[2]


def _source(iri: str, properties: Properties) -> tuple[str | None, ...]:
    title = _one(properties, DCTERMS + "title") or iri.rpartition("/")[2]
    return iri, title, _one(properties, DCTERMS + "issued"), _one(properties, SCHEMA + "url")


def _statement(row: Sequence[str], qualifiers: Properties, names: Mapping[str, Properties]) -> tuple[str | None, ...]:
    iri, _, _, predicate, _, status, quote, _, rule = row
    taken_from, speaker = (
        _label(named, names.get(named, {})) if (named := _one(qualifiers, KG + name)) else None
        for name in ("from", "speaker")
    )
    return (
        *(iri, predicate.removeprefix(KG), status, quote, rule),
        *(joined(_texts(qualifiers, KG + "role")), _one(qualifiers, KG + "amount"), taken_from, speaker),
        *(_one(qualifiers, KG + name) for name in ("validFrom", "validUntil", "held")),
    )


def _texts(properties: Properties, name: str) -> list[str]:
    return sorted({text for text, _ in properties.get(name, ())})


def _one(properties: Properties, name: str) -> str | None:
    return next(iter(_texts(properties, name)), None)
