"""What the ontology says of classes and properties.

`ontology/kgraph.ttl` comes in; labels, the class tree, and which types each predicate joins
go out. Nothing of it is repeated in Python.

The *predicates* are the properties that an article may state of two entities: the
subproperties of `kg:relatesTo`. The *coarse* types are the members of `kg:Entity`'s union.
The *fine* types are the classes below it that have no subclass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.vocab.iris import KG, OWL, RDF, RDFS


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class of the ontology; `parent` is the nearest class above it, None at the top."""

    name: str
    label_de: str
    label_en: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class PredicateTerm:
    """A property that an article may state of two entities.

    Attributes:
        name: Local name (`takesOver`).
        label_de: Read from subject to object ("übernimmt"); likewise `label_en`.
        inverse: Local name of the inverse property; its own name if symmetric.
        inverse_label_de: Read from object to subject; likewise `inverse_label_en`.
        domain: Fine types that its subject may have.
        range: Fine types that its object may have; for one subject type, see `Schema.allows`.
        symmetric: True if both directions say the same.
        transitive: True if it holds along a chain.
    """

    name: str
    label_de: str
    label_en: str
    inverse: str
    inverse_label_de: str
    inverse_label_en: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    transitive: bool


@dataclass(frozen=True)
class Schema:
    """What the ontology says, by local names.

    Attributes:
        classes: Every class below `kg:Entity` and itself, by name.
        predicates: Every predicate, in the order of the ontology.
        coarse_types: The members of the union that `kg:Entity` is.
        identifiers: The subproperties of `kg:identifier`: schemes of identifiers.
    """

    classes: Mapping[str, ClassTerm]
    predicates: Mapping[str, PredicateTerm]
    coarse_types: tuple[str, ...]
    identifiers: frozenset[str]
    _labels: Mapping[str, tuple[str, str]] = field(repr=False)
    _allowed: Mapping[tuple[str, str], frozenset[str]] = field(repr=False)
    _above: Mapping[str, tuple[str, ...]] = field(repr=False)

    def coarse(self, type: str) -> str:
        """The coarse type that a type is or belongs to.

        Raises:
            KeyError: No such class, or one above the coarse ones.
        """
        for name in self._above[type]:
            if name in self.coarse_types:
                return name
        raise KeyError(type)

    def label(self, name: str, language: str = "de") -> str:
        """The German or English label of a class or property; the name itself if the ontology has none."""
        return self._labels.get(name, (name, name))[language != "de"]

    def above(self, type: str) -> tuple[str, ...]:
        """The type itself and every class above it, nearest first.

        Raises:
            KeyError: No such class.
        """
        return self._above[type]

    def allows(self, subject_type: str, predicate: str, object_type: str) -> bool:
        """True if the ontology lets the predicate join these fine types; False for unknown names."""
        return object_type in self._allowed.get((subject_type, predicate), ())


@cache
def schema() -> Schema:
    """The schema of the shipped ontology, read once."""
    path = resource("ontology/kgraph.ttl")
    return read_schema(path.read_bytes(), str(path.name))


def read_schema(turtle: bytes, name: str = "ontology") -> Schema:
    """Read a schema.

    Args:
        turtle: An ontology in Turtle.
        name: What to call it in messages.

    Raises:
        DataError: It does not parse, or lacks a label or the union of `kg:Entity`.
    """
    try:
        return _Reader(turtle).schema()
    except SyntaxError as fault:
        raise DataError(f"{name}: {fault}", hint="the ontology must be Turtle in UTF-8") from fault
    except LookupError as fault:
        raise DataError(f"{name}: {fault.args[0]}", hint="see ontology/README.md for what each term needs") from fault


