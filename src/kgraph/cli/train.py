"""`kgraph train`: fit the ranker's weights to annotated articles."""

from __future__ import annotations

from pathlib import Path

import click

from kgraph.cli.output import note, suggest
from kgraph.errors import several

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("gold", nargs=-1, type=_FOLDER, metavar="[GOLD…]")
@click.option(
    "--unseen", multiple=True, type=_FOLDER, help="A folder of articles that no rule was written on; calibrates."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default="weights.tsv", show_default=True,
    help="File to write.",
)  # fmt: skip
def train(gold: tuple[Path, ...], unseen: tuple[Path, ...], output: Path) -> None:
    """Fit the ranker's weights to the annotated articles in the folders GOLD.

    The same articles give the same file. Calibration and the two thresholds come from articles left out in turn,
    of the folders given by --unseen if there are any: on the others the rules look better than they are.
    Needs scikit-learn (kgraph[train]). kgraph uses the file data/ranker/weights.tsv.

    \b
    Example:
      kgraph train data/gold/dev --unseen data/gold/train -o data/ranker/weights.tsv
    """
    from kgraph.errors import UsageError
    from kgraph.evaluate import annotated, read_gold
    from kgraph.rank.train import train as fit
    from kgraph.rank.weights import write_weights

    folders = [(folder, False) for folder in gold] + [(folder, True) for folder in unseen]
    if not folders:
        raise UsageError("no annotated articles given", hint="name folders of annotations, such as data/gold/dev")
    examples = [a.example for f, new in folders for a in annotated(read_gold(f), f, unseen=new)]
    weights = fit(examples)
    counts = f"{several(len(examples), 'article')}, {sum(e.total for e in examples)} annotated relations"
    write_weights(weights, output, [f"kgraph train: {counts}", "predicate (* for any), feature, weight"])
    number = sum(len(features) for features in weights.table.values())
    note(f"wrote {output}: {number} weights from {counts}; thresholds {weights.precise} and {weights.recall}")
    suggest("kgraph evaluate data/gold/test")
