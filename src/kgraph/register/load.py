"""The files of `data/register/` → checked entries: TOML for what is written by hand, CSV for the mass.

Every fault is a `DataError` that names the file, the line, the entry and the field. What the files may hold
is told in `data/register/README.md`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register.entry import NAME_KINDS, TYPES, Entry, Name
from kgraph.register.fields import KEY, is_date, read_name, read_parents
from kgraph.register.identifiers import FOLDER, add_identifiers, check_code
from kgraph.register.table import read_table
from kgraph.register.text import read_text

AMBIGUOUS_FILE = "ambiguous-names.txt"
_DATES = ("since", "until", "counted", "as_of")
_FIELDS = {"key", "parent", *_DATES, "identifiers", "predecessors", "ambiguous", "kind", "population", "source"} | {
    *NAME_KINDS
}
_AT = re.compile(r" \(at line (\d+), column \d+\)")  # how tomllib tells a place
_HEADER = re.compile(r"\s*\[\[\s*entry\s*\]\]")


def load_entries(folder: Path, known: dict[str, Entry] | None = None) -> dict[str, Entry]:
    """Read all files of a register.

    Args:
        folder: Its files.
        known: Entries read before, which those of the folder join; faults then name the folder, too.

    Returns:
        Key → entry, in the order of the files' names and of the lines in them.

    Raises:
        DataError: A file does not parse, or an entry is wrong in itself; for what holds between
            entries see `kgraph.register.check`.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder", hint="name one in the setting `register`, or none")
    label = f"{folder}/" if known else ""
    words = frozenset(_words(folder / AMBIGUOUS_FILE, label + AMBIGUOUS_FILE))
    entries = {} if known is None else known
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".toml", ".csv"):
            continue
        shown = label + path.name
        for entry in _from_toml(path, shown) if path.suffix == ".toml" else read_table(path, words, shown):
            if entry.key in entries:
                raise DataError(
                    f"{entry.place}: entry {entry.key!r}: key stands in {entries[entry.key].place} already",
                    hint="give one of the two another key, or join them",
                )
            entries[entry.key] = entry
    add_identifiers(entries, folder / FOLDER, label + FOLDER)
    return entries


def _words(path: Path, shown: str) -> Iterator[str]:
    """Folded names, parted by commas or line ends; `#` starts a comment."""
    if path.is_file():
        for line in read_text(path, shown).splitlines():
            yield from (fold(name) for name in line.partition("#")[0].split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table stands: its file, and the lines of its fields."""

    file: str
    lines: Mapping[str, int]

    def of(self, field: str = "key") -> str:
        """`bodies.toml:12`, the line of a field; of the entry's first line where it has no such field."""
        return f"{self.file}:{self.lines.get(field, self.lines[''])}"


def _from_toml(path: Path, shown: str) -> Iterator[Entry]:
    text = read_text(path, shown)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = _AT.search(str(fault))
        place = f"{shown}:{found[1]}" if found else f"{shown}:{len(text.splitlines())}"
        raise DataError(f"{place}: {_AT.sub('', str(fault))}", hint="the file must be TOML") from fault
    places = list(_places(text, shown))
    _check_document(document, len(places), text, shown)
    for number, table in enumerate(document["entry"], start=1):
        yield _entry(table, places[number - 1], number, document.get("source", ""))


def _check_document(document: Mapping[str, Any], entries: int, text: str, file: str) -> None:
    """A file holds a source and `[[entry]]` tables, nothing else."""
    for name in document:
        if name not in ("source", "entry"):
            raise DataError(
                f"{file}:{_line_of(name, text)}: unknown {name!r}", hint='a file has source = "…" and [[entry]] tables'
            )
    tables = document.get("entry", [])
    if not tables or not isinstance(tables, list) or len(tables) != entries:
        raise DataError(f"{file}:{_line_of('entry', text)}: has no [[entry]]", hint="begin each entry with [[entry]]")


def _line_of(name: str, text: str) -> int:
    """The first line that is about a name outside of the entries; 1 if none is."""
    found = re.search(rf"^\s*\[*\s*\"?{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start() + len(found[0])) + 1 if found else 1


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
    if not source or not isinstance(source, str):
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


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value) and len(set(value)) == len(value)


def _is_table_of_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


_KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "identifiers": (_is_table_of_texts, 'identifiers = { wikidata = "Q64" }'),
    "predecessors": (_is_texts, 'predecessors = ["ministry/bmwi"], each once'),
    "ambiguous": (lambda value: isinstance(value, bool) or _is_texts(value), 'ambiguous = true, or ["Name"]'),
    "population": (lambda value: type(value) is int and value >= 0, "population = 661301"),
    "kind": (lambda value: isinstance(value, str), 'kind = "Stadt"'),
}
"""Field → whether a value is of its kind, and how it is written."""


def _check_fields(table: Mapping[str, Any], place: _Place, name: str) -> None:
    key = table.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key):
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
    for field, (right, wanted) in _KINDS.items():
        if field in table and not right(table[field]):
            raise DataError(f"{place.of(field)}: {name}: {field} {table[field]!r} is wrong", hint=f"write {wanted}")
    for scheme, code in table.get("identifiers", {}).items():
        check_code(scheme, code, f"{place.of('identifiers')}: {name}")


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
        raise DataError(
            f"{place.of('ambiguous')}: {entry}: ambiguous has {lost[0]!r}, which is no name of the entry",
            hint="write the name as it stands above, without its days",
        )
