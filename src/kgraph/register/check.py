"""What must hold between entries of a register: parents exist, nothing goes in circles, names tell siblings apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register.entry import Entry, Name
from kgraph.register.fields import ends_before

_Entries = Mapping[str, Entry]


def check_entries(entries: _Entries) -> None:
    """Check all entries against each other.

    Short names of municipalities ("Neustadt") and ambiguous names ("Freistaat") are shared on purpose.

    Raises:
        DataError: A parent or predecessor that is missing or leads back to the entry; an entry that ends before
            it begins, is older than what it took the place of, or bears two official names at a time; two
            entries of one type and parent that bear one name at the same time. Names file and line.
    """
    for entry in entries.values():
        _check_references(entry, entries)
        _check_time(entry, entries)
    _check_circles(entries, "parent", lambda entry: [entry.parent] if entry.parent else [])
    _check_circles(entries, "predecessors", lambda entry: entry.predecessors)
    _check_names(entries)


def _where(entry: Entry) -> str:
    return f"{entry.place}: entry {entry.key!r}"


def _check_references(entry: Entry, entries: _Entries) -> None:
    for key in filter(None, (entry.parent, *(former.key for former in entry.former_parents))):
        if key not in entries:
            raise DataError(f"{_where(entry)}: parent {key!r} is missing", hint="add the parent")
    for key in entry.predecessors:
        if key not in entries:
            raise DataError(f"{_where(entry)}: predecessors: {key!r} is missing", hint="add it")


def _check_time(entry: Entry, entries: _Entries) -> None:
    if ends_before(entry.since, entry.until):
        raise DataError(
            f"{_where(entry)}: until {entry.until} is before since {entry.since}", hint="mend one of the two"
        )
    for key in entry.predecessors:
        before = entries[key]
        if _later(before.until, entry.since):
            raise DataError(
                f"{_where(entry)}: begins ({entry.since}) before its predecessor {key!r} in {before.place}"
                f" ends ({before.until})",
                hint="the last day of the one is before the first day of the other",
            )
    _check_official_names(entry)


def _check_official_names(entry: Entry) -> None:
    """Of official names that have days of their own, one holds at a time."""
    dated = [n for n in entry.names if n.kind == "official" and (n.since, n.until) != (entry.since, entry.until)]
    dated.sort(key=lambda name: name.since or "")
    for name, following in pairwise(dated):
        if name.until is None or _later(name.until, following.since or ""):
            raise DataError(
                f"{_where(entry)}: official names {name.text!r} and {following.text!r} hold at the same time",
                hint="end one on the day before the other begins",
            )


def _later(until: str | None, since: str | None) -> bool:
    """True if `until` is surely after the day before `since`; a change in a month that both name is one."""
    if until is None or since is None:
        return False
    if len(until) == len(since) == len("2021-12-08"):
        return until >= since
    shared = min(len(until), len(since))
    return until[:shared] > since[:shared]


def _check_circles(entries: _Entries, field: str, above: Callable[[Entry], Iterable[str]]) -> None:
    """No entry is above itself; each is looked at once, however long the chains are."""
    sound: set[str] = set()
    for start in entries:
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            key, done = waiting.pop()
            if done:
                sound.add(path.pop())
            elif key in path:
                circle = " → ".join([*path[path.index(key) :], key])
                raise DataError(f"{_where(entries[key])}: {field} goes in a circle: {circle}", hint="cut it")
            elif key not in sound:
                path.append(key)
                waiting.append((key, True))
                waiting += [(other, False) for other in above(entries[key])]


def _check_names(entries: _Entries) -> None:
    taken: dict[tuple[str, str | None, str], list[tuple[Name, Entry]]] = {}
    for entry in entries.values():
        for name in entry.names:
            if (
                name.kind != "demonym"
                and not name.ambiguous
                and (entry.type != "Municipality" or name.kind == "official")
            ):
                taken.setdefault((entry.type, entry.parent, fold(name.text)), []).append((name, entry))
    for holders in taken.values():
        if len(holders) > 1:
            _check_apart(holders)


def _check_apart(holders: list[tuple[Name, Entry]]) -> None:
    for position, (name, entry) in enumerate(holders):
        for other_name, other in holders[position + 1 :]:
            if entry is not other and _overlap(name, other_name):
                raise DataError(
                    f"{other.place}: entries {entry.key!r} in {entry.place} and {other.key!r}"
                    f" both bear {name.text!r} at the same time",
                    hint="date the names (`Name [since/until]`) or drop one",
                )


def _overlap(name: Name, other: Name) -> bool:
    """True if both are valid on some day, as far as the dates tell."""
    begin = max(name.since or "", other.since or "")
    end = min(name.until or "~", other.until or "~")
    return begin <= end
