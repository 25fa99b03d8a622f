"""Look for contradictions with OWL: facts in, a `Verdict` out that names who is contradicted and why.

HermiT (through owlready2) decides whether ontology and facts can be true together. It does not say what is
wrong, so that is found by query: entities whose types exclude each other or exclude what is said of
them, with the sentences that say it. Articles' graphs are evidence, not premises: they are not reasoned over.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile
from typing import Protocol

import pyoxigraph as ox

from kgraph.errors import KgraphError
from kgraph.reason.culprits import Contradiction, Evidence, contradictions
from kgraph.reason.hermit import Limits, is_consistent
from kgraph.reason.premises import Premises
from kgraph.reason.verdict import Verdict

__all__ = ["Contradiction", "Evidence", "Limits", "Quads", "Verdict", "reason"]


class Quads(Protocol):
    """What gives its quads graph by graph, the default graph first: a `Store`."""

    def quads(self) -> Iterator[ox.Quad]:
        """Yield every quad; can be called again."""
        ...


def reason(source: Quads | Collection[ox.Quad], base: str, limits: Limits | None = None) -> Verdict:
    """Decide whether the facts contradict the ontology or each other.

    Args:
        source: A store, or quads in any order.
        base: IRI below which its things are named.
        limits: Of triples, time and memory.

    Raises:
        UsageError: owlready2 or a Java runtime is not installed.
        KgraphError: There are too many facts, or reasoning took too long or too much memory.
    """
    limits = limits or Limits()
    premises = Premises(_facts(source))
    if len(premises.triples) > limits.triples:
        raise KgraphError(
            f"{len(premises.triples)} facts are more than the {limits.triples} that HermiT is given at once",
            hint="raise the cap by --max-triples (100,000 triples take about 10 s and 600 MB), or use `kgraph check`",
        )
    started = time.monotonic()
    consistent = is_consistent(premises.as_ntriples(), limits)
    seconds = time.monotonic() - started
    found = () if consistent else contradictions(premises, lambda: _evidence(source), base)
    return Verdict(consistent, len(premises.triples), round(seconds, 2), found)


def _facts(source: Quads | Collection[ox.Quad]) -> Iterable[ox.Quad]:
    if isinstance(source, Collection):
        return (quad for quad in source if isinstance(quad.graph_name, ox.DefaultGraph))
    return takewhile(lambda quad: isinstance(quad.graph_name, ox.DefaultGraph), source.quads())


def _evidence(source: Quads | Collection[ox.Quad]) -> Iterable[ox.Quad]:
    quads = source if isinstance(source, Collection) else source.quads()
    return (quad for quad in quads if isinstance(quad.graph_name, ox.NamedNode))
