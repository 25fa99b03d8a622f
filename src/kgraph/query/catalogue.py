"""The named queries: files `queries/*.rq` in, `NamedQuery` out.

A file is a SPARQL query that any engine answers as it stands. Comments at its head say what it is:

    # title: Takeovers
    # title-de: Übernahmen
    # description: Who takes over what …
    # param since: date = any — only articles published on or after it

A parameter `= any` may be left out; one without is needed. Its places in the query say
`VALUES ?since { UNDEF }`. A column `xLabel` is the name of what `x` is the IRI of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from kgraph.config import resource
from kgraph.errors import DataError, UsageError

Kind = Literal["entity", "article", "class", "date", "text"]
"""What a parameter's value is: a name, key or IRI; an article's id; a type; an ISO date; any text."""

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_HEAD = re.compile(r"#\s*(title|title-de|description):\s*(.+)")
_PARAMETER = re.compile(r"#\s*param\s+(\w+):\s*(\w+)\s*(=\s*any\s*)?(?:—|--)\s*(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query takes.

    Attributes:
        required: True if the query makes no sense without it.
        text: What it restricts, for the help.
    """

    name: str
    kind: Kind
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its description; `sparql` is the whole file."""

    name: str
    title: str
    title_de: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """The queries that come with kgraph, by name.

    Raises:
        DataError: A file's head is wrong.
    """
    return {path.stem: read_query(path) for path in sorted(resource("queries").glob("*.rq"))}


def named_query(name: str) -> NamedQuery:
    """The query of that name.

    Raises:
        UsageError: There is none; the hint names the nearest.
    """
    queries = named_queries()
    if name in queries:
        return queries[name]
    from rapidfuzz import fuzz, process

    near = [match for match, _, _ in process.extract(name, list(queries), scorer=fuzz.ratio, limit=3, score_cutoff=50)]
    hint = f"did you mean {' or '.join(near)}?" if near else "`kgraph query` lists them all"
    raise UsageError(f"there is no query {name!r}", hint=hint)


def read_query(path: Path) -> NamedQuery:
    """Read one file.

    Raises:
        DataError: Title, German title or description is missing, or a parameter is of no known kind or has no place.
    """
    text = path.read_text("utf-8")
    head: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if found := _HEAD.fullmatch(line):
            head[found[1]] = found[2].strip()
        elif found := _PARAMETER.fullmatch(line):
            parameters.append(_parameter(path, found, text))
        else:
            raise DataError(f"{path.name}: {line!r} is no head line", hint="see the others in queries/")
    missing = {"title", "title-de", "description"} - set(head)
    if missing:
        raise DataError(f"{path.name}: the head lacks {', '.join(sorted(missing))}", hint="see the others in queries/")
    return NamedQuery(path.stem, head["title"], head["title-de"], head["description"], tuple(parameters), text)


def _parameter(path: Path, found: re.Match[str], text: str) -> Parameter:
    name, kind, optional, meaning = found.groups()
    if kind not in _KINDS:
        raise DataError(f"{path.name}: parameter {name} is of no known kind {kind!r}", hint=", ".join(_KINDS))
    if f"VALUES ?{name} {{ UNDEF }}" not in text:
        raise DataError(f"{path.name}: parameter {name} has no place", hint=f"write VALUES ?{name} {{ UNDEF }} in it")
    return Parameter(name, _KINDS[kind], optional is None, meaning.strip())
