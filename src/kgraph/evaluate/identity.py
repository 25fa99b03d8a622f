"""Is who is who? Pairs of named things in, the share that resolution tells together or apart rightly out.

Each side of a pair is what one article would tell of a thing: names, date, what stands beside it. It becomes
an article of its own, so that nothing but what the pair says decides. What counts as the same is the pair's label.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.evaluate.rates import Rate
from kgraph.records import Article, ArticleEntity, Extraction, Mention, Relation
from kgraph.register import Register
from kgraph.resolve import resolve
from kgraph.vocab import schema

_LABELS = ("same", "different")
_MENTION = (Mention(0, 1, "name", "pair"),)
_THING = {"type", "name", "aliases"}
_SIDE = _THING | {"date", "beside", "owner", "offices"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that two articles name.

    Attributes:
        same: True if they are one thing.
        trap: What makes the pair hard.
        sides: What each article tells, as the file has it.
    """

    id: str
    same: bool
    trap: str
    sides: tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair with the keys that its sides got, and why."""

    pair: Pair
    keys: tuple[str, str]
    why: tuple[str, str]

    @property
    def merged(self) -> bool:
        """True if both sides are one thing to the program."""
        return self.keys[0] == self.keys[1]

    @property
    def right(self) -> bool:
        """True if that is what the label says."""
        return self.merged == self.pair.same


@dataclass(frozen=True, slots=True)
class PairScore:
    """All verdicts, and what they amount to."""

    verdicts: Sequence[Verdict]

    @property
    def rate(self) -> Rate:
        """Pairs that were merged, and those that should have been."""
        hit = sum(v.merged and v.pair.same for v in self.verdicts)
        return Rate(hit, sum(v.merged for v in self.verdicts), sum(v.pair.same for v in self.verdicts))

    @property
    def false_merges(self) -> float:
        """Share of the different pairs that were merged."""
        apart = sum(not v.pair.same for v in self.verdicts)
        return (self.rate.found - self.rate.hit) / apart if apart else 0.0

    @property
    def by_trap(self) -> Mapping[tuple[str, bool], tuple[int, int]]:
        """Trap and label → how many are right, of how many; in the order of the file."""
        total = Counter((v.pair.trap, v.pair.same) for v in self.verdicts)
        right = Counter((v.pair.trap, v.pair.same) for v in self.verdicts if v.right)
        return {group: (right[group], number) for group, number in total.items()}

    @property
    def wrong(self) -> list[Verdict]:
        """The pairs that were told wrongly, false merges first."""
        return sorted((v for v in self.verdicts if not v.right), key=lambda v: v.pair.same)


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file of JSON Lines.

    Raises:
        InputError: A line is no pair; names file and line.
    """
    pairs = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            pairs.append(_pair(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            told = f"{fault.args[0]!r} is missing" if isinstance(fault, KeyError) else str(fault)
            raise InputError(
                f"{path.name}, line {number}: no pair ({told})", hint="see data/identity/README.md"
            ) from fault
    if not pairs:
        raise InputError(f"{path.name} holds no pairs", hint="see data/identity/README.md")
    return pairs


def score_pairs(pairs: Sequence[Pair], register: Register) -> PairScore:
    """Resolve both sides of each pair."""
    return PairScore([_verdict(pair, register) for pair in pairs])


def _pair(line: Mapping[str, Any]) -> Pair:
    if line["label"] not in _LABELS:
        raise ValueError(f"label {line['label']!r} is neither {' nor '.join(_LABELS)}")
    sides = (line["a"], line["b"])
    for side in sides:
        if unknown := sorted(set(side) - _SIDE):
            raise ValueError(f"unknown key {unknown[0]!r}")
        for thing in _things(side):
            if thing["type"] not in schema().classes:
                raise ValueError(f"type {thing['type']!r} is not known")
            if not thing["name"]:
                raise ValueError("a name is empty")
    return Pair(line["id"], line["label"] == "same", line.get("trap", ""), sides)


def _things(side: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The thing itself, and all that stands beside it."""
    yield side
    yield from side.get("beside", ())
    yield from (office["body"] for office in side.get("offices", ()))
    if "owner" in side:
        yield side["owner"]


def _verdict(pair: Pair, register: Register) -> Verdict:
    (a, b) = (
        resolve(_as_article(side, f"{pair.id}-{letter}"), register)["e1"]
        for side, letter in zip(pair.sides, "ab", strict=True)
    )
    return Verdict(pair, (a.key, b.key), (a.why, b.why))


def _as_article(side: Mapping[str, Any], id: str) -> Extraction:
    """A side as what would have been read out of its article; things of one type and name are one."""
    ids: dict[tuple[str, str], str] = {}
    for thing in _things(side):
        ids.setdefault((thing["type"], thing["name"]), f"e{len(ids) + 1}")
    things = {ids[thing["type"], thing["name"]]: thing for thing in reversed([*_things(side)])}
    owner = ids[side["owner"]["type"], side["owner"]["name"]] if "owner" in side else None
    entities = tuple(
        ArticleEntity(
            key,
            thing["type"],
            thing["name"],
            tuple(thing.get("aliases", ())),
            _MENTION,
            owner=owner if key == "e1" else None,
        )
        for key, thing in sorted(things.items())
    )
    offices = tuple(
        Relation("e1", "holdsRole", ids[o["body"]["type"], o["body"]["name"]], 0, 1, 1.0, "pair", role=o["role"])
        for o in side.get("offices", ())
    )
    return Extraction(Article(id, "…", (), "", published=side.get("date")), entities, offices)
