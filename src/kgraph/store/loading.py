"""Bring pyoxigraph to the state that the ledger asks for; may be repeated without harm.

For each pending article: its named graph holds exactly the new quads; of the facts it has or had,
those that some article supports are in the default graph and the others are not; the entities it names
bear the elected label and type; and copies of one text are linked to the first of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kgraph.store.election import ELECTED, elect
from kgraph.store.ledger import Ledger, Pending
from kgraph.vocab import KG, article_iri

COPY_OF = ox.NamedNode(f"{KG}copyOf")
"""From an article to the first that had the same text."""

_SMALL = 20_000  # quads up to which one transaction is as quick as a bulk load


def load(store: ox.Store, ledger: Ledger, articles: Sequence[Pending], base: str) -> None:
    """Load, replace or withdraw articles.

    Small batches are one transaction. Larger ones first take out, then bulk load: a kill between
    the two leaves the articles pending, and nobody else can read meanwhile.
    """
    dropped = [ox.NamedNode(article_iri(base, item.id)) for item in articles if item.replaced]
    added = {quad for item in articles for quad in item.graph}
    removed: set[ox.Quad] = set()
    named: set[ox.NamedNode] = set()
    for item in articles:
        for quad in item.facts:
            if quad.predicate in ELECTED:
                named.add(_node(quad))
            else:
                added.add(quad)
        for quad in item.stale:
            if quad.predicate in ELECTED:
                named.add(_node(quad))
            elif not ledger.supported(quad):
                removed.add(quad)
    for entity in named:
        wanted = elect(entity, ledger.votes(entity))
        present = {quad for predicate in ELECTED for quad in store.quads_for_pattern(entity, predicate, None, _DEFAULT)}
        added |= wanted - present
        removed |= present - wanted
    for id, first in ledger.relinked().items():
        copy = ox.NamedNode(article_iri(base, id))
        wanted = {ox.Quad(copy, COPY_OF, ox.NamedNode(article_iri(base, first)), _DEFAULT)} if first else set()
        present = set(store.quads_for_pattern(copy, COPY_OF, None, _DEFAULT))
        added |= wanted - present
        removed |= present - wanted
    _apply(store, dropped, removed, added)


def update_text(dropped: Iterable[ox.NamedNode], removed: Iterable[ox.Quad], added: Iterable[ox.Quad]) -> str:
    """A SPARQL update that drops graphs, then takes out, then puts in; empty if there is nothing to do."""
    parts = [f"DROP SILENT GRAPH {graph}" for graph in dropped]
    for word, quads in (("DELETE", removed), ("INSERT", added)):
        lines = [_pattern(quad) for quad in quads]
        if lines:
            parts.append(f"{word} DATA {{\n" + "\n".join(lines) + "\n}")
    return " ;\n".join(parts)


_DEFAULT = ox.DefaultGraph()


def _apply(store: ox.Store, dropped: list[ox.NamedNode], removed: set[ox.Quad], added: set[ox.Quad]) -> None:
    if len(added) <= _SMALL and (dropped or removed):
        store.update(update_text(dropped, removed, added))
    elif len(added) <= _SMALL:
        store.extend(added)
    else:
        if dropped or removed:
            store.update(update_text(dropped, removed, ()))
        store.bulk_extend(added)


def _pattern(quad: ox.Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    if isinstance(quad.graph_name, ox.DefaultGraph):
        return f"{triple} ."
    return f"GRAPH {quad.graph_name} {{ {triple} }}"


def _node(quad: ox.Quad) -> ox.NamedNode:
    if not isinstance(quad.subject, ox.NamedNode):
        raise TypeError(f"{quad.subject}: an entity is named by an IRI")
    return quad.subject
