"""The scheme of topics: `ontology/topics.ttl` (SKOS) in, its concepts with labels and trigger words out."""

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


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic.

    Attributes:
        key: Its `skos:notation`, by which annotations and facts name it.
        iri: Its IRI; `scheme` is that of the scheme.
        label_de: Preferred label in German; likewise `label_en`.
        broader: Key of the topic above it; None at the top.
        names: German labels that name it: preferred and alternative ones. A star stands for any letters.
        triggers: German words that hint at it: hidden labels.
        groups: True if it only groups narrower ones, so that no article has it.
    """

    key: str
    iri: str
    scheme: str
    label_de: str
    label_en: str
    broader: str | None
    names: tuple[str, ...]
    triggers: tuple[str, ...]
    groups: bool


@cache
def topics() -> Mapping[str, Concept]:
    """The shipped scheme by key, read once."""
    path = resource("ontology/topics.ttl")
    return read_topics(path.read_bytes(), path.name)


def read_topics(turtle: bytes, name: str = "topics") -> Mapping[str, Concept]:
    """Read a scheme.

    Args:
        turtle: SKOS in Turtle.
        name: What to call it in messages.

    Raises:
        DataError: It does not parse, or a concept lacks notation, scheme or a label in one of the languages.
    """
    values, concepts = read_scheme(turtle, name)
    keys = {iri: _one(values, iri, "notation", name) for iri in concepts}
    above = {value.value for (_, property), found in values.items() if property == SKOS + "broader" for value in found}
    return MappingProxyType({keys[iri]: _concept(values, iri, keys, iri in above, name) for iri in concepts})


def _concept(
    values: Mapping[tuple[str, str], list[ox.NamedNode | ox.Literal]],
    iri: str,
    keys: Mapping[str, str],
    groups: bool,
    name: str,
) -> Concept:
    preferred = _one(values, iri, "prefLabel", name, "de")
    broader = values.get((iri, SKOS + "broader"), [])
    return Concept(
        key=keys[iri],
        iri=iri,
        scheme=_one(values, iri, "inScheme", name),
        label_de=preferred,
        label_en=_one(values, iri, "prefLabel", name, "en"),
        broader=keys[broader[0].value] if broader else None,
        names=(preferred, *_all(values, iri, "altLabel", "de")),
        triggers=tuple(_all(values, iri, "hiddenLabel", "de")),
        groups=groups,
    )


def _all(
    values: Mapping[tuple[str, str], list[ox.NamedNode | ox.Literal]], iri: str, property: str, language: str | None
) -> list[str]:
    found = values.get((iri, SKOS + property), [])
    return [v.value for v in found if language is None or (isinstance(v, ox.Literal) and v.language == language)]


def _one(
    values: Mapping[tuple[str, str], list[ox.NamedNode | ox.Literal]],
    iri: str,
    property: str,
    name: str,
    language: str | None = None,
) -> str:
    for value in _all(values, iri, property, language):
        return value
    where = f" in {language!r}" if language else ""
    raise DataError(f"{name}: {iri} has no skos:{property}{where}", hint="see the others in ontology/topics.ttl")
