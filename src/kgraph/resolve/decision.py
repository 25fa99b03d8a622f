"""One decision of a curator, and how a file of them is read: the text of `decisions.toml` in, `Decision`s out.

Whether they contradict each other, and what they make of a key, is told by `kgraph.resolve.decisions`.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kgraph.errors import DataError
from kgraph.vocab import schema

NEEDS = {
    "same": "object",
    "different": "object",
    "rename": "value",
    "retype": "value",
    "link": "value",
    "no-link": "value",
    "reject": "",
    "suppress": "",
}
"""Kind of decision → the field that it needs besides its subject."""

NEW = "the new decision"
"""Place of a decision that is not yet written."""

MARK = "\ufeff"
"""With which some editors begin a file."""

_FIELDS = {"kind", "subject", "object", "value", "who", "when", "why", "articles"}
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_HEADER = re.compile(r"[ \t]*\[\[\s*decision\s*\]\]")
_WEB = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
_FIGURE = re.compile(r"(?:.*\b)?figure/[^/]+")
_CLAIM = re.compile(r"(?:.*\b(?:statement|figure)/)?[^/]+$")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `place` tells where it stands, for messages."""

    kind: str
    subject: str
    target: str
    who: str
    when: str
    why: str
    articles: tuple[str, ...] = ()
    place: str = ""

    @property
    def id(self) -> str:
        """What it decides, as 16 hexadecimal digits: the same wherever it stands and whoever made it."""
        parts = "\x1f".join((self.kind, self.subject, self.target, *self.articles))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    @property
    def of_claim(self) -> bool:
        """True if its subject is a statement or key figure, not a thing."""
        return self.kind == "reject" or (self.kind == "suppress" and _CLAIM.match(self.subject) is not None)

    def __str__(self) -> str:
        """What it decides, readable."""
        return " ".join(filter(None, (self.kind, self.subject, self.target)))


@dataclass(frozen=True, slots=True)
class Traced:
    """What decisions make of a key.

    Attributes:
        key: What stands for it in the end.
        former: The keys that gave way, the first one first.
        decisions: What decided that, in order; decisions that keep it apart from others count as well.
    """

    key: str
    former: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


def parse(text: str, name: str) -> tuple[Decision, ...]:
    """Read the decisions of a file of that name.

    Raises:
        DataError: The text does not parse, has something unknown, or a decision lacks a field or has a wrong one.
    """
    try:
        document = tomllib.loads(text.removeprefix(MARK))
    except tomllib.TOMLDecodeError as fault:
        raise DataError(f"{name}: {fault}", hint="the file must be TOML in UTF-8") from fault
    for key in document:
        if key != "decision":
            line = _line_of(text, key)
            place = f"{name}:{line}" if line else name
            raise DataError(f"{place}: unknown table or field {key!r}", hint="decisions begin with [[decision]]")
    tables, lines = document.get("decision", []), header_lines(text)
    if not isinstance(tables, list) or len(lines) != len(tables):
        raise DataError(
            f"{name}: decisions must each begin with a line [[decision]]", hint="see docs/formats.md#decisionstoml"
        )
    return tuple(_decision(table, f"{name}:{line}") for table, line in zip(tables, lines, strict=True))


def header_lines(text: str) -> list[int]:
    """The lines with which the decisions of a file begin, from 1."""
    lines = lines_of(text.removeprefix(MARK))
    return [number for number, line in enumerate(lines, start=1) if _HEADER.match(line)]


def lines_of(text: str) -> list[str]:
    """The lines of a file as TOML has them, with their ends; other characters that part lines may stand in a text."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _line_of(text: str, key: str) -> int:
    """The line where a table or field of the top level begins, from 1; 0 if it is written in some unusual way."""
    begins = re.compile(rf"""\s*(?:\[\[?\s*)?["']?{re.escape(key)}["']?\s*[].=]""")
    return next((n for n, line in enumerate(lines_of(text), start=1) if begins.match(line)), 0)


def _decision(table: Mapping[str, Any], place: str) -> Decision:
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in NEEDS:
        raise DataError(f"{place}: kind {kind!r} is not known", hint=f"known are {', '.join(NEEDS)}")
    if unknown := sorted(set(table) - _FIELDS):
        raise DataError(f"{place}: unknown field {unknown[0]!r}", hint=f"known are {', '.join(sorted(_FIELDS))}")
    _check_values(table, kind, place)
    target = str(table.get(NEEDS[kind], ""))
    if kind == "retype" and target not in schema().classes:
        raise DataError(f"{place}: type {target!r} is not known", hint=f"known are {', '.join(schema().classes)}")
    if kind in ("link", "no-link") and not _WEB.fullmatch(target):
        raise DataError(f"{place}: value {target!r} is no IRI", hint="such as http://www.wikidata.org/entity/Q64")
    if kind in ("same", "different") and target == table["subject"]:
        raise DataError(f"{place}: subject and object are the same key", hint="name two keys")
    return Decision(
        kind=kind,
        subject=str(table["subject"]),
        target=target,
        who=str(table["who"]),
        when=str(table["when"]),
        why=str(table["why"]),
        articles=tuple(table.get("articles", ())),
        place=place,
    )


def _check_values(table: Mapping[str, Any], kind: str, place: str) -> None:
    """See that all is there that the kind needs and nothing that it would pass over, each of its type."""
    needed = ["subject", "who", "when", "why", *([NEEDS[kind]] if NEEDS[kind] else [])]
    for name in needed:
        value = table.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise DataError(f"{place}: {name} is missing", hint="say who decided what, when and why")
        if name != "when" and not isinstance(value, str):
            raise DataError(f"{place}: {name} is no text: {value!r}", hint=f'write {name} = "…"')
    if not _is_day(table["when"]):
        raise DataError(f"{place}: when is no date: {table['when']!s}", hint='write when = "2025-03-02"')
    if kind == "suppress" and _FIGURE.fullmatch(str(table["subject"])):
        raise DataError(f"{place}: a key figure is no fact that could be silenced", hint='write kind = "reject"')
    more = {"object", "value"} - {NEEDS[kind]} | ({"articles"} if kind != "different" else set())
    if useless := sorted(more & set(table)):
        raise DataError(f"{place}: {kind} takes no {useless[0]}", hint="delete that line")
    articles = table.get("articles", [])
    if not isinstance(articles, list) or not all(isinstance(id, str) for id in articles):
        raise DataError(f"{place}: articles is no list of ids", hint='write articles = ["id", "id"]')


def _is_day(value: object) -> bool:
    """True for a date of TOML, or one in ISO 8601 as a text, perhaps cut to what is known."""
    if isinstance(value, datetime.date):
        return True
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) == 4 else (value + "-01")[:10])
    except ValueError:
        return False
    return True
