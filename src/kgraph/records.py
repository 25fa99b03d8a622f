"""The frozen records that the steps of the chain hand to each other.

All offsets count Unicode code points of `Article.text`, which is NFC; ends are exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

BlockKind = Literal["kicker", "headline", "date", "subheading", "body", "teaser", "caption", "credit", "residue"]
"""What a stretch of an article is. `residue` is page furniture: image lines, links, "mehr...", "wir berichteten"."""

Status = Literal["fact", "planned", "denied", "ended"]
"""What the article claims of a relation: that it holds, is intended, does not hold, or holds no longer."""

Precision = Literal["exact", "about", "lower", "upper"]
"""How a number is meant: as it stands, "rund", "mehr als", "bis zu"."""

MentionKind = Literal["name", "reference"]
"""`name`: the text names the entity. `reference`: it only points back ("das Ministerium", "er")."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one kind; blocks are in text order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One news item.

    Attributes:
        id: Stable name, unique in a store: the file's stem, or made from date and title.
        text: Everything that was read, NFC; quotes are slices of it.
        blocks: Its parts; what no block covers is white space.
        title: `Kicker: Headline`, cleaned; need not be a slice of the text.
        published: ISO 8601 date, cut to what is known (`2023`, `2023-11`, `2023-11-20`).
        source: Where it was read from: a file name or a URL, never an absolute path.
        url: The address of the original, where the source gives it.
        dated_by: `stated` by the source, or `inferred` from the latest day that the text names.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str
    published: str | None = None
    source: str = ""
    url: str | None = None
    dated_by: Literal["stated", "inferred"] | None = None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def slice(self, part: Block) -> str:
        """The text of one block."""
        return self.text[part.start : part.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text speaks of an entity.

    Attributes:
        rule: Which lexicon, form or reference rule found it.
    """

    start: int
    end: int
    kind: MentionKind
    rule: str


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """One thing that an article names, with all its mentions there.

    Attributes:
        id: `e1`, `e2`, … in the order of first mention; valid within the article only.
        type: Fine type, a class of the ontology (`Ministry`, `Land`, …).
        name: The fullest form in the nominative, articles and titles stripped.
        aliases: Other forms that the text uses.
        mentions: In text order; at least one of kind `name`.
        register: Key of the register entry that it is, where the name decides that.
        owner: Id of the entity that keeps it apart from namesakes ("Digitalstrategie" of Hamburg).
        date: ISO 8601, cut to what is known; events and agreements only.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    register: str | None = None
    owner: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement of an article; its quote is `article.text[start:end]`.

    Attributes:
        subject: Id of an `ArticleEntity`; so are `object`, `speaker` and `source`.
        predicate: Local name of an object property of the ontology.
        confidence: Estimated probability that the article states it, 0 to 1.
        rule: Id of the frame that fired.
        speaker: Who says so, where the text reports it as somebody's words.
        role: Office, as the text has it (`holdsRole` only).
        amount: Sum, as the text has it (`funds` only).
        source: From whom it is taken over (`takesOver` only).
        valid_from: ISO 8601, cut to what is known.
        valid_until: Likewise.
    """

    subject: str
    predicate: str
    object: str
    start: int
    end: int
    confidence: float
    rule: str
    status: Status = "fact"
    speaker: str | None = None
    role: str | None = None
    amount: str | None = None
    source: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that an article gives of an entity: what it costs, how many use it, how large it is.

    Attributes:
        entity: Id of the `ArticleEntity` that it says something about.
        value: A whole number, or one with decimals.
        unit: What is counted, as a noun in the plural or as the text has it ("Euro", "Prozent", "Ausländerbehörden").
        start: Where the sentence begins that gives it; `end` is exclusive.
        first: Where its own words begin ("rund 270 Ausländerbehörden"); `last` is exclusive.
        confidence: Estimated probability that the article says this of the entity, 0 to 1.
        precision: Whether it is exact, about right, a lower or an upper bound.
        currency: ISO 4217, if the unit is money.
        date: When it held, where the text says so: ISO 8601, cut to what is known.
    """

    entity: str
    value: int | float
    unit: str
    start: int
    end: int
    first: int
    last: int
    confidence: float
    precision: Precision = "exact"
    currency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that an article is about, with the words that told so.

    Attributes:
        key: Of a concept of the scheme in `ontology/topics.ttl`.
        start: Where the first of the words that told stands; `end` is exclusive.
        confidence: Estimated probability, 0 to 1.
    """

    key: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of one article.

    Attributes:
        rejected: What was proposed and thrown away: each reason with its number, sorted.
        figures: In text order; an engine need not give any.
        topics: The surest first; likewise.
    """

    article: Article
    entities: tuple[ArticleEntity, ...]
    relations: tuple[Relation, ...]
    rejected: tuple[tuple[str, int], ...] = ()
    figures: tuple[KeyFigure, ...] = ()
    topics: tuple[Topic, ...] = ()

    def entity(self, id: str) -> ArticleEntity:
        """The entity of that id.

        Raises:
            KeyError: The article has none of that id.
        """
        for candidate in self.entities:
            if candidate.id == id:
                return candidate
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the graph.

    Attributes:
        key: Path below the base IRI, such as `land/bremen` or `person/markus-richter`.
        type: Fine type.
        name: Preferred name.
        names: All names by which articles or the register call it, sorted, `name` included.
        registered: True if it stands in the register.
        why: How the identity was decided, for `kgraph show --why`.
        former: Keys that gave way to `key` by decision, the first one first.
        decided: Ids of the decisions that made it what it is.
    """

    key: str
    type: str
    name: str
    names: tuple[str, ...]
    registered: bool
    why: str
    former: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
