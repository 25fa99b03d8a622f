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

FOLDER = "identifiers"
_FORMS = {"wikidata": r"Q[1-9]\d*", "gnd": r"\d[\d-]*[\dX]", "geonames": r"[1-9]\d*"}


def check_code(scheme: str, code: str, where: str) -> None:
    """Refuse a code that cannot be one of its scheme.

    Raises:
        DataError: It cannot; `where` names the place.
    """
    if scheme in _FORMS and not re.fullmatch(_FORMS[scheme], code):
        raise DataError(f"{where}: identifiers: {scheme} {code!r} is no code of that kind", hint='write "Q64"')


def add_identifiers(entries: Mapping[str, Entry], folder: Path) -> None:
    """Put what the files of a folder say on entries that are just being loaded; a missing folder says nothing.

    Entries are frozen once they are handed out; to make 9,000 anew would cost a sixth of the load.

    Raises:
        DataError: A line names an unknown entry, a scheme that the entry has already, or a malformed code.
    """
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)  # the comment
            header = next(rows, [])
            if len(header) != 2 or header[0] != "key":
                raise DataError(f"{path.name}: line 2 is no header", hint="write key,wikidata")
            scheme = header[1]
            for number, row in enumerate(rows, start=3):
                _add(entries, row, scheme, f"{path.name}, line {number}")


def _add(entries: Mapping[str, Entry], row: list[str], scheme: str, where: str) -> None:
    if len(row) != 2 or row[0] not in entries:
        raise DataError(f"{where}: {row[0] if row else ''!r} is no entry", hint=f"a line is key,{scheme}")
    key, code = row
    known = cast(dict[str, str], entries[key].identifiers)
    check_code(scheme, code, where)
    if known.setdefault(scheme, code) != code:
        raise DataError(f"{where}: {key} has the {scheme} {known[scheme]} already", hint="keep one of them")
