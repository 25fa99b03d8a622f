"""The questions that the explorer asks, each a function of a store that a worker process can run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pyoxigraph as ox

from kgraph.errors import NotFoundError, UsageError
from kgraph.explore.piece import Choice, Connection, Piece, piece_of
from kgraph.explore.time import may_hold
from kgraph.explore.whole import Whole, whole
from kgraph.network import Network, Step, shortest_path
from kgraph.network.projection import Projection
from kgraph.query import ask, explain, find_entity
from kgraph.store import Store
from kgraph.vocab import PREFIXES, entity_iri, key_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS = 40
"""Neighbours of an entity that are shown unless more are asked for."""
MOST_NODES = 10_000
MOST_CENTRES = 40
MOST_STATEMENTS = 50_000
MOST_HOPS = 6
_STATEMENT_KEY = re.compile(r"statement/[0-9a-f]{8,64}")
_STATEMENTS = """
CONSTRUCT { ?statement ?property ?value . ?end rdfs:label ?label ; a ?type . ?article dcterms:title ?title } WHERE {
  VALUES ?statement { %s }
  GRAPH ?article { ?statement a kg:Statement ; ?property ?value ; ?role ?end . ?article dcterms:title ?title }
  FILTER (?role IN (rdf:subject, rdf:object))
  ?end rdfs:label ?label ; a ?type .
  FILTER NOT EXISTS { GRAPH ?article { ?statement kg:suppressed ?true } }
}"""

_QUOTES = """
SELECT ?statement ?quote WHERE {
  VALUES ?statement { %s }
  GRAPH ?article { ?statement kg:quote ?quote FILTER NOT EXISTS { ?statement kg:suppressed ?true } }
}"""


def around(store: Store, given: tuple[str, ...], limit: int = NEIGHBOURS, among: tuple[str, ...] = ()) -> Piece:
    """What surrounds entities: their neighbours, the best supported first, and all statements among these.

    Args:
        store: Whom to ask.
        given: Keys, IRIs or names.
        limit: Neighbours of each.
        among: Keys of entities that are shown without their neighbours; unknown ones are passed over.

    Raises:
        NotFoundError: One names nothing.
        UsageError: One names several things, or there are too many.
    """
    if len(given) > MOST_CENTRES:
        raise UsageError(f"{len(given)} entities are too many at once", hint=f"at most {MOST_CENTRES}")
    all_, keys = whole(store), tuple(dict.fromkeys(_key(store, name) for name in given))
    projection = all_.projection
    chosen = np.zeros(projection.node_count, bool)
    left_out = np.zeros(projection.node_count, bool)
    for key in keys:
        number = projection.number_of(entity_iri(store.base, key))
        if number is not None:
            near, rest = _neighbours(projection, number, limit)
            chosen[number] = chosen[near] = True
            left_out[rest] = True
    for key in among[:MOST_NODES]:
        number = projection.number_of(entity_iri(store.base, key))
        if number is not None:
            chosen[number] = True
    left_out &= ~chosen
    return _piece(all_, chosen, keys, outside=left_out)


def overview(store: Store, limit: int = MOST_NODES) -> Piece:
    """The whole network as far as it can be drawn: the best connected entities, with places."""
    all_ = whole(store)
    degrees = all_.projection.degrees
    ranked = np.lexsort((np.arange(len(degrees)), -degrees))[:limit]
    chosen = np.zeros(len(degrees), bool)
    chosen[ranked[degrees[ranked] > 0]] = True
    return _piece(all_, chosen, (), outside=~chosen, placed=True)


def result_of(store: Store, name: str, values: Mapping[str, str], limit: int = 500) -> Piece:
    """What the answer to a named query names, as a network: its entities with all statements among them.

    Args:
        store: Whom to ask.
        name: The query's name.
        values: Parameter → what was typed.
        limit: Entities at most; those that rows name first.

    Raises:
        UsageError: No such query; a parameter is unknown, missing or malformed.
        NotFoundError: A parameter names nothing.
    """
    all_ = whole(store)
    projection = all_.projection
    numbers: dict[int, None] = {}
    for row in ask(store, name, values, max_rows=20_000).rows:
        for term in row:
            if isinstance(term, ox.NamedNode) and (number := projection.number_of(term.value)) is not None:
                numbers.setdefault(number)
    chosen = np.zeros(projection.node_count, bool)
    chosen[list(numbers)[:limit]] = True
    outside = np.zeros(projection.node_count, bool)
    outside[list(numbers)[limit:]] = True
    return _piece(all_, chosen, (), outside=outside)


def connection(store: Store, start: str, goal: str, hops: int = 4, valid_on: str | None = None) -> Connection:
    """The shortest connection of two entities, with the sentence of each hop.

    Args:
        store: Whom to ask.
        start: Key, IRI or name.
        goal: Likewise.
        hops: Steps at most.
        valid_on: ISO 8601 day; what surely does not hold on it connects nothing.

    Raises:
        NotFoundError: One names nothing.
        UsageError: One names several things.
    """
    all_, keys = whole(store), (_key(store, start), _key(store, goal))
    projection = all_.projection
    first, last = (entity_iri(store.base, key) for key in keys)
    steps = (
        projection.path(first, last, hops) if valid_on is None else _steady(projection, (first, last), hops, valid_on)
    )
    nodes = [steps[0].start.iri, *(step.goal.iri for step in steps)] if steps else [first, last]
    numbers = [number for iri in dict.fromkeys(nodes) if (number := projection.number_of(iri)) is not None]
    between = _between(projection, steps)
    piece = piece_of(projection, Choice(numbers, between), store.base, all_.lands)
    return Connection(*keys, hops, tuple(_step(store.base, step) for step in steps), piece)


def statement(store: Store, key: str) -> Mapping[str, Any]:
    """What is known of one statement: its sentence and where it stands, but nothing else of the article's text.

    Raises:
        NotFoundError: There is none of that key.
    """
    if not _STATEMENT_KEY.fullmatch(key):
        raise NotFoundError(f"there is no statement {key!r}", hint="keys look like statement/0a00a66dd7486f9571e275e1")
    found = explain(store, key)[0]
    if found.suppressed:
        raise NotFoundError(f"there is no statement {key!r}", hint="a curator has withdrawn it")
    return {name: value for name, value in found.as_dict().items() if name not in ("before", "after", "suppressed")}


def turtle(store: Store, keys: tuple[str, ...]) -> bytes:
    """Statements with what they say of their ends, as Turtle.

    Raises:
        UsageError: Something that is no statement's key, or too many.
    """
    triples: dict[ox.Triple, None] = {}
    for iris in _batches(store, keys):
        triples.update(dict.fromkeys(store.query(_STATEMENTS % iris).triples))
    ordered = sorted(triples, key=str)
    return ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""


def quotes(store: Store, keys: tuple[str, ...]) -> dict[str, str]:
    """Key of each of these statements → its sentence; what a curator has withdrawn is not among them.

    Raises:
        UsageError: See `turtle`.
    """
    rows = (row for iris in _batches(store, keys) for row in store.query(_QUOTES % iris).texts())
    return {key_of(store.base, row["statement"]) or row["statement"]: " ".join(row["quote"].split()) for row in rows}


def _batches(store: Store, keys: tuple[str, ...]) -> Iterator[str]:
    """The IRIs of statements as terms, some hundreds at a time."""
    if len(keys) > MOST_STATEMENTS:
        raise UsageError(f"{len(keys)} statements are too many at once", hint=f"at most {MOST_STATEMENTS}")
    if wrong := next((key for key in keys if not _STATEMENT_KEY.fullmatch(key)), None):
        raise UsageError(f"{wrong!r} is no key of a statement", hint="such as statement/0a00a66dd7486f9571e275e1")
    for at in range(0, len(keys), 500):
        yield " ".join(str(ox.NamedNode(store.base + key)) for key in keys[at : at + 500])


def _key(store: Store, given: str) -> str:
    """The key of what is meant; what the network knows is not looked up by name."""
    if whole(store).projection.number_of(entity_iri(store.base, given)) is not None:
        return given
    return find_entity(store, given).key


def _neighbours(projection: Projection, number: int, limit: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The neighbours that are shown and those that are left out, by number of statements, then of their own links."""
    subjects, objects = projection.subjects, projection.objects
    others = np.concatenate((objects[subjects == number], subjects[objects == number]))
    found, counts = np.unique(others[others != number], return_counts=True)
    ranked = found[np.lexsort((found, -projection.degrees[found], -counts))]
    return ranked[:limit], ranked[limit:]


