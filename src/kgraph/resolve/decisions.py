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
| link | key | IRI of the same thing in another data set |
| no-link | key | IRI of something else in another data set |
| reject | id of a statement or key figure | none |
| suppress | id of a statement, or key | none |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from kgraph.errors import DataError
from kgraph.resolve.decision import NEW, Decision, Traced, parse

__all__ = ["Decision", "Decisions", "Traced"]

_K = TypeVar("_K")


@dataclass(frozen=True)
class Decisions:
    """All decisions of a store, free of contradictions.

    Attributes:
        all: In the order of the file; it does not matter.
        suppressed: Ids of statements that stay in the evidence but leave the facts.
        rejected: Ids of statements, and keys of figures (`figure/…`), that are wrong.
        withheld: Keys of what is left out altogether.
        unlike: Keys, with IRIs of other data sets that are something else.
    """

    all: tuple[Decision, ...] = ()
    suppressed: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()
    unlike: frozenset[tuple[str, str]] = frozenset()
    _same: Mapping[str, Decision] = field(default_factory=dict, repr=False)
    _apart: Mapping[tuple[str, str], Decision] = field(default_factory=dict, repr=False)
    _never: Mapping[frozenset[str], Decision] = field(default_factory=dict, repr=False)
    _names: Mapping[str, Decision] = field(default_factory=dict, repr=False)
    _types: Mapping[str, Decision] = field(default_factory=dict, repr=False)
    _others: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict, repr=False)
    _links: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, path: Path) -> Decisions:
        """Read a file of decisions; a missing file holds none.

        Raises:
            DataError: It does not parse, lacks a field, or two decisions contradict each other.
        """
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return cls()
        except OSError as fault:
            raise DataError(f"{path} cannot be read: {fault.strerror}", hint="it must be a file, readable") from fault
        except UnicodeDecodeError as fault:
            raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault
        return cls.parse(text, path.name)

    @classmethod
    def parse(cls, text: str, name: str) -> Decisions:
        """Read the text of a file of that name, see `load`."""
        return cls.of(*parse(text, name))

    @classmethod
    def of(cls, *decisions: Decision) -> Decisions:
        """Join decisions.

        Raises:
            DataError: Two of them contradict each other.
        """
        _check_statements(decisions)
        same = _one_each(decisions, "same")
        _check_chains(same)
        apart: dict[tuple[str, str], Decision] = {}
        never: dict[frozenset[str], Decision] = {}
        others: dict[str, tuple[Decision, ...]] = {}
        for decision in (d for d in decisions if d.kind == "different"):
            for article in decision.articles:
                _put(apart, (decision.subject, article), decision)
            if not decision.articles:
                if bond := _bond(same, decision.subject, decision.target):
                    raise _contradiction(bond, decision)
                keys = decision.subject, decision.target
                never.setdefault(frozenset(_last(same, key) for key in keys), decision)
                others |= {key: (*others.get(key, ()), decision) for key in keys}
        return cls(
            all=decisions,
            suppressed=frozenset(d.subject for d in decisions if d.kind == "suppress" and d.of_claim),
            rejected=frozenset(d.subject for d in decisions if d.kind == "reject"),
            withheld=frozenset(d.subject for d in decisions if d.kind == "suppress" and not d.of_claim),
            unlike=frozenset(_unlike(decisions, same)),
            _same=same,
            _apart=apart,
            _never=never,
            _names=_one_each(decisions, "rename"),
            _types=_one_each(decisions, "retype"),
            _others=others,
            _links=_links(decisions, same),
        )

    def key(self, key: str, article: str) -> tuple[str, Decision | None]:
        """The key that stands for `key` in an article, and the last decision that changed it."""
        traced = self.trace(key, article)
        changing = [d for d in traced.decisions if d.subject in traced.former]
        return traced.key, changing[-1] if changing else None

    def trace(self, key: str, article: str) -> Traced:
        """All that decisions make of a key in an article, and which they are."""
        former: list[str] = []
        used = list(self._others.get(key, ()))
        decision = self._apart.get((key, article)) or self._same.get(key)
        while decision:
            former.append(key)
            key = decision.target
            used += [*self._others.get(key, ()), decision]
            decision = self._same.get(key)
        used += [found[key] for found in (self._names, self._types) if key in found]
        used += self._links.get(key, ())
        return Traced(key, tuple(former), tuple(dict.fromkeys(used)))

    def end(self, key: str) -> str:
        """The key that stands for `key` wherever no article is told otherwise."""
        return _last(self._same, key)

    def kept_apart(self, one: str, other: str) -> Decision | None:
        """The decision that two keys, or those that stand for them, are different things; None if there is none."""
        return self._never.get(frozenset((_last(self._same, one), _last(self._same, other))))

    def links(self, key: str) -> tuple[str, ...]:
        """IRIs of the same thing elsewhere that were accepted, also of what gave way to it; sorted."""
        return tuple(sorted({decision.target for decision in self._links.get(key, ())}))

    def name(self, key: str) -> str | None:
        """The preferred name that was decided for a key."""
        return self._names[key].target if key in self._names else None

    def type(self, key: str) -> str | None:
        """The fine type that was decided for a key."""
        return self._types[key].target if key in self._types else None


def _links(decisions: tuple[Decision, ...], same: Mapping[str, Decision]) -> dict[str, tuple[Decision, ...]]:
    """The accepted links by the key that stays: one item of each data set for a thing, one thing for an item."""
    found: dict[str, tuple[Decision, ...]] = {}
    items: dict[tuple[str, str], Decision] = {}
    owners: dict[str, tuple[str, Decision]] = {}
    for decision in decisions:
        if decision.kind != "link":
            continue
        key = _last(same, decision.subject)
        _put(items, (key, urlsplit(decision.target).netloc), decision)
        owner, other = owners.setdefault(decision.target, (key, decision))
        if owner != key:
            raise _contradiction(other, decision, "make two things one; decide `same` first")
        found[key] = (*found.get(key, ()), decision)
    return found


def _unlike(decisions: tuple[Decision, ...], same: Mapping[str, Decision]) -> dict[tuple[str, str], Decision]:
    """The refused links by the key that stays and the item; none of them is accepted."""
    found: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        if decision.kind == "no-link":
            found.setdefault((_last(same, decision.subject), decision.target), decision)
    for decision in decisions:
        pair = _last(same, decision.subject), decision.target
        if decision.kind == "link" and pair in found:
            raise _contradiction(found[pair], decision)
    return found


def _last(same: Mapping[str, Decision], key: str) -> str:
    while key in same:
        key = same[key].target
    return key


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


def _check_statements(decisions: tuple[Decision, ...]) -> None:
    """See that nothing is said to be wrong and to stay as evidence."""
    first: dict[str, Decision] = {}
    for decision in decisions:
        if decision.of_claim:
            other = first.setdefault(decision.subject.rpartition("/")[2], decision)
            if other.kind != decision.kind:
                raise _contradiction(other, decision)


def _contradiction(one: Decision, other: Decision, how: str = "contradict each other") -> DataError:
    old, new = (other, one) if one.place == NEW else (one, other)
    line = old.place.rpartition(":")[2]
    undo = new.place == NEW and line.isdecimal()
    return DataError(
        f"{one.place} ({one}) and {other.place} ({other}) {how}",
        hint=f"`kgraph decide undo {line}` takes back {old.place}" if undo else "delete one of the two",
    )
