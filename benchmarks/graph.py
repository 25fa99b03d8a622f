"""The same quads for kgraph's store and for rdflib, and questions for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import rdflib

from benchmarks.measure import seconds_of
from benchmarks.texts import articles
from kgraph.assertions import article_quads
from kgraph.config import Settings
from kgraph.extract import rules_engine
from kgraph.records import Entity, Extraction
from kgraph.register import default_register
from kgraph.resolve import resolve
from kgraph.store import StoredArticle, open_store
from kgraph.vocab import KG

_DISTINCT = 60  # articles that are really read; the others are copies of them about other people
_PREFIXES = f"""PREFIX kg: <{KG}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
QUERIES = {
    "facts: offices and what the bodies are part of": _PREFIXES
    + """SELECT ?person ?body ?whole WHERE { ?person kg:holdsRole ?body . ?body kg:partOf ?whole }""",
    "facts: who develops, with every label": _PREFIXES
    + """SELECT ?actor ?thing ?label WHERE { ?actor kg:develops ?thing . ?thing rdfs:label ?label }""",
    "evidence: quotes of all offices": _PREFIXES
    + """SELECT ?person ?body ?quote WHERE { GRAPH ?article {
        ?statement rdf:predicate kg:holdsRole ; rdf:subject ?person ; rdf:object ?body ; kg:quote ?quote } }""",
}


def stored(number: int) -> list[StoredArticle]:
    """So many articles with their quads, as a build hands them to the store."""
    base = Settings().base
    read = [(found, _entities(found)) for found in map(rules_engine, articles(min(number, _DISTINCT)))]
    found = []
    for place in range(number):
        extraction, entities = read[place % len(read)]
        copy = place // len(read)
        if copy:
            article = replace(extraction.article, id=f"{extraction.article.id}-{copy}")
            extraction = replace(extraction, article=article)
            entities = {id: _other(entity, copy) for id, entity in entities.items()}
        quads = article_quads(extraction, entities, base)
        found.append(StoredArticle.pack(extraction, quads.graph, quads.facts, fingerprint="bench", extractor="bench"))
    return found


def load(material: Sequence[StoredArticle], folder: Path) -> None:
    """A new store in the folder with all of the articles, acknowledged."""
    with open_store(_settings(folder), write=True) as store:
        store.replace_articles(material)


def ask(folder: Path, sparql: str, runs: int) -> tuple[int, list[float]]:
    """Rows of the answer, and the seconds of each run."""
    with open_store(_settings(folder)) as store:
        rows = len(store.query(sparql).rows)
        return rows, seconds_of(lambda: store.query(sparql), runs)


class Peer:
    """The quads in rdflib's own memory store."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        self._text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
        self._dataset = rdflib.Dataset()

    def load(self) -> None:
        """Parse all quads into a new dataset."""
        self._dataset = rdflib.Dataset()
        self._dataset.parse(data=self._text, format="nquads")

    def ask(self, sparql: str, runs: int) -> tuple[int, list[float]]:
        """Rows of the answer, and the seconds of each run."""
        return len(list(self._dataset.query(sparql))), seconds_of(lambda: list(self._dataset.query(sparql)), runs)


def _settings(folder: Path) -> Settings:
    return Settings(store=str(folder / "store"))


def _entities(extraction: Extraction) -> Mapping[str, Entity]:
    return resolve(extraction, default_register())


def _other(entity: Entity, copy: int) -> Entity:
    """A namesake of the entity, unless the register knows it."""
    return entity if entity.registered else replace(entity, key=f"{entity.key}-{copy}")
