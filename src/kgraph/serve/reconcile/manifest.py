"""What the reconciliation service says of itself, and how its answers are put into JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kgraph.serve.reconcile.matching import Candidate
from kgraph.serve.reconcile.queries import MOST_QUERIES
from kgraph.vocab import KG, schema

WIDTH, HEIGHT = 420, 260


def manifest(root: str, base: str, language: str) -> dict[str, Any]:
    """The service's manifest.

    Args:
        root: Address of the site, without a slash at the end.
        base: IRI below which entities are named.
        language: Of the names of classes.
    """
    service = f"{root}/reconcile"

    def suggest(kind: str) -> dict[str, str]:
        flyout = f"/flyout/{kind}?id=${{id}}"
        return {"service_url": service, "service_path": f"/suggest/{kind}", "flyout_service_path": flyout}

    return {
        "versions": ["0.1", "0.2"],
        "name": "kgraph",
        "identifierSpace": base,
        "schemaSpace": KG,
        "defaultTypes": [named(name, language) for name in schema().coarse_types],
        "documentation": f"{root}/",
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {kind: suggest(kind) for kind in ("entity", "type", "property")},
        "batchSize": MOST_QUERIES,
    }


def named(name: str, language: str) -> dict[str, str]:
    """A class or property with its label."""
    return {"id": name, "name": schema().label(name, language)}


def result(candidate: Candidate, language: str) -> dict[str, Any]:
    """A candidate as the answer to a query has it."""
    return {
        "id": candidate.key,
        "name": candidate.name,
        "description": description(candidate, language),
        "type": [named(candidate.type, language)],
        "score": candidate.score,
        "match": candidate.sure,
    }


def suggestion(candidate: Candidate, language: str) -> dict[str, Any]:
    """A candidate as somebody who types is shown it."""
    return {
        "id": candidate.key,
        "name": candidate.name,
        "description": description(candidate, language),
        "notable": [named(candidate.type, language)],
    }


def description(candidate: Candidate, language: str) -> str:
    """What tells one candidate from another at a glance: its type, and how many articles mention it."""
    one, several = ("Artikel", "Artikel") if language == "de" else ("article", "articles")
    number = candidate.articles
    return f"{schema().label(candidate.type, language)}, {number} {one if number == 1 else several}"


def classes(prefix: str, language: str) -> Iterator[dict[str, str]]:
    """Yield the classes whose label or name begins so, or has a word that does."""
    yield from _beginning(schema().classes, prefix, language)


def properties(prefix: str, language: str) -> Iterator[dict[str, str]]:
    """Yield the properties and identifiers, likewise."""
    yield from _beginning((*schema().predicates, *sorted(schema().identifiers)), prefix, language)


def comment(name: str) -> str:
    """What the ontology says of a class or property; empty if nothing, or if there is none."""
    known: Mapping[str, Any] = {**schema().predicates, **schema().classes}
    return known[name].comment_de if name in known else ""


def _beginning(names: Iterable[str], prefix: str, language: str) -> Iterator[dict[str, str]]:
    wanted = prefix.casefold().strip()
    for name in names:
        label = schema().label(name, language).casefold()
        if name.casefold().startswith(wanted) or any(word.startswith(wanted) for word in (label, *label.split())):
            yield named(name, language)
