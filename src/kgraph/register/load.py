"""The files of `data/register/` → checked entries: TOML for what is written by hand, CSV for the mass.

Every fault is a `DataError` that names the file, the line, the entry and the field. What the files may hold
is told in `data/register/README.md`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register.entry import NAME_KINDS, TYPES, Entry, Name
from kgraph.register.fields import is_date, read_name, read_parents
from kgraph.register.identifiers import FOLDER, add_identifiers, check_code
from kgraph.register.table import read_table

AMBIGUOUS_FILE = "ambiguous-names.txt"
_DATES = ("since", "until", "counted", "as_of")
_FIELDS = {"key", "parent", *_DATES, "identifiers", "predecessors", "ambiguous", "kind", "population", "source"} | {
    *NAME_KINDS
}
_HEADER = re.compile(r"\s*\[\[\s*entry\s*\]\]")


def load_entries(folder: Path) -> dict[str, Entry]:
    """Read all files of a register.

    Returns:
        Key → entry, in the order of the files' names and of the lines in them.

    Raises:
        DataError: A file does not parse, or an entry is wrong in itself; for what holds between
            entries see `kgraph.register.check`.
    """
    words = frozenset(_words(folder / AMBIGUOUS_FILE))
    entries: dict[str, Entry] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".toml", ".csv"):
            continue
        for entry in _from_toml(path) if path.suffix == ".toml" else read_table(path, words):
            if entry.key in entries:
                raise DataError(
                    f"{entry.place}: entry {entry.key!r}: key stands in {entries[entry.key].place} already",
                    hint="give one of the two another key, or join them",
                )
            entries[entry.key] = entry
    add_identifiers(entries, folder / FOLDER)
    return entries


def _words(path: Path) -> Iterator[str]:
    """Folded names, parted by commas or line ends; `#` starts a comment."""
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            yield from (fold(name) for name in line.partition("#")[0].split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands: its file, and the lines of its fields."""

    file: str
    lines: Mapping[str, int]

    def of(self, field: str = "key") -> str:
        """`bodies.toml:12`, the line of a field; of the entry's first line where it has no such field."""
        return f"{self.file}:{self.lines.get(field, self.lines[''])}"


def _from_toml(path: Path) -> Iterator[Entry]:
    text = path.read_bytes().decode("utf-8", errors="replace")
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault
    source = document.get("source", "")
    places = list(_places(text, path.name))
    for number, table in enumerate(document.get("entry", ()), start=1):
        yield _entry(table, places[number - 1], number, source)


def _places(text: str, file: str) -> Iterator[_Place]:
    """The lines of each `[[entry]]` and of the fields below it, which `tomllib` does not tell."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if _HEADER.match(line):
            if lines:
                yield _Place(file, lines)
            lines = {"": number}
        elif lines and (field := re.match(r"\s*([\w-]+)\s*=", line)):
            lines.setdefault(field[1], number)
    if lines:
        yield _Place(file, lines)


def _entry(table: Mapping[str, Any], place: _Place, number: int, source: str) -> Entry:
    key = table.get("key")
    name = f"entry {key!r}" if key else f"entry no. {number}"
    _check_fields(table, place, name)
    source = table.get("source", source)
    if not source:
        raise DataError(
            f"{place.of()}: {name}: source is missing", hint="say on which official publication the facts rest"
        )
    names = tuple(_names(table, place, name))
    parent, former = read_parents(table.get("parent"), f"{place.of('parent')}: {name}")
    return Entry(
        key=table["key"],
        type=TYPES[table["key"].partition("/")[0]],
        names=names,
        parent=parent,
        since=table.get("since"),
        until=table.get("until"),
        identifiers=table.get("identifiers", {}),
        predecessors=tuple(table.get("predecessors", ())),
        ambiguous=names[0].ambiguous,
        kind=table.get("kind"),
        population=table.get("population"),
        counted=table.get("counted"),
        as_of=table.get("as_of"),
        former_parents=former,
        source=source,
        place=place.of(),
    )


def _check_fields(table: Mapping[str, Any], place: _Place, name: str) -> None:
    key = table.get("key")
    if not isinstance(key, str) or not re.fullmatch(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*", key):
        raise DataError(f"{place.of()}: {name}: key is missing or no path", hint='write key = "ministry/bmi"')
    if key.partition("/")[0] not in TYPES:
        raise DataError(f"{place.of()}: {name}: key has no known type", hint=f"keys begin with {', '.join(TYPES)}")
    if unknown := sorted(set(table) - _FIELDS):
        raise DataError(
            f"{place.of(unknown[0])}: {name}: unknown field {unknown[0]!r}",
            hint=f"known are {', '.join(sorted(_FIELDS))}",
        )
    for field in _DATES:
        if field in table and not is_date(table[field]):
            raise DataError(
                f"{place.of(field)}: {name}: {field} {table[field]!r} is no date", hint='write "2021-12-08" or less'
            )
    for scheme, code in table.get("identifiers", {}).items():
        check_code(scheme, str(code), f"{place.of('identifiers')}: {name}")


def _names(table: Mapping[str, Any], place: _Place, entry: str) -> Iterator[Name]:
    ambiguous = table.get("ambiguous", False)
    seen: set[tuple[str, str | None]] = set()
    for kind in NAME_KINDS:
        where = f"{place.of(kind)}: {entry}"
        texts = table.get(kind, ())
        if not isinstance(texts, list | tuple):
            raise DataError(f"{where}: {kind} is no list", hint=f'write {kind} = ["…"]')
        for text in texts:
            name = read_name(text, kind, (table.get("since"), table.get("until")), where)
            if (name.text, name.since) in seen:
                raise DataError(f"{where}: name {name.text!r} stands there twice", hint="delete one of the two")
            seen.add((name.text, name.since))
            doubtful = ambiguous if isinstance(ambiguous, bool) else name.text in ambiguous
            yield Name(name.text, kind, name.since, name.until, True) if doubtful else name
    if not seen:
        raise DataError(f"{place.of()}: {entry}: has no name", hint='write official = ["…"]')
    if not isinstance(ambiguous, bool) and (lost := sorted(set(ambiguous) - {text for text, _ in seen})):
        raise DataError(f"{place.of('ambiguous')}: {entry}: ambiguous has {lost[0]!r}, which is no name of the entry")
