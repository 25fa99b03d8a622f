"""What the ontology says of classes and properties, as records: labels, the class tree, which types a predicate joins.

`kgraph.vocab.ontology` reads them from `ontology/kgraph.ttl`; nothing of it is repeated in Python.

The *predicates* are the properties that an article may state of two entities: the
subproperties of `kg:relatesTo`. The *coarse* types are the members of `kg:Entity`'s union.
The *fine* types are the classes below it that have no subclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class of the ontology; `parent` is the nearest class above it, None at the top.

    `comment_de` says what belongs to it, and is empty where the ontology says nothing.
    """

    name: str
    label_de: str
    label_en: str
    parent: str | None
    comment_de: str = ""


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
        comment_de: When it is stated; empty where the ontology says nothing.
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
    comment_de: str = ""


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
        return self._coarse[type]

    @cached_property
    def _coarse(self) -> dict[str, str]:
        coarse = {type: [name for name in above if name in self.coarse_types] for type, above in self._above.items()}
        return {type: names[0] for type, names in coarse.items() if names}

    def label(self, name: str, language: str = "de") -> str:
        """The German or English label of a class or property; the name itself if the ontology has none."""
        return self._labels.get(name, (name, name))[language != "de"]

    @property
    def named(self) -> tuple[str, ...]:
        """Every name that the ontology has a label for: classes begin with a capital letter, properties do not."""
        return tuple(self._labels)

    @cached_property
    def fine_types(self) -> tuple[str, ...]:
        """The classes that have no subclass, in the order of the ontology."""
        inner = {term.parent for term in self.classes.values()}
        return tuple(name for name in self.classes if name not in inner)

    def above(self, type: str) -> tuple[str, ...]:
        """The type itself and every class above it, nearest first.

        Raises:
            KeyError: No such class.
        """
        return self._above[type]

    def allows(self, subject_type: str, predicate: str, object_type: str) -> bool:
        """True if the ontology lets the predicate join these fine types; False for unknown names."""
        return object_type in self._allowed.get((subject_type, predicate), ())
