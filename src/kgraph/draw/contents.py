"""What a page shows of a network: points with their places, lines, table rows, and the data for its script.

Statements of the same fact and status are one line, which lists all its sentences; every statement
is a row of the table. A line's id is made of its ends, so an address that was passed on still fits a later page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.draw.texts import LANGUAGES, look, terms, texts
from kgraph.network import Network, Node, Position, Statement
from kgraph.templating import web_address
from kgraph.vocab import schema

_DASHES: Mapping[str, list[int] | bool] = {"fact": False, "planned": [7, 5], "ended": [2, 4], "denied": [10, 4, 2, 4]}
_BEND = 0.22  # how far parallel lines keep apart


@dataclass(frozen=True)
class Line:
    """One drawn line: all statements of one fact and status.

    Attributes:
        id: Made of its ends, predicate and status.
        statements: In the order of the network.
        bend: 0 straight; its sign tells to which side, seen from subject to object.
    """

    id: str
    subject: Node
    predicate: str
    object: Node
    status: str
    statements: tuple[Statement, ...]
    bend: float

    def options(self) -> dict[str, Any]:
        """What vis-network and the page's script read of it."""
        term = schema().predicates.get(self.predicate)
        return {
            "id": self.id,
            "predicate": self.predicate,
            "status": self.status,
            "dashes": _DASHES.get(self.status, False),
            "arrows": "" if term and term.symmetric else "to",
            "smooth": {
                "enabled": self.bend != 0,
                "type": "curvedCW" if self.bend > 0 else "curvedCCW",
                "roundness": abs(self.bend),
            },
        }


def point(node: Node, place: Position, degree: int) -> dict[str, Any]:
    """What vis-network and the page's script read of an entity."""
    return {
        "label": node.short,
        "name": node.label,
        "names": list(node.names),
        "type": node.type,
        "group": group_of(node),
        "date": node.date,
        "degree": degree,
        "size": round(min(7 + 2.6 * degree**0.5, 24), 1),
        "shape": "custom",
        "x": place[0],
        "y": place[1],
    }


def lines_of(network: Network) -> list[Line]:
    """The lines, sorted by id, those between the same two entities bent apart."""
    same: dict[tuple[str, str, str, str], list[Statement]] = defaultdict(list)
    for s in network.statements:
        same[s.subject, s.predicate, s.object, s.status].append(s)
    pairs: dict[frozenset[str], list[tuple[str, str, str, str]]] = defaultdict(list)
    for key in sorted(same):
        pairs[frozenset((key[0], key[2]))].append(key)
    found = []
    for keys in pairs.values():
        for number, key in enumerate(keys):
            subject, predicate, object, status = network.nodes[key[0]], key[1], network.nodes[key[2]], key[3]
            bend = (number - (len(keys) - 1) / 2) * _BEND * (1 if key[0] < key[2] else -1)
            id = "|".join((subject.key, predicate, object.key, status))
            found.append(Line(id, subject, predicate, object, status, tuple(same[key]), round(bend, 3)))
    return sorted(found, key=lambda line: line.id)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table.

    Attributes:
        number: Its place, from 0.
        note: Offices and sum.
    """

    number: int
    line: Line
    statement: Statement
    note: str


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """One table row a statement, the newest article first."""
    pairs = [(line, s) for line in lines for s in line.statements]
    pairs.sort(key=lambda pair: (pair[0].subject.label, pair[0].id, pair[1].iri))
    pairs.sort(key=lambda pair: pair[1].source.date or "", reverse=True)
    return [
        Row(number, line, s, "; ".join((*s.roles, *([s.amount] if s.amount else []))))
        for number, (line, s) in enumerate(pairs)
    ]


def script_data(network: Network, rows: Sequence[Row]) -> dict[str, Any]:
    """What the page's script needs beside points and lines; statements stand in the order of the rows."""
    sources = sorted({s.source for s in network.statements}, key=lambda source: source.iri)
    place = {source.iri: number for number, source in enumerate(sources)}
    types = {kind for node in network.nodes.values() for kind in (node.type, node.coarse)}
    return {
        "sources": [{"title": s.title, "date": s.date, "url": web_address(s.url) or None} for s in sources],
        "statements": [
            {
                "edge": row.line.id,
                "source": place[row.statement.source.iri],
                "quote": row.statement.quote,
                "confidence": row.statement.confidence,
                "rule": row.statement.rule,
                "roles": list(row.statement.roles),
                "amount": row.statement.amount,
                "takenFrom": row.statement.taken_from,
                "speaker": row.statement.speaker,
                "validFrom": row.statement.valid_from,
                "validUntil": row.statement.valid_until,
                "held": row.statement.held,
            }
            for row in rows
        ],
        "terms": terms(types, {s.predicate for s in network.statements}),
        "texts": {language: texts()[language] for language in LANGUAGES},
        "look": {kind: {"path": shape["path"]} for kind, shape in look().items()},
        "counts": counts(network),
    }


def counts(network: Network) -> dict[str, Any]:
    """How much is shown, how much was left out, from which years."""
    years = sorted({s.source.date[:4] for s in network.statements if s.source.date})
    return {
        "entities": len(network.nodes),
        "statements": len(network.statements),
        "articles": len({s.source.iri for s in network.statements}),
        "years": "–".join(dict.fromkeys((years[0], years[-1]))) if years else "",
        "total": len(network.nodes) + network.left_out_nodes,
        "leftOut": network.left_out_statements,
    }


def group_of(node: Node) -> str:
    """The group in whose colour and shape an entity is shown."""
    return node.coarse if node.coarse in look() else "Entity"
