"""Look things up at a reconciliation service, as OpenRefine does (API 0.2): names as a batch, ranked items back.

The service ranks by its own lights; its score is not used, so that candidates of all sources compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgraph.errors import RemoteError
from kgraph.link.model import Item, Thing
from kgraph.link.profile import Profile
from kgraph.names import without_titles
from kgraph.remote import Answer, HttpClient, Polite

_BATCH = 10  # queries a request, where the service does not say
_VERSIONS = frozenset({"0.1", "0.2"})
_LIMIT = 5  # items a query


class ReconciliationSource:
    """A reconciliation service."""

    def __init__(self, client: HttpClient, polite: Polite, profile: Profile) -> None:
        self.name = client.url
        self._client = client
        self._polite = polite
        self._profile = profile
        self._manifest: Mapping[str, Any] | None = None

    def look_up(self, things: Sequence[Thing]) -> Iterator[tuple[str, Iterable[Item]]]:
        """See `Source.look_up`."""
        manifest = self._described()
        size = manifest.get("batchSize")
        step = size if isinstance(size, int) and 0 < size < _BATCH else _BATCH
        for start in range(0, len(things), step):
            part = things[start : start + step]
            answers = self._ask(_queries(part, self._profile))
            for number, thing in enumerate(part):
                yield thing.key, [self._item(result, manifest) for result in answers[f"q{number}"]["result"]]

    def _described(self) -> Mapping[str, Any]:
        if self._manifest is None:
            self._manifest = self._ask({})
            if not isinstance(self._manifest.get("identifierSpace"), str):
                raise RemoteError(
                    f"{self.name} is no reconciliation service: its manifest has no identifierSpace",
                    hint="check the address",
                )
            versions = self._manifest.get("versions", ["0.1"])  # the first ones did not say theirs
            if isinstance(versions, list) and not _VERSIONS.intersection(map(str, versions)):
                raise RemoteError(
                    f"{self.name} speaks only version {', '.join(map(str, versions))} of the reconciliation API",
                    hint=f"look for an address at which it speaks {' or '.join(sorted(_VERSIONS))}",
                )
        return self._manifest

    def _ask(self, queries: Mapping[str, Any]) -> Mapping[str, Any]:
        """The answers to a batch, or the manifest if nothing is asked."""
        body = json.dumps(queries, ensure_ascii=False) if queries else ""
        fields = {"queries": body} if queries else None
        return self._polite.ask(
            self.name, body, lambda: self._client.send(fields), lambda answer: _read(self.name, answer, queries)
        )

    def _item(self, result: Mapping[str, Any], manifest: Mapping[str, Any]) -> Item:
        spaces = manifest["identifierSpace"], str(manifest.get("schemaSpace", ""))
        return Item(
            iri=_iri(str(result["id"]), spaces[0]),
            labels={str(result["name"]): self._profile.languages[0]},
            types=frozenset(_iri(str(type), _classes(spaces[1])) for type in _types(result)),
        )


def _queries(things: Sequence[Thing], profile: Profile) -> dict[str, dict[str, Any]]:
    """The batch: each name, and the identifiers that the data set has, by the last part of their property."""
    found: dict[str, dict[str, Any]] = {}
    for number, thing in enumerate(things):
        name = without_titles(thing.names[0]) if thing.type == "Person" else thing.names[0]
        query: dict[str, Any] = {"query": name, "limit": _LIMIT}
        known = [
            {"pid": profile.identifiers[scheme].rpartition("/")[2], "v": code}
            for scheme, code in sorted(thing.identifiers.items())
            if scheme in profile.identifiers
        ]
        found[f"q{number}"] = query | ({"properties": known} if known else {})
    return found


def _read(url: str, answer: Answer, asked: Iterable[str]) -> Mapping[str, Any]:
    """The object that a service answers with, which has results for all that was asked.

    They are checked here, so that nothing odd goes to the cache.

    Raises:
        RemoteError: It is something else.
    """
    try:
        found = json.loads(answer.content)
        if not isinstance(found, dict):
            raise TypeError("no object")
        for key in asked:
            for result in found[key]["result"]:
                if not isinstance(result["id"], str) or not isinstance(result["name"], str):
                    raise TypeError("an item without id or name")
                if not all(isinstance(type, str) for type in _types(result)):
                    raise TypeError("an item with a type that is none")
        return found
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        told = " ".join(answer.content[:80].decode(errors="replace").split())
        raise RemoteError(
            f"{url} answers no reconciliation results ({fault}): {told!r}",
            hint="check that this is the address of a reconciliation service",
        ) from fault


def _types(result: Mapping[str, Any]) -> list[Any]:
    """The ids of an item's types: each stands alone, or with its name."""
    return [type["id"] if isinstance(type, dict) else type for type in result.get("type") or ()]


def _iri(id: str, space: str) -> str:
    if id.startswith(("http://", "https://")):
        return id
    return f"{space}{'' if space.endswith(('/', '#')) else '/'}{id}"


def _classes(schema_space: str) -> str:
    """Services of Wikidata name its property space; its classes are items."""
    return schema_space.replace("/prop/direct", "/entity")
