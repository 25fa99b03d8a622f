"""Everything that the scoring of one folder gives, put together: `Report`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgraph.evaluate.calibration import Calibration, calibration
from kgraph.evaluate.curve import Curve, curve
from kgraph.evaluate.intervals import Bootstrap, Intervals
from kgraph.evaluate.rates import Rate, rate
from kgraph.evaluate.score import Score
from kgraph.evaluate.tally import Group

TOGETHER = ("entities", "relations", "figures", "topics")
BY = {
    "type": "entities by type",
    "predicate": "relations by predicate",
    "status": "relations by status",
    "qualifier": "said of matched relations",
    "topic": "topics, one by one",
}
"""Kind of group → heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """One group's figures with their intervals."""

    label: str
    rate: Rate
    intervals: Intervals

    def as_dict(self) -> dict[str, object]:
        """As plain values for JSON."""
        return {**self.rate.as_dict(), "95 %": self.intervals.as_dict()}


@dataclass(frozen=True, slots=True)
class Report:
    """The scoring of one folder.

    Attributes:
        name: The folder, as it was given.
        together: Entities and relations; figures and topics where the gold has them.
        groups: Heading → lines; only those that the gold has.
        curve: Of the relations by confidence, also below what is stated; so is the calibration.
        points: Name and figures of the points at which extraction can be run.
    """

    name: str
    score: Score
    together: tuple[Line, ...]
    groups: dict[str, tuple[Line, ...]]
    curve: Curve
    calibration: Calibration
    points: tuple[tuple[str, Rate], ...] = ()

    def line(self, label: str) -> Line:
        """One of the lines over everything.

        Raises:
            KeyError: There is none of that label.
        """
        for line in self.together:
            if line.label == label:
                return line
        raise KeyError(label)

    def as_dict(self) -> dict[str, object]:
        """Everything but the misses, as plain values for JSON."""
        points = {"lowest": self.curve.all(), "precise": self.curve.precise(), "best F1": self.curve.best()}
        confused = self.score.confusion.most_common()
        return {
            "gold": self.name,
            **self.score.as_dict(),
            **{line.label: line.as_dict() for line in self.together},
            **{heading: {line.label: line.as_dict() for line in lines} for heading, lines in self.groups.items()},
            "operating points": {name: point.as_dict() if point else None for name, point in points.items()}
            | {name: found.as_dict() for name, found in self.points},
            "curve": [point.as_dict() for point in self.curve.points],
            "calibration": self.calibration.as_dict(),
            "confusion of types": [{"gold": g, "found": f, "number": n} for (g, f), n in confused],
        }


def report(score: Score, name: str, wide: Score | None = None, points: Mapping[str, Score] | None = None) -> Report:
    """Reckon everything that a score's counts give.

    Args:
        score: Of what is stated.
        name: What it is the score of.
        wide: Of all that might be stated, down to a low confidence, for curve and calibration.
        points: Name → score at another point at which extraction can be run.
    """
    wide = wide or score
    bootstrap = Bootstrap(score.articles)

    def lines(groups: Iterator[Group] | list[Group]) -> tuple[Line, ...]:
        return tuple(
            Line(group[1] or group[0], rate(score.total(group)), bootstrap.intervals(score.tallies, group))
            for group in groups
        )

    known = {group for tally in score.tallies for group in tally}
    together = lines([(kind, "") for kind in TOGETHER if (kind, "") in known])
    groups = {heading: lines([(kind, label) for label in score.labels(kind)]) for kind, heading in BY.items()}
    return Report(
        name,
        score,
        together,
        {heading: found for heading, found in groups.items() if found},
        curve(wide.judged, score.relations["gold"]),
        calibration(wide.judged),
        tuple((point, rate(at.relations)) for point, at in (points or {}).items()),
    )
