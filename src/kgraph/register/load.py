"""The files of `data/register/` → checked entries: TOML for what is written by hand, CSV for the mass.

Every fault is a `DataError` that names the file, the entry and the field. What the files may hold
is told in `data/register/README.md`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register.entry import NAME_KINDS, TYPES, Entry, Name, NameKind
from kgraph.register.identifiers import FOLDER, add_identifiers, check_code

AMBIGUOUS_FILE = "ambiguous-names.txt"
_COLUMNS: tuple[NameKind, ...] = ("official", "short", "variant", "demonym")

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DATED = re.compile(r"(?P<text>.+?) \[(?P<since>[\d-]*)/(?P<until>[\d-]*)\]")
_FIELDS = {"key", "parent", "since", "until", "identifiers", "predecessors", "ambiguous", "source", *NAME_KINDS}


def load_entries(folder: Path) -> dict[str, Entry]:
    """Read and check all files of a register.

    Returns:
        Key → entry, in the order of the files' names and of the lines in them.

    Raises:
        DataError: A file does not parse, or an entry is wrong; see `kgraph.register.check`.
    """
    words = frozenset(_words(folder / AMBIGUOUS_FILE))
    entries: dict[str, Entry] = {}
    places: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".toml", ".csv"):
            continue
        for entry in _from_toml(path) if path.suffix == ".toml" else _from_csv(path, words):
            if entry.key in entries:
                raise DataError(
                    f"{path.name}: entry {entry.key!r}: key stands in {places[entry.key]} already",
                    hint="give one of the two another key, or join them",
                )
            entries[entry.key] = entry
            places[entry.key] = path.name
    add_identifiers(entries, folder / FOLDER)
    return entries


def _words(path: Path) -> Iterator[str]:
    """Folded names, parted by commas or line ends; `#` starts a comment."""
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            yield from (fold(name) for name in line.partition("#")[0].split(",") if name.strip())


def _from_toml(path: Path) -> Iterator[Entry]:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(f"{path.name}: {fault}", hint="the file must be TOML in UTF-8") from fault
    source = document.get("source", "")
    for number, table in enumerate(document.get("entry", ()), start=1):
        yield _entry(table, path.name, number, source)


def _entry(table: Mapping[str, Any], file: str, number: int, source: str) -> Entry:
    key = table.get("key")
    where = f"{file}: entry {key!r}" if key else f"{file}: entry no. {number}"
    if not isinstance(key, str) or not re.fullmatch(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*", key):
        raise DataError(f"{where}: key is missing or no path", hint='write key = "ministry/bmi"')
    if key.partition("/")[0] not in TYPES:
        raise DataError(f"{where}: key has no known type", hint=f"keys begin with {', '.join(TYPES)}")
    if unknown := sorted(set(table) - _FIELDS):
        raise DataError(f"{where}: unknown field {unknown[0]!r}", hint=f"known are {', '.join(sorted(_FIELDS))}")
    for fieldname in ("since", "until"):
        if fieldname in table and not _DATE.fullmatch(str(table[fieldname])):
            raise DataError(f"{where}: {fieldname} {table[fieldname]!r} is no date", hint='write "2021-12-08" or less')
    for scheme, code in table.get("identifiers", {}).items():
        check_code(scheme, str(code), where)
    source = table.get("source", source)
    if not source:
        raise DataError(f"{where}: source is missing", hint="say on which official publication the facts rest")
    names = tuple(_names(table, where))
    return Entry(
        key=key,
        type=TYPES[key.partition("/")[0]],
        names=names,
        parent=table.get("parent"),
        since=table.get("since"),
        until=table.get("until"),
        identifiers=table.get("identifiers", {}),
        predecessors=tuple(table.get("predecessors", ())),
        ambiguous=names[0].ambiguous,
        source=source,
    )


def _names(table: Mapping[str, Any], where: str) -> Iterator[Name]:
    ambiguous = table.get("ambiguous", False)
    seen: set[tuple[str, str | None]] = set()
    for kind in NAME_KINDS:
        texts = table.get(kind, ())
        if not isinstance(texts, list | tuple):
            raise DataError(f"{where}: {kind} is no list", hint=f'write {kind} = ["…"]')
        for text in texts:
            name = _name(text, kind, table, where)
            if (name.text, name.since) in seen:
                raise DataError(f"{where}: name {name.text!r} stands there twice", hint="delete one of the two")
            seen.add((name.text, name.since))
            doubtful = ambiguous if isinstance(ambiguous, bool) else name.text in ambiguous
            yield Name(name.text, kind, name.since, name.until, True) if doubtful else name
    if not seen:
        raise DataError(f"{where}: has no name", hint='write official = ["…"]')
    if not isinstance(ambiguous, bool) and (lost := sorted(set(ambiguous) - {text for text, _ in seen})):
        raise DataError(f"{where}: ambiguous has {lost[0]!r}, which is no name of the entry")


def _name(text: object, kind: NameKind, table: Mapping[str, Any], where: str) -> Name:
    """`text` may end with the days of its use: `Bundesministerium des Innern [2013-12-17/2018-03-13]`."""
    since, until = table.get("since"), table.get("until")
    if not isinstance(text, str) or not text.strip():
        raise DataError(f"{where}: {kind} has a name that is no text", hint="write names in quotes")
    if text.endswith("]") and (dated := _DATED.fullmatch(text)):
        text, since, until = dated["text"], dated["since"] or since, dated["until"] or until
        for bound in (since, until):
            if bound and not _DATE.fullmatch(bound):
                raise DataError(
                    f"{where}: {kind} {text!r} has {bound!r} for a date", hint='write "Name [2018-03/2021]"'
                )
    if since and until and until < since[: len(until)]:
        raise DataError(f"{where}: {kind} {text!r} ends ({until}) before it begins ({since})")
    return Name(text, kind, since, until)


def _from_csv(path: Path, words: frozenset[str]) -> Iterator[Entry]:
    """Columns: key, parent, population, official, short, variant, demonym; several names are parted by `|`."""
    identifier = {"municipality": "ags", "district": "kreisschluessel"}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        source = path.read_text("utf-8").partition("\n")[0].removeprefix("#").strip()
        next(rows)
        for row in rows:
            try:
                key, parent, population, *columns = row
                names = tuple(
                    Name(text, kind, None, None, fold(text) in words)
                    for kind, column in zip(_COLUMNS, columns, strict=True)
                    if column
                    for text in column.split("|")
                )
                segment, _, code = key.partition("/")
                yield Entry(
                    key=key,
                    type=TYPES[segment],
                    names=names,
                    parent=parent or None,
                    identifiers={identifier[segment]: code},
                    ambiguous=names[0].ambiguous,
                    population=int(population) if population else None,
                    source=source,
                )
            except (ValueError, KeyError, IndexError) as fault:
                raise DataError(
                    f"{path.name}: entry {row[0] if row else ''!r}: {fault}",
                    hint="a line is key,parent,population,official,short,variant,demonym",
                ) from fault
