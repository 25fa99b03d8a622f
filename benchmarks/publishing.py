"""What a release costs: Turtle beside rdflib's serializer on the same graph, the whole release, the site."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import rdflib

from benchmarks.measure import Figure, against, child, seconds_of

KGRAPH = str(Path(sys.executable).with_name("kgraph"))
_SETTINGS = """[publish]
url = "https://example.org/kgraph/"
publisher = "Example"
contributor = "fitko"
licence = "cc-zero"
contact_email = "data@example.org"
"""


def publishing(runs: int, number: int) -> Iterator[Figure]:
    """Measure with so many articles."""
    from benchmarks.graph import load, stored
    from kgraph.publish import export

    material = stored(number)
    quads = list(dict.fromkeys(quad for item in material for quad in (*item.graph_quads(), *item.fact_quads())))
    text = io.BytesIO()
    export(quads, "turtle", text)
    graph = rdflib.Graph().parse(data=text.getvalue(), format="turtle")
    ours = seconds_of(lambda: export(quads, "turtle", io.BytesIO()), runs)
    theirs = seconds_of(partial(graph.serialize, format="turtle"), 1)
    rates = [len(quads) / seconds for seconds in ours]
    what = f"sorted Turtle, {number:,} articles ({len(quads):,} quads in memory)"
    yield against(Figure(what, rates, "quads/s"), "rdflib's serializer", [len(graph) / seconds for seconds in theirs])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        load(material, folder)
        (folder / "kgraph.toml").write_text(_SETTINGS, "utf-8")
        for command in (["publish", "release"], ["publish", "--site", "site"]):
            done = child([KGRAPH, *command, "--store", "store"], folder)
            yield Figure(f"`kgraph {' '.join(command)}`, {number:,} articles", [done.seconds], "s")
