"""The outcome of reasoning, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from kgraph.reason.culprits import Contradiction


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether ontology and facts can be true together.

    Attributes:
        consistent: True if they can.
        triples: Number of facts that were reasoned over.
        seconds: That it took.
        contradictions: Who is contradicted; none found does not mean consistent.
    """

    consistent: bool
    triples: int
    seconds: float
    contradictions: tuple[Contradiction, ...]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)

    def __str__(self) -> str:
        took = f"({self.triples} facts, {self.seconds} s)"
        if self.consistent:
            return f"consistent: the facts do not contradict the ontology {took}"
        if not self.contradictions:
            return f"inconsistent, but by no disjointness, domain or range that could be named {took}"
        count = len(self.contradictions)
        return f"inconsistent: {count} contradiction{'s' if count > 1 else ''} {took}"
