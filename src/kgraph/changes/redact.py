"""Keep a change list from naming what has since been suppressed: the graph before in, one that does not name it out.

What a decision takes out of every view would come back as "withdrawn". So it is taken out of the graph before the two
are compared: whoever is suppressed with all that is said of them, statements that are suppressed or rejected, and
every sentence and title that names whoever is suppressed, by a name or surname as a word of its own. Where the new
graph has something under the same IRI, that stands in its place, and counts as unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kgraph.publish import Described, subjects
from kgraph.resolve import Decisions
from kgraph.resolve.withhold import pattern_of
from kgraph.vocab import RDFS, SKOS, claim_iri, entity_iri

_NAMES = (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel")


def redact(before: Path, after: Path, decisions: Decisions, base: str) -> int:
    """Rewrite a graph before; gives how many of its statements name what is suppressed, or are.

    Args:
        before: Sorted N-Quads, replaced.
        after: Sorted N-Quads of the graph now, which follows the decisions.
        decisions: The curator's.
        base: IRI below which things are named.

    Raises:
        OSError: The disk is full.
    """
    hidden = {entity_iri(base, key) for key in decisions.withheld}
    decided = {claim_iri(base, id) for id in decisions.suppressed | decisions.rejected}
    if not hidden and not decided:
        return 0
    named = _pattern(before, hidden)
    touched = {item.iri for item in subjects(before) if item.iri in decided or _names(item, hidden, named)}
    if not touched:
        return 0
    now = {item.iri: item for item in subjects(after) if item.iri in touched}
    draft = before.with_name(before.name + ".part")
    with draft.open("wb") as out:
        for item in subjects(before):
            out.writelines(f"{quad} .\n".encode() for quad in _left(item, touched, now))
    statements = sum(item.iri in touched and item.is_statement for item in subjects(before))
    draft.replace(before)
    return statements


def _pattern(before: Path, hidden: set[str]) -> re.Pattern[str] | None:
    """What matches a name of whoever is hidden; None if the graph before does not know them."""
    forms: set[str] = set()
    for item in subjects(before):
        if item.iri in hidden:
            names = [name for property in _NAMES for name in item.texts(property)]
            forms.update(names)
            if item.type == "Person":
                forms.update(name.split()[-1] for name in names if name.strip())
    return pattern_of(forms)


def _names(item: Described, hidden: set[str], named: re.Pattern[str] | None) -> bool:
    """True if something that is said of a subject is, or names, what is hidden."""
    if item.iri in hidden:
        return True
    for quad in item.quads:
        if isinstance(quad.object, ox.NamedNode):
            if quad.object.value in hidden:
                return True
        elif isinstance(quad.object, ox.Literal) and named is not None and named.search(quad.object.value):
            return True
    return False


def _left(item: Described, touched: set[str], now: Mapping[str, Described]) -> Iterator[ox.Quad]:
    if item.iri not in touched:
        yield from item.quads
    elif item.iri in now:
        yield from now[item.iri].quads