class _Reader:
    """One pass over the ontology's triples; all names are local names of `kg:`."""

    def __init__(self, turtle: bytes) -> None:
        self._triples: dict[tuple[object, str], list[object]] = defaultdict(list)
        self._subjects: dict[str, None] = {}
        for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            self._triples[quad.subject, quad.predicate.value].append(quad.object)
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG):
                self._subjects[quad.subject.value.removeprefix(KG)] = None

    def schema(self) -> Schema:
        coarse = self._union(self._one(ox.NamedNode(KG + "Entity"), OWL + "equivalentClass"))
        above = {name: tuple(self._climb(name)) for name in self._subjects if "Entity" in self._climb(name)}
        classes = {name: self._class(name, above[name]) for name in above}
        leaves = self._leaves(above)
        predicates = {
            n: self._predicate(n, leaves) for n in self._subjects if "relatesTo" in self._parents(n, "Property")
        }
        allowed = {
            (type, p.name): self._narrowed(type, p, above[type], leaves)
            for p in predicates.values()
            for type in p.domain
        }
        return Schema(
            classes=MappingProxyType(classes),
            predicates=MappingProxyType(predicates),
            coarse_types=tuple(coarse),
            identifiers=frozenset(n for n in self._subjects if "identifier" in self._parents(n, "Property")),
            _labels=MappingProxyType(self._labels()),
            _allowed=MappingProxyType(allowed),
            _above=MappingProxyType(above),
        )

    def _class(self, name: str, above: tuple[str, ...]) -> ClassTerm:
        return ClassTerm(name, self._label(name, "de"), self._label(name, "en"), above[1] if len(above) > 1 else None)

    def _predicate(self, name: str, leaves: Mapping[str, frozenset[str]]) -> PredicateTerm:
        node = ox.NamedNode(KG + name)
        kinds = {kind.value for kind in self._objects(node, RDF + "type") if isinstance(kind, ox.NamedNode)}
        symmetric = OWL + "SymmetricProperty" in kinds
        inverse = name if symmetric else self._inverse(name)
        return PredicateTerm(
            name=name,
            label_de=self._label(name, "de"),
            label_en=self._label(name, "en"),
            inverse=inverse,
            inverse_label_de=self._label(inverse, "de"),
            inverse_label_en=self._label(inverse, "en"),
            domain=self._fine(self._one(node, RDFS + "domain"), leaves),
            range=self._fine(self._one(node, RDFS + "range"), leaves),
            symmetric=symmetric,
            transitive=OWL + "TransitiveProperty" in kinds,
        )

    def _narrowed(
        self, type: str, predicate: PredicateTerm, above: Iterable[str], leaves: Mapping[str, frozenset[str]]
    ) -> frozenset[str]:
        """The predicate's range, less what a restriction on the subject's class excludes."""
        allowed = predicate.range
        for name in above:
            for node in self._objects(ox.NamedNode(KG + name), RDFS + "subClassOf"):
                if ox.NamedNode(KG + predicate.name) in self._objects(node, OWL + "onProperty"):
                    allowed &= self._fine(self._one(node, OWL + "allValuesFrom"), leaves)
        return allowed

    def _leaves(self, above: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
        """For each class the classes without subclass at or below it: the fine types."""
        inner = {line[1] for line in above.values() if len(line) > 1}
        fine = [name for name in above if name not in inner]
        return {name: frozenset(leaf for leaf in fine if name in above[leaf]) for name in above}

    def _fine(self, node: object, leaves: Mapping[str, frozenset[str]]) -> frozenset[str]:
        return frozenset().union(*(leaves[name] for name in self._union(node)))

    def _union(self, node: object) -> list[str]:
        if isinstance(node, ox.NamedNode):
            return [node.value.removeprefix(KG)]
        members: list[str] = []
        rest = self._one(node, OWL + "unionOf")
        while rest != ox.NamedNode(RDF + "nil"):
            members += self._union(self._one(rest, RDF + "first"))
            rest = self._one(rest, RDF + "rest")
        return members

    def _inverse(self, name: str) -> str:
        for other in self._subjects:
            if ox.NamedNode(KG + name) in self._objects(ox.NamedNode(KG + other), OWL + "inverseOf"):
                return other
        raise LookupError(f"kg:{name} has neither an inverse nor is it symmetric")

    def _climb(self, name: str) -> list[str]:
        line = [name]
        for parent in line:
            line += [p for p in self._parents(parent, "Class") if p not in line]
        return line

    def _parents(self, name: str, kind: str) -> list[str]:
        parents = self._objects(ox.NamedNode(KG + name), f"{RDFS}sub{kind}Of")
        return [p.value.removeprefix(KG) for p in parents if isinstance(p, ox.NamedNode) and p.value.startswith(KG)]

    def _labels(self) -> dict[str, tuple[str, str]]:
        named = [n for n in self._subjects if self._objects(ox.NamedNode(KG + n), RDFS + "label")]
        return {name: (self._label(name, "de"), self._label(name, "en")) for name in named}

    def _label(self, name: str, language: str) -> str:
        for label in self._objects(ox.NamedNode(KG + name), RDFS + "label"):
            if isinstance(label, ox.Literal) and label.language == language:
                return label.value
        raise LookupError(f"kg:{name} has no label in {language!r}")

    def _objects(self, subject: object, predicate: str) -> list[object]:
        return self._triples.get((subject, predicate), [])

    def _one(self, subject: object, predicate: str) -> object:
        for found in self._objects(subject, predicate):
            return found
        raise LookupError(f"{subject} has no <{predicate}>")
