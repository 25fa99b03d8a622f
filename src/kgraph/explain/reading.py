"""An extraction laid beside its text: sentences with the names in them and the statements that they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from kgraph.explain.besides import About, Figure, about, figure_of
from kgraph.explain.reasons import FrameView, Reason, Weigh, frame_of, named_in, reasons_of
from kgraph.records import Article, ArticleEntity, Block, BlockKind, Extraction, Relation, Status
from kgraph.segment import sentences


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention in the text.

    Attributes:
        rule: How it was found.
    """

    start: int
    end: int
    entity: str
    type: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class End:
    """What stands at one end of a statement.

    Attributes:
        slots: Where the frame looks for it, in order; empty where no frame read it.
        named: Whether the sentence names it; otherwise it only points to it.
    """

    entity: str
    name: str
    slots: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the reasons for it.

    Attributes:
        pros: What speaks for it; likewise `cons` against it. The weightiest first.
    """

    subject: End
    predicate: str
    object: End
    status: Status
    confidence: float
    frame: FrameView
    pros: tuple[Reason, ...]
    cons: tuple[Reason, ...]
    speaker: str = ""
    role: str = ""
    amount: str = ""
    source: str = ""
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or several where a name or a statement goes beyond the first."""

    kind: BlockKind
    start: int
    end: int
    marks: tuple[Mark, ...]
    said: tuple[Said, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as it was read."""

    article: Article
    entities: tuple[ArticleEntity, ...]
    passages: tuple[Passage, ...]
    topics: tuple[About, ...] = ()

    @property
    def statements(self) -> int:
        """How many statements were read."""
        return sum(len(passage.said) for passage in self.passages)

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values; each passage with its text."""
        return {
            "id": self.article.id,
            "title": self.article.title,
            "published": self.article.published,
            "topics": [asdict(topic) for topic in self.topics],
            "entities": [asdict(entity) for entity in self.entities],
            "passages": [{**asdict(p), "text": self.article.text[p.start : p.end]} for p in self.passages],
        }


def read_through(extraction: Extraction, weigh: Weigh | None = None) -> Reading:
    """Lay an extraction beside its text.

    Args:
        extraction: Of one article, with its text.
        weigh: What a ranker's features weigh for and against a statement; without it the rules' own reasons are given.
    """
    marks = sorted(
        (Mark(m.start, m.end, e.id, e.type, e.name, m.rule) for e in extraction.entities for m in e.mentions),
        key=lambda m: (m.start, -m.end, m.entity),
    )
    said = [(relation, _said(extraction, relation, weigh)) for relation in extraction.relations]
    passages = tuple(
        Passage(
            block.kind,
            start,
            end,
            tuple(m for m in marks if start <= m.start and m.end <= end),
            tuple(s for relation, s in said if start <= relation.start < end),
            tuple(figure_of(extraction, f) for f in extraction.figures if start <= f.first < end),
        )
        for block in extraction.article.blocks
        for start, end in _spans(extraction, block, marks)
    )
    topics = tuple(about(extraction, topic) for topic in extraction.topics)
    return Reading(extraction.article, extraction.entities, passages, topics)


def _spans(extraction: Extraction, block: Block, marks: list[Mark]) -> Iterator[tuple[int, int]]:
    """The sentences of a block; none ends inside a name or inside the sentence of a statement."""
    whole = [(m.start, m.end) for m in marks] + [(r.start, r.end) for r in extraction.relations]
    begin: int | None = None
    for start, end in sentences(extraction.article.text, block.start, block.end):
        begin = start if begin is None else begin
        if any(first < end < last for first, last in whole) and end < block.end:
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, block.end


def _said(extraction: Extraction, relation: Relation, weigh: Weigh | None) -> Said:
    frame = frame_of(extraction, relation)
    pros, cons = reasons_of(extraction, relation, weigh)

    def name(id: str | None) -> str:
        return extraction.entity(id).name if id else ""

    def end(id: str, slots: tuple[str, ...]) -> End:
        return End(id, name(id), slots, named_in(extraction, id, relation.start, relation.end))

    return Said(
        end(relation.subject, frame.subject),
        relation.predicate,
        end(relation.object, frame.object),
        relation.status,
        relation.confidence,
        frame,
        pros,
        cons,
        speaker=name(relation.speaker),
        role=relation.role or "",
        amount=relation.amount or "",
        source=name(relation.source),
        valid_from=relation.valid_from or "",
        valid_until=relation.valid_until or "",
    )
