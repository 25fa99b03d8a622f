"""What a build did, counted while it runs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from kgraph.build.recipe import Prepared
from kgraph.errors import KgraphError

_T = TypeVar("_T")


@dataclass
class Summary:
    """What a build did.

    Attributes:
        new: Articles that the store did not have; `changed` had others in their place.
        unchanged: Articles that cost nothing.
        entities: Different entities of the new and changed articles.
        statements: Statements of the new and changed articles.
        omitted: Relations that made no statement once it was known who is who.
        rejected: What the engine proposed and the gate threw away, by reason.
        archives: Pages of web archives, by what became of them; see `read.Marks`.
        engine: What the engine reports of its run, such as its cost.
        idle: Decisions without effect, each with its place and why; they stay.
        faults: What could not be read or made sense of.
        steps: Seconds of each step: `open` the store, `read` sources, `extract` (with who is who and quads; of all
            processes together), `store`.
        seconds: How long it took.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    entities: int = 0
    statements: int = 0
    omitted: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    archives: Counter[str] = field(default_factory=Counter)
    engine: tuple[str, ...] = ()
    idle: list[str] = field(default_factory=list)
    faults: list[KgraphError] = field(default_factory=list)
    steps: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """The summary as plain JSON values."""
        return {
            **asdict(self),
            "rejected": dict(self.rejected),
            "archives": dict(self.archives),
            "steps": {step: round(seconds, 3) for step, seconds in self.steps.items()},
            "seconds": round(self.seconds, 3),
            "faults": [str(fault) for fault in self.faults],
        }


class Count:
    """Fills a summary.

    Args:
        held: Ids of the articles that the store holds.
        began: When the build did, on the monotonic clock; opening the store has taken the time since.
    """

    def __init__(self, held: Iterable[str], began: float) -> None:
        self.summary = Summary()
        self._held = set(held)
        self._entities: set[int] = set()
        self._began = began
        self._spend("open", time.monotonic() - began)

    def add(self, prepared: Prepared) -> None:
        """Count what became of one article."""
        summary = self.summary
        self._spend("extract", prepared.seconds)
        if prepared.article is None:
            if prepared.fault is not None:
                summary.faults.append(prepared.fault)
            return
        if prepared.article.id in self._held:
            summary.changed += 1
        else:
            summary.new += 1
            self._held.add(prepared.article.id)
        self._entities.update(map(hash, prepared.entities))
        summary.entities = len(self._entities)
        summary.statements += prepared.statements
        summary.omitted += prepared.omitted
        summary.rejected.update(dict(prepared.rejected))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a block."""
        before = time.monotonic()
        try:
            yield
        finally:
            self._spend(name, time.monotonic() - before)

    def timed(self, name: str, items: Iterable[_T]) -> Iterator[_T]:
        """Pass items on; the time that they take to come is the step's."""
        stream = iter(items)
        while True:
            with self.step(name):
                try:
                    item = next(stream)
                except StopIteration:
                    return
            yield item

    def finish(self) -> Summary:
        """The summary, with the time that all took."""
        self.summary.seconds = time.monotonic() - self._began
        return self.summary

    def _spend(self, name: str, seconds: float) -> None:
        self.summary.steps[name] = self.summary.steps.get(name, 0.0) + seconds
