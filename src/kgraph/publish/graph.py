"""The graph that is published: a store in, a sorted N-Quads file without what is suppressed out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import UsageError
from kgraph.publish.export import export
from kgraph.resolve import Decisions
from kgraph.store import Store, decisions_file, text_of
from kgraph.vocab import claim_iri, entity_iri

_SUPPRESSED = "SELECT ?statement WHERE { GRAPH ?article { ?statement kg:suppressed true } }"
_KNOWN = "ASK { VALUES ?entity { UNDEF } { ?entity ?p ?o } UNION { GRAPH ?g { ?s ?q ?entity } } }"


def spooled(store: Store, path: Path) -> str:
    """Write the graph as sorted N-Quads; gives the file's SHA-256.

    Raises:
        UsageError: The decisions suppress something that the store still has.
        StoreError: The store cannot be read, or the disk is full.
    """
    with path.open("wb") as out:
        export(published(store), "nquads", out, folder=path.parent)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def published(store: Store) -> Iterator[ox.Quad]:
    """Yield the store's quads but those of suppressed and rejected statements.

    Raises:
        UsageError: The decisions suppress something that the store still has.
    """
    hidden = _hidden(store)
    quads = store.quads()
    return (quad for quad in quads if quad.subject not in hidden) if hidden else quads


def _hidden(store: Store) -> frozenset[ox.NamedNode]:
    decisions = Decisions.load(decisions_file(store.place))
    for key in sorted(decisions.withheld):
        if store.query(_KNOWN, {"entity": ox.NamedNode(entity_iri(store.base, key))}):
            raise UsageError(
                f"{key} is suppressed by a decision that the store does not follow yet",
                hint="`kgraph build` without sources applies the decisions",
            )
    decided = {claim_iri(store.base, id) for id in decisions.suppressed | decisions.rejected}
    marked = {text_of(row[0]) for row in store.query(_SUPPRESSED).rows}
    return frozenset(map(ox.NamedNode, decided | marked))
