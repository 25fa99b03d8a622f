"""From what a user types to what it names in the store: entities, articles, classes, dates.

An entity may be given by any of its names or abbreviations (compared by `names.fold`), its key
(`land/bremen`) or its IRI. Nothing is guessed: several candidates are an error that lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kgraph.dates import is_date, is_day
from kgraph.errors import KgraphError, NotFoundError, UsageError
from kgraph.names import fold
from kgraph.query.catalogue import Kind, NamedQuery
from kgraph.store import Store, Term
from kgraph.vocab import KG, article_id, article_iri, entity_iri, key_of, schema, term, topics

_SHOWN = 8  # candidates that an error lists

_BY_NAME = """
SELECT DISTINCT ?entity WHERE {
  VALUES ?name { UNDEF }
  ?entity rdfs:label|skos:altLabel ?name
}"""
_NAMES = "SELECT ?entity ?name WHERE { ?entity rdfs:label|skos:altLabel ?name }"
_DETAILS = """
SELECT ?label ?type (COUNT(DISTINCT ?article) AS ?articles) WHERE {
  VALUES ?entity { UNDEF }
  ?entity rdfs:label ?label
  OPTIONAL { ?entity a ?type }
  OPTIONAL { GRAPH ?article { ?article kg:mentions ?entity } }
} GROUP BY ?label ?type"""
_ARTICLES = "SELECT ?article ?title WHERE { GRAPH ?article { ?article a schema:NewsArticle ; dcterms:title ?title } }"


@dataclass(frozen=True, slots=True)
class Found:
    """An entity of the store.

    Attributes:
        key: Path below the base, or the IRI where it lies elsewhere.
        articles: Number of articles that mention it.
    """

    iri: ox.NamedNode
    key: str
    label: str
    type: str
    articles: int


def find_entity(store: Store, given: str) -> Found:
    """The entity that a name, abbreviation, key or IRI means.

    Raises:
        NotFoundError: None; the hint names the nearest.
        UsageError: Several; the hint lists their keys.
    """
    if direct := _by_address(store, given):
        return direct
    exact = _entities(store, _BY_NAME, {"name": ox.Literal(given, language="de")})
    names: list[tuple[ox.NamedNode, str]] = []
    if not exact:
        names = [(row["entity"], row["name"].value) for row in _rows(store, _NAMES)]
        wanted = fold(given)
        exact = sorted({entity for entity, name in names if fold(name) == wanted}, key=str)
    if not exact:
        raise _unknown(given, store.name, sorted({name for _, name in names}))
    candidates = [found for entity in exact if (found := _details(store, entity))]
    # A predecessor that only the register brought in gives way to the one that articles name.
    mentioned = [found for found in candidates if found.articles] or candidates
    if len(mentioned) == 1:
        return mentioned[0]
    listed = sorted(mentioned, key=lambda found: (-found.articles, found.key))
    shown = "; ".join(f"{found.key} ({_type_label(found.type)}: {found.label})" for found in listed[:_SHOWN])
    raise UsageError(f"{given!r} may be {len(listed)} entities", hint=f"give one of the keys {shown}")


def find_article(store: Store, given: str) -> ox.NamedNode:
    """The article of that id or IRI.

    Raises:
        NotFoundError: None; the hint names the nearest ids.
    """
    iri = ox.NamedNode(given if is_iri(given) else article_iri(store.base, given))
    if store.query("ASK { VALUES ?a { UNDEF } GRAPH ?a { ?a a schema:NewsArticle } }", {"a": iri}):
        return iri
    ids = [article_id(store.base, row["article"].value) or "" for row in _rows(store, _ARTICLES)]
    raise _unknown(given, store.name, sorted(ids), what="article")


def terms_of(store: Store, query: NamedQuery, given: Mapping[str, str | None]) -> dict[str, Term]:
    """The terms of a named query's parameters, also of those that are for what joins its rows.

    Args:
        store: Where names are looked up.
        query: The query.
        given: Parameter, with or without its hyphens → text; `None` values count as not given.

    Raises:
        UsageError: One is unknown, missing, ambiguous or malformed.
        NotFoundError: It names nothing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    spelt = {name.replace("-", ""): name for name in known}
    values = {spelt.get(name, name): text for name, text in given.items() if text is not None}
    for name in values:
        if name not in known:
            hint = f"it takes {', '.join(f'--{own}' for own in known)}" if known else "it takes none"
            raise UsageError(f"the query {query.name} has no parameter --{name}", hint=hint)
    for name, parameter in known.items():
        if parameter.required and name not in values:
            raise UsageError(
                f"the query {query.name} needs --{name}",
                hint=f"--{name} {parameter.kind.upper()}: {parameter.text}",
            )
    return {name: _term(store, known[name].kind, f"--{name}", text) for name, text in values.items()}


