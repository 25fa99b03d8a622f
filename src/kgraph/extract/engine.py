"""Engines: how they are found, configured and run, with the gate behind each.

An engine is a function from an `Article` to an `Extraction`. A class that needs settings has
`from_settings(name, tables)` and makes such functions; an engine object may also have

- `many(articles)`: yields for each article, in their order, its `Extraction` or the `KgraphError` that
  befell it, and may work on several at once;
- `version`: a text that changes whenever its answers may change, so that a build extracts again;
- `report()`: lines for the summary of a run, such as what it cost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from kgraph.collector import held
from kgraph.errors import KgraphError, UsageError
from kgraph.extract.gate import gate
from kgraph.figures import figures
from kgraph.parts import WHOLE, Parts
from kgraph.rank import rank
from kgraph.recognise import recognise
from kgraph.records import Article, Extraction
from kgraph.relate import read
from kgraph.topics import article_topics

Engine = Callable[[Article], Extraction]

Tables = Mapping[str, Mapping[str, object]]
"""The tables `[engines.NAME]` of `kgraph.toml`, by name."""

_GROUP = "kgraph.engines"


@held()
def rules_engine(
    article: Article, parts: Parts = WHOLE, *, recall: bool = False, least: float | None = None
) -> Extraction:
    """The built-in engine: word lists, form rules, a clause grammar, frames and a small ranker.

    What it makes of an article leaves nearly nothing that only the garbage collector could free, yet many objects that
    it would look through in vain. So nothing is collected until the article is done.

    Args:
        article: To be read.
        parts: Which parts run.
        recall: State everything down to the probability at which F1 is best, not only what is nearly sure.
        least: State everything down to this probability instead.
    """
    reading = read(article, recognise(article, parts), parts)
    relations = rank(reading, recall=recall, least=least) if parts.ranker else reading.relations
    said = figures(reading), article_topics(article)
    return gate(article, reading.scene.entities.values(), relations, said=said)


def recall_engine(article: Article) -> Extraction:
    """The built-in engine at the threshold where F1 is best: finds more, and more that is wrong."""
    return rules_engine(article, recall=True)


class Gated:
    """An engine with the gate behind it.

    Attributes:
        name: As it was asked for.
        streams: Whether it works on several articles at once by itself, so that processes would not help.
        version: Changes whenever its answers may change.
    """

    def __init__(self, name: str, run: Engine, origin: str = "") -> None:
        self.name = name
        self._run = run
        self.streams = hasattr(run, "many")
        self.version = f"{origin} {getattr(run, 'version', '')}".strip()

    def __call__(self, article: Article) -> Extraction:
        """What the engine reads out of one article, as far as it holds.

        Raises:
            KgraphError: The engine cannot read it.
        """
        return _gated(article, self._run(article))

    def many(self, articles: Iterable[Article]) -> Iterator[Extraction | KgraphError]:
        """For each article, in their order, its extraction or what went wrong with it."""
        if not self.streams:
            for article in articles:
                try:
                    yield self(article)
                except KgraphError as fault:
                    yield fault
            return
        waiting: deque[Article] = deque()

        def handed() -> Iterator[Article]:
            for article in articles:
                waiting.append(article)
                yield article

        for result in self._run.many(handed()):  # type: ignore[attr-defined]
            article = waiting.popleft()
            yield result if isinstance(result, KgraphError) else _gated(article, result)

    def report(self) -> tuple[str, ...]:
        """Lines for the summary of a run."""
        return tuple(self._run.report()) if hasattr(self._run, "report") else ()


def engine(name: str = "rules", tables: Tables | None = None) -> Gated:
    """The engine of that name, configured.

    Args:
        name: Of an installed engine, or of a table that names one by `use`.
        tables: What `kgraph.toml` says of engines; see `kgraph.config.Settings.engines`.

    Raises:
        UsageError: None of that name is installed, or its settings are wrong.
    """
    tables = tables or {}
    kind = str(tables.get(name, {}).get("use", name))
    point = _point(kind)
    loaded: Any = point.load()
    run: Engine = loaded.from_settings(name, tables) if hasattr(loaded, "from_settings") else loaded
    return Gated(name, run, f"{point.value} {point.dist.version if point.dist else ''}")


def _gated(article: Article, found: Extraction) -> Extraction:
    return gate(article, found.entities, found.relations, found.rejected, (found.figures, found.topics))


def _point(name: str) -> EntryPoint:
    found = entry_points(group=_GROUP)
    for point in found:
        if point.name == name:
            return point
    raise UsageError(
        f"there is no engine {name!r}", hint=f"installed are {', '.join(sorted({p.name for p in found})) or 'none'}"
    )
