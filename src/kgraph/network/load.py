"""Read a network out of a store: statements and articles from the articles' graphs, names from the facts.

Optional properties come by queries of their own, as property and value, so that no query needs
OPTIONAL: engines differ in how well they answer that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kgraph.network.columns import Columns, Interned, joined
from kgraph.store import Store
from kgraph.vocab import DCTERMS, KG, RDF, RDFS, SCHEMA, SKOS, key_of, schema

if TYPE_CHECKING:
    from kgraph.network.columns import Numbers

# Each property by a query of its own and joined here: an engine walks along one index then, where one query for all
# of them looks each statement up eight times, at twice the cost.
_SUBJECTS = "SELECT ?statement ?subject ?article WHERE { GRAPH ?article { ?statement rdf:subject ?subject } }"
_PROPERTY = "SELECT ?statement ?value WHERE { GRAPH ?article { ?statement %s ?value } }"
_NEEDED = {
    "predicate": "rdf:predicate",
    "object": "rdf:object",
    "status": "kg:status",
    "quote": "kg:quote",
    "rule": "kg:rule",
    "confidence": "kg:confidence",
}
_OPTIONAL = {
    "amount": "kg:amount",
    "taken_from": "kg:from",
    "speaker": "kg:speaker",
    "valid_from": "kg:validFrom",
    "valid_until": "kg:validUntil",
    "held": "kg:held",
}
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

Properties = Mapping[str, Sequence[tuple[str, str]]]
"""Property → values, each with its language."""


def read_columns(store: Store) -> Columns:
    """Read everything that articles state, but what is suppressed.

    Raises:
        StoreError: The store cannot be read.
        RemoteError: The server does not answer.
    """
    import numpy as np

    ends = {statement: (subject, article) for statement, subject, article in store.texts(_SUBJECTS)}
    needed = {
        field: {statement: value for statement, value in store.texts(_PROPERTY % name)}
        for field, name in _NEEDED.items()
    }
    hidden = {statement for statement, _ in store.texts(_PROPERTY % "kg:suppressed")}
    iris = sorted(set(ends).intersection(*needed.values()) - hidden)
    said = {field: list(map(values.__getitem__, iris)) for field, values in needed.items()}
    said["subject"], said["source"] = ([ends[iri][place] for iri in iris] for place in (0, 1))
    names, articles = _grouped(store.texts(_NAMES)), _grouped(store.texts(_ARTICLES))
    nodes, sources = sorted({*said["subject"], *said["object"]}), sorted(set(said["source"]))
    texts = Interned()
    node = _columns(texts, _NODE, (_node(iri, names.get(iri, {}), store.base) for iri in nodes))
    source = _columns(texts, _SOURCE, (_source(iri, articles.get(iri, {})) for iri in sources))
    said["predicate"] = [iri.removeprefix(KG) for iri in said["predicate"]]
    statement = {field: texts.column(said[field]) for field in ("predicate", "status", "quote", "rule")}
    statement["iri"] = texts.column(iris)
    statement |= {field: texts.column(map(values.get, iris)) for field, values in _qualifiers(store, names).items()}
    for field, among in (("subject", nodes), ("object", nodes), ("source", sources)):
        number = {iri: number for number, iri in enumerate(among)}
        statement[field] = np.fromiter(map(number.__getitem__, said[field]), np.int32, len(iris))
    confidence = np.fromiter(map(float, said["confidence"]), np.float64, len(iris))
    return Columns(texts.table(), node, source, statement, confidence)


def _qualifiers(store: Store, names: Mapping[str, Properties]) -> dict[str, dict[str, str]]:
    """Field → statement → value, of what only some statements have."""
    found: dict[str, dict[str, str]] = {}
    for field, name in _OPTIONAL.items():
        found[field] = {}
        for statement, value in sorted(map(tuple, store.texts(_PROPERTY % name))):
            found[field].setdefault(statement, value)
    for field in ("taken_from", "speaker"):
        found[field] = {one: _label(named, names.get(named, {})) for one, named in found[field].items()}
    roles: dict[str, set[str]] = defaultdict(set)
    for statement, role in store.texts(_PROPERTY % "kg:role"):
        roles[statement].add(role)
    found["roles"] = {statement: joined(sorted(said)) for statement, said in roles.items()}
    return found


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
    more = joined(sorted(names)) if names else None, short[0] if short else None, _one(properties, KG + "date")
    return iri, key_of(base, iri) or iri, label, type, coarse, *more


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


def _texts(properties: Properties, name: str) -> list[str]:
    return sorted({text for text, _ in properties.get(name, ())})


def _one(properties: Properties, name: str) -> str | None:
    return next(iter(_texts(properties, name)), None)
