"""What a grammar found in a sentence, before consolidation."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.records import Status
from kgraph.relate.clause import Clause


@dataclass(frozen=True, slots=True)
class Found:
    """A relation that a frame states, before consolidation; ids of entities.

    Attributes:
        speaker: Whose words state it, where the sentence reports them.
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
    speaker: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """A report of somebody's words.

    Attributes:
        clause: The one that only says who speaks; None where it is a phrase ("laut X") of the report itself.
    """

    speaker: str
    clause: Clause | None