def is_iri(given: str) -> bool:
    """True if a text is an absolute web address without spaces."""
    return given.startswith(("http://", "https://")) and not re.search(r'[\s<>"{}|\\^`]', given)


def _term(store: Store, kind: Kind, option: str, text: str) -> Term:
    if kind == "entity":
        return find_entity(store, text).iri
    if kind == "article":
        return find_article(store, text)
    if kind == "class":
        return ox.NamedNode(term(_class(text)))
    if kind == "topic":
        return ox.Literal(_topic(text))
    if kind == "date" and not is_date(text):
        raise UsageError(f"{option} {text!r} is no date", hint="write 2023, 2023-11 or 2023-11-20")
    if kind == "day" and not is_day(text):
        raise UsageError(f"{option} {text!r} is no day", hint="write 2023-11-20")
    return ox.Literal(text)


def _class(given: str) -> str:
    wanted = fold(given)
    classes = schema().classes
    for item in classes.values():
        if wanted in (fold(item.name), fold(item.label_de), fold(item.label_en)):
            return item.name
    raise UsageError(f"there is no type {given!r}", hint=f"types are {', '.join(sorted(classes))}")


def _topic(given: str) -> str:
    """The key of the topic with that key or German or English label; stars of labels do not count."""
    scheme = topics().values()
    by_name = {fold(name.strip("*")): item.key for item in scheme for name in item.names}
    by_label = {fold(label): item.key for item in scheme for label in (item.label_en, item.label_de)}
    known = by_name | by_label | {fold(item.key): item.key for item in scheme}
    if fold(given) in known:
        return known[fold(given)]
    from rapidfuzz import fuzz, process

    words = sorted({word for item in scheme for word in (item.key, item.label_de, item.label_en)})
    near = process.extract(fold(given), words, scorer=fuzz.WRatio, processor=fold, limit=3, score_cutoff=65)
    listed = f"topics are {', '.join(sorted(item.key for item in scheme))}"
    hint = f"did you mean {' or '.join(repr(word) for word, _, _ in near)}?" if near else listed
    raise UsageError(f"there is no topic {given!r}", hint=hint)


def _by_address(store: Store, given: str) -> Found | None:
    if is_iri(given):
        return _details(store, ox.NamedNode(given))
    if "/" in given and not re.search(r"\s", given):
        return _details(store, ox.NamedNode(entity_iri(store.base, given)))
    return None


def _details(store: Store, entity: ox.NamedNode) -> Found | None:
    for row in store.query(_DETAILS, {"entity": entity}).texts():
        key = key_of(store.base, entity.value) or entity.value
        return Found(entity, key, row["label"], row["type"].removeprefix(KG), int(row["articles"]))
    return None


def _entities(store: Store, sparql: str, values: Mapping[str, Term]) -> list[ox.NamedNode]:
    return sorted((row[0] for row in store.query(sparql, values).rows if isinstance(row[0], ox.NamedNode)), key=str)


def _rows(store: Store, sparql: str) -> list[dict[str, ox.NamedNode]]:
    return [row for row in store.query(sparql).bindings()]  # type: ignore[misc]


def _unknown(given: str, store: str, names: list[str], what: str = "entity") -> KgraphError:
    from rapidfuzz import fuzz, process

    near = process.extract(fold(given), names, scorer=fuzz.ratio, processor=fold, limit=3, score_cutoff=55)
    hint = f"did you mean {' or '.join(repr(name) for name, _, _ in near)}?" if near else ""
    listed = "kgraph stats --articles" if what == "article" else "kgraph query most-connected"
    return NotFoundError(f"{store} has no {what} {given!r}", hint=hint or f"`{listed}` lists what there is")


def _type_label(type: str) -> str:
    found = schema().classes.get(type)
    return found.label_de if found else type
