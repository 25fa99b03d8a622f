"""What a grammar found in a sentence, before consolidation."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.records import Status


@dataclass(frozen=True, slots=True)
class Found:
    """A relation that a frame states, before consolidation; ids of entities.

    Attributes:
        rule: Id of the frame, or name of the rule, that states it.
    """

    subject: str
    predicate: str
    object: str
    rule: str
    confidence: float
    status: Status = "fact"
    source: str | None = None
    amount: str | None = None
    role: str | None = None
