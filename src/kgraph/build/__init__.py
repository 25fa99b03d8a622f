"""The whole chain, and the only place that knows it: sources in, a store filled, a `Summary` out.

read → extract → resolve → assertions → store. What has not changed since the last build costs a look-up;
one thing that cannot be read or made sense of is reported and the rest goes on. Articles are
acknowledged in batches; a build that is killed is taken up by the next one.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from kgraph.build.cluster import prepare_on
from kgraph.build.marks import ArchiveMarks
from kgraph.build.pool import prepare_all
from kgraph.build.recipe import Prepared, Recipe, Task
from kgraph.build.summary import Count, Summary
from kgraph.build.versions import reading_version
from kgraph.config import Settings
from kgraph.errors import InputError, UsageError
from kgraph.extract import engine as engine_of
from kgraph.query import standings
from kgraph.records import Article
from kgraph.register import check_own
from kgraph.store import Store, StoredArticle, decisions_file, is_remote, open_store
from kgraph.store.layout import ARCHIVES

__all__ = ["Recipe", "Summary", "build"]

_BATCH = 200  # articles that are acknowledged together
_PAUSE = 2.0  # seconds after which a smaller batch is acknowledged


def build(
    sources: Iterable[str],
    settings: Settings,
    *,
    jobs: int | None = None,
    dask: str | None = None,
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
        dask: Address of the scheduler of a Dask cluster that extracts instead.
        engine: Which extraction engine.
        wait: Seconds to wait for a held store.
        stdin: What `-` reads.
        on_article: Called after each article, for progress.
        stop: Asked before each article; once it says so, only what is under way is finished and stored.

    Returns:
        What was done; faults of single sources and articles are in it, not raised.

    Raises:
        StoreError: The store cannot be opened or written; what was acknowledged before stays.
        RemoteError: The store's server or the cluster fails; what was acknowledged before stays.
        DataError: The decisions, the register of one's own or kgraph's own data are wrong.
        UsageError: There is no such engine, or its settings are wrong; no sources, and the store keeps no texts.
    """
    from kgraph.read import read_sources

    began = time.monotonic()
    given = list(sources)
    if not given:
        open_store(settings, wait=wait).close()  # opening for writing would make a store that is not there
    engine_of(engine, settings.engines)  # one that is not there or badly configured leaves no store behind
    check_own()
    with open_store(settings, write=True, wait=wait) as store:
        run = _Run(store, settings, engine, began)
        if given:
            todo = run.todo(run.count.timed("read", read_sources(given, stdin=stdin, marks=run.marks)))
        else:
            todo = run.again()
        todo = run.marks.counted(takewhile(lambda _: not (stop and stop()), todo))
        ready = prepare_on(dask, run.recipe, todo) if dask else prepare_all(run.recipe, todo, jobs)
        # Closed at once if the build is broken off, so that no worker goes on.
        with contextlib.closing(ready) as results:
            for prepared in results:
                run.take(prepared)
                if on_article:
                    on_article(run.count.summary)
        return run.finish()


class _Run:
    """One build of an open store: what is to be done, what is on its way in, what was done."""

    def __init__(self, store: Store, settings: Settings, engine: str, began: float) -> None:
        self._store = store
        self.recipe = Recipe.of(store.base, engine, decisions_file(store.place), settings.engines)
        _ = self.recipe.decided  # decisions that contradict each other change nothing
        self._known = store.fingerprints()
        recipe = self.recipe
        store.remember({recipe.extractor: recipe.extracting, recipe.version: recipe.asserting})
        file = None if is_remote(store.place) else Path(store.place) / ARCHIVES
        self.marks = ArchiveMarks(file, f"{recipe.extractor}-{recipe.version}-{reading_version()}")
        self.count = Count(self._known, began)
        self._batch: dict[str, StoredArticle] = {}
        self._since = time.monotonic()

    def todo(self, items: Iterable[Article | InputError]) -> Iterator[Task]:
        """Yield what needs work; count what does not."""
        latest = dict(self._known)
        for item in items:
            if isinstance(item, InputError):
                self.count.summary.faults.append(item)
            elif latest.get(item.id) == (fingerprint := self.recipe.fingerprint(item)):
                self.count.summary.unchanged += 1
            else:
                latest[item.id] = fingerprint
                former = self._store.article(item.id) if item.id in self._known else None
                # The rules read it already: only identity or quads are to be made anew.
                kept = former.packed if former and former.extractor == self.recipe.extractor else None
                yield Task(item, kept)

    def again(self) -> Iterator[Task]:
        """Yield what the store holds otherwise than the decisions have it; nothing is read or extracted anew."""
        if is_remote(self._store.place):
            raise UsageError(f"{self._store.place} keeps no texts", hint="name the sources to build from")
        for id in sorted(self._known):
            if kept := self._store.article(id):
                article = kept.extraction().article
                if self._known[id] == self.recipe.fingerprint(article, kept.extractor):
                    self.count.summary.unchanged += 1
                else:
                    yield Task(article, kept.packed, kept.extractor)

    def take(self, prepared: Prepared) -> None:
        """Count what became of one article, and put it on its way into the store."""
        self.marks.finished(well=prepared.fault is None)
        self.count.add(prepared)
        if prepared.article is None:
            return
        # A page that was collected twice: the later one counts.
        self._batch[prepared.article.id] = prepared.article
        if len(self._batch) >= _BATCH or time.monotonic() - self._since > _PAUSE:
            self._load()

    def finish(self) -> Summary:
        """Load what is left; the summary is whole then."""
        self._load()
        summary = self.count.summary
        summary.archives = self.marks.counts
        summary.engine = self.recipe.run.report()
        summary.idle = [str(standing) for standing in standings(self._store, self.recipe.decided)]
        return self.count.finish()

    def _load(self) -> None:
        with self.count.step("store"):
            self._store.replace_articles(self._batch.values())
            self.marks.acknowledged()
        self._batch = {}
        self._since = time.monotonic()
