"""How often an engine is right, as measured: a number or a score file in, precision by predicate out.

A score file is what `kgraph evaluate GOLD… --predictions FACTS --json` writes, one object a folder. The precision of
a predicate that was found seldom is drawn towards the engine's overall one, so that three lucky hits do not count as
certainty.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
        lines = Path(value).read_text("utf-8").splitlines()
        return _score([json.loads(line) for line in lines if line.strip()])
    except OSError as fault:
        raise UsageError(f"{value}: {fault.strerror}", hint=_HOW.format(engine)) from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UsageError(f"{value}: no score of an engine", hint=_HOW.format(engine)) from fault


_HOW = "kgraph extract … --engine {} -o found.jsonl; kgraph evaluate GOLD --predictions found.jsonl --json > FILE"


def unmeasured(engine: str) -> UsageError:
    """The fault that an engine's precision is not known."""
    return UsageError(f"nobody has said how precise engine {engine!r} is", hint=_HOW.format(engine))


def _score(documents: Sequence[Mapping[str, Any]]) -> Measured:
    """The precision over all folders that were scored."""
    predicates: dict[str, tuple[int, int]] = {}
    for document in documents:
        for name, rate in document["relations by predicate"].items():
            found, right = predicates.get(name, (0, 0))
            predicates[name] = found + int(rate["found"]), right + int(rate["hit"])
    return Measured(_share(documents, "relations"), _share(documents, "entities"), predicates)


def _share(documents: Sequence[Mapping[str, Any]], what: str) -> float:
    """Share of right ones, with one right and one wrong added so that it is neither 0 nor 1."""
    right, found = (sum(int(document[what][count]) for document in documents) for count in ("hit", "found"))
    if not found:
        raise ValueError(f"no {what} were found")
    return (right + 1) / (found + 2)
