"""Reports and ablations as Markdown tables, for documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgraph.evaluate.ablation import Trial
from kgraph.evaluate.intervals import Interval
from kgraph.evaluate.report import Report


def summary_table(reports: Iterable[Report]) -> str:
    """A line a folder; in brackets the 95 % intervals."""
    rows = []
    for report in reports:
        entities, relations = report.line("entities"), report.line("relations")
        figures = (
            (entities.rate.f1, entities.intervals.f1),
            (relations.rate.precision, relations.intervals.precision),
            (relations.rate.recall, relations.intervals.recall),
            (relations.rate.f1, relations.intervals.f1),
        )
        cells = [f"{value:.2f} [{interval.low:.2f}–{interval.high:.2f}]" for value, interval in figures]
        rows.append([f"`{report.name}`", str(report.score.articles), *cells])
    header = ["`kgraph evaluate …`", "articles", "entities F1", "relations precision", "recall", "F1"]
    return _table(header, rows)


def ablation_table(trials: Iterable[Trial]) -> str:
    """A line a part: the score without it, and what it adds to F1."""
    rows = []
    for trial in trials:
        r = trial.relations
        figures = [f"{value:.3f}" for value in (r.precision, r.recall, r.f1)]
        gains = [_gain(trial.entity_gain), _gain(trial.relation_gain)]
        rows.append([trial.without or "(whole)", f"{trial.entities.f1:.3f}", gains[0], *figures, gains[1]])
    header = ["without", "entities F1", "part adds", "relations precision", "recall", "F1", "part adds"]
    return _table(header, rows)


def _gain(gain: tuple[float, Interval] | None) -> str:
    return f"{gain[0]:+.3f} [{gain[1].low:+.3f}, {gain[1].high:+.3f}]" if gain else ""


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
