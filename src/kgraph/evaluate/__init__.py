"""Score extracted facts against gold annotations.

Input are documents in the annotation format, gold and found; output is a `Report`: precision, recall and F1 with
intervals, by type, predicate and status; what confidence is worth; what is confused; the worst misses.

Who is who across articles is scored apart: `identity` by pairs of named things, `clusters` by annotated ones, shown by
`identity_text`.

`documents` reads them, `matching` says what counts as the same, `score` and `extended` count, `intervals`, `curve` and
`calibration` reckon with the counts, `report` puts it together, `text` and `markdown` show it. `ablation` scores
extraction without one of its parts at a time.
"""

from kgraph.evaluate.ablation import Trial, ablation
from kgraph.evaluate.calibration import Calibration, calibration
from kgraph.evaluate.clusters import BCubed, ClusterScore, b_cubed, score_clusters
from kgraph.evaluate.curve import Curve, Point, curve
from kgraph.evaluate.documents import Document, at_least, extract_gold, read_found, read_gold
from kgraph.evaluate.examples import DEFAULT, RECALL, WAYS, WIDE, Annotated, annotated, cross_validated
from kgraph.evaluate.identity import Pair, PairScore, read_pairs, score_pairs
from kgraph.evaluate.identity_text import identity_dict, identity_lines, identity_misses
from kgraph.evaluate.intervals import Bootstrap, Interval, Intervals
from kgraph.evaluate.markdown import ablation_table, summary_table
from kgraph.evaluate.matching import comparable
from kgraph.evaluate.misses import Miss
from kgraph.evaluate.rates import Rate, rate
from kgraph.evaluate.report import Report, report
from kgraph.evaluate.score import Score, score
from kgraph.evaluate.text import ablation_lines, report_lines

__all__ = [
    "DEFAULT",
    "RECALL",
    "WAYS",
    "WIDE",
    "Annotated",
    "BCubed",
    "Bootstrap",
    "Calibration",
    "ClusterScore",
    "Curve",
    "Document",
    "Interval",
    "Intervals",
    "Miss",
    "Pair",
    "PairScore",
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
    "b_cubed",
    "calibration",
    "comparable",
    "cross_validated",
    "curve",
    "extract_gold",
    "identity_dict",
    "identity_lines",
    "identity_misses",
    "rate",
    "read_found",
    "read_gold",
    "read_pairs",
    "report",
    "report_lines",
    "score",
    "score_clusters",
    "score_pairs",
    "summary_table",
]
