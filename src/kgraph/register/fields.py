"""What entries of TOML and CSV files have in common: names, parents and bounds of time, read from text and checked."""

from __future__ import annotations

import re
from datetime import date

from kgraph.errors import DataError
from kgraph.register.entry import NAME_KINDS, Name, NameKind, Parent

COLUMNS: tuple[NameKind, ...] = tuple(kind for kind in NAME_KINDS if kind != "abbreviation")
"""The kinds of names that tables have, in their order."""

KEY = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
"""Keys are paths of two segments, fit for an IRI as they are."""

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_DATED = re.compile(r"(?P<text>.+?) \[(?P<since>[\d-]*)/(?P<until>[\d-]*)\]")


def is_date(text: object) -> bool:
    """True of "2021", "2021-12" and "2021-12-08", false of "2021-02-30"."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("2021") :])
    except ValueError:
        return False
    return True


def ends_before(since: str | None, until: str | None) -> bool:
    """True if a time is over before it begins, as far as both bounds are known."""
    return bool(since and until and until < since[: len(until)])


def read_name(text: object, kind: NameKind, bounds: tuple[str | None, str | None], where: str) -> Name:
    """Read a name, which may end with the days of its use: `Bundesministerium des Innern [2013-12-17/2018-03-13]`.

    Args:
        text: As the file has it.
        kind: Its kind.
        bounds: First and last day of the entry, which hold where the name has none of its own.
        where: File, line and entry, for messages.

    Raises:
        DataError: It is no text, or its days are none or the wrong way round.
    """
    if not isinstance(text, str) or not text.strip():
        raise DataError(f"{where}: {kind} has a name that is no text", hint="write names in quotes")
    if not text.isprintable():
        raise DataError(f"{where}: {kind} {text!r} has a character that nobody sees", hint="write it with plain blanks")
    text, since, until = _dated(text, bounds, f"{where}: {kind}")
    return Name(text, kind, since, until)


def read_parents(text: object, where: str) -> tuple[str | None, tuple[Parent, ...]]:
    """Read the parent of today and those before it: `district/16063|land/thueringen [/2021-06-30]`.

    Raises:
        DataError: A former parent has no end, or its days are wrong.
    """
    if text is None or text == "":
        return None, ()
    if not isinstance(text, str):
        raise DataError(f"{where}: parent is no text", hint='write parent = "state/bund"')
    current, *others = text.split("|")
    former = tuple(Parent(*_dated(other, (None, None), f"{where}: parent")) for other in others)
    for parent in former:
        if not parent.until:
            raise DataError(f"{where}: former parent {parent.key!r} has no end", hint='write "land/x [/2021-06-30]"')
    return current, former


def _dated(text: str, bounds: tuple[str | None, str | None], where: str) -> tuple[str, str | None, str | None]:
    since, until = bounds
    if text.endswith("]") and (dated := _DATED.fullmatch(text)):
        text, since, until = dated["text"], dated["since"] or since, dated["until"] or until
        for bound in (since, until):
            if bound and not is_date(bound):
                raise DataError(f"{where} {text!r} has {bound!r} for a date", hint='write "Name [2018-03/2021]"')
    if ends_before(since, until):
        raise DataError(
            f"{where} {text!r} ends ({until}) before it begins ({since})", hint="the first day comes first: [2018/2021]"
        )
    return text, since, until
