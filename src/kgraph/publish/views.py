"""The graph in the words of another vocabulary: a store in, triples out, by the CONSTRUCTs of `ontology/mappings`.

The store holds one model; a view is made when it is exported. A file's first comment says what it is a view of. What a
view names anew lies below the statement or thing that it is made of, so equal graphs give equal views.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.errors import UsageError
from kgraph.store import Store


def views() -> dict[str, str]:
    """Name → what it is a view of."""
    files = sorted(resource("ontology/mappings").glob("*.rq"))
    return {path.stem: path.read_text("utf-8").partition("\n")[0].lstrip("# ") for path in files}


def view(store: Store, name: str) -> Iterator[ox.Quad]:
    """Yield the triples of a view, as quads of the default graph.

    Raises:
        UsageError: There is no such view.
    """
    known = views()
    if name not in known:
        raise UsageError(f"there is no view {name!r}", hint=f"views are {', '.join(known)}")
    text = (resource("ontology/mappings") / f"{name}.rq").read_text("utf-8")
    for triple in store.query(text).triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object)
