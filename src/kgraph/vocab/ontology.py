"""Read the ontology: `ontology/kgraph.ttl` in, a `Schema` out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kgraph.config import resource
from kgraph.errors import DataError
from kgraph.vocab.iris import KG, OWL, RDF, RDFS
from kgraph.vocab.schema import ClassTerm, PredicateTerm, Schema


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
        parent = above[1] if len(above) > 1 else None
        return ClassTerm(name, self._label(name, "de"), self._label(name, "en"), parent, self._comment(name))

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
            comment_de=self._comment(name),
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

    def _comment(self, name: str) -> str:
        comments = self._objects(ox.NamedNode(KG + name), RDFS + "comment")
        return next((c.value for c in comments if isinstance(c, ox.Literal) and c.language == "de"), "")

    def _objects(self, subject: object, predicate: str) -> list[object]:
        return self._triples.get((subject, predicate), [])

    def _one(self, subject: object, predicate: str) -> object:
        for found in self._objects(subject, predicate):
            return found
        raise LookupError(f"{subject} has no <{predicate}>")
