"""Why something follows: a store and a triple in, its premises out, back to sentences, articles and the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pyoxigraph as ox

from kgraph.errors import NotFoundError
from kgraph.reason.chain import Fact
from kgraph.reason.closure import follow
from kgraph.reason.culprits import Said, in_words
from kgraph.reason.proof import Proofs, Step
from kgraph.reason.rules import Rule
from kgraph.reason.sources import Sources, evidence_in, gives_of, sources_of
from kgraph.store import Store
from kgraph.vocab import RDFS

_LABEL = ox.NamedNode(RDFS + "label")


@dataclass(frozen=True, slots=True)
class Why:
    """A fact and from what it follows.

    Attributes:
        said: The fact in words, with who says it where it was given.
        by: The axiom or rule from which it follows, in words; empty if it was given.
        premises: From which facts.
    """

    said: Said
    by: str
    premises: tuple[Why, ...]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)

    def lines(self, depth: int = 0) -> list[str]:
        """For people, two spaces deeper for each step back."""
        indent = "  " * depth
        found = [indent + line for line in str(self.said).split("\n")]
        if self.by:
            found.append(f"{indent}  because {self.by}:")
        return [*found, *(line for premise in self.premises for line in premise.lines(depth + 2))]


def why(store: Store, fact: Fact, rules: Sequence[Rule] = ()) -> Why:
    """Why a fact holds; one way is told where there are several.

    Raises:
        NotFoundError: It was not given and does not follow.
        DataError, KgraphError: See `kgraph.reason.closure`.
    """
    given: list[ox.Triple] = []
    labels: dict[str, str] = {}
    for quad in store.quads():
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            break
        given.append(quad.triple)
        if quad.predicate == _LABEL and isinstance(quad.subject, ox.NamedNode):
            name = str(getattr(quad.object, "value", ""))
            labels[quad.subject.value] = min(name, labels.get(quad.subject.value, name))
    following = follow(given, rules)
    if not following.chain.has(fact):
        raise NotFoundError(
            f"it was not said and does not follow that {in_words(fact, labels)}",
            hint="`kgraph show` tells what is said; --rules names other rules",
        )
    steps = {step.fact: step for step in Proofs(following).back(fact)}
    leaves = [step.fact for step in steps.values() if not step.by]
    sources = sources_of(leaves, evidence_in(store), store.base, gives_of(store))
    return _tree(fact, steps, sources, labels)


def _tree(fact: Fact, steps: Mapping[Fact, Step], sources: Sources, labels: Mapping[str, str]) -> Why:
    step = steps[fact]
    premises = tuple(_tree(premise, steps, sources, labels) for premise in step.premises)
    return Why(Said(in_words(fact, labels), () if step.by else sources.facts.get(fact, ())), step.by, premises)
