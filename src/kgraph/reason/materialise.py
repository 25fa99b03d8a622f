"""Keep what follows from the facts in the store, in a graph of its own: a store in, what was done out.

A mark in the graph tells from what it was made, so that doing it again costs little where nothing has changed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.reason.closure import closure
from kgraph.reason.rules import Rule
from kgraph.store import Store
from kgraph.vocab import DCTERMS, PROV, RDF, RDFS, inferred_iri

_MARK = ox.NamedNode(DCTERMS + "identifier")
_BITS = 256


@dataclass(frozen=True, slots=True)
class Materialised:
    """What was done.

    Attributes:
        graph: IRI of the graph.
        triples: How many follow.
        fresh: False if the graph was up to date already.
        by_rule: Rule → how many it gave; empty if nothing was done.
    """

    graph: str
    triples: int
    fresh: bool
    seconds: float
    by_rule: Mapping[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def materialise(store: Store, rules: Sequence[Rule] = ()) -> Materialised:
    """Bring the graph of what follows up to date.

    Args:
        store: Open for writing.
        rules: Users' rules, beside OWL 2 RL.

    Raises:
        DataError, KgraphError: See `closure`.
        StoreError: The store cannot be written.
    """
    started = time.monotonic()
    graph = inferred_iri(store.base)
    facts = [quad for quad in _facts(store)]
    mark = _mark(facts, rules)
    kept = list(store.inferred())
    if any(quad.predicate == _MARK and quad.object == mark for quad in kept):
        return Materialised(graph, len(kept) - len(_about(graph, mark)), False, _since(started))
    found = closure(facts, rules)
    # The mark comes last: without it, what a killed run has left counts as nothing.
    store.keep_inferred([*found.triples, *_about(graph, mark)])
    return Materialised(graph, len(found.triples), True, _since(started), found.by_rule)


def _facts(store: Store) -> Iterator[ox.Quad]:
    for quad in store.quads():
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            return
        yield quad


def _mark(facts: Iterable[ox.Quad], rules: Sequence[Rule]) -> ox.Literal:
    """A hash that tells sets of facts, ontologies and rules apart, whatever their order: the sum of single hashes."""
    total = 0
    for quad in facts:
        total += int.from_bytes(hashlib.blake2b(str(quad).encode(), digest_size=_BITS // 8).digest())
    made = hashlib.sha256(total.to_bytes(_BITS // 8 + 8))
    made.update(resource("ontology/kgraph.ttl").read_bytes())
    for rule in rules:
        made.update(f"\n{rule.name}\n{rule.text}".encode())
    return ox.Literal(f"sha256:{made.hexdigest()}")


def _about(graph: str, mark: ox.Literal) -> list[ox.Triple]:
    subject = ox.NamedNode(graph)
    return [
        ox.Triple(subject, ox.NamedNode(RDF + "type"), ox.NamedNode(PROV + "Entity")),
        ox.Triple(subject, ox.NamedNode(RDFS + "label"), ox.Literal("Abgeleitetes", language="de")),
        ox.Triple(subject, ox.NamedNode(RDFS + "label"), ox.Literal("what follows", language="en")),
        ox.Triple(subject, _MARK, mark),
    ]


def _since(started: float) -> float:
    return round(time.monotonic() - started, 2)
