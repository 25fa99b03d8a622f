"""Who is who across articles: annotated clusters in, B³ precision, recall and F1 out.

For each entity of each article, precision is the share of those that got its key which are the same thing, recall the
share of the same thing that got its key; both are averaged over all entities (Bagga and Baldwin, 1998). It is
reckoned twice: with the annotated entities, which judges resolution alone, and with what was extracted of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.evaluate.documents import Document, article_of, read_gold
from kgraph.evaluate.matching import matched
from kgraph.extract import facts, rules_engine
from kgraph.records import Article, ArticleEntity, Extraction, Mention, Relation
from kgraph.register import Register
from kgraph.resolve import resolve

_MENTION = (Mention(0, 1, "name", "gold"),)
Element = tuple[str, str]
"""Id of an article and of an annotated entity in it."""


@dataclass(frozen=True, slots=True)
class BCubed:
    """B³ over entities of articles."""

    precision: float
    recall: float
    entities: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """The figures, rounded to four digits."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: round(value, 4) for name, value in figures.items()} | {"entities": self.entities}


@dataclass(frozen=True, slots=True)
class ClusterScore:
    """How far keys across articles are the annotated clusters.

    Attributes:
        annotated: With the annotated entities and relations: resolution alone.
        extracted: With what was extracted of them.
        articles: Number of articles.
        mixed: Keys that more than one thing got, with their entities as `article/id`.
        split: Names of clusters that got several keys, with these.
    """

    annotated: BCubed
    extracted: BCubed
    articles: int
    mixed: Mapping[str, Sequence[str]]
    split: Mapping[str, Sequence[str]]


def score_clusters(path: Path, register: Register) -> ClusterScore:
    """Resolve the articles that a file of clusters is about, and compare.

    Args:
        path: The file; its `gold` are the folders of its articles, from a folder above the file.
        register: What resolution knows.

    Raises:
        InputError: The file is no annotation of clusters, or names what its articles lack.
    """
    names, folders = _read(path)
    documents = [(document, folder) for folder, wanted in folders.items() for document in _documents(folder, wanted)]
    gold = {(d["id"], e["id"]): f"{d['id']}/{e['id']}" for d, _ in documents for e in d["entities"]}
    if lost := sorted(set(names) - set(gold)):
        raise InputError(f"{path.name}: there is no entity {'/'.join(lost[0])}", hint="members are written article/id")
    gold |= names
    annotated = {
        (d["id"], id): entity.key for d, _ in documents for id, entity in resolve(_as_read(d), register).items()
    }
    extracted: dict[Element, str] = {}
    for document, folder in documents:
        extracted |= _extracted(document, folder, register)
    mixed, split = _differences(annotated, gold, set(names.values()))
    return ClusterScore(b_cubed(annotated, gold), b_cubed(extracted, gold), len(documents), mixed, split)


def b_cubed(found: Mapping[Element, str], gold: Mapping[Element, str]) -> BCubed:
    """B³ over the elements that were found; `gold` names what each one is."""
    clusters, things = _groups(found), _groups({element: gold[element] for element in found})
    precision = recall = 0.0
    for element, key in found.items():
        common = len(clusters[key] & things[gold[element]])
        precision += common / len(clusters[key])
        recall += common / len(things[gold[element]])
    number = max(1, len(found))
    return BCubed(precision / number, recall / number, len(found))


def _groups(names: Mapping[Element, str]) -> dict[str, set[Element]]:
    groups: dict[str, set[Element]] = defaultdict(set)
    for element, name in names.items():
        groups[name].add(element)
    return groups


def _read(path: Path) -> tuple[dict[Element, str], dict[Path, list[str]]]:
    """What each annotated element is, and the articles by folder."""
    names: dict[Element, str] = {}
    try:
        document = json.loads(path.read_text("utf-8"))
        for cluster in document["clusters"]:
            for member in cluster["members"]:
                article, slash, id = member.partition("/")
                if not slash or (article, id) in names:
                    raise ValueError(f"member {member!r} stands there twice or is not article/id")
                names[article, id] = cluster["name"]
        roots, articles = [str(root) for root in document["gold"]], [str(id) for id in document["articles"]]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise InputError(f"{path.name}: no clusters ({fault})", hint="see data/identity/README.md") from fault
    folders: dict[Path, list[str]] = defaultdict(list)
    beside = [above / root for root in roots for above in path.resolve().parents]
    for id in articles:
        found = next((folder for folder in beside if (folder / f"{id}.json").is_file()), None)
        if found is None:
            raise InputError(
                f"{path.name}: article {id} is in none of {', '.join(roots)}", hint="keep gold and clusters together"
            )
        folders[found].append(id)
    return names, folders


def _documents(folder: Path, wanted: Sequence[str]) -> list[dict[str, Any]]:
    return [document for document in read_gold(folder) if document["id"] in wanted]


def _as_read(document: Document) -> Extraction:
    """An annotation as if it had been extracted."""
    entities = tuple(
        ArticleEntity(e["id"], e["type"], e["name"], tuple(e["aliases"]), _MENTION, date=e.get("date"))
        for e in document["entities"]
    )
    relations = tuple(
        Relation(r["s"], r["p"], r["o"], 0, 1, 1.0, "gold", role=r.get("role"), source=r.get("from"))
        for r in document["relations"]
    )
    article = Article(document["id"], "…", (), document.get("title", ""), published=document.get("published"))
    return Extraction(article, entities, relations)


def _extracted(document: Document, folder: Path, register: Register) -> dict[Element, str]:
    """Keys of those annotated entities that extraction finds."""
    read = rules_engine(article_of(document, folder))
    found: Any = facts(read)["entities"]
    entities = resolve(read, register)
    return {(document["id"], gold): entities[id].key for id, gold in matched(document["entities"], found).items()}


def _differences(
    found: Mapping[Element, str], gold: Mapping[Element, str], clusters: set[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Keys of several things, and clusters of several keys."""
    mixed = {
        key: sorted(map("/".join, members))
        for key, members in _groups(found).items()
        if len({gold[element] for element in members}) > 1
    }
    split = {
        name: sorted({found[element] for element in members})
        for name, members in _groups(gold).items()
        if name in clusters and len({found[element] for element in members}) > 1
    }
    return mixed, split
