"""How often an engine is right, as measured: a number or a score file in, precision by predicate out.

A score file is what `kgraph evaluate GOLD --predictions FACTS --json` writes. The precision of a predicate that was
found seldom is drawn towards the engine's overall one, so that three lucky hits do not count as certainty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.errors import UsageError

_PRIOR = 10  # findings that the overall precision weighs beside those of a predicate
_CERTAIN = 0.99  # no measurement on some dozens of articles says more


@dataclass(frozen=True)
class Measured:
    """The precision of one engine, 0 to 1.

    Attributes:
        overall: Of all its relations.
        entities: Of its entities.
        by_predicate: Found and right relations, by predicate.
    """

    overall: float
    entities: float
    by_predicate: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, predicate: str) -> float:
        """The estimated share of right ones among its relations of a predicate."""
        found, right = self.by_predicate.get(predicate, (0, 0))
        return min(_CERTAIN, (right + _PRIOR * self.overall) / (found + _PRIOR))


def measured(engine: str, value: object) -> Measured:
    """What `kgraph.toml` says of an engine's precision.

    Args:
        engine: Its name, for messages.
        value: A number from 0 to 1, or the path of a score file.

    Raises:
        UsageError: It is neither, or the file is no score of anything.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= 1:
        return Measured(min(_CERTAIN, float(value)), float(value))
    if not isinstance(value, str):
        raise UsageError(
            f"the precision of engine {engine!r} is {value!r}", hint="give a number up to 1, or a file with its score"
        )
    try:
        return _score(json.loads(Path(value).read_text("utf-8")))
    except OSError as fault:
        raise UsageError(f"{value}: {fault.strerror}", hint=_HOW.format(engine)) from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UsageError(f"{value}: no score of an engine", hint=_HOW.format(engine)) from fault


_HOW = "kgraph extract … --engine {} -o found.jsonl; kgraph evaluate GOLD --predictions found.jsonl --json > FILE"


def unmeasured(engine: str) -> UsageError:
    """The fault that an engine's precision is not known."""
    return UsageError(f"nobody has said how precise engine {engine!r} is", hint=_HOW.format(engine))


def _score(document: Mapping[str, Any]) -> Measured:
    relations, entities = document["relations"], document["entities"]
    return Measured(
        _smooth(relations["hit"], relations["found"]),
        _smooth(entities["hit"], entities["found"]),
        {p: (int(rate["found"]), int(rate["hit"])) for p, rate in document["relations by predicate"].items()},
    )


def _smooth(right: int, found: int) -> float:
    return (right + 1) / (found + 2)
