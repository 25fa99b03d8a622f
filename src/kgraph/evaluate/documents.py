"""Read what is compared: gold annotations from a folder, facts from a file or from extraction now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.extract import Engine, facts, rules_engine
from kgraph.read import article_from_text
from kgraph.records import Article

Document = Mapping[str, Any]
"""One article's annotation: `id`, `entities`, `relations`; perhaps `denied` (found), `figures`, `topics`."""


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """The annotations of a folder, by file name.

    Raises:
        InputError: There is none, or one is no annotation.
    """
    documents = []
    for path in sorted(folder.glob("*.json")):
        try:
            document = json.loads(path.read_text("utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as fault:
            raise InputError(f"{path.name}: {fault}", hint="each file must hold one JSON object in UTF-8") from fault
        if not isinstance(document, dict) or not {"id", "entities", "relations"} <= set(document):
            raise InputError(f"{path.name}: no annotation", hint="it needs id, entities and relations")
        documents.append(document)
    if not documents:
        raise InputError(f"no annotations (*.json) in {folder}", hint="name the folder that holds the gold files")
    return documents


def read_found(lines: Iterable[str], name: str) -> dict[str, Document]:
    """Facts as `kgraph extract` writes them, by article id.

    Raises:
        InputError: A line is no facts; names the line.
    """
    found: dict[str, Document] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            found[document["id"]] = document
        except (json.JSONDecodeError, KeyError, TypeError) as fault:
            raise InputError(
                f"{name}, line {number}: no facts ({fault})", hint="write it with kgraph extract"
            ) from fault
    return found


def extract_gold(gold: Sequence[Document], folder: Path, engine: Engine = rules_engine) -> dict[str, Document]:
    """Run an engine on the texts that gold files name, which lie beside the folder or above it.

    Raises:
        InputError: A text is missing.
    """
    found: dict[str, Document] = {}
    for document in gold:
        found[document["id"]] = facts(engine(article_of(document, folder)))
    return found


def article_of(document: Document, folder: Path) -> Article:
    """The article that an annotation is of; without a day of its own it has that of the annotation, as from a feed.

    Raises:
        InputError: Its text is missing.
    """
    path = _text_of(document, folder)
    article = article_from_text(path.read_text("utf-8"), document["id"], source=path.name)
    if article.dated_by != "stated" and document.get("published"):
        return replace(article, published=document["published"], dated_by="stated")
    return article


def at_least(found: Mapping[str, Document], threshold: float) -> dict[str, Document]:
    """The same facts with only the relations of this confidence or more; one without confidence is sure."""
    return {
        id: {
            **document,
            **{
                key: [r for r in document[key] if confidence(r) >= threshold]
                for key in ("relations", "denied")
                if key in document
            },
        }
        for id, document in found.items()
    }


def confidence(relation: Mapping[str, Any]) -> float:
    """How sure a found relation is; 1 where whoever found it does not say."""
    return float(relation.get("confidence", 1.0))


def _text_of(document: Document, folder: Path) -> Path:
    name = str(document.get("text", f"{document['id']}.txt"))
    resolved = folder.resolve()
    for above in (resolved, *resolved.parents[:3]):
        if (above / name).is_file():
            return above / name
    raise InputError(f"{document['id']}: its text {name} is not beside {folder}", hint="keep texts and gold together")
