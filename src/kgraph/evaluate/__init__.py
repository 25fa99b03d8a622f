"""Score extracted facts against gold annotations.

Input are documents in the annotation format, gold and found; output is a `Report`: precision, recall and F1 with
intervals, by type, predicate and status; what confidence is worth; what is confused; the worst misses.

`documents` reads them, `matching` says what counts as the same, `score` and `extended` count, `intervals`, `curve` and
`calibration` reckon with the counts, `report` puts it together, `text` and `markdown` show it. `ablation` scores
extraction without one of its parts at a time.
"""

from kgraph.evaluate.ablation import Trial, ablation
from kgraph.evaluate.calibration import Calibration, calibration
from kgraph.evaluate.curve import Curve, Point, curve
from kgraph.evaluate.documents import Document, at_least, extract_gold, read_found, read_gold
from kgraph.evaluate.examples import Annotated, annotated, cross_validated
from kgraph.evaluate.intervals import Bootstrap, Interval, Intervals
from kgraph.evaluate.markdown import ablation_table, summary_table
from kgraph.evaluate.matching import comparable
from kgraph.evaluate.misses import Miss
from kgraph.evaluate.rates import Rate, rate
from kgraph.evaluate.report import Report, report
from kgraph.evaluate.score import Score, score
from kgraph.evaluate.text import ablation_lines, report_lines

__all__ = [
    "Annotated",
    "Bootstrap",
    "Calibration",
    "Curve",
    "Document",
    "Interval",
    "Intervals",
    "Miss",
    "Point",
    "Rate",
    "Report",
    "Score",
    "Trial",
    "ablation",
    "ablation_lines",
    "ablation_table",
    "annotated",
    "at_least",
    "calibration",
    "comparable",
    "cross_validated",
    "curve",
    "extract_gold",
    "rate",
    "read_found",
    "read_gold",
    "report",
    "report_lines",
    "score",
    "summary_table",
]
