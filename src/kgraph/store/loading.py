"""Bring pyoxigraph to the state that the ledger asks for; may be repeated without harm.

For each pending article: its named graph holds exactly the new quads; of the facts it has or had,
those that some article supports are in the default graph and the others are not; the entities it names
bear the elected label and type; and copies of one text are linked to the first of them.

What the ledger keeps as N-Quads is handed to the engine as it is: making an object of each quad, only for the engine
to take it apart, took longer than the loading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kgraph.store.counts import triple_of
from kgraph.store.election import ELECTED, elect
from kgraph.store.ledger import Ledger, Pending
from kgraph.vocab import KG, article_iri

COPY_OF = ox.NamedNode(f"{KG}copyOf")
"""From an article to the first that had the same text."""

_SMALL = 20_000  # quads up to which one transaction is as quick as a bulk load
_DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to happen to the quads.

    Attributes:
        dropped: Graphs that go.
        graphs: Name → its N-Quads, none of which is there yet.
        added: Triples of the default graph, see `kgraph.store.counts`.
        removed: Likewise.
    """

    dropped: list[ox.NamedNode]
    graphs: dict[ox.NamedNode, bytes]
    added: set[bytes] = field(default_factory=set)
    removed: set[bytes] = field(default_factory=set)

    def show(self, wanted: Iterable[ox.Quad], present: Iterable[ox.Quad]) -> None:
        """Let the first stand in the place of the second."""
        new, old = set(map(triple_of, wanted)), set(map(triple_of, present))
        self.added.update(new - old)
        self.removed.update(old - new)

    def text(self) -> bytes:
        """The N-Quads that it adds."""
        return b"".join((*self.graphs.values(), *(triple + b" .\n" for triple in self.added)))


def load(store: ox.Store, ledger: Ledger, articles: Sequence[Pending], base: str) -> None:
    """Load, replace or withdraw articles.

    Small batches are one transaction. Larger ones first take out, then bulk load: a kill between
    the two leaves the articles pending, and nobody else can read meanwhile.
    """
    names = {item.id: ox.NamedNode(article_iri(base, item.id)) for item in articles}
    change = _Change(
        [names[item.id] for item in articles if item.replaced],
        {names[item.id]: item.graph for item in articles if item.graph},
    )
    named: set[str] = set()
    for item in articles:
        named.update(entity for said in (item.said, item.stale) for entity, _, _ in said.votes)
        change.added.update(item.said.facts)
        change.removed.update(triple for triple in item.stale.facts if not ledger.supported(triple))
    for entity, votes in ledger.votes(named).items():
        node = _node(entity)
        present = (store.quads_for_pattern(node, predicate, None, _DEFAULT) for predicate in ELECTED)
        change.show(elect(node, votes), (quad for quads in present for quad in quads))
    for id, first in ledger.relinked().items():
        copy = ox.NamedNode(article_iri(base, id))
        wanted = [ox.Quad(copy, COPY_OF, ox.NamedNode(article_iri(base, first)), _DEFAULT)] if first else []
        change.show(wanted, store.quads_for_pattern(copy, COPY_OF, None, _DEFAULT))
    _apply(store, change)


def _apply(store: ox.Store, change: _Change) -> None:
    text, gone = change.text(), change.dropped or change.removed
    if text.count(b"\n") <= _SMALL and gone:
        store.update(_update(change))
    elif text.count(b"\n") <= _SMALL:
        # It was checked when it was first serialised.
        store.load(text, ox.RdfFormat.N_QUADS, lenient=True)
    else:
        if gone:
            store.update(_update(_Change(change.dropped, {}, removed=change.removed)))
        store.bulk_load(text, ox.RdfFormat.N_QUADS, lenient=True)


def _update(change: _Change) -> str:
    """A SPARQL update that drops graphs, then takes out, then puts in."""
    parts = [f"DROP SILENT GRAPH {graph}" for graph in change.dropped]
    if change.removed:
        parts.append(f"DELETE DATA {{\n{_pattern(change.removed)}}}")
    inserted = [f"GRAPH {name} {{\n{_without_graph(text, name)}}}\n" for name, text in change.graphs.items()]
    if inserted or change.added:
        parts.append(f"INSERT DATA {{\n{_pattern(change.added)}{''.join(inserted)}}}")
    return " ;\n".join(parts)


def _pattern(triples: Iterable[bytes]) -> str:
    return b"".join(triple + b" .\n" for triple in triples).decode()


def _without_graph(text: bytes, graph: ox.NamedNode) -> str:
    # Line feeds within literals are escaped, so this stands at the ends of lines only.
    return text.decode().replace(f" {graph} .\n", " .\n")


def _node(entity: str) -> ox.NamedNode:
    if not entity.startswith("<"):
        raise TypeError(f"{entity}: an entity is named by an IRI")
    return ox.NamedNode(entity[1:-1])
