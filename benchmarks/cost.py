"""Cost against size: `python -m benchmarks.cost FOLDER [--build N…] [--store N…] [--growth N…]`.

FOLDER is what `python -m benchmarks.generate N FOLDER` left. `--build` measures whole builds of its first N articles
with two processes, `--store` only the loading of N articles that were extracted before, `--growth` the same for one
store that grows to the largest N, as a build hands it articles; where FOLDER has fewer, they come again about others
(`benchmarks.multiply`). CPU seconds are counted, of all processes together, so that others on the machine matter less.
Rows are added to the table (`--table`), and the plot (`--plot`) is drawn of the table; the exponent is the slope of a
straight line through the logarithms.
"""

from __future__ import annotations

import argparse
import csv
import math
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from multiprocessing import Process, Queue
from pathlib import Path

from benchmarks.measure import child
from benchmarks.multiply import batches
from kgraph.config import Settings
from kgraph.store import StoredArticle, open_store

Points = Mapping[str, Sequence[tuple[int, float]]]
"""What was measured → articles and CPU seconds."""

BUILD, STORE, GROWTH = "build, two processes", "store part alone", "store part alone, one store that grows"
KGRAPH = str(Path(sys.executable).with_name("kgraph"))
_BATCH = 500
_STEP = 200  # articles that a growing store is given at once, as by a build


def build_cost(folder: Path, size: int) -> float:
    """CPU seconds of a build of the first articles into a new store."""
    with tempfile.TemporaryDirectory() as place:
        articles = Path(place) / "articles.jsonl"
        with (folder / "articles.jsonl").open(encoding="utf-8") as lines, articles.open("w", encoding="utf-8") as some:
            some.writelines(islice(lines, size))
        before = _children()
        child([KGRAPH, "build", str(articles), "--jobs", "2"], Path(place))
        return _children() - before


def store_cost(folder: Path, size: int) -> float:
    """CPU seconds of loading articles that another store holds."""
    with tempfile.TemporaryDirectory() as place, open_store(Settings(store=str(folder / ".kgraph"))) as whole:
        ids = sorted(whole.fingerprints())[:size]
        begun = time.process_time()
        with open_store(Settings(store=str(Path(place) / ".kgraph")), write=True) as store:
            for start in range(0, len(ids), _BATCH):
                # Reading them is a hundredth of the work.
                store.replace_articles(filter(None, map(whole.article, ids[start : start + _BATCH])))
        return time.process_time() - begun


def growth_cost(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[int, float]]:
    """Yield for each size the CPU seconds until a new store held so many articles."""
    # Articles are made in another process, so that this one's seconds are the store's, its threads' included.
    waiting: Queue[list[StoredArticle]] = Queue(maxsize=4)
    steps = _steps(sizes)
    maker = Process(target=_make, args=(folder, steps, waiting), daemon=True)
    maker.start()
    with tempfile.TemporaryDirectory(dir=folder) as place:
        begun = time.process_time()
        with open_store(Settings(store=str(Path(place) / ".kgraph")), write=True) as store:
            for size in accumulate(steps):
                store.replace_articles(waiting.get())
                if size in sizes:
                    yield size, time.process_time() - begun
    maker.join()


def _steps(sizes: Sequence[int]) -> list[int]:
    """Numbers of articles that are loaded together, as many as a build does, but none across a size."""
    bounds = sorted({*sizes, *range(0, max(sizes), _STEP)})
    return [later - earlier for earlier, later in pairwise(bounds)]


def _make(folder: Path, steps: Sequence[int], waiting: Queue[list[StoredArticle]]) -> None:
    for some in batches(folder, steps):
        waiting.put(some)


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The power of the number of articles that the cost grows with; NaN for fewer than two sizes."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    middle = [sum(column) / len(logs) for column in zip(*logs, strict=True)]
    spread = sum((x - middle[0]) ** 2 for x, _ in logs)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in logs) / spread if spread else math.nan


def plot(points: Points, path: Path) -> None:
    """Draw the points on logarithmic axes; the same points give the same bytes."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.hashsalt": "kgraph", "svg.fonttype": "none"}
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(6.4, 4.0))
    for (what, series), marker in zip(sorted(points.items()), "os^", strict=False):
        sizes, seconds = zip(*series, strict=True)
        axes.plot(sizes, seconds, marker=marker, label=f"{what}: articles to the power of {exponent(series):.2f}")
    axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="CPU seconds")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def read_table(path: Path) -> Points:
    """The points of a table; of one size measured twice, the later."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["what"]][int(row["articles"])] = float(row["cpu_seconds"])
    return {what: sorted(series.items()) for what, series in found.items()}


def add_row(path: Path, what: str, size: int, seconds: float) -> None:
    """Add a row to the table, at once, so that a run that is ended keeps what it has."""
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(["what", "articles", "cpu_seconds"])
        writer.writerow([what, size, f"{seconds:.2f}"])


def main() -> None:
    """Measure, add to the table, draw."""
    parser = argparse.ArgumentParser(prog="benchmarks.cost", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--build", type=int, nargs="*", default=[])
    parser.add_argument("--store", type=int, nargs="*", default=[])
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    parser.add_argument("--table", type=Path, default=Path("cost.csv"))
    parser.add_argument("--plot", type=Path, default=Path("cost.svg"))
    options = parser.parse_args()
    folder = options.folder
    tasks = (
        (BUILD, ((size, build_cost(folder, size)) for size in options.build)),
        (STORE, ((size, store_cost(folder, size)) for size in options.store)),
        (GROWTH, growth_cost(folder, options.growth) if options.growth else ()),
    )
    for what, found in tasks:
        for size, seconds in found:
            add_row(options.table, what, size, seconds)
            print(f"{what}: {size:,} articles, {seconds:.2f} CPU seconds", flush=True)
    plot(read_table(options.table), options.plot)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
