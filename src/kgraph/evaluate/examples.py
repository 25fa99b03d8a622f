"""Annotated articles as examples for the ranker, and what it finds in those that it was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kgraph.evaluate.documents import Document, article_of
from kgraph.evaluate.matching import matched
from kgraph.extract import Engine, facts, rules_engine
from kgraph.figures import figures
from kgraph.rank import candidates, rank
from kgraph.rank.train import Example, left_out, train
from kgraph.recognise import recognise
from kgraph.records import Extraction
from kgraph.relate import Reading, read
from kgraph.topics import article_topics
from kgraph.vocab import schema


@dataclass(frozen=True, slots=True)
class Way:
    """How far down the built-in engine states what it finds; see `kgraph.rank.rank`."""

    recall: bool = False
    least: float | None = None

    def engine(self) -> Engine:
        """The built-in engine, run this way."""
        return partial(rules_engine, recall=self.recall, least=self.least)


DEFAULT, RECALL = "default", "--recall"
WIDE = "wide"
WAYS: Mapping[str, Way] = {DEFAULT: Way(), RECALL: Way(recall=True), WIDE: Way(least=0.05)}
"""The two ways to run, and one that shows what other thresholds would give."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated article, read.

    Attributes:
        example: What the ranker learns from it.
    """

    document: Document
    reading: Reading
    example: Example


def annotated(gold: Iterable[Document], folder: Path, *, unseen: bool) -> Iterator[Annotated]:
    """Read annotated articles.

    Args:
        gold: Their annotations.
        folder: Beside or below which their texts lie.
        unseen: Whether no rule was written with a view to them.

    Raises:
        InputError: A text is missing.
    """
    for document in gold:
        article = article_of(document, folder)
        reading = read(article, recognise(article))
        right = frozenset(_right(document, reading))
        total = sum(r.get("status") != "denied" for r in document["relations"])
        yield Annotated(
            document, reading, Example(document["id"], list(candidates(reading)), right, total, unseen=unseen)
        )


def cross_validated(articles: Sequence[Annotated], ways: Mapping[str, Way]) -> dict[str, dict[str, Document]]:
    """What each article yields with weights that were fitted without it: name of the way → article → facts.

    Args:
        articles: At least twice as many as there are folds.
        ways: See `WAYS`.
    """
    settings = train([a.example for a in articles])
    readings = {a.example.id: a.reading for a in articles}
    found: dict[str, dict[str, Document]] = {name: {} for name in ways}
    for example, fitted in left_out([a.example for a in articles]):
        reading = readings[example.id]
        article, entities = reading.scene.article, tuple(reading.scene.entities.values())
        said = figures(reading), article_topics(article)
        for name, way in ways.items():
            relations = rank(reading, replace(settings, table=fitted.table), recall=way.recall, least=way.least)
            found[name][example.id] = facts(Extraction(article, entities, relations, figures=said[0], topics=said[1]))
    return found


def _right(document: Document, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """The annotated relations whose ends were recognised, with the reading's ids; a symmetric one both ways."""
    entities: list[Mapping[str, object]] = [
        {"id": e.id, "type": e.type, "name": e.name, "aliases": e.aliases} for e in reading.scene.entities.values()
    ]
    found_as = {gold: found for found, gold in matched(document["entities"], entities).items()}
    for relation in document["relations"]:
        subject, object = found_as.get(relation["s"]), found_as.get(relation["o"])
        if subject is None or object is None or relation.get("status") == "denied":
            continue
        yield relation["p"], subject, object
        if schema().predicates[relation["p"]].symmetric:
            yield relation["p"], object, subject
