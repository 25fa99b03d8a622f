"""How one article becomes quads, as a value that travels to other processes.

`Recipe.prepare` is a pure function of an article, the rules, the register and the decisions.
`extractor` and `fingerprint` name all of that by hashes, so that a change of a rule file makes the next
build extract again, and a change of a decision only resolve again.
"""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kgraph.assertions import article_quads, register_quads
from kgraph.build.curate import curated, linked, renamed
from kgraph.build.versions import asserting, extracting, hashed, version_of
from kgraph.errors import InputError, KgraphError
from kgraph.extract import Gated, Tables
from kgraph.extract import engine as engine_of
from kgraph.records import Article, Extraction
from kgraph.register import default_register
from kgraph.resolve import Decisions, resolve
from kgraph.resolve.private import private
from kgraph.resolve.withhold import withheld
from kgraph.store import StoredArticle
from kgraph.store.article import unpack_extraction
from kgraph.vocab import RDF


@dataclass(frozen=True, slots=True)
class Task:
    """An article to prepare.

    Attributes:
        kept: Its packed extraction, if that is to be used.
        extractor: Version of the rules that made `kept`, if these are others than the recipe's.
    """

    article: Article
    kept: bytes | None = None
    extractor: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of a task: an article for the store, or a fault.

    Attributes:
        statements: Number of statements in its graph.
        entities: Keys of the things in it.
        omitted: Relations that made none.
        rejected: What the gate threw away, reason and number.
        seconds: What it took, wherever that was.
    """

    article: StoredArticle | None
    fault: KgraphError | None = None
    statements: int = 0
    omitted: int = 0
    rejected: tuple[tuple[str, int], ...] = ()
    entities: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Recipe:
    """All that the quads of an article depend on, besides the article.

    Attributes:
        base: IRI below which things are named.
        engine: Name of the extraction engine.
        decisions: File of the curator's decisions; need not exist.
        extracting: Hash of each part that extraction depends on: rules, register, program.
        asserting: Hash of each part of all else: decisions, base, and what makes quads.
        tables: Settings of the engines.
    """

    base: str
    engine: str
    decisions: Path
    extracting: Mapping[str, str]
    asserting: Mapping[str, str]
    tables: Tables = field(default_factory=dict)

    @classmethod
    def of(cls, base: str, engine: str, decisions: Path, tables: Tables | None = None) -> Recipe:
        """The recipe of this installation.

        Raises:
            UsageError: There is no such engine, or its settings are wrong.
        """
        run = engine_of(engine, tables)
        read, made = extracting(run.version), asserting(base, decisions)
        recipe = cls(base, engine, decisions, read, made, tables or {})
        recipe.__dict__["run"] = run
        return recipe

    def __getstate__(self) -> dict[str, Any]:
        """Without what other processes make for themselves: the engine may hold a model or connections."""
        return {item.name: getattr(self, item.name) for item in fields(self)}

    @cached_property
    def extractor(self) -> str:
        """Version of the rules."""
        return version_of(self.extracting)

    @cached_property
    def version(self) -> str:
        """Version of all else."""
        return version_of(self.asserting)

    @cached_property
    def run(self) -> Gated:
        """The engine, with the gate behind it."""
        return engine_of(self.engine, self.tables)

    @cached_property
    def decided(self) -> Decisions:
        """The decisions.

        Raises:
            DataError: They do not parse, or contradict each other.
        """
        return Decisions.load(self.decisions)

    def fingerprint(self, article: Article, extractor: str | None = None, version: str | None = None) -> str:
        """Equal for an article if and only if its quads would be.

        Args:
            article: The article.
            extractor: Version of the rules that read it, if not these.
            version: Version of all else, if not this.
        """
        # By hand: `asdict` would take longer than all else that an unchanged article costs once it is read.
        said = {item.name: getattr(article, item.name) for item in fields(article)}
        said["blocks"] = [(block.kind, block.start, block.end) for block in article.blocks]
        parts = (extractor or self.extractor, version or self.version, repr(sorted(said.items())))
        return hashed([part.encode() for part in parts])

    def prepare_together(self, tasks: Iterable[Task]) -> Iterator[Prepared]:
        """Prepare articles, in their order, with an engine that works on several at once."""
        waiting: deque[Task] = deque()

        def unread() -> Iterator[Article]:
            for task in tasks:
                waiting.append(task)
                if _kept(task) is None:
                    yield task.article

        began = time.monotonic()
        for result in self.run.many(unread()):
            took, began = time.monotonic() - began, time.monotonic()
            while _kept(waiting[0]) is not None:
                yield self.prepare(waiting.popleft())
            yield self.prepare(waiting.popleft(), result, took)
            began = time.monotonic()
        yield from map(self.prepare, waiting)

    def prepare(self, task: Task, result: Extraction | KgraphError | None = None, took: float = 0.0) -> Prepared:
        """Make an article ready for the store; whatever goes wrong with it is returned as a fault.

        Args:
            task: The article.
            result: What the engine said of it, if it has been asked.
            took: Seconds that the engine took for that.
        """
        began = time.monotonic()
        prepared = self._attempt(task, result)
        return replace(prepared, seconds=took + time.monotonic() - began)

    def _attempt(self, task: Task, result: Extraction | KgraphError | None) -> Prepared:
        try:
            if isinstance(result, KgraphError):
                raise result
            return self._prepared(task, _kept(task) or result or self.run(task.article))
        except KgraphError as fault:
            return Prepared(None, fault)
        except Exception as fault:
            # One article that trips a rule must not cost the batch; the place goes into the message.
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            message = f"article {task.article.id!r} cannot be processed: {type(fault).__name__}: {fault} ({where})"
            return Prepared(
                None, InputError(message, hint="this is a fault of kgraph; please report it with the article")
            )

    def _prepared(self, task: Task, extraction: Extraction) -> Prepared:
        register = default_register()
        entities = resolve(extraction, register, self.decided)
        shown = withheld(extraction, entities, self.decided, private(extraction))
        quads, used = curated(article_quads(shown, entities, self.base), shown, entities, self.decided, self.base)
        keys = sorted({entities[entity.id].key for entity in shown.entities})
        known = renamed(register_quads(register, self.base, keys), self.decided, self.base)
        stored = StoredArticle.pack(
            extraction,
            quads.graph,
            [*quads.facts, *known, *linked(keys, self.decided, self.base)],
            fingerprint=self.fingerprint(task.article, task.extractor),
            extractor=task.extractor or self.extractor,
            decided=used,
        )
        statements = sum(quad.predicate.value == f"{RDF}predicate" for quad in quads.graph)
        return Prepared(stored, None, statements, len(quads.omitted), extraction.rejected, tuple(keys))


def _kept(task: Task) -> Extraction | None:
    """The extraction that was kept, if it is of this very article."""
    kept = unpack_extraction(task.kept) if task.kept is not None else None
    return kept if kept is not None and kept.article == task.article else None
