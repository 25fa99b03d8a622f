"""Which decisions have had no effect on the graph, and why: nothing bears what they name, or no build has followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import pyoxigraph as ox

from kgraph.resolve import Decision, Decisions
from kgraph.resolve.bearers import Bearers
from kgraph.store import Store
from kgraph.vocab import article_id, claim_iri, entity_iri

_ARTICLES = "SELECT ?article { GRAPH ?article { ?article a schema:NewsArticle } }"
_KNOWN = "ASK { VALUES ?thing { UNDEF } ?thing rdfs:label ?name }"
_STATED = "ASK { VALUES ?claim { UNDEF } GRAPH ?article { ?claim kg:quote ?quote } }"


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision without effect.

    Attributes:
        why: `waiting` for a build that applies it, or `nothing` in the store bears what it names.
    """

    decision: Decision
    why: Literal["waiting", "nothing"]

    def __str__(self) -> str:
        told = "waits for the next `kgraph build`" if self.why == "waiting" else "concerns nothing that the store has"
        return f"{self.decision.place}: {self.decision} {told}"


def standings(store: Store, decisions: Decisions) -> Iterator[Standing]:
    """Yield the decisions that have had no effect, in the order of the file. They stay: what they name may come."""
    decided = store.decided()
    for decision in decisions.all:
        if decision.kind == "no-link":
            # Nothing of the graph changes by it, and `kgraph link` heeds it at once.
            if not _is_there(store, replace(decision, subject=decisions.end(decision.subject))):
                yield Standing(decision, "nothing")
        elif decision.id not in decided:
            yield Standing(decision, "waiting" if _is_there(store, decision) else "nothing")


def articles_called(store: Store, decision: Decision) -> tuple[str, ...]:
    """Ids of articles that have the name of a person whom a decision suppresses: no build changes an id."""
    bearers = Bearers.of([decision.subject] if decision.kind == "suppress" else [])
    if not bearers.names:
        return ()
    ids = (article_id(store.base, row["article"]) for row in store.query(_ARTICLES).texts())
    return tuple(id for id in sorted(filter(None, ids)) if bearers.in_address(id))


def _is_there(store: Store, decision: Decision) -> bool:
    if decision.of_claim:
        iri = claim_iri(store.base, decision.subject)
        return bool(store.query(_STATED, {"claim": ox.NamedNode(iri)}))
    keys = [decision.subject]
    if decision.kind == "different" and not decision.articles:
        keys.append(decision.target)
    return all(store.query(_KNOWN, {"thing": ox.NamedNode(entity_iri(store.base, key))}) for key in keys)
