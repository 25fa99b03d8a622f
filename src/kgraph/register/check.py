"""What must hold between the entries of a register: parents exist, names tell siblings apart."""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register.entry import Entry, Name


def check_entries(entries: Mapping[str, Entry]) -> None:
    """Check all entries against each other.

    Short names of municipalities ("Neustadt") and ambiguous names ("Freistaat") are shared on purpose.

    Raises:
        DataError: A parent or predecessor that is missing, an entry that ends before it begins, or
            two entries of one type and parent that bear one name at the same time.
    """
    taken: dict[tuple[str, str | None, str], list[tuple[Name, Entry]]] = {}
    for entry in entries.values():
        if entry.parent is not None and entry.parent not in entries:
            raise DataError(f"register: entry {entry.key!r}: parent {entry.parent!r} is missing", hint="add the parent")
        for key in entry.predecessors:
            if key not in entries:
                raise DataError(f"register: entry {entry.key!r}: predecessors: {key!r} is missing", hint="add it")
        if entry.since and entry.until and entry.until < entry.since[: len(entry.until)]:
            raise DataError(f"register: entry {entry.key!r}: until {entry.until} is before since {entry.since}")
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
                    f"register: entries {entry.key!r} and {other.key!r} both bear {name.text!r} at the same time",
                    hint="date the names (`Name [since/until]`) or drop one",
                )


def _overlap(name: Name, other: Name) -> bool:
    """True if both are valid on some day, as far as the dates tell."""
    begin = max(name.since or "", other.since or "")
    end = min(name.until or "~", other.until or "~")
    return begin <= end
