"""Read the names of a store: every entity with all that it is called and the number of articles that mention it.

Only plain patterns are asked for, without OPTIONAL, and joined here: that is quick on every engine.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from kgraph.config import resource
from kgraph.search.model import Name, NameKind, Thing
from kgraph.store import Store
from kgraph.vocab import KG, RDFS, SKOS, key_of, schema

_TYPES = "SELECT ?entity ?type WHERE { ?entity a ?type FILTER(STRSTARTS(STR(?type), STR(kg:))) }"
_NAMES = """
SELECT ?entity ?property ?name WHERE {
  VALUES ?property { rdfs:label skos:altLabel kg:abbreviation skos:hiddenLabel }
  ?entity ?property ?name
}"""
_MENTIONS = "SELECT ?entity (COUNT(*) AS ?n) WHERE { GRAPH ?article { ?article kg:mentions ?entity } } GROUP BY ?entity"
_KINDS: Mapping[str, NameKind] = {
    f"{RDFS}label": "label",
    f"{KG}abbreviation": "abbreviation",
    f"{SKOS}altLabel": "other",
    f"{SKOS}hiddenLabel": "hidden",
}
_ORDER = {kind: place for place, kind in enumerate(_KINDS.values())}


def things(store: Store) -> tuple[Thing, ...]:
    """Every entity of a store that has a type and a label, by key."""
    types: dict[str, str] = {}
    for row in store.query(_TYPES).texts():
        name = row["type"].removeprefix(KG)
        if name in schema().classes:
            types[row["entity"]] = max(types.get(row["entity"], name), name, key=_depth)
    names: dict[str, dict[str, Name]] = defaultdict(dict)
    rows = store.query(_NAMES).texts()
    for row in sorted(rows, key=lambda row: (row["entity"], _ORDER[_KINDS[row["property"]]], row["name"])):
        if row["entity"] in types:
            names[row["entity"]].setdefault(row["name"], Name(row["name"], _KINDS[row["property"]]))
    counts = {row["entity"]: int(row["n"]) for row in store.query(_MENTIONS).texts()}
    return tuple(sorted(_things(store.base, types, names, counts), key=lambda thing: thing.key))


def _things(
    base: str, types: Mapping[str, str], names: Mapping[str, Mapping[str, Name]], counts: Mapping[str, int]
) -> Iterator[Thing]:
    for iri, mine in names.items():
        known = tuple(mine.values())
        if known[0].kind == "label":
            key = key_of(base, iri) or iri
            english = tuple(Name(text, "other") for text in english_names().get(key, ()) if text not in mine)
            yield Thing(iri, key, types[iri], known + english, counts.get(iri, 0))


def _depth(type: str) -> tuple[int, str]:
    """The deeper class tells more."""
    return len(schema().above(type)), type


@cache
def english_names() -> Mapping[str, tuple[str, ...]]:
    """Key → English names of bodies whose names articles give in German only; from `data/names/english.toml`."""
    document = tomllib.loads((resource("data") / "names" / "english.toml").read_text("utf-8"))
    return {key: tuple(names) for key, names in document["names"].items()}
