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
            answers = self._ask({"queries": json.dumps(_queries(part, self._profile), ensure_ascii=False)})
            for number, thing in enumerate(part):
                results = answers.get(f"q{number}", {}).get("result", ())
                yield thing.key, [self._item(result, manifest) for result in results]

    def _described(self) -> Mapping[str, Any]:
        if self._manifest is None:
            self._manifest = self._ask(None)
            if not isinstance(self._manifest.get("identifierSpace"), str):
                raise RemoteError(
                    f"{self.name} is no reconciliation service: its manifest has no identifierSpace",
                    hint="check the address",
                )
        return self._manifest

    def _ask(self, fields: Mapping[str, str] | None) -> Mapping[str, Any]:
        body = "" if fields is None else fields["queries"]
        return self._polite.ask(self.name, body, lambda: self._client.send(fields), lambda a: _read(self.name, a))

    def _item(self, result: Mapping[str, Any], manifest: Mapping[str, Any]) -> Item:
        spaces = manifest["identifierSpace"], str(manifest.get("schemaSpace", ""))
        types = (t["id"] if isinstance(t, Mapping) else t for t in result.get("type", ()))
        return Item(
            iri=_iri(str(result["id"]), spaces[0]),
            labels={str(result["name"]): self._profile.languages[0]},
            types=frozenset(_iri(str(type), _classes(spaces[1])) for type in types),
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


def _read(url: str, answer: Answer) -> Mapping[str, Any]:
    """The object that a service answers with; its results are checked here, so that nothing odd goes to the cache.

    Raises:
        RemoteError: It is something else.
    """
    try:
        found = json.loads(answer.content)
        if not isinstance(found, dict):
            raise TypeError("no object")
        for key, value in found.items():
            for result in value["result"] if key[:1] == "q" and key[1:].isdecimal() else ():
                if not isinstance(result["id"], str) or not isinstance(result["name"], str):
                    raise TypeError("an item without id or name")
        return found
    except (ValueError, KeyError, TypeError) as fault:
        told = " ".join(answer.content[:80].decode(errors="replace").split())
        raise RemoteError(
            f"{url} answers no reconciliation results ({fault}): {told!r}",
            hint="check that this is the address of a reconciliation service",
        ) from fault


def _iri(id: str, space: str) -> str:
    if id.startswith(("http://", "https://")):
        return id
    return f"{space}{'' if space.endswith(('/', '#')) else '/'}{id}"


def _classes(schema_space: str) -> str:
    """Services of Wikidata name its property space; its classes are items."""
    return schema_space.replace("/prop/direct", "/entity")
