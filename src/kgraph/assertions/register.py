"""The register's quads: `Register` in, facts for the default graph out.

Of an entry: its type, names, identifiers, the entry that it belongs to, its time, and whose place it took.
Identifiers are written where the ontology has a property of that name below `kg:identifier`, with the concept
that stands for an official key (`skos:exactMatch`); those of Wikidata, the GND and GeoNames are links
(`owl:sameAs`), web addresses `skos:exactMatch`; the rest (`hauptstadt`) only serves to recognise names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kgraph.assertions import terms
from kgraph.assertions.terms import date, german, kg, node
from kgraph.register import Entry, Register
from kgraph.vocab import concept_iri, entity_iri, same_iri, schema


def register_quads(register: Register, base: str, keys: Iterable[str] | None = None) -> Iterator[ox.Quad]:
    """Yield the facts that the register holds, entry by entry.

    Args:
        register: The register.
        base: IRI below which things are named.
        keys: Yield only these entries and those that they refer to, transitively; all if not given.
            Keys that the register lacks are passed over.
    """
    wanted = register.entries.keys() if keys is None else _with_references(register, keys)
    for key in wanted:
        yield from _entry_quads(register, register.entries[key], base)


def _with_references(register: Register, keys: Iterable[str]) -> list[str]:
    found: set[str] = set()
    waiting = list(keys)
    while waiting:
        entry = register.entries.get(waiting.pop())
        if entry and entry.key not in found:
            found.add(entry.key)
            waiting += [*entry.predecessors, *([entry.parent] if entry.parent else [])]
    return sorted(found)


def _entry_quads(register: Register, entry: Entry, base: str) -> Iterator[ox.Quad]:
    subject = node(entity_iri(base, entry.key))
    yield ox.Quad(subject, terms.TYPE, kg(entry.type))
    yield from _names(entry, subject)
    for scheme, code in sorted(entry.identifiers.items()):
        if scheme in schema().identifiers:
            yield ox.Quad(subject, kg(scheme), ox.Literal(code))
            if concept := concept_iri(scheme, code):
                yield ox.Quad(subject, terms.EXACT_MATCH, node(concept))
        elif code.startswith(("http://", "https://")):
            yield ox.Quad(subject, terms.EXACT_MATCH, terms.web_address(code))
        elif same := same_iri(scheme, code):
            yield ox.Quad(subject, terms.SAME_AS, node(same))
    parent = register.entries.get(entry.parent) if entry.parent else None
    if parent:
        belonging = _belonging(entry.type, parent.type)
        if belonging:
            yield ox.Quad(subject, kg(belonging), node(entity_iri(base, parent.key)))
    for name, day in (("validFrom", entry.since), ("validUntil", entry.until)):
        if day:
            yield ox.Quad(subject, kg(name), date(day))
    for key in entry.predecessors:
        yield ox.Quad(subject, kg("predecessor"), node(entity_iri(base, key)))


def _names(entry: Entry, subject: ox.NamedNode) -> Iterator[ox.Quad]:
    yield ox.Quad(subject, terms.LABEL, german(entry.name))
    seen = {entry.name}
    for name in entry.names:
        if name.kind == "abbreviation":
            yield ox.Quad(subject, kg("abbreviation"), german(name.text))
        if name.text not in seen:
            seen.add(name.text)
            kind = terms.HIDDEN if name.kind == "demonym" else terms.ALTERNATIVE
            yield ox.Quad(subject, kind, german(name.text))


def _belonging(type: str, parent: str) -> str | None:
    """The property that ties an entry to its parent; None where the ontology has none (to a programme)."""
    above, parents_above = schema().above(type), schema().above(parent)
    if schema().allows(type, "partOf", parent):
        return "partOf"
    if "Jurisdiction" in above and "Jurisdiction" in parents_above:
        return "subdivisionOf"
    return "responsibilityOf" if {"Law", "Initiative"} & set(above) and "Actor" in parents_above else None
