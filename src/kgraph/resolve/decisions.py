"""A curator's decisions: `decisions.toml` in, `Decisions` out.

Each is a table `[[decision]]` with `kind`, `subject`, `object` or `value`, `who`, `when`, `why`, and for
`different` the `articles` that it is limited to. Nothing is written over the data: a decision is
undone by deleting its lines.

| kind | subject | object or value |
|---|---|---|
| same | key that gives way | key that stays |
| different | key | key that is another thing; with `articles`, what those articles mean by the subject |
| rename | key | preferred name |
| retype | key | fine type |
| reject, suppress | id of a statement | none |
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kgraph.errors import DataError
from kgraph.vocab import schema

_NEEDS = {"same": "object", "different": "object", "rename": "value", "retype": "value", "reject": "", "suppress": ""}
_K = TypeVar("_K")
_FIELDS = {"kind", "subject", "object", "value", "who", "when", "why", "articles"}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `place` tells where it stands, for messages."""

    kind: str
    subject: str
    target: str
    who: str
    when: str
    why: str
    articles: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Decisions:
    """All decisions of a store, free of contradictions.

    Attributes:
        all: In the order of the file; it does not matter.
        suppressed: Ids of statements that stay in the evidence but leave the facts.
        rejected: Ids of statements that are wrong.
    """

    all: tuple[Decision, ...] = ()
    suppressed: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    _same: Mapping[str, Decision] = field(default_factory=dict, repr=False)
    _apart: Mapping[tuple[str, str], Decision] = field(default_factory=dict, repr=False)
    _names: Mapping[str, Decision] = field(default_factory=dict, repr=False)
    _types: Mapping[str, Decision] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, path: Path) -> Decisions:
        """Read a file of decisions; a missing file holds none.

        Raises:
            DataError: It does not parse, lacks a field, or two decisions contradict each other.
        """
        if not path.is_file():
            return cls()
        text = path.read_text("utf-8")
        try:
            tables = tomllib.loads(text).get("decision", [])
        except tomllib.TOMLDecodeError as fault:
            raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault
        lines = [
            text[: match.start()].count("\n") + 1 for match in re.finditer(r"^\[\[decision\]\]", text, re.MULTILINE)
        ]
        places = [f"{path.name}:{line}" for line in lines]
        if len(places) != len(tables):
            raise DataError(f"{path.name}: decisions must each begin with a line [[decision]]")
        return cls.of(*(_decision(table, place) for table, place in zip(tables, places, strict=True)))

    @classmethod
    def of(cls, *decisions: Decision) -> Decisions:
        """Join decisions.

        Raises:
            DataError: Two of them contradict each other.
        """
        same = _one_each(decisions, "same")
        _check_chains(same)
        apart: dict[tuple[str, str], Decision] = {}
        for decision in decisions:
            if decision.kind != "different":
                continue
            for article in decision.articles:
                _put(apart, (decision.subject, article), decision)
            if not decision.articles and (bond := _bond(same, decision.subject, decision.target)):
                raise _contradiction(bond, decision)
        return cls(
            all=decisions,
            suppressed=frozenset(d.subject for d in decisions if d.kind == "suppress"),
            rejected=frozenset(d.subject for d in decisions if d.kind == "reject"),
            _same=same,
            _apart=apart,
            _names=_one_each(decisions, "rename"),
            _types=_one_each(decisions, "retype"),
        )

    def key(self, key: str, article: str) -> tuple[str, Decision | None]:
        """The key that stands for `key` in an article, and the last decision that changed it."""
        last = None
        if decision := self._apart.get((key, article)):
            key, last = decision.target, decision
        while decision := self._same.get(key):
            key, last = decision.target, decision
        return key, last

    def name(self, key: str) -> str | None:
        """The preferred name that was decided for a key."""
        return self._names[key].target if key in self._names else None

    def type(self, key: str) -> str | None:
        """The fine type that was decided for a key."""
        return self._types[key].target if key in self._types else None


def _decision(table: Mapping[str, Any], place: str) -> Decision:
    kind = table.get("kind")
    if kind not in _NEEDS:
        raise DataError(f"{place}: kind {kind!r} is not known", hint=f"known are {', '.join(_NEEDS)}")
    if unknown := sorted(set(table) - _FIELDS):
        raise DataError(f"{place}: unknown field {unknown[0]!r}", hint=f"known are {', '.join(sorted(_FIELDS))}")
    needed = ["subject", "who", "when", "why", *([_NEEDS[kind]] if _NEEDS[kind] else [])]
    for name in needed:
        if not str(table.get(name, "")).strip():
            raise DataError(f"{place}: {name} is missing", hint="say who decided what, when and why")
    target = str(table.get(_NEEDS[kind], ""))
    if kind == "retype" and target not in schema().classes:
        raise DataError(f"{place}: type {target!r} is not known", hint=f"known are {', '.join(schema().classes)}")
    if kind in ("same", "different") and target == table["subject"]:
        raise DataError(f"{place}: subject and object are the same key", hint="name two keys")
    return Decision(
        kind=kind,
        subject=str(table["subject"]),
        target=target,
        who=str(table["who"]),
        when=str(table["when"]),
        why=str(table["why"]),
        articles=tuple(table.get("articles", ())),
        place=place,
    )


def _one_each(decisions: tuple[Decision, ...], kind: str) -> dict[str, Decision]:
    chosen: dict[str, Decision] = {}
    for decision in decisions:
        if decision.kind == kind:
            _put(chosen, decision.subject, decision)
    return chosen


def _put(chosen: dict[_K, Decision], key: _K, decision: Decision) -> None:
    other = chosen.setdefault(key, decision)
    if other.target != decision.target:
        raise _contradiction(other, decision)


def _check_chains(same: Mapping[str, Decision]) -> None:
    for first in same.values():
        seen = {first.subject}
        decision: Decision | None = first
        while decision:
            if decision.target in seen:
                raise _contradiction(first, decision, "go round in a circle")
            seen.add(decision.target)
            decision = same.get(decision.target)


def _bond(same: Mapping[str, Decision], one: str, other: str) -> Decision | None:
    """The decision by which both keys end as one, if they do."""
    ends = []
    last = None
    for key in (one, other):
        while decision := same.get(key):
            key, last = decision.target, decision
        ends.append(key)
    return last if ends[0] == ends[1] else None


def _contradiction(one: Decision, other: Decision, how: str = "contradict each other") -> DataError:
    return DataError(
        f"{one.place} ({one.kind} {one.subject} {one.target}) and {other.place} "
        f"({other.kind} {other.subject} {other.target}) {how}",
        hint="delete one of the two",
    )
