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
        contradictions: Who is contradicted, and by what.
        unchecked: Why HermiT could not judge what is left beside these; empty if it could.
    """

    consistent: bool
    triples: int
    seconds: float
    contradictions: tuple[Contradiction, ...]
    unchecked: str = ""

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)

    def __str__(self) -> str:
        took = f"({self.triples} facts, {self.seconds} s)"
        if self.consistent:
            return f"consistent: the facts do not contradict the ontology {took}"
        count = len(self.contradictions)
        rest = f"; the rest was not judged: {self.unchecked}" if self.unchecked else ""
        return f"inconsistent: {count} contradiction{'s' if count != 1 else ''} {took}{rest}"
