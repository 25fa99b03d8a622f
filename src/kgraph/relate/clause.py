"""A clause and its verbs: what `clauses` cuts out of a sentence, and `verbs` fills in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kgraph.records import Status

Voice = Literal["active", "passive", "state"]


@dataclass(slots=True)
class Verb:
    """One main verb of a clause.

    Attributes:
        voice: `state` is a participle with `sein`: passive of state, or the perfect of a verb of motion.
    """

    lemma: str
    place: int
    voice: Voice


@dataclass(slots=True)
class Clause:
    """A clause; `places` are the atoms that belong to it, subordinate clauses taken out.

    Attributes:
        kind: `main`, `sub`, `rel`, `inf` (with `zu`), `part` (participle group without finite verb).
        antecedent: For `rel`, the index of the phrase that the pronoun stands for; for `part`, of the one it follows.
        pronoun: For `rel`, the pronoun; `pronoun_prep` the preposition before it.
        parent: The clause whose subject it takes over if it has none.
        intent: A modal, a future or a word of planning makes it a plan.
        tense: `present`, `past` or `perfect`; empty without a finite verb.
    """

    kind: str
    places: list[int]
    parent: Clause | None = None
    antecedent: int = -1
    pronoun: str = ""
    pronoun_prep: str = ""
    verbs: list[Verb] = field(default_factory=list)
    auxiliaries: set[str] = field(default_factory=set)
    phrases: list[int] = field(default_factory=list)
    text: str = ""
    intent: bool = False
    negated: bool = False
    ended: bool = False
    tense: str = ""

    @property
    def status(self) -> Status:
        """How the clause says what it says: as a fact, a plan, a denial, or as over."""
        return "denied" if self.negated else "ended" if self.ended else "planned" if self.intent else "fact"
