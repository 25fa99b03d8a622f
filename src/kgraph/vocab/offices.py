"""The scheme of offices: `ontology/offices.ttl` (SKOS) in, which office a man's or a woman's title names out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.vocab.iris import SKOS
from kgraph.vocab.skos import read_scheme

_OWN = "https://w3id.org/kgraph/offices#"


@dataclass(frozen=True, slots=True)
class Office:
    """An office.

    Attributes:
        key: Its `skos:notation`.
        iri: Its IRI.
        label_de: Preferred label in German, masculine; likewise `label_en`.
        broader: Key of the group that it belongs to; None of a group.
        male: What a man who holds it is called, the preferred label first.
        female: What a woman who holds it is called.
        compounds: Words of which it is the last part, "*staatssekretär"; the star stands for any letters.
        other: Abbreviations and names for any sex.
    """

    key: str
    iri: str
    label_de: str
    label_en: str
    broader: str | None
    male: tuple[str, ...]
    female: tuple[str, ...]
    compounds: tuple[str, ...]
    other: tuple[str, ...]


@cache
def offices() -> Mapping[str, Office]:
    """The shipped scheme by key, read once."""
    path = resource("ontology/offices.ttl")
    return read_offices(path.read_bytes(), path.name)


def office_of(title: str) -> Office | None:
    """Which office a title names: `Innenstaatssekretärin` is a state secretary; None of what is no office.

    Args:
        title: In the nominative, without the person.
    """
    exact, endings = _index()
    folded = title.casefold()
    if folded in exact:
        return exact[folded]
    return next((office for ending, office in endings if folded.endswith(ending) and folded != ending), None)


@cache
def _index() -> tuple[Mapping[str, Office], tuple[tuple[str, Office], ...]]:
    exact: dict[str, Office] = {}
    endings: list[tuple[str, Office]] = []
    for office in offices().values():
        if office.broader:
            exact |= {form.casefold(): office for form in (*office.male, *office.female, *office.other)}
            endings += [(form.removeprefix("*").casefold(), office) for form in office.compounds]
    return MappingProxyType(exact), tuple(sorted(endings, key=lambda pair: (-len(pair[0]), pair[0])))


def read_offices(turtle: bytes, name: str = "offices") -> Mapping[str, Office]:
    """Read a scheme.

    Args:
        turtle: SKOS in Turtle.
        name: What to call it in messages.

    Raises:
        DataError: It does not parse, an office lacks notation or a label in one of the languages, or two
            offices have one form.
    """
    values, found = read_scheme(turtle, name)
    read = [_office(values, iri, name) for iri in found]
    bearers: dict[str, str] = {}
    for office in read:
        for form in {*office.male, *office.female, *office.other, *office.compounds}:
            if bearers.setdefault(form, office.key) != office.key:
                raise DataError(f"{name}: offices {bearers[form]!r} and {office.key!r} both have the form {form!r}")
    return MappingProxyType({office.key: office for office in read})


def _office(values: Mapping[tuple[str, str], list[ox.NamedNode | ox.Literal]], iri: str, name: str) -> Office:
    def texts(property: str, language: str | None = None) -> list[str]:
        literals = [v for v in values.get((iri, property), []) if isinstance(v, ox.Literal)]
        return [v.value for v in literals if language is None or v.language == language]

    def one(property: str, language: str | None = None) -> str:
        for text in texts(property, language):
            return text
        where = f" in {language!r}" if language else ""
        raise DataError(f"{name}: {iri} has no {property}{where}", hint="see the others in ontology/offices.ttl")

    broader = values.get((iri, SKOS + "broader"), [])
    label = one(SKOS + "prefLabel", "de")
    return Office(
        key=one(SKOS + "notation"),
        iri=iri,
        label_de=label,
        label_en=one(SKOS + "prefLabel", "en"),
        broader=broader[0].value.removeprefix(_OWN) if broader else None,
        male=(label, *texts(_OWN + "male")),
        female=tuple(texts(_OWN + "female")),
        compounds=tuple(texts(_OWN + "compound")),
        other=tuple(texts(SKOS + "altLabel", "de")),
    )