def _piece(
    all_: Whole,
    chosen: NDArray[np.bool_],
    centres: tuple[str, ...],
    *,
    outside: NDArray[np.bool_],
    placed: bool = False,
) -> Piece:
    """The nodes that are chosen with the best of the statements among them; `outside` counts as left out."""
    projection = all_.projection
    subjects, objects = projection.subjects, projection.objects
    inside = chosen[subjects] & chosen[objects] & (subjects != objects)
    reached = chosen | outside
    missing = int((reached[subjects] & reached[objects] & (subjects != objects)).sum() - inside.sum())
    numbers, nodes = np.flatnonzero(inside), np.flatnonzero(chosen)
    cut = max(len(numbers) - MOST_STATEMENTS, 0)
    choice = Choice(
        nodes.tolist(),
        numbers[:MOST_STATEMENTS].tolist(),
        centres,
        (int(outside.sum()), missing + cut),
        all_.places[nodes] if placed else None,
    )
    return piece_of(projection, choice, all_.store.base, all_.lands)


def _steady(projection: Projection, ends: tuple[str, str], hops: int, day: str) -> tuple[Step, ...]:
    """The shortest connection by what may all hold on one day."""
    network = projection.network()
    kept = Network.of(network.nodes, (s for s in network.statements if may_hold(s, day)))
    return shortest_path(kept, *ends, max_hops=hops)


def _between(projection: Projection, steps: Sequence[Step]) -> list[int]:
    """Numbers of the statements that join the ends of each step."""
    found = np.zeros(projection.statement_count, bool)
    for step in steps:
        both = (projection.number_of(step.start.iri), projection.number_of(step.goal.iri))
        ends = [number for number in both if number is not None]
        found |= np.isin(projection.subjects, ends) & np.isin(projection.objects, ends)
    return np.flatnonzero(found & (projection.subjects != projection.objects)).tolist()


def _step(base: str, step: Step) -> Mapping[str, Any]:
    return {
        "start": step.start.key,
        "goal": step.goal.key,
        "statement": key_of(base, step.statement.iri) or step.statement.iri,
        "forward": step.forward,
        "others": step.others,
    }
