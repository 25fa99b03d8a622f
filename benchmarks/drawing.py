"""What it costs to draw: the page of a dense network, and places for as many nodes as the explorer shows at once.

The networks are made, with few hubs and many satellites, as in news; the same ones each time.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Figure, seconds_of
from kgraph.network import Network, Node, Source, Statement

if TYPE_CHECKING:
    from kgraph.network.projection import Projection

NODES, STATEMENTS = 500, 28_784  # what the best connected of ten thousand articles gave
MANY, LINKS = 10_000, 30_000
_TYPES = (("Land", "Jurisdiction"), ("Ministry", "Organisation"), ("Service", "Initiative"), ("Person", "Person"))
_PREDICATES = ("uses", "operates", "cooperatesWith", "funds", "partOf", "participatesIn", "holdsRole")
_QUOTE = "Das Land {0} und die Körperschaft {1} arbeiten bei der Verwaltungsdigitalisierung seit dem Frühjahr zusammen."


def drawing(runs: int) -> Iterator[Figure]:
    """Rows of the page and of the explorer's places, in seconds of processor time."""
    from kgraph.draw import page_of
    from kgraph.network import positions

    shown = network(NODES, STATEMENTS)
    page_of(shown)  # brings pyvis and the templates along
    laid = seconds_of(partial(positions, shown), runs, time.process_time)
    yield Figure(f"layout of {NODES} nodes, {STATEMENTS:,} statements", laid, "s CPU")
    drawn = seconds_of(partial(page_of, shown), runs, time.process_time)
    yield Figure("the same with its page", drawn, "s CPU")
    yield from _explored(runs)


def _explored(runs: int) -> Iterator[Figure]:
    """Places of all nodes, computed and read back."""
    from kgraph.explore.placed import placed

    shown = projected(MANY, LINKS)
    with tempfile.TemporaryDirectory() as folder:
        made = seconds_of(partial(placed, shown, None), runs, time.process_time)
        yield Figure(f"places of {MANY:,} nodes with {LINKS:,} links for the explorer", made, "s CPU")
        placed(shown, Path(folder))
        read = seconds_of(partial(placed, shown, Path(folder)), runs, time.process_time)
        yield Figure("the same, kept beside the store", [1000 * second for second in read], "ms CPU")


def projected(nodes: int, count: int) -> Projection:
    """A network of that size as columns, each link one statement, its texts left empty."""
    import numpy as np

    from kgraph.network.columns import Columns, Texts
    from kgraph.network.projection import Projection

    pairs = np.array(links(nodes, count), np.int32)
    texts = Texts(np.zeros(0, np.uint8), np.zeros(1, np.int64))
    ends = {"subject": pairs[:, 0], "object": pairs[:, 1]}
    return Projection(Columns(texts, {"iri": np.zeros(nodes, np.int32)}, {}, ends, np.ones(count)))


def network(nodes: int, statements: int) -> Network:
    """A network of that size; every sixth statement on average says something new."""
    chance = random.Random(1)
    known = [
        Node(f"https://example.org/x/{n:04}", f"x/{n:04}", f"Körperschaft {n}", *_TYPES[n % len(_TYPES)])
        for n in range(nodes)
    ]
    pairs = links(nodes, statements // 6)
    sources = [
        Source(f"https://example.org/article/{n}", f"Meldung {n}", f"20{10 + n % 15}-05-{1 + n % 28:02}")
        for n in range(statements // 5)
    ]
    stated = []
    for number in range(statements):
        one, other = pairs[number % len(pairs)]
        stated.append(
            Statement(
                iri=f"https://example.org/statement/{number:06}",
                subject=known[one].iri,
                predicate=_PREDICATES[(one + other) % len(_PREDICATES)],
                object=known[other].iri,
                status="planned" if number % 9 == 0 else "fact",
                quote=_QUOTE.format(one, other),
                confidence=0.9,
                rule="ranker",
                source=chance.choice(sources),
            )
        )
    return Network({node.iri: node for node in known}, tuple(stated))


def links(nodes: int, count: int) -> list[tuple[int, int]]:
    """That many different pairs of nodes; whoever has many neighbours gets more, and nobody is alone."""
    chance = random.Random(1)
    ends = list(range(min(nodes, 200)))
    pairs: dict[tuple[int, int], None] = {}
    for node in range(1, nodes):
        pairs[chance.choice(ends) % node, node] = None
        ends += [node, node - 1]
    while len(pairs) < count:
        one, other = chance.choice(ends), chance.randrange(nodes)
        if one != other:
            pairs[min(one, other), max(one, other)] = None
    return list(pairs)
