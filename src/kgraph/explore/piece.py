"""A piece of the network as columns: which nodes and statements in, what the browser draws out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kgraph.network import Node, Statement
from kgraph.network.projection import Projection
from kgraph.vocab import article_id, key_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_QUOTED = 4000
"""Statements above which sentences are left to be asked for one by one."""

Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A bounded part of the network.

    Attributes:
        nodes: `key`, `label`, `short`, `type`, `coarse`, `degree` in the whole network, `land` (places in `lands`),
            and `x` and `y` (pixels, y downwards) where it was laid out.
        lands: Key and label of each Land that some node belongs to.
        predicates: Local names that statements give as places; likewise `statuses`.
        articles: `id`, `title`, `date`, `url`.
        statements: `id`, `subject`, `predicate`, `object`, `status`, `confidence`, `article`, `from`, `until`, `note`,
            `speaker`, and `quote` unless there are more than `MOST_QUOTED`.
        centres: Keys of the entities that were asked for.
        left_out: How many `nodes` and `statements` would belong to it but for the limit.
    """

    nodes: Columns
    lands: tuple[Mapping[str, str], ...]
    predicates: tuple[str, ...]
    statuses: tuple[str, ...]
    articles: Columns
    statements: Columns
    centres: tuple[str, ...]
    left_out: Mapping[str, int]

    def as_json(self) -> bytes:
        """The piece as JSON in UTF-8."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Connection:
    """How two entities are connected.

    Attributes:
        start: Key of the one, `goal` of the other.
        hops: Steps that it might have had at most.
        steps: In order: keys of both ends, key of the best statement, whether it reads forward, and how many others
            join the two; empty if there is no connection.
        network: The entities and statements of the steps.
    """

    start: str
    goal: str
    hops: int
    steps: tuple[Mapping[str, Any], ...]
    network: Piece

    def as_json(self) -> bytes:
        """The connection as JSON in UTF-8."""
        record = {"from": self.start, "to": self.goal, "hops": self.hops, "steps": self.steps}
        return json.dumps(
            record | {"network": asdict(self.network)}, ensure_ascii=False, separators=(",", ":")
        ).encode()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a piece shall hold.

    Attributes:
        nodes: Numbers of nodes, the ends of all statements among them.
        statements: Numbers of statements.
        centres: Keys.
        left_out: Nodes and statements.
        places: x and y of each of `nodes`, where they were laid out.
    """

    nodes: Sequence[int]
    statements: Sequence[int]
    centres: tuple[str, ...] = ()
    left_out: tuple[int, int] = (0, 0)
    places: NDArray[np.float64] | None = None


def piece_of(projection: Projection, choice: Choice, base: str, lands: Mapping[str, Sequence[str]]) -> Piece:
    """Fill in the columns.

    Args:
        projection: The whole network.
        choice: What of it.
        base: IRI below which the store's entities lie.
        lands: IRI of a node → IRIs of the Länder that it belongs to.
    """
    nodes = [projection.node(number) for number in choice.nodes]
    statements = [projection.statement(number) for number in choice.statements]
    place = {node.iri: number for number, node in enumerate(nodes)}
    near = _Numbered()
    belongs = [[near.number(land) for land in lands.get(node.iri, ())] for node in nodes]
    degrees = projection.degrees
    columns: dict[str, Sequence[Any]] = {
        "key": [node.key for node in nodes],
        "label": [node.label for node in nodes],
        "short": [node.short if node.short != node.label else None for node in nodes],
        "type": [node.type for node in nodes],
        "coarse": [node.coarse for node in nodes],
        "degree": [int(degrees[number]) for number in choice.nodes],
        "land": belongs,
    }
    if choice.places is not None:
        columns |= {axis: choice.places[:, at].round(1).tolist() for at, axis in enumerate("xy")}
    predicates, statuses, sources = _Numbered(), _Numbered(), _Numbered()
    stated = _statements(statements, place, base, (predicates.number, statuses.number, sources.number))
    articles = [source for source in sources.values]
    return Piece(
        nodes=columns,
        lands=tuple(_land(projection, iri, base) for iri in near.values),
        predicates=tuple(predicates.values),
        statuses=tuple(statuses.values),
        articles={
            "id": [article_id(base, source.iri) or source.iri for source in articles],
            "title": [source.title for source in articles],
            "date": [source.date for source in articles],
            "url": [source.url for source in articles],
        },
        statements=stated,
        centres=choice.centres,
        left_out={"nodes": choice.left_out[0], "statements": choice.left_out[1]},
    )


def _statements(
    statements: Sequence[Statement], place: Mapping[str, int], base: str, number: tuple[Callable[[Any], int], ...]
) -> Columns:
    predicate, status, source = number
    columns: dict[str, Sequence[Any]] = {
        "id": [key_of(base, s.iri) or s.iri for s in statements],
        "subject": [place[s.subject] for s in statements],
        "predicate": [predicate(s.predicate) for s in statements],
        "object": [place[s.object] for s in statements],
        "status": [status(s.status) for s in statements],
        "confidence": [round(s.confidence, 3) for s in statements],
        "article": [source(s.source) for s in statements],
        "from": [s.valid_from for s in statements],
        "until": [s.valid_until for s in statements],
        "note": ["; ".join((*s.roles, *([s.amount] if s.amount else []))) or None for s in statements],
        "speaker": [s.speaker for s in statements],
    }
    if len(statements) <= MOST_QUOTED:
        columns["quote"] = [s.quote for s in statements]
    return columns


class _Numbered:
    """Values in the order in which they are first met, each with its number."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> list[Any]:
        return list(self._numbers)


def _land(projection: Projection, iri: str, base: str) -> Mapping[str, str]:
    number = projection.number_of(iri)
    node: Node | None = projection.node(number) if number is not None else None
    key = key_of(base, iri) or iri
    return {"key": key, "label": node.label if node else key.rpartition("/")[2].replace("-", " ").title()}
