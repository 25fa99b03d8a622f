"""Look things up in a dump on this machine: N-Triples or Turtle, packed or not, of labels, types, identifiers.

Only what a profile names is kept, in memory. Names are found exactly, and where that finds nothing, by similarity.
"""

from __future__ import annotations

import bz2
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from rapidfuzz import fuzz, process

from kgraph.errors import InputError
from kgraph.link.describe import Description, Value, arrived, describing, grouped
from kgraph.link.model import Item, Thing
from kgraph.link.profile import Profile
from kgraph.names import fold, nominative, without_titles

_SUFFIXES = {".nt": "nt", ".ttl": "ttl"}
_PACKED: Mapping[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open}
_SIMILAR = 90  # of 100, by rapidfuzz's ratio
_MANY = 20  # items of a similar name that are considered


class DumpSource:
    """A dump, read once.

    Args:
        path: `*.nt` or `*.ttl`, perhaps with `.gz` or `.bz2` behind it.
        profile: How it says things.

    Raises:
        InputError: It cannot be read, or does not parse; names the line.
    """

    def __init__(self, path: Path, profile: Profile) -> None:
        self.name = path.name
        self._profile = profile
        self._known: Mapping[str, Description] = grouped(_triples(path, frozenset(describing(profile))))
        self._named: dict[str, set[str]] = defaultdict(set)
        self._coded: dict[tuple[str, str], set[str]] = defaultdict(set)
        for iri, description in self._known.items():
            for property in (*profile.labels, *profile.aliases):
                for value in description.get(property, ()):
                    if value.language in profile.languages:
                        self._named[fold(value.text)].add(iri)
            for scheme, property in profile.identifiers.items():
                for value in description.get(property, ()):
                    self._coded[scheme, value.text].add(iri)

    def look_up(self, things: Sequence[Thing]) -> Iterator[tuple[str, Iterable[Item]]]:
        """See `Source.look_up`."""
        for thing in things:
            yield thing.key, [arrived(iri, self._known, self._profile) for iri in sorted(self._bearers(thing))]

    def _bearers(self, thing: Thing) -> set[str]:
        names = {without_titles(n) if thing.type == "Person" else n for n in thing.names}
        forms = {fold(form) for name in names for form in (name, nominative(name))}
        found = {iri for form in forms for iri in self._named.get(form, ())}
        found |= {iri for code in thing.identifiers.items() for iri in self._coded.get(code, ())}
        if found:
            return found
        near = process.extract(
            fold(thing.names[0]), self._named.keys(), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=_MANY
        )
        return {iri for name, _, _ in near for iri in self._named[name]}


def _triples(path: Path, properties: frozenset[str]) -> Iterator[tuple[str, str, Value]]:
    import pyoxigraph as ox

    suffix = path.with_suffix("").suffix if path.suffix in (".gz", ".bz2") else path.suffix
    if suffix not in _SUFFIXES:
        raise InputError(
            f"{path.name} is no dump that can be read",
            hint="give N-Triples (.nt) or Turtle (.ttl), also with .gz or .bz2",
        )
    format = ox.RdfFormat.N_TRIPLES if suffix == ".nt" else ox.RdfFormat.TURTLE
    try:
        with _opened(path) as file:
            for quad in ox.parse(file, format=format):
                if quad.predicate.value in properties and isinstance(quad.subject, ox.NamedNode):
                    if isinstance(quad.object, ox.Literal):
                        value = Value(quad.object.value, quad.object.language or "")
                    elif isinstance(quad.object, ox.NamedNode):
                        value = Value(quad.object.value, iri=True)
                    else:
                        continue
                    yield quad.subject.value, quad.predicate.value, value
    except (SyntaxError, ValueError, EOFError, OSError) as fault:
        raise InputError(f"{path.name}: {fault}", hint="the dump must be whole, in UTF-8") from fault


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        opens = _PACKED.get(file.read(2))
    return opens(path, "rb") if opens else path.open("rb")
