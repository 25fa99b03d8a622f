"""A CSV file of places → entries. What it may hold is told in `data/register/README.md`.

Lines of comment at its head say where the list is from, as of which day it is and when people were counted.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import DataError
from kgraph.names import fold
from kgraph.register.entry import TYPES, Entry, Name
from kgraph.register.fields import COLUMNS, KEY, is_date, read_name, read_parents
from kgraph.register.text import read_text

_HEAD = ("key", "parent", "kind", "population", *COLUMNS)
_OPTIONAL = ("since", "until", "predecessors")
_IDENTIFIER = {"municipality": "ags", "district": "kreisschluessel"}
_NOTE = re.compile(r"#\s*(as of|counted):\s*(\S+)\s*")


@dataclass(frozen=True, slots=True)
class _Table:
    """What the head of a file says of all its lines, and the names that are words as well."""

    columns: Sequence[str]
    notes: Mapping[str, str]
    source: str
    words: frozenset[str]


def read_table(path: Path, words: frozenset[str], shown: str) -> Iterator[Entry]:
    """Yield the entries of a table in its order.

    Args:
        path: The file.
        words: Folded names that are ordinary words or surnames as well.
        shown: What faults and entries call the file.

    Raises:
        DataError: A line has too few or too many fields, or one of them is wrong; names file, line and key.
    """
    lines = read_text(path, shown).splitlines()
    comments = [line for line in lines if line.startswith("#")]
    notes = {found[1]: found[2] for line in comments if (found := _NOTE.fullmatch(line))}
    source = next((line.removeprefix("#").strip() for line in comments if not _NOTE.fullmatch(line)), "")
    _check_head(notes, source, shown)
    table: _Table | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip():
            continue
        row = _cells(line, f"{shown}:{number}")
        if table is None:
            table = _Table(_columns(row, f"{shown}:{number}"), notes, source, words)
        else:
            yield _entry(row, table, f"{shown}:{number}")
    if table is None:
        raise DataError(f"{shown}:{len(lines)}: has no head of columns", hint=f"write {','.join(_HEAD)}")


def _check_head(notes: Mapping[str, str], source: str, file: str) -> None:
    if not source:
        raise DataError(
            f"{file}:1: source is missing", hint='begin with "# …", the official publication on which the facts rest'
        )
    for name, day in notes.items():
        if not is_date(day):
            raise DataError(f"{file}:1: {name} {day!r} is no date", hint=f'write "# {name}: 2011-12-31"')


def _cells(line: str, place: str) -> list[str]:
    try:
        return next(csv.reader([line], strict=True))
    except csv.Error as fault:
        raise DataError(f"{place}: {fault}", hint="close the quotes, and write an entry in one line") from fault


def _columns(row: Sequence[str], place: str) -> Sequence[str]:
    if unknown := sorted(set(row) - {*_HEAD, *_OPTIONAL}) or sorted(set(_HEAD) - set(row)):
        raise DataError(
            f"{place}: the head of the table lacks a column or has an unknown one: {unknown[0]!r}",
            hint=f"columns are {','.join(_HEAD)}, and {','.join(_OPTIONAL)} where needed",
        )
    return row


def _entry(row: Sequence[str], table: _Table, place: str) -> Entry:
    where = f"{place}: entry {row[0]!r}"
    if len(row) != len(table.columns):
        raise DataError(
            f"{where}: {len(row)} fields instead of {len(table.columns)}", hint=f"a line is {','.join(table.columns)}"
        )
    cells = dict(zip(table.columns, row, strict=True))
    segment, _, code = cells["key"].partition("/")
    if segment not in _IDENTIFIER or not KEY.fullmatch(cells["key"]):
        raise DataError(f"{where}: key has no known type", hint="keys of tables begin with municipality or district")
    bounds = cells.get("since") or None, cells.get("until") or None
    if wrong := [bound for bound in bounds if bound and not is_date(bound)]:
        raise DataError(f"{where}: {wrong[0]!r} is no date", hint='write "2021-07-01" or less')
    if not re.fullmatch(r"[0-9]*", cells["population"]):
        raise DataError(f"{where}: population {cells['population']!r} is no number", hint="write 661301, or nothing")
    parent, former = read_parents(cells["parent"], where)
    names = tuple(_names(cells, bounds, where, table.words))
    return Entry(
        key=cells["key"],
        type=TYPES[segment],
        names=names,
        parent=parent,
        since=bounds[0],
        until=bounds[1],
        identifiers={_IDENTIFIER[segment]: code},
        predecessors=tuple(key for key in cells.get("predecessors", "").split("|") if key),
        ambiguous=names[0].ambiguous,
        kind=cells["kind"] or None,
        population=int(cells["population"]) if cells["population"] else None,
        counted=table.notes.get("counted") if cells["population"] else None,
        as_of=table.notes.get("as of"),
        former_parents=former,
        source=table.source,
        place=place,
    )


def _names(
    cells: Mapping[str, str], bounds: tuple[str | None, str | None], where: str, words: frozenset[str]
) -> Iterator[Name]:
    seen: set[tuple[str, str | None, bool]] = set()  # "Eschweiler" is the town and its adjective
    for kind in COLUMNS:
        for text in cells[kind].split("|") if cells[kind] else ():
            name = read_name(text, kind, bounds, where)
            mark = name.text, name.since, kind == "demonym"
            if mark in seen:
                raise DataError(f"{where}: name {name.text!r} stands there twice", hint="delete one of the two")
            seen.add(mark)
            yield Name(name.text, kind, name.since, name.until, True) if fold(name.text) in words else name
    if not seen:
        raise DataError(f"{where}: has no name", hint="fill the column official")
