"""What an archive costs: `python -m benchmarks.large STORE_FOLDER [--only NAME] [--runs N] [--cpu]`.

STORE_FOLDER is what `python -m benchmarks.generate N STORE_FOLDER` left. Each task has its peer in the same run; the
store is copied before it is written to. On a busy machine `--cpu` counts the process's CPU seconds, not the clock's.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from benchmarks.measure import Figure, against, machine, seconds_of, table
from benchmarks.questions import answers_whole, parameter_sets
from kgraph.config import Settings
from kgraph.query import NamedQuery, ask
from kgraph.query.lookup import terms_of
from kgraph.store import Store, StoredArticle, open_store
from kgraph.store.embedded import EmbeddedStore
from kgraph.store.layout import clear_answers
from kgraph.store.sparql import bind
from kgraph.vocab import PREFIXES

Clock = Callable[[], float]
_TOGETHER = """SELECT ?one ?other (COUNT(?event) AS ?number) WHERE {
  ?event a kg:Event . ?one kg:participatesIn ?event . ?other kg:participatesIn ?event . FILTER(STR(?one) < STR(?other))
} GROUP BY ?one ?other ORDER BY DESC(?number)"""
_MORE = 20  # articles that are added one by one


def queries(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """Each named query with drawn parameters, and without: the 95th percentile, beside the bare engine.

    The first answer after a change is measured, and the second, which a long first one leaves beside the store.
    """
    with open_store(_settings(place)) as store:
        for query, sets in parameter_sets(store, max(runs, 10)):
            if sets[0]:
                yield from _percentiles(store, query, sets, clock)
            if answers_whole(query):
                yield from _percentiles(store, query, [{}] * runs, clock)
        clear_answers(place / ".kgraph")


def _percentiles(store: Store, query: NamedQuery, sets: list[dict[str, str]], clock: Clock) -> Iterator[Figure]:
    first, again, bare, most = [], [], [], 0
    placed = {parameter.name for parameter in query.parameters if parameter.placed}
    for given in sets:
        terms = {name: term for name, term in terms_of(store, query, given).items() if name in placed}
        bare += _milliseconds(partial(_asked, store, bind(query.sparql, terms)), clock)
        clear_answers(Path(store.place))
        first += _milliseconds(partial(ask, store, query.name, given), clock)
        again += _milliseconds(partial(ask, store, query.name, given), clock)
        most = max(most, len(ask(store, query.name, given).rows))
    what = f"`{query.name}` {'by ' + ', '.join(sets[0]) if sets[0] else 'without parameters'}, p95"
    figure = Figure(f"{what} (up to {most:,} rows)", [_p95(first)], "ms")
    yield against(figure, "bare engine", [_p95(bare)])
    yield Figure(f"{what}, asked again", [_p95(again)], "ms")


def export(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """The whole graph to a file, beside the engine's own dump."""
    from kgraph.publish import export_file

    with tempfile.TemporaryDirectory() as folder, open_store(_settings(place)) as store:
        count, target = len(_engine(store)), Path(folder) / "graph"
        dump = partial(_engine(store).dump, str(target), ox.RdfFormat.N_QUADS)
        peer = [count / seconds for seconds in seconds_of(dump, runs, clock)]
        for format, ordered in (("nquads", False), ("nquads", True), ("turtle", True)):
            work = partial(_export, export_file, store, format, target, ordered)
            rates = [count / seconds for seconds in seconds_of(work, runs, clock)]
            what = f"export of {count:,} quads, {format}, {'sorted' if ordered else 'unsorted'}"
            yield against(Figure(what, rates, "quads/s"), "the engine's `dump`, N-Quads", peer)


