"""`kgraph evaluate`: how good extraction is, against annotated articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import emit, say
from kgraph.errors import UsageError

if TYPE_CHECKING:
    from kgraph.evaluate import Document, Report


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD…")
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Facts to score, as kgraph extract writes them; without it the articles are extracted now.",
)
@click.option(
    "--threshold", type=click.FloatRange(0, 1), default=0.0, metavar="T", help="Keep what is at least so sure."
)
@click.option("--recall", is_flag=True, help="At the threshold where F1 is best, instead of the precise one.")
@click.option("--cv", is_flag=True, help="Fit the ranker anew without each article, all folders together.")
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PAIRS",
    help="Score who is who instead: a file of pairs, and clusters.json beside it.",
)
@click.option("--ablation", is_flag=True, help="What each part adds: score without it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a folder on stdout.")
@click.option("--markdown", is_flag=True, help="A Markdown table, a line a folder.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="List the N worst misses, too.")
def evaluate(
    gold: tuple[Path, ...],
    predictions: Path | None,
    threshold: float,
    recall: bool,
    cv: bool,
    identity: Path | None,
    ablation: bool,
    as_json: bool,
    markdown: bool,
    misses: int,
) -> None:
    """Score extraction against the annotations in the folders GOLD.

    Precision, recall and F1 with 95 % intervals, together, by type, by predicate and, where annotated, by status; the
    curve over thresholds on confidence; whether confidence means what it says; which types are confused.

    \b
    Example:
      kgraph evaluate data/gold/dev --misses 20
      kgraph evaluate data/gold/test data/gold/train --markdown
      kgraph evaluate data/gold/dev --ablation
      kgraph evaluate data/gold/dev data/gold/train --cv --recall
      kgraph evaluate --identity data/identity/pairs.jsonl
    """
    if bool(gold) == (identity is not None):
        raise UsageError("either folders GOLD or --identity PAIRS", hint="kgraph evaluate data/gold/dev")
    if identity is not None:
        if ablation or predictions or threshold or markdown or recall or cv:
            raise UsageError("--identity goes with --json and --misses only", hint="leave the other options out")
        _echo_identity(identity, as_json=as_json, misses=misses)
        return
    if as_json and markdown:
        raise UsageError("--json and --markdown exclude each other", hint="give one of them")
    if ablation:
        if predictions or threshold or misses or recall or cv:
            raise UsageError("--ablation extracts anew", hint="leave out the options that choose what is scored")
        _echo_ablation(gold, as_json=as_json, markdown=markdown)
        return
    if predictions and (recall or cv):
        raise UsageError("--predictions are scored as they are", hint="leave out --recall and --cv")
    if cv:
        reports = [_cross_validated(gold, threshold, recall=recall)]
    else:
        reports = [_scored(folder, predictions, threshold, recall=recall) for folder in gold]
    _echo_reports(reports, as_json=as_json, markdown=markdown)
    _echo_misses(reports, misses, apart=as_json or markdown)


def _cross_validated(folders: tuple[Path, ...], threshold: float, *, recall: bool) -> Report:
    """All folders together; the last one is taken as unseen by the rules, as with kgraph train --unseen."""
    from kgraph.evaluate import WAYS, annotated, cross_validated, read_gold

    articles = [
        a
        for number, folder in enumerate(folders, 1)
        for a in annotated(read_gold(folder), folder, unseen=number == len(folders))
    ]
    documents = [a.document for a in articles if a.example.unseen]
    found = cross_validated(articles, WAYS)
    return _reported(documents, found, f"{folders[-1].as_posix()}, cross-validated", threshold, recall=recall)


def _scored(folder: Path, predictions: Path | None, threshold: float, *, recall: bool) -> Report:
    from kgraph.evaluate import WAYS, at_least, extract_gold, read_found, read_gold, report, score

    documents = read_gold(folder)
    if predictions is None:
        found = {name: extract_gold(documents, folder, way.engine()) for name, way in WAYS.items()}
        return _reported(documents, found, folder.as_posix(), threshold, recall=recall)
    given = read_found(predictions.read_text("utf-8").splitlines(), predictions.name)
    return report(score(documents, at_least(given, threshold)), folder.as_posix())


def _reported(
    documents: Sequence[Document], found: dict[str, dict[str, Document]], name: str, threshold: float, *, recall: bool
) -> Report:
    """The report of one way to run, beside the figures of the other and the curve over all that might be stated."""
    from kgraph.evaluate import DEFAULT, RECALL, WIDE, at_least, report, score

    scores = {way: score(documents, facts) for way, facts in found.items()}
    asked = RECALL if recall else DEFAULT
    shown = score(documents, at_least(found[asked], threshold)) if threshold else scores[asked]
    points = {way: scores[way] for way in (DEFAULT, RECALL)}
    return report(shown, f"{name} --recall" if recall else name, scores[WIDE], points)


def _echo_reports(reports: list[Report], *, as_json: bool, markdown: bool) -> None:
    from kgraph.evaluate import report_lines, summary_table

    if markdown:
        say(summary_table(reports))
    for number, found in enumerate([] if markdown else reports):
        if as_json:
            emit(json.dumps(found.as_dict(), ensure_ascii=False))
            continue
        if number:
            say()
        for line in report_lines(found):
            say(line)


def _echo_misses(reports: list[Report], number: int, *, apart: bool) -> None:
    """List the worst misses, on stderr where stdout is for a program."""
    from kgraph.evaluate.misses import worst

    for miss in worst([miss for found in reports for miss in found.score.misses], number):
        say("\t".join((miss.article, miss.kind, miss.label, miss.name)), err=apart)


def _echo_ablation(gold: tuple[Path, ...], *, as_json: bool, markdown: bool) -> None:
    from kgraph.evaluate import ablation, ablation_lines, ablation_table, read_gold

    for folder in gold:
        trials = ablation(read_gold(folder), folder)
        if as_json:
            found = [trial.as_dict() for trial in trials]
            emit(json.dumps({"gold": folder.as_posix(), "ablation": found}, ensure_ascii=False))
        elif markdown:
            say(ablation_table(trials))
        else:
            say(folder.as_posix())
            for line in ablation_lines(trials):
                say(line)


def _echo_identity(path: Path, *, as_json: bool, misses: int) -> None:
    from kgraph.evaluate import (
        identity_dict,
        identity_lines,
        identity_misses,
        read_pairs,
        score_clusters,
        score_pairs,
    )
    from kgraph.register import default_register

    pairs = score_pairs(read_pairs(path), default_register())
    beside = path.with_name("clusters.json")
    clusters = score_clusters(beside, default_register()) if beside.is_file() else None
    if as_json:
        emit(json.dumps(identity_dict(pairs, clusters), ensure_ascii=False))
    else:
        for line in identity_lines(pairs, clusters):
            say(line)
    for line in islice(identity_misses(pairs, clusters), misses):
        say(line, err=as_json)
