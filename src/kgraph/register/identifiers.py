"""What register entries are called by other data sets: `identifiers/*.csv` in, entries with more identifiers out.

A file has a line of comment, a header `key,SCHEME`, and a line an entry. It holds only what was verified; its comment
says how. Codes of schemes that are links are checked for their form.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from kgraph.errors import DataError
from kgraph.register.entry import Entry
from kgraph.register.text import read_text

FOLDER = "identifiers"
_FORMS = {"wikidata": r"Q[1-9]\d*", "gnd": r"\d+-?[\dX]", "geonames": r"[1-9]\d*"}
_EXAMPLES = {"wikidata": "Q64", "gnd": "4005728-8", "geonames": "2950157"}


def check_code(scheme: str, code: str, where: str) -> None:
    """Refuse a code that cannot be one of its scheme.

    Raises:
        DataError: It cannot, by its form or by its check digit; `where` names the place.
    """
    if scheme in _FORMS and not re.fullmatch(_FORMS[scheme], code):
        raise DataError(
            f"{where}: identifiers: {scheme} {code!r} is no code of that kind", hint=f'write "{_EXAMPLES[scheme]}"'
        )
    if scheme == "gnd" and code[-1] != _check_digit(code[:-1]):
        raise DataError(f"{where}: identifiers: gnd {code!r} has a wrong check digit", hint="look the number up again")


def _check_digit(number: str) -> str:
    """The sign that ends a GND number: in the form with a hyphen ("4005044-") the sum itself, else its complement."""
    digits = number.rstrip("-")
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), start=2)) % 11
    rest = total if number != digits else -total % 11
    return "X" if rest == 10 else str(rest)


def add_identifiers(entries: Mapping[str, Entry], folder: Path, shown: str = FOLDER) -> None:
    """Put what the files of a folder say on entries that are just being loaded; a missing folder says nothing.

    Entries are frozen once they are handed out; to make 9,000 anew would cost a sixth of the load.

    Raises:
        DataError: A line names an unknown entry, a scheme that the entry has already, a malformed code, or one that
            another entry has; names file and line.
    """
    taken: dict[tuple[str, str], str] = {}
    for entry in entries.values():
        for scheme in _FORMS.keys() & entry.identifiers.keys():
            _take(taken, entry.key, scheme, entry.identifiers[scheme], f"{entry.place}: entry {entry.key!r}")
    for path in sorted(folder.glob("*.csv")):
        file = f"{shown}/{path.name}"
        rows = csv.reader(read_text(path, file).splitlines()[1:])  # without the comment
        header = next(rows, [])
        if len(header) != 2 or header[0] != "key" or header[1] not in _FORMS:
            raise DataError(f"{file}:2: is no header", hint=f"write key, and one of {', '.join(_FORMS)}")
        for number, row in enumerate(rows, start=3):
            _add(entries, taken, row, header[1], f"{file}:{number}")


def _add(
    entries: Mapping[str, Entry], taken: dict[tuple[str, str], str], row: list[str], scheme: str, where: str
) -> None:
    if len(row) != 2 or row[0] not in entries:
        raise DataError(f"{where}: {row[0] if row else ''!r} is no entry", hint=f"a line is key,{scheme}")
    key, code = row
    known = cast(dict[str, str], entries[key].identifiers)
    check_code(scheme, code, where)
    if known.setdefault(scheme, code) != code:
        raise DataError(f"{where}: {key} has the {scheme} {known[scheme]} already", hint="keep one of them")
    _take(taken, key, scheme, code, where)


def _take(taken: dict[tuple[str, str], str], key: str, scheme: str, code: str, where: str) -> None:
    if (other := taken.setdefault((scheme, code), key)) != key:
        raise DataError(f"{where}: {other} has the {scheme} {code}, too", hint="only one of them can be that")
