"""What counts as the same: names after folding, entities one to one, relations by predicate and ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.evaluate.documents import Document
from kgraph.vocab import schema

Key = tuple[str, str, str]
"""Predicate, subject, object; the ends are ids of gold entities, those of a symmetric relation sorted."""

_MARKS = re.compile(r"[„“”\"'‚‘’»«›‹()\[\]]")
_DASHES = re.compile(r"[‐‑–—]")
_LEADING = re.compile(r"^(?:(?:der|die|das|des|dem|den|ein|eine|einer|eines|dr\.|prof\.|dipl\.-\w+\.?|mdb|mdl)\s+)+")
_GENITIVE = re.compile(r"(?<=\w{3})(?:es|s)$")


@dataclass(frozen=True, slots=True)
class Alignment:
    """One article: what was found beside what should have been.

    Attributes:
        pairs: Found entity → gold entity, by id.
        wanted: What the gold states, without what it denies.
        given: What was found of it, as far as both ends are matched.
        loose: Found relations that have an unmatched end.
    """

    gold: Document
    found: Document
    pairs: Mapping[str, str]
    wanted: Mapping[Key, Mapping[str, Any]]
    given: Mapping[Key, Mapping[str, Any]]
    loose: tuple[Mapping[str, Any], ...]

    @property
    def hits(self) -> frozenset[Key]:
        """The relations that were found and should have been."""
        return frozenset(self.wanted.keys() & self.given.keys())


def align(gold: Document, found: Document) -> Alignment:
    """Lay the found facts of an article beside its gold ones."""
    pairs = matched(gold["entities"], found["entities"])
    wanted = {key_of(r, r["s"], r["o"]): r for r in gold["relations"] if r.get("status") != "denied"}
    given, loose = keyed(found["relations"], pairs)
    return Alignment(gold, found, pairs, wanted, given, tuple(loose))


def comparable(name: str) -> frozenset[str]:
    """The forms under which two names count as equal: folded, and without German genitive endings."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("ß", "ss")
    text = re.sub(r"\s+", " ", _MARKS.sub("", _DASHES.sub("-", text))).strip(" .,;:")
    text = _LEADING.sub("", text)
    bare = " ".join(_GENITIVE.sub("", word) for word in text.split(" "))
    return frozenset(form for form in (text, bare) if form)


def forms(entity: Mapping[str, Any], *, name_only: bool = False) -> frozenset[str]:
    """The comparable forms of an entity's name, and of its aliases."""
    if name_only:
        return comparable(entity["name"])
    return frozenset().union(*(comparable(name) for name in (entity["name"], *entity.get("aliases", ()))))


def coarse_type(entity: Mapping[str, Any]) -> str:
    """The coarse type of an annotated entity; `?` where the ontology does not know its type."""
    known = schema().classes
    return schema().coarse(entity["type"]) if entity["type"] in known else "?"


def matched(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Found id → gold id, one to one: equal names first, then any equal form; only of one coarse type."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for strict in (True, False):
        for f in found:
            if f["id"] in pairs:
                continue
            for g in gold:
                alike = g["id"] not in taken and coarse_type(g) == coarse_type(f)
                if alike and forms(g, name_only=strict) & forms(f, name_only=strict):
                    pairs[f["id"]] = g["id"]
                    taken.add(g["id"])
                    break
    return pairs


def key_of(relation: Mapping[str, Any], subject: str, object: str) -> Key:
    """By what a relation is compared."""
    predicate = str(relation["p"])
    term = schema().predicates.get(predicate)
    if term is not None and term.symmetric and subject > object:
        return predicate, object, subject
    return predicate, subject, object


def keyed(
    relations: Iterable[Mapping[str, Any]], pairs: Mapping[str, str]
) -> tuple[dict[Key, Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Found relations by key, the first of each, and those that have an unmatched end."""
    given: dict[Key, Mapping[str, Any]] = {}
    loose: list[Mapping[str, Any]] = []
    for relation in relations:
        s, o = pairs.get(relation["s"]), pairs.get(relation["o"])
        if s is None or o is None:
            loose.append(relation)
        else:
            given.setdefault(key_of(relation, s, o), relation)
    return given, loose
