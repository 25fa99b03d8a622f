"""What a curator should look at first: pairs of entities that may be one thing, by expected gain.

A store and its decisions come in, `Candidate`s go out. Four steps:

1. `load`: what the store holds of each entity: names, articles, offices, neighbours;
2. `blocks`: pairs that are worth comparing, never all of them;
3. `chance`: how likely a pair is one thing, and why;
4. here: those undecided, the ones first through which the most statements are expected to come together.

Decisions are taken by `kgraph.cli` and written by `kgraph.resolve.journal`; nothing here changes the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgraph.errors import UsageError
from kgraph.resolve import Decisions
from kgraph.review.blocks import pairs
from kgraph.review.chance import Chances
from kgraph.review.load import Subject, subjects
from kgraph.review.model import Candidate, Kind, Ranked, Side, Told
from kgraph.review.sides import side
from kgraph.store import Store
from kgraph.vocab import schema

__all__ = ["Candidate", "Kind", "Ranked", "Review", "Side", "Subject", "Told", "decided", "ranked"]


@dataclass(frozen=True)
class Review:
    """The undecided pairs of a store, the greatest expected gain first.

    Attributes:
        pairs: By keys; contexts are looked up one by one, as somebody comes to see them.
    """

    pairs: tuple[Ranked, ...]
    _store: Store
    _subjects: dict[str, Subject]
    _language: str = "de"

    @classmethod
    def of(cls, store: Store, decisions: Decisions, *, type: str | None = None, language: str = "de") -> Review:
        """Compare what the store holds.

        Args:
            store: Whom to ask.
            decisions: Pairs that they tell the same or different are left out.
            type: Only pairs with an entity of this type, fine or coarse.
            language: Of the predicates.

        Raises:
            UsageError: There is no such type.
        """
        if type is not None and type not in schema().classes:
            raise UsageError(f"there is no type {type!r}", hint=f"types are {', '.join(sorted(schema().classes))}")
        found = subjects(store)
        wanted = tuple(ranked(found, decisions, type))
        return cls(wanted, store, {subject.key: subject for subject in found}, language)

    def candidate(self, pair: Ranked) -> Candidate:
        """A pair with both contexts."""
        left, right = (side(self._store, self._subjects[key], self._language) for key in (pair.gives_way, pair.stays))
        return Candidate(pair, left, right)

    def __iter__(self) -> Iterator[Candidate]:
        """Yield all pairs with their contexts."""
        return map(self.candidate, self.pairs)


def ranked(
    found: Iterable[Subject], decisions: Decisions, type: str | None = None, chances: Chances | None = None
) -> list[Ranked]:
    """The undecided pairs; their order depends on nothing but what they are.

    Args:
        found: The entities to compare.
        decisions: See `Review.of`.
        type: See `Review.of`.
        chances: Who compares; made from `found` if not given.
    """
    everything = list(found)
    compare = chances or Chances(everything)
    ranks = []
    for one, other in pairs(everything):
        if type is not None and not any(type in schema().above(subject.type) for subject in (one, other)):
            continue
        if (pair := compare.rank(one, other)) and not decided(decisions, pair):
            ranks.append(pair)
    return sorted(ranks, key=Ranked.order)


def decided(decisions: Decisions, pair: Ranked) -> bool:
    """True if decisions tell that the two are the same or different."""
    one, other = decisions.end(pair.gives_way), decisions.end(pair.stays)
    return one == other or decisions.kept_apart(one, other) is not None
