"""What is measured: each function here gives the rows of one thing that a user waits for."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Figure, against, child, one_core, seconds_of
from benchmarks.texts import LENGTH, articles

KGRAPH = str(Path(sys.executable).with_name("kgraph"))
_MIB = 1024 * 1024


def startup(runs: int) -> Iterator[Figure]:
    """`kgraph --help` beside a Python that does nothing."""
    folder = Path.cwd()
    ours = [child([KGRAPH, "--help"], folder).seconds for _ in range(runs)]
    peer = [child([sys.executable, "-c", "pass"], folder).seconds for _ in range(runs)]
    yield against(Figure("`kgraph --help`", ours, "s"), "`python -c pass`", peer)


def extraction(runs: int) -> Iterator[Figure]:
    """Articles a second of processor time, word lists loaded: on a quiet core the same as by the clock on the wall."""
    from kgraph.collector import seldom
    from kgraph.extract import rules_engine

    seldom()  # as the command line and the processes of a build do
    texts = articles(40)
    with one_core():
        started = time.perf_counter()
        rules_engine(articles(1)[0])
        yield Figure("first article: loading the rules and the register", [time.perf_counter() - started], "s")
        rates = []
        for _ in range(runs):
            started = time.process_time()
            for article in texts:
                rules_engine(article)
            rates.append(len(texts) / (time.process_time() - started))
    yield Figure(f"extraction, articles of {LENGTH:,} characters, one core", rates, "articles/s")


def demo(runs: int) -> Iterator[Figure]:
    """`kgraph demo` from an empty folder."""
    done = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            done.append(child([KGRAPH, "demo"], Path(folder)))
    yield Figure("`kgraph demo`, from nothing", [one.seconds for one in done], "s")
    yield Figure("`kgraph demo`, peak memory", [one.memory / _MIB for one in done], "MiB")


def page(runs: int, source: Path) -> Iterator[Figure]:
    """A list page of news: read, stored, drawn; each command a process of its own."""
    seconds = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            built = child([KGRAPH, "build", str(source.resolve())], folder)
            drawn = child([KGRAPH, "draw"], folder)
            seconds.append(built.seconds + drawn.seconds)
    yield Figure(f"`kgraph build {source.name}` and `kgraph draw`", seconds, "s")


def crawl(runs: int) -> Iterator[Figure]:
    """A web archive: what the screen costs, and what it costs to read a page that passes."""
    from benchmarks.crawl import PAGE, PAGES, SHARE, write_crawl
    from kgraph.read.archive import page_of
    from kgraph.read.html import articles_from_html
    from kgraph.read.screen import default_screen
    from kgraph.read.warc import Answer, answers

    def passed() -> list[bytes]:
        pages = ((step.url, page_of(step.raw)) for step, _ in answers(path) if isinstance(step, Answer))
        screen = default_screen()
        return [page for url, page in pages if page is not None and screen.verdict(url, page) == "worth"]

    def read() -> list[object]:
        return [articles_from_html(page.decode(), stem=None, source="") for page in worth]

    with tempfile.TemporaryDirectory() as folder, one_core():
        path = Path(folder) / "crawl.warc.gz"
        write_crawl(path)
        worth = passed()
        if len(worth) != PAGES // SHARE:
            raise RuntimeError(f"{len(worth)} pages passed the screen, not {PAGES // SHARE}")
        rates = [PAGES / seconds for seconds in seconds_of(passed, runs)]
        yield Figure(f"WARC.gz, pages of {PAGE // 1000} KB: unpacked and screened, one core", rates, "pages/s")
        rates = [len(worth) / seconds for seconds in seconds_of(read, runs)]
        yield Figure("pages that passed: cleaned and laid out, one core", rates, "pages/s")


def store(runs: int, number: int) -> Iterator[Figure]:
    """Loading and asking a store on disk, beside rdflib in memory with the same quads."""
    from benchmarks.graph import QUERIES, Peer, ask, load, stored

    material = stored(number)
    quads = [quad for item in material for quad in (*item.graph_quads(), *item.fact_quads())]
    peer = Peer(quads)
    loading, parsing = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            loading.append(len(quads) / seconds_of(partial(load, material, Path(folder)), 1)[0])
            parsing.append(len(quads) / seconds_of(peer.load, 1)[0])
    what = f"loading {number:,} articles ({len(quads):,} quads) with their texts, to disk"
    yield against(Figure(what, loading, "quads/s"), "rdflib in memory, quads only", parsing)
    with tempfile.TemporaryDirectory() as folder:
        load(material, Path(folder))
        for what, sparql in QUERIES.items():
            rows, ours = ask(Path(folder), sparql, runs)
            peer_rows, theirs = peer.ask(sparql, runs)
            if rows != peer_rows:
                raise RuntimeError(f"{what}: {rows} rows here, {peer_rows} in rdflib")
            figure = Figure(f"{what} ({rows:,} rows)", [1000 * second for second in ours], "ms")
            yield against(figure, "rdflib in memory", [1000 * second for second in theirs])


def serving(runs: int, number: int) -> Iterator[Figure]:
    """Requests a second of the SPARQL endpoint and of two others."""
    from benchmarks.serving import serving as measure

    with tempfile.TemporaryDirectory() as folder:
        yield from measure(runs, number, Path(folder))