def network(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """The columns of the network: read anew, read back, and what is asked of them; beside SPARQL."""
    from kgraph.network.load import read_columns
    from kgraph.network.projection import Projection

    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(place, Path(folder))
        with open_store(_settings(copy), write=True) as store:
            yield Figure(
                "network: read out of the store, once after a change",
                seconds_of(partial(read_columns, store), 1, clock),
                "s",
            )
            Projection.of(store)
            yield Figure("network: read back", _milliseconds(partial(Projection.of, store), clock, runs), "ms")
            whole = Projection.of(store)
            first, *_, last = whole.view().nodes
            peer = _milliseconds(partial(_asked, store, _TOGETHER), clock)
            ours = Figure(
                "pairs at the same events, counted; the first 1,000",
                _milliseconds(partial(whole.together, limit=1_000), clock, runs),
                "ms",
            )
            yield against(ours, "SPARQL", peer)
            yield Figure("best connected 500 of all", _milliseconds(whole.view, clock, runs), "ms")
            yield Figure("path between two of them", _milliseconds(partial(whole.path, first, last), clock, runs), "ms")


def one_more(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """One article more, acknowledged and loaded, in stores of a hundred articles and of all."""
    first = None
    with open_store(_settings(place)) as whole:
        ids = sorted(whole.fingerprints())
        most = len(ids) - _MORE
        for size in sorted({100, min(1_000, most), most}):
            with tempfile.TemporaryDirectory() as folder, open_store(_settings(Path(folder)), write=True) as store:
                batch = [article for id in ids[:size] if (article := whole.article(id))]
                store.replace_articles(batch)
                more = [article for id in ids[-_MORE:] if (article := whole.article(id))]
                taken = [_milliseconds(partial(store.replace_article, article), clock)[0] for article in more]
            figure = Figure(f"one more article in a store of {size:,}, fsynced", taken, "ms")
            yield against(figure, "in a store of 100", first) if first else figure
            first = first or taken


def loading(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """The store's part of a build: texts, evidence, facts and votes, beside `bulk_load` of the same quads."""
    with open_store(_settings(place)) as whole:
        articles = [article for id in sorted(whole.fingerprints())[:1_000] if (article := whole.article(id))]
    quads = {quad for article in articles for quad in (*article.graph_quads(), *article.fact_quads())}
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    ours, bare = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            ours += seconds_of(partial(_load, articles, Path(folder)), 1, clock)
            bare += seconds_of(partial(_bulk_load, text, Path(folder) / "bare"), 1, clock)
    figure = Figure(
        f"loading {len(articles):,} articles ({len(quads):,} quads)", [len(quads) / s for s in ours], "quads/s"
    )
    yield against(figure, "bare `bulk_load`", [len(quads) / seconds for seconds in bare])


def unchanged(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """A build with nothing new."""
    from kgraph.build import build

    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(place, Path(folder))
        again = partial(build, [str(place / "articles.jsonl")], _settings(copy), jobs=1)
        summary = again()
        what = f"build again: {summary.unchanged:,} unchanged, {summary.new + summary.changed:,} not"
        yield Figure(what, seconds_of(again, runs, clock), "s")


def layout(place: Path, runs: int, clock: Clock) -> Iterator[Figure]:
    """Positions and page of the best connected 500."""
    from kgraph.draw import page_of
    from kgraph.network.projection import Projection

    with open_store(_settings(place)) as store:
        shown = Projection.of(store).view()
    figures = seconds_of(lambda: page_of(shown), runs, clock)
    yield Figure(f"layout and page of {len(shown.nodes)} nodes, {len(shown.statements):,} statements", figures, "s")


TASKS = {task.__name__: task for task in (queries, export, network, one_more, loading, unchanged, layout)}


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(prog="benchmarks.large", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=sorted(TASKS))
    parser.add_argument("--cpu", action="store_true", help="count CPU seconds of the process, not the clock's")
    options = parser.parse_args()
    clock = time.process_time if options.cpu else time.perf_counter
    figures: list[Figure] = []
    for name, task in TASKS.items():
        if options.only in (None, name):
            print(f"measuring {name} …", file=sys.stderr)
            figures += task(options.folder, options.runs, clock)
    print(f"\n{machine()}{', CPU time' if options.cpu else ''}. Medians; the ratio is ours over the peer's.\n")
    print("\n".join(table(figures)))


def _settings(place: Path) -> Settings:
    return Settings(store=str(place / ".kgraph"))


def _engine(store: Store) -> ox.Store:
    assert isinstance(store, EmbeddedStore)
    return store._store()


def _asked(store: Store, sparql: str) -> list[object]:
    answer = _engine(store).query(sparql, prefixes=dict(PREFIXES))
    assert isinstance(answer, ox.QuerySolutions)
    return list(answer)


def _copied(place: Path, folder: Path) -> Path:
    shutil.copytree(place / ".kgraph", folder / ".kgraph")
    return folder


def _export(work: Callable[..., None], store: Store, format: str, target: Path, ordered: bool) -> None:
    work(store, format, target, ordered=ordered)


def _load(articles: list[StoredArticle], folder: Path) -> None:
    with open_store(_settings(folder), write=True) as store:
        store.replace_articles(articles)


def _bulk_load(text: bytes, folder: Path) -> None:
    store = ox.Store(str(folder))
    store.bulk_load(text, format=ox.RdfFormat.N_QUADS)
    store.flush()


def _milliseconds(work: Callable[[], object], clock: Clock, runs: int = 1) -> list[float]:
    return [1000 * seconds for seconds in seconds_of(work, runs, clock)]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main()
