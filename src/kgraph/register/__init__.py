"""The register of German public bodies, their laws, services and companions: files in, look-ups by name out.

`Register.named` finds entries by any of their names under `kgraph.names.fold`. Which of several is
meant in an article is decided by `kgraph.resolve`, not here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kgraph.collector import held
from kgraph.config import load_settings, resource
from kgraph.names import fold
from kgraph.register.check import check_entries
from kgraph.register.entry import NAME_KINDS, TYPES, Entry, Name, NameKind
from kgraph.register.load import load_entries

__all__ = [
    "NAME_KINDS",
    "TYPES",
    "Entry",
    "Name",
    "NameKind",
    "Register",
    "check_own",
    "default_register",
    "own_folder",
]

_RANKS = {"State": 0, "Land": 1}


class Register:
    """All entries, found by key or by name.

    Attributes:
        entries: Key → entry.
    """

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries: Mapping[str, Entry] = MappingProxyType(dict(entries))
        self._index: dict[str, list[Entry]] = {}
        for entry in sorted(entries.values(), key=_precedence):
            for text in {fold(name.text) for name in entry.names}:
                self._index.setdefault(text, []).append(entry)

    @classmethod
    def load(cls, folder: Path | None = None, own: Path | None = None) -> Register:
        """Read and check a register.

        Args:
            folder: Its files; kgraph's own `data/register` if not given.
            own: Files with more entries, which may belong to those and succeed them.

        Raises:
            DataError: A file does not parse, or an entry is wrong; names file, entry and field.
        """
        entries = load_entries(folder or resource("data/register"))
        if own:
            load_entries(own, entries)
        check_entries(entries)
        return cls(entries)

    def named(self, name: str) -> tuple[Entry, ...]:
        """Every entry that bears `name`, whenever it did: states, Länder, then by population falling, then by key."""
        return tuple(self._index.get(fold(name), ()))

    def last_of(self, keys: Collection[str]) -> str | None:
        """Of keys that are a chain of predecessors and successors the last one; None if they are none."""
        ends = [key for key in keys if set(keys) <= {key, *self.predecessors(key)}]
        return ends[0] if len(ends) == 1 else None

    def predecessors(self, key: str) -> Iterator[str]:
        """The keys whose place an entry took, and theirs before them."""
        for before in self.entries[key].predecessors:
            yield before
            yield from self.predecessors(before)

    def all_names(self) -> Iterator[tuple[str, Name, Entry]]:
        """Every name as it is written, with its record and its entry; a shared name comes once an entry."""
        for entry in self.entries.values():
            for name in entry.names:
                yield name.text, name, entry


@cache
@held()
def default_register() -> Register:
    """The register that kgraph brings along, with the entries that the settings add; loaded once.

    Raises:
        DataError: An entry is wrong.
    """
    return Register.load(own=own_folder())


def own_folder() -> Path | None:
    """The folder that the setting `register` names; workers find it by the same environment and directory.

    Raises:
        UsageError: The settings are wrong.
    """
    name = load_settings().register
    return Path(name).expanduser() if name else None


def check_own() -> None:
    """Load a register of one's own before the first article is read: what is wrong with it concerns all of them.

    Raises:
        DataError: An entry is wrong.
        UsageError: The settings are wrong.
    """
    if own_folder():
        default_register()


def _precedence(entry: Entry) -> tuple[int, int, str]:
    return _RANKS.get(entry.type, 2), -(entry.population or 0), entry.key
