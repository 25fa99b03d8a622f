"""What each part of extraction adds: the score of the whole against that without the part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kgraph.evaluate.documents import Document, extract_gold
from kgraph.evaluate.intervals import Bootstrap, Interval
from kgraph.evaluate.rates import Rate, rate
from kgraph.evaluate.score import Score, score
from kgraph.evaluate.tally import Group
from kgraph.extract import rules_engine
from kgraph.parts import WHOLE


@dataclass(frozen=True, slots=True)
class Trial:
    """Extraction without one part.

    Attributes:
        without: Name of the part; empty for the whole.
        entity_gain: How much F1 of entities the part adds, with its interval; likewise `relation_gain`.
    """

    without: str
    entities: Rate
    relations: Rate
    entity_gain: tuple[float, Interval] | None = None
    relation_gain: tuple[float, Interval] | None = None

    def as_dict(self) -> dict[str, object]:
        """As plain values for JSON."""
        gains = {"entities": self.entity_gain, "relations": self.relation_gain}
        return {
            "without": self.without or None,
            "entities": self.entities.as_dict(),
            "relations": self.relations.as_dict(),
            "adds to F1": {
                name: {"gain": round(gain[0], 4), "95 %": gain[1].as_list()} for name, gain in gains.items() if gain
            },
        }


def ablation(gold: Sequence[Document], folder: Path) -> Iterator[Trial]:
    """Yield the trial of the whole, then one without each part.

    Args:
        gold: Annotated articles.
        folder: Beside or below which their texts lie.
    """
    bootstrap = Bootstrap(len(gold))
    whole = score(gold, extract_gold(gold, folder))
    yield Trial("", rate(whole.entities), rate(whole.relations))
    for name, parts in WHOLE.without_each():
        part = score(gold, extract_gold(gold, folder, partial(rules_engine, parts=parts)))
        gains = [_gain(bootstrap, whole, part, (group, "")) for group in ("entities", "relations")]
        yield Trial(name, rate(part.entities), rate(part.relations), *gains)


def _gain(bootstrap: Bootstrap, whole: Score, part: Score, group: Group) -> tuple[float, Interval]:
    gain = rate(whole.total(group)).f1 - rate(part.total(group)).f1
    return gain, bootstrap.gain(whole.tallies, part.tallies, group)
