"""The whole chain, and the only place that knows it: sources in, a store filled, a `Summary` out.

read → extract → resolve → assertions → store. What has not changed since the last build costs a look-up;
one thing that cannot be read or made sense of is reported and the rest goes on. Articles are
acknowledged in batches; a build that is killed is taken up by the next one.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from kgraph.build.marks import ArchiveMarks
from kgraph.build.pool import prepare_all
from kgraph.build.recipe import Prepared, Recipe, Task
from kgraph.build.versions import reading_version
from kgraph.config import Settings
from kgraph.errors import InputError, KgraphError, UsageError
from kgraph.extract import engine as engine_of
from kgraph.query import standings
from kgraph.records import Article
from kgraph.store import Store, StoredArticle, decisions_file, is_remote, open_store
from kgraph.store.layout import ARCHIVES

__all__ = ["Recipe", "Summary", "build"]

_BATCH = 200  # articles that are acknowledged together
_PAUSE = 2.0  # seconds after which a smaller batch is acknowledged


@dataclass
class Summary:
    """What a build did.

    Attributes:
        new: Articles that the store did not have; `changed` had others in their place.
        unchanged: Articles that cost nothing.
        statements: Statements of the new and changed articles.
        omitted: Relations that made no statement once it was known who is who.
        rejected: What the engine proposed and the gate threw away, by reason.
        archives: Pages of web archives, by what became of them; see `read.Marks`.
        engine: What the engine reports of its run, such as its cost.
        idle: Decisions without effect, each with its place and why; they stay.
        faults: What could not be read or made sense of.
        seconds: How long it took.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    statements: int = 0
    omitted: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    archives: Counter[str] = field(default_factory=Counter)
    engine: tuple[str, ...] = ()
    idle: list[str] = field(default_factory=list)
    faults: list[KgraphError] = field(default_factory=list)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """The summary as plain JSON values."""
        return {
            **asdict(self),
            "rejected": dict(self.rejected),
            "archives": dict(self.archives),
            "seconds": round(self.seconds, 3),
            "faults": [str(fault) for fault in self.faults],
        }


def build(
    sources: Iterable[str],
    settings: Settings,
    *,
    jobs: int | None = None,
    engine: str = "rules",
    wait: float = 0.0,
    stdin: BinaryIO | None = None,
    on_article: Callable[[Summary], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Summary:
    """Read sources into the store.

    Args:
        sources: Files, folders, or `-` for stdin; none applies the decisions to what the store holds.
        settings: Name the store and the base, and configure the engines.
        jobs: Processes that extract; by default as many as there are cores, if there is enough to do.
        engine: Which extraction engine.
        wait: Seconds to wait for a held store.
        stdin: What `-` reads.
        on_article: Called after each article, for progress.
        stop: Asked before each article; once it says so, only what is under way is finished and stored.

    Returns:
        What was done; faults of single sources and articles are in it, not raised.

    Raises:
        StoreError: The store cannot be opened or written; what was acknowledged before stays.
        DataError: The decisions or kgraph's own data are wrong.
        UsageError: There is no such engine, or its settings are wrong; no sources, and the store keeps no texts.
    """
    from kgraph.read import read_sources

    started = time.monotonic()
    summary = Summary()
    given = list(sources)
    if not given:
        open_store(settings, wait=wait).close()  # opening for writing would make a store that is not there
    engine_of(engine, settings.engines)  # one that is not there or badly configured leaves no store behind
    with open_store(settings, write=True, wait=wait) as store:
        recipe = Recipe.of(store.base, engine, decisions_file(store.place), settings.engines)
        known = store.fingerprints()
        _ = recipe.decided  # decisions that contradict each other change nothing
        store.remember({recipe.extractor: recipe.extracting, recipe.version: recipe.asserting})
        marks = _marks(store, recipe)
        if given:
            todo = _todo(read_sources(given, stdin=stdin, marks=marks), recipe, store, known, summary)
        else:
            todo = _again(recipe, store, known, summary)
        todo = takewhile(lambda _: not (stop and stop()), todo)
        batch = _Batch(store, marks)
        held = set(known)
        # Closed at once if the build is broken off, so that no worker goes on.
        with contextlib.closing(prepare_all(recipe, marks.counted(todo), jobs)) as results:
            for prepared in results:
                marks.finished(well=prepared.fault is None)
                if prepared.fault is not None:
                    summary.faults.append(prepared.fault)
                elif prepared.article is not None:
                    batch.add(prepared.article)
                    _count(summary, prepared, held)
                if on_article:
                    on_article(summary)
        batch.flush()
        summary.archives = marks.counts
        summary.engine = recipe.run.report()
        summary.idle = [str(standing) for standing in standings(store, recipe.decided)]
    summary.seconds = time.monotonic() - started
    return summary


class _Batch:
    """Articles on their way into the store, loaded when they are many or have waited long enough."""

    def __init__(self, store: Store, marks: ArchiveMarks) -> None:
        self._store, self._marks = store, marks
        self._articles: dict[str, StoredArticle] = {}
        self._since = time.monotonic()

    def add(self, article: StoredArticle) -> None:
        # A page that was collected twice: the later one counts.
        self._articles[article.id] = article
        if len(self._articles) >= _BATCH or time.monotonic() - self._since > _PAUSE:
            self.flush()

    def flush(self) -> None:
        self._store.replace_articles(self._articles.values())
        self._marks.acknowledged()
        self._articles = {}
        self._since = time.monotonic()


def _again(recipe: Recipe, store: Store, known: Mapping[str, str], summary: Summary) -> Iterator[Task]:
    """Yield what the store holds otherwise than the decisions have it; nothing is read or extracted anew."""
    if is_remote(store.place):
        raise UsageError(f"{store.place} keeps no texts", hint="name the sources to build from")
    for id in sorted(known):
        if kept := store.article(id):
            article = kept.extraction().article
            if known[id] == recipe.fingerprint(article, kept.extractor):
                summary.unchanged += 1
            else:
                yield Task(article, kept.packed, kept.extractor)


def _todo(
    items: Iterable[Article | InputError], recipe: Recipe, store: Store, known: Mapping[str, str], summary: Summary
) -> Iterator[Task]:
    """Yield what needs work; count what does not."""
    latest = dict(known)
    for item in items:
        if isinstance(item, InputError):
            summary.faults.append(item)
        elif latest.get(item.id) == (fingerprint := recipe.fingerprint(item)):
            summary.unchanged += 1
        else:
            latest[item.id] = fingerprint
            former = store.article(item.id) if item.id in known else None
            # The rules read it already: only identity or quads are to be made anew.
            kept = former.packed if former and former.extractor == recipe.extractor else None
            yield Task(item, kept)


def _marks(store: Store, recipe: Recipe) -> ArchiveMarks:
    file = None if is_remote(store.place) else Path(store.place) / ARCHIVES
    return ArchiveMarks(file, f"{recipe.extractor}-{recipe.version}-{reading_version()}")


def _count(summary: Summary, prepared: Prepared, held: set[str]) -> None:
    assert prepared.article is not None
    if prepared.article.id in held:
        summary.changed += 1
    else:
        summary.new += 1
        held.add(prepared.article.id)
    summary.statements += prepared.statements
    summary.omitted += prepared.omitted
    summary.rejected.update(dict(prepared.rejected))
