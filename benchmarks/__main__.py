"""`python -m benchmarks [--runs N] [--articles N] [--page FILE]`: a Markdown table on stdout, progress on stderr."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import tasks
from benchmarks.drawing import drawing
from benchmarks.measure import Figure, machine, table
from benchmarks.publishing import publishing


def main() -> None:
    """Measure everything, or what `--only` names."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each measurement (default: 5)")
    parser.add_argument("--articles", type=int, default=1_000, help="articles in the store (default: 1000)")
    page = Path("../shared/seeds/page.txt")
    parser.add_argument(
        "--page", type=Path, default=page, help=f"list page to build and draw (default: {page}, if there)"
    )
    parts = ["startup", "extraction", "demo", "page", "crawl", "store", "drawing", "publishing", "serving"]
    parser.add_argument("--only", choices=parts, help="measure only this")
    options = parser.parse_args()
    work: dict[str, Callable[[], Iterator[Figure]]] = {
        "startup": lambda: tasks.startup(options.runs),
        "extraction": lambda: tasks.extraction(options.runs),
        "demo": lambda: tasks.demo(options.runs),
        "page": lambda: tasks.page(options.runs, options.page),
        "crawl": lambda: tasks.crawl(options.runs),
        "store": lambda: tasks.store(options.runs, options.articles),
        "drawing": lambda: drawing(options.runs),
        "publishing": lambda: publishing(options.runs, options.articles),
        "serving": lambda: tasks.serving(options.runs, options.articles),
    }
    if not options.page.is_file():
        del work["page"]
    if shutil.which("wrk") is None:
        del work["serving"]
    before = machine()
    figures: list[Figure] = []
    for name, measure in work.items():
        if options.only in (None, name):
            print(f"measuring {name} …", file=sys.stderr)
            figures += measure()
    print(f"\n{before}. Medians; the ratio is ours over the peer's.\n")
    print("\n".join(table(figures)))


main()
