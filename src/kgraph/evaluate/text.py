"""A report and an ablation as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgraph.errors import several
from kgraph.evaluate.ablation import Trial
from kgraph.evaluate.curve import PRECISE, Point
from kgraph.evaluate.intervals import Interval
from kgraph.evaluate.rates import Rate
from kgraph.evaluate.report import Line, Report

_STEPS = [step / 20 for step in range(20)]
_CONFUSED = 15  # pairs of types that are listed


def report_lines(report: Report) -> Iterator[str]:
    """The report, in the order in which it is asked: how good, where, how sure."""
    read = several(report.score.articles, "article")
    yield f"{report.name}: {read}; in brackets 95 % intervals, bootstrap over articles"
    for line in report.together:
        yield _figures(line, 10, 3)
    qualifiers = ", ".join(f"{q} {c[True]}/{c.total()}" for q, c in sorted(report.score.qualifiers.items()))
    types = report.score.types
    yield f"type accuracy {types[True] / max(1, types.total()):.3f}   {qualifiers}"
    for heading, lines in report.groups.items():
        yield f"\n{heading}"
        yield from ("  " + _figures(line, 16, 2) for line in lines)
    yield from _curve(report)
    yield from _calibration(report)
    confused = report.score.confusion.most_common(_CONFUSED)
    if confused:
        yield "\ntypes taken for others (gold → found)"
        yield from (f"  {gold:14} → {found:14} {number:4}" for (gold, found), number in confused)


def ablation_lines(trials: Iterable[Trial]) -> Iterator[str]:
    """What each part adds to F1, as trials come in."""
    yield f"{'without':14} entities F1  part adds{'':18} relations P    R      F1     part adds"
    for trial in trials:
        r = trial.relations
        yield (
            f"{trial.without or '(whole)':14} {trial.entities.f1:11.3f}  {_gain(trial.entity_gain):27}"
            f" {r.precision:11.3f}  {r.recall:.3f}  {r.f1:.3f}  {_gain(trial.relation_gain)}"
        ).rstrip()


def _gain(gain: tuple[float, Interval] | None) -> str:
    if gain is None:
        return ""
    return f"{gain[0]:+.3f} [{gain[1].low:+.3f}, {gain[1].high:+.3f}]"


def _figures(line: Line, width: int, digits: int) -> str:
    r, i = line.rate, line.intervals
    parts = [
        f"{name} {value:.{digits}f} [{interval.low:.{digits}f}–{interval.high:.{digits}f}]"
        for name, value, interval in (
            ("P", r.precision, i.precision),
            ("R", r.recall, i.recall),
            ("F1", r.f1, i.f1),
        )
    ]
    return f"{line.label:{width}} {'  '.join(parts)}   ({r.hit} of {r.gold}, {r.found} found)"


def _curve(report: Report) -> Iterator[str]:
    """The points to work at, and the curve where a step of the threshold changes something."""
    curve = report.curve
    if report.points:
        yield "\nrelations by the way of running"
        yield from (f"  {name:18} {_rate(found)}" for name, found in report.points)
    yield "\nrelations by threshold on confidence"
    named = (
        ("everything", curve.all()),
        (f"precise (P ≥ {PRECISE:.2f})", curve.precise()),
        ("best F1", curve.best()),
    )
    for name, point in named:
        yield f"  {name:18} {_point(point) if point else 'nowhere'}"
    last = None
    for step in _STEPS:
        point = curve.at(step)
        if point is not None and point != last:
            yield f"  {f'≥ {step:.2f}':18} {_point(Point(step, point.rate))}"
        last = point


def _point(point: Point) -> str:
    return f"{_rate(point.rate)}   threshold {point.threshold:.3f}"


def _rate(r: Rate) -> str:
    return f"P {r.precision:.3f}  R {r.recall:.3f}  F1 {r.f1:.3f}   ({r.hit} of {r.gold}, {r.found} found)"


def _calibration(report: Report) -> Iterator[str]:
    yield f"\nconfidence against truth: expected calibration error {report.calibration.error:.3f}"
    for b in report.calibration.bins:
        yield f"  {b.low:.1f}–{b.high:.1f}   {b.number:4} relations   said {b.confidence:.3f}   right {b.right:.3f}"
