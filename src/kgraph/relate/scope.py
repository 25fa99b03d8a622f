"""Where the slots of a frame are filled from: a clause with one of its verbs, a participle attribute, or a noun."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kgraph.relate.clause import Clause, Verb
from kgraph.relate.sentence import Sentence

Group = tuple[str, list[list[str]], bool]
"""Its case, the candidates of each member, whether it is attached as genitive."""


@dataclass(slots=True)
class Scope:
    """Where slots are filled from: a clause with one of its verbs, a participle attribute, or a noun.

    Attributes:
        extra: Slot → groups that are not phrases of the clause (relative pronoun, attribute's noun).
        match: What the frame's `with` found in the clause.
        light: The words of it.
        alike: Whether subject and object may be of one kind, so that only an unambiguous case puts the object first.
        things: Whether the object is no actor, so that a thing before an actor is the object.
        known: Groups that were read before, by preposition and `light`: each frame asks for the same ones.
        preps: The prepositions of its phrases, once somebody has asked for them.
    """

    sentence: Sentence
    clause: Clause | None
    verb: Verb | None
    phrases: list[int]
    extra: list[tuple[str, str, list[list[str]]]]
    match: re.Match[str] | None = None
    light: frozenset[str] = frozenset()
    alike: bool = False
    things: bool = False
    known: dict[tuple[str, frozenset[str]], list[Group]] = field(default_factory=dict)
    preps: frozenset[str] | None = None

    def relative(self) -> tuple[str, list[list[str]]] | None:
        """Case and candidates of the relative pronoun of a clause."""
        return next(((case, members) for prep, case, members in self.extra if not prep), None)
