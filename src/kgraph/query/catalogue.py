"""The named queries: files `queries/*.rq` in, `NamedQuery` out.

A file is a SPARQL query that any engine answers as it stands. Comments at its head say what it is:

    # title: Takeovers
    # title-de: Übernahmen
    # description: Who takes over what …
    # param since: date = any — only articles published on or after it

A parameter `= any` may be left out; one without is needed. Its places in the query say
`VALUES ?since { UNDEF }`. A column `xLabel` is the name of what `x` is the IRI of. A head line `joined: NAME`
says that the rows are not the answer yet: `kgraph.query` joins them, and parameters without a place are for that.
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

Kind = Literal["entity", "article", "class", "topic", "date", "day", "text"]
"""What a parameter's value is: a name, key or IRI; an article's id; a type; a topic; an ISO date; a full day; text."""

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_HEAD = re.compile(r"#\s*(title|title-de|description|joined):\s*(.+)")
_PARAMETER = re.compile(r"#\s*param\s+([\w-]+):\s*(\w+)\s*(=\s*any\s*)?(?:—|--)\s*(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a named query takes.

    Attributes:
        required: True if the query makes no sense without it.
        text: What it restricts, for the help.
        placed: True if the query has a place for it; else it is for what joins the rows.
    """

    name: str
    kind: Kind
    required: bool
    text: str
    placed: bool = True


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its description; `sparql` is the whole file, `joined` what makes the answer of its rows."""

    name: str
    title: str
    title_de: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str
    joined: str = ""


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
            parameters.append(_parameter(path, found, text, joined="joined" in head))
        else:
            raise DataError(f"{path.name}: {line!r} is no head line", hint="see the others in queries/")
    missing = {"title", "title-de", "description"} - set(head)
    if missing:
        raise DataError(f"{path.name}: the head lacks {', '.join(sorted(missing))}", hint="see the others in queries/")
    titles = (head["title"], head["title-de"], head["description"])
    return NamedQuery(path.stem, *titles, tuple(parameters), text, head.get("joined", ""))


def _parameter(path: Path, found: re.Match[str], text: str, *, joined: bool) -> Parameter:
    name, kind, optional, meaning = found.groups()
    if kind not in _KINDS:
        raise DataError(f"{path.name}: parameter {name} is of no known kind {kind!r}", hint=", ".join(_KINDS))
    placed = f"VALUES ?{name} {{ UNDEF }}" in text
    if not placed and not joined:
        raise DataError(f"{path.name}: parameter {name} has no place", hint=f"write VALUES ?{name} {{ UNDEF }} in it")
    return Parameter(name, _KINDS[kind], optional is None, meaning.strip(), placed)
