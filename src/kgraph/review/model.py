"""What a review shows: two entities side by side, how likely they are one, and what that would bring together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal["near name", "same surname", "abbreviation", "part of name"]
"""Why two entities are compared."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of an entity, seen from it.

    Attributes:
        id: Key of the statement, for `kgraph decide reject`.
        text: Predicate, other end and qualifiers, readable.
        quote: The sentence.
        published: As precise as known; empty where unknown.
    """

    id: str
    text: str
    quote: str
    article: str
    published: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, in its context.

    Attributes:
        names: All names, the preferred one first.
        registered: True if it stands in the register.
        articles: Number of articles that mention it; likewise `statements`.
        told: Some of what is said of it, the newest first.
    """

    key: str
    type: str
    names: tuple[str, ...]
    registered: bool
    articles: int
    statements: int
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A pair by keys.

    Attributes:
        chance: Estimated probability that the two are one.
        moves: Number of statements that would come to those of the other: the fewer of the two's.
        why: What speaks for it and against.
        gives_way: Key of the one that would give way; `stays` of the other.
    """

    kind: Kind
    chance: float
    moves: int
    why: tuple[str, ...]
    gives_way: str
    stays: str

    @property
    def gain(self) -> float:
        """Statements that are expected to come together."""
        return round(self.chance * self.moves, 4)

    def order(self) -> tuple[float, float, str, str]:
        """Sorts the greatest gain first; keys break ties, so the order is always the same."""
        return -self.gain, -self.chance, self.stays, self.gives_way


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair with both contexts: `left` would give way, `right` stay."""

    ranked: Ranked
    left: Side
    right: Side

    def as_dict(self) -> dict[str, object]:
        """The candidate as plain JSON values."""
        ranked = self.ranked
        return {
            "kind": ranked.kind,
            "chance": round(ranked.chance, 4),
            "moves": ranked.moves,
            "gain": ranked.gain,
            "why": list(ranked.why),
            "gives_way": asdict(self.left),
            "stays": asdict(self.right),
        }
