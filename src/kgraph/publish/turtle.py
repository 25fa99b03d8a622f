"""Turtle: quads as sorted lines of N-Quads in, one paragraph a subject out, without the names of graphs.

Lines are cut and joined as they are: every term of N-Quads is one of Turtle, so only the terms of known vocabularies,
numbers and truth values are written shorter. That is several times as fast as making terms of them and writing these.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox

from kgraph.vocab import RDF, XSD

_LOCAL_NAME = re.compile(rb"[A-Za-z_][\w-]*", re.ASCII)
_TYPE = f"<{RDF}type>".encode()
_BARE = {
    f"<{XSD}integer>".encode(): re.compile(rb'"[+-]?[0-9]+"'),
    f"<{XSD}decimal>".encode(): re.compile(rb'"[+-]?[0-9]*\.[0-9]+"'),
    f"<{XSD}double>".encode(): re.compile(rb'"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"'),
    f"<{XSD}boolean>".encode(): re.compile(rb'"(?:true|false)"'),
}
_END = -len(b" .\n")
_MORE, _QUOTE = b'>"'
_NEXT = b" ;\n\t"
_JOINED = 1024  # subjects that are written at once
_KNOWN = 65536  # terms whose short form is kept

Term = Callable[[bytes], bytes]


def write_turtle(lines: Iterable[bytes], out: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """Write triples as one Turtle document.

    Args:
        lines: Sorted lines of N-Quads or N-Triples, each ends with ` .` and a line feed; a triple that several graphs
            have is written once.
        out: Takes UTF-8.
        prefixes: Prefix → namespace.
    """
    for prefix, namespace in prefixes.items():
        out.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
    known: dict[bytes, bytes] = {}
    paragraphs = _paragraphs(lines, _shortener(prefixes, known), known)
    while joined := b"".join(islice(paragraphs, _JOINED)):
        out.write(joined)


def turtle_of(triples: Iterable[ox.Triple] | Iterable[ox.Quad], prefixes: Mapping[str, str], first: str = "") -> bytes:
    """A few triples as one Turtle document, sorted; what is said of the IRI `first` comes first."""
    own = f"<{first}> ".encode()
    lines = set((ox.serialize(triples, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True))
    out = io.BytesIO()
    write_turtle(sorted(lines, key=lambda line: (not line.startswith(own), line)), out, prefixes)
    return out.getvalue()


def _paragraphs(lines: Iterable[bytes], short: Term, known: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """Yield one subject after the other. All in one loop, as a call for each line would take as long as all else."""
    subject, size, graph, width, verb, term = b"\n", 0, b"", 0, b"", b""
    names = {_TYPE: _NEXT + b"a "}
    parts: list[bytes] = []
    for line in lines:
        former, object_ = verb, term
        if line.startswith(subject):
            # Mostly, all that is said of a subject stands in one graph.
            verb, _, term = line[size:width].partition(b" ") if width and line.endswith(graph) else (b"", b"", b"")
            if not term:
                verb, _, term = line[size:_END].partition(b" ")
                term = _ungraphed(term)
        else:
            if parts:
                yield b"".join(parts) + b" .\n"
            size = line.index(b" ") + 1
            subject = line[:size]
            verb, _, rest = line[size:_END].partition(b" ")
            term = _ungraphed(rest)
            graph = rest[len(term) :] + b" .\n"
            width = -len(graph) if len(graph) > -_END else 0
            parts = [subject]
            former = b""
        if verb != former:
            name = names.get(verb)
            if name is None:
                name = names[verb] = _NEXT + short(verb) + b" "
            parts.append(name if former else name[len(_NEXT) :])
        elif term == object_:
            continue
        else:
            parts.append(b" , ")
        if term[-1] == _MORE:
            parts.append(known.get(term) or short(term))
        else:
            parts.append(term)
    if parts:
        yield b"".join(parts) + b" .\n"


def _ungraphed(term: bytes) -> bytes:
    """An object without the name of a graph behind it."""
    if term[-1] != _MORE:
        return term
    if term[0] == _QUOTE:
        place = term.find(b" ", term.rindex(b'"'))
        return term[:place] if place > 0 else term
    if term.startswith(b"<<"):
        return term[: term.rindex(b")>>") + 3]
    return term.partition(b" ")[0]


def _typed(term: bytes, short: Term) -> bytes:
    """A typed literal."""
    place = term.rindex(b'"') + 1
    kind = term[place + 2 :]
    bare = _BARE.get(kind)
    return term[1 : place - 1] if bare and bare.fullmatch(term, 0, place) else term[: place + 2] + short(kind)


def _shortener(prefixes: Mapping[str, str], known: dict[bytes, bytes]) -> Term:
    """What writes an IRI with its prefix, where it has one, and a typed literal as shortly as may be.

    What it has found it keeps in `known`, up to a limit, so that whoever asks often may look there first.
    """
    spaces = [(prefix.encode() + b":", f"<{namespace}".encode()) for prefix, namespace in prefixes.items()]
    every = tuple(space for _, space in spaces)

    def short(iri: bytes) -> bytes:
        if iri in known:
            return known[iri]
        if iri[0] == _QUOTE:
            found = _typed(iri, short)
        else:
            found = named(iri) if iri.startswith(every) else iri
        if len(known) < _KNOWN:
            known[iri] = found
        return found

    def named(iri: bytes) -> bytes:
        for prefix, space in spaces:
            if iri.startswith(space) and _LOCAL_NAME.fullmatch(iri, len(space), len(iri) - 1):
                return prefix + iri[len(space) : -1]
        return iri

    return short
