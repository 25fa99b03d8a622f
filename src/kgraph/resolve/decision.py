"""One decision of a curator, and how a file of them is read: the text of `decisions.toml` in, `Decision`s out.

Whether they contradict each other, and what they make of a key, is told by `kgraph.resolve.decisions`.
"""

from __future__ import annotations

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
    "reject": "",
    "suppress": "",
}
"""Kind of decision → the field that it needs besides its subject."""

_FIELDS = {"kind", "subject", "object", "value", "who", "when", "why", "articles"}
_HEADER = re.compile(r"\[\[\s*decision\s*\]\]")
_WEB = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
_STATEMENT = re.compile(r"(?:.*\bstatement/)?[^/]+$")


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
    def of_statement(self) -> bool:
        """True if its subject is a statement, not a thing."""
        return self.kind == "reject" or (self.kind == "suppress" and _STATEMENT.match(self.subject) is not None)

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
        DataError: The text does not parse, or a decision lacks a field.
    """
    try:
        tables = tomllib.loads(text).get("decision", [])
    except tomllib.TOMLDecodeError as fault:
        raise DataError(f"{name}: {fault}", hint="the file must be TOML in UTF-8") from fault
    lines = header_lines(text)
    if not isinstance(tables, list) or len(lines) != len(tables):
        raise DataError(
            f"{name}: decisions must each begin with a line [[decision]]", hint="see docs/formats.md#decisionstoml"
        )
    return tuple(_decision(table, f"{name}:{line}") for table, line in zip(tables, lines, strict=True))


def header_lines(text: str) -> list[int]:
    """The lines with which the decisions of a file begin, from 1."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if _HEADER.match(line)]


def _decision(table: Mapping[str, Any], place: str) -> Decision:
    kind = table.get("kind")
    if kind not in NEEDS:
        raise DataError(f"{place}: kind {kind!r} is not known", hint=f"known are {', '.join(NEEDS)}")
    if unknown := sorted(set(table) - _FIELDS):
        raise DataError(f"{place}: unknown field {unknown[0]!r}", hint=f"known are {', '.join(sorted(_FIELDS))}")
    needed = ["subject", "who", "when", "why", *([NEEDS[kind]] if NEEDS[kind] else [])]
    for name in needed:
        if not str(table.get(name, "")).strip():
            raise DataError(f"{place}: {name} is missing", hint="say who decided what, when and why")
    target = str(table.get(NEEDS[kind], ""))
    if kind == "retype" and target not in schema().classes:
        raise DataError(f"{place}: type {target!r} is not known", hint=f"known are {', '.join(schema().classes)}")
    if kind == "link" and not _WEB.fullmatch(target):
        raise DataError(f"{place}: value {target!r} is no IRI", hint="such as http://www.wikidata.org/entity/Q64")
    if kind in ("same", "different") and target == table["subject"]:
        raise DataError(f"{place}: subject and object are the same key", hint="name two keys")
    articles = table.get("articles", [])
    if not isinstance(articles, list) or not all(isinstance(id, str) for id in articles):
        raise DataError(f"{place}: articles is no list of ids", hint='write articles = ["id", "id"]')
    return Decision(
        kind=kind,
        subject=str(table["subject"]),
        target=target,
        who=str(table["who"]),
        when=str(table["when"]),
        why=str(table["why"]),
        articles=tuple(articles),
        place=place,
    )
