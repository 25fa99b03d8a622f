"""Keep a change list from naming what has since been suppressed: the graph before in, one that does not name it out.

What a decision takes out of every view would come back as "withdrawn". So it is taken out of the graph before the two
are compared: whoever is suppressed with all that is said of them, statements that are suppressed or rejected, and
every sentence and title that names whoever is suppressed, by a name or surname as a word of its own. Where the new
graph has something under the same IRI, that stands in its place, and counts as unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kgraph.publish import Described, subjects
from kgraph.resolve import Decisions
from kgraph.resolve.bearers import Bearers
from kgraph.resolve.withhold import pattern_of
from kgraph.vocab import DCTERMS, RDFS, SCHEMA, SKOS, claim_iri, entity_iri, key_of

_ADDRESSES = (DCTERMS + "source", SCHEMA + "url")
_NAMES = (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel")


def redact(before: Path, after: Path, decisions: Decisions, bases: Iterable[str]) -> tuple[int, int]:
    """Rewrite two graphs; gives how many statements of each name what is suppressed, or are.

    Args:
        before: Sorted N-Quads, replaced; likewise `after`, if it does not follow the decisions.
        after: Whatever follows the decisions, such as what is left of a sentence, stands in `before` as it stands here.
        decisions: The curator's.
        bases: IRIs below which things are named.

    Raises:
        OSError: The disk is full.
    """
    hidden = {entity_iri(base, key) for base in bases for key in decisions.withheld}
    decided = {claim_iri(base, id) for base in bases for id in decisions.suppressed | decisions.rejected}
    if not hidden and not decided:
        return 0, 0
    # A graph that does not know whoever is hidden may name others who are called so.
    theirs = _Theirs(Bearers.of(decisions.withheld), decisions, bases)
    left = _rewritten(after, _touched(after, hidden, decided, theirs), {})
    touched = _touched(before, hidden, decided, theirs)
    now = {item.iri: item for item in subjects(after) if item.iri in touched} if touched else {}
    return _rewritten(before, touched, now), left


@dataclass(frozen=True)
class _Theirs:
    """Under which other names somebody who is suppressed may be there."""

    bearers: Bearers
    decisions: Decisions
    bases: Iterable[str]

    def are(self, item: Described) -> bool:
        """True if a subject is a person of such a name."""
        if item.type != "Person" or not self.bearers.names:
            return False
        key = next(filter(None, (key_of(base, item.iri) for base in self.bases)), "")
        return any(self.bearers.may_be(name, key, self.decisions) for name in item.texts(f"{RDFS}label"))

    def has(self, text: str, property: str) -> bool:
        """True if a value of a property has such a name."""
        return any(self.bearers.spans(text)) or (property in _ADDRESSES and self.bearers.in_address(text))


def _touched(path: Path, hidden: set[str], decided: set[str], theirs: _Theirs) -> set[str]:
    """The subjects of a graph that are, or name, what is hidden or decided."""
    out = hidden | {item.iri for item in subjects(path) if theirs.are(item)}
    named = _pattern(path, out)
    return {
        item.iri
        for item in subjects(path)
        if item.iri in decided or _names(item, out, named, theirs if named else None)
    }


def _rewritten(path: Path, touched: set[str], now: Mapping[str, Described]) -> int:
    """Leave subjects out of a graph, or put others in their place; gives how many of them are statements."""
    if not touched:
        return 0
    statements = 0
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as out:
        for item in subjects(path):
            statements += item.iri in touched and item.is_statement
            out.writelines(f"{quad} .\n".encode() for quad in _left(item, touched, now))
    draft.replace(path)
    return statements


def _pattern(path: Path, hidden: set[str]) -> re.Pattern[str] | None:
    """What matches a name of whoever is hidden; None if the graph does not know them."""
    forms: set[str] = set()
    for item in subjects(path):
        if item.iri in hidden:
            names = [name for property in _NAMES for name in item.texts(property)]
            forms.update(names)
            if item.type == "Person":
                forms.update(name.split()[-1] for name in names if name.strip())
    return pattern_of(forms)


def _names(item: Described, hidden: set[str], named: re.Pattern[str] | None, theirs: _Theirs | None) -> bool:
    """True if something that is said of a subject is, or names, what is hidden."""
    if item.iri in hidden:
        return True
    for quad in item.quads:
        value, is_text = getattr(quad.object, "value", ""), isinstance(quad.object, ox.Literal)
        if not is_text and value in hidden:
            return True
        if is_text and named is not None and named.search(value):
            return True
        if theirs is not None and theirs.has(
            value if is_text or quad.predicate.value in _ADDRESSES else "", quad.predicate.value
        ):
            return True
    return False


def _left(item: Described, touched: set[str], now: Mapping[str, Described]) -> Iterator[ox.Quad]:
    if item.iri not in touched:
        yield from item.quads
    elif item.iri in now:
        yield from now[item.iri].quads
