"""SPARQL texts before they reach an engine: what is refused, how parameters are bound, how faults read.

Only SELECT, ASK, CONSTRUCT and DESCRIBE pass. `SERVICE` is refused because pyoxigraph would open a
connection for it; `FROM` needs no refusal, it only selects among the store's own graphs. Parameters
are bound as terms: a query marks each place by `VALUES ?name { UNDEF }`, and the term's own
serialisation takes the place of `UNDEF`, so no text of the user becomes syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kgraph.errors import QueryError
from kgraph.store.result import Term
from kgraph.vocab import PREFIXES

_SCANNER = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
  | (?P<iri>     <[^<>"{}|^`\x00-\x20]*> )
  | (?P<string>  \"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?''' | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
  | (?P<name>    [?$@] \w+ | [\w.-]* : (?: [\w.:%-] | \\. )* )      # variable, language, prefixed name
  | (?P<word>    [^\W\d_] [\w-]* )
  | (?P<escape>  \\. )
  | .
    """,
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = "{([", "})]"
_DEEPEST = 200
_READING = frozenset({"select", "ask", "construct", "describe"})
_PLACE = r"\bVALUES\s+\?({name})\s*\{{\s*UNDEF\s*\}}"
_WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def check_readable(text: str) -> None:
    """Let a text pass that only reads, and only this store.

    Raises:
        QueryError: It calls another server by SERVICE, or is an update.
    """
    for found in _SCANNER.finditer(text):
        if found["word"] and found["word"].lower() == "service":
            line, column = _position(text, found.start())
            raise QueryError(
                f"SERVICE is refused (line {line}, column {column}): kgraph asks no other server for you",
                hint="ask that server itself with --endpoint URL and join the answers",
            )
    form = form_of(text)
    if form is not None and form not in _READING:
        raise QueryError(
            f"{form.upper()} is refused: a query may only SELECT, ASK, CONSTRUCT or DESCRIBE",
            hint="the graph is changed by `kgraph build` and `kgraph forget` alone",
        )


def check_depth(text: str) -> None:
    """Let a text pass whose brackets are nested no deeper than anybody writes them; the engine's parser recurses.

    Raises:
        QueryError: They are.
    """
    depth = 0
    for found in _SCANNER.finditer(text):
        if found[0] in _OPENING:
            depth += 1
            if depth > _DEEPEST:
                line, column = _position(text, found.start())
                raise QueryError(
                    f"brackets are nested more than {_DEEPEST} deep (line {line}, column {column})",
                    hint="join the groups into fewer",
                )
        elif found[0] in _CLOSING:
            depth -= 1


def chosen_graphs(text: str) -> list[str]:
    """The IRIs that a query names by FROM and FROM NAMED, prefixed names written out; they may be relative."""
    prefixes = dict(PREFIXES)
    found: list[str] = []
    before = before_that = ""
    for token in _tokens(text):
        if before_that == "prefix" and token.startswith("<"):
            prefixes[before.removesuffix(":")] = token[1:-1]
        elif before == "from" or (before_that == "from" and before == "named"):
            if token.startswith("<"):
                found.append(token[1:-1])
            elif ":" in token:
                prefix, _, local = token.partition(":")
                found.append(prefixes.get(prefix, f"{prefix}:") + local)
        # Words are words whatever their case; names are not.
        before_that, before = before, token if ":" in token or token.startswith("<") else token.lower()
    return found


def terms_of(text: str, namespace: str) -> Iterator[tuple[str, int]]:
    """The terms of a vocabulary that a query names, by their local names, each with its line."""
    prefixes = dict(PREFIXES)
    before = before_that = ""
    for found in _SCANNER.finditer(text):
        token = found[0]
        if found.lastgroup == "comment" or token.isspace():
            continue
        if before_that == "prefix" and found["iri"]:
            prefixes[before.removesuffix(":")] = token[1:-1]
        elif found["iri"] or (found["name"] and token[0] not in "?$@" and before != "prefix"):
            prefix, _, local = token.partition(":")
            iri = token[1:-1] if found["iri"] else prefixes.get(prefix, "") + local.rstrip(".")
            if iri.startswith(namespace) and iri != namespace:
                yield iri.removeprefix(namespace), _position(text, found.start())[0]
        before_that, before = before, token.lower() if found["word"] else token


def _tokens(text: str) -> Iterator[str]:
    for found in _SCANNER.finditer(text):
        if found.lastgroup != "comment" and not found[0].isspace():
            yield found[0]


def form_of(text: str) -> str | None:
    """The word that says what a text is (`select`, `insert`, …); None if it holds none."""
    words = (found["word"].lower() for found in _SCANNER.finditer(text) if found["word"])
    return next((word for word in words if word not in ("prefix", "base", "version")), None)


def bind(text: str, values: Mapping[str, Term]) -> str:
    """Put terms into the places `VALUES ?name { UNDEF }` of a query.

    Places without a term are taken out: they say nothing, but an engine may join them at a cost.

    Raises:
        QueryError: The text has no place for one of the terms.
    """
    for name in values:
        if not re.search(_PLACE.format(name=re.escape(name)), text):
            raise QueryError(f"the query has no parameter {name}", hint=f"it would say VALUES ?{name} {{ UNDEF }}")

    def bound(place: re.Match[str]) -> str:
        name = place[1]
        return f"VALUES ?{name} {{ {values[name]} }}" if name in values else ""

    return re.sub(_PLACE.format(name=r"\w+"), bound, text)


def within(text: str, graph: ox.NamedNode) -> str:
    """Ask a graph for what a query asks the default graph for; its own GRAPH clauses still name theirs.

    A query without a pattern (DESCRIBE of an IRI), or one that chooses graphs by FROM, stays as it is.
    """
    groups: list[tuple[int, int]] = []
    depth = brackets = start = 0
    words: list[str] = []
    for found in _SCANNER.finditer(text):
        sign = found[0]
        if found["word"] and not depth:
            words.append(sign.lower())
        elif sign in "()" and not depth:
            brackets += 1 if sign == "(" else -1
        elif sign == "{" and not brackets:
            start = found.end() if not depth else start
            depth += 1
        elif sign == "}" and not brackets:
            depth -= 1
            if not depth:
                groups.append((start, found.start()))
    constructs, template = "construct" in words, len(groups) > 1
    if not groups or "from" in words:
        return text
    begin, end = groups[1] if constructs and template else groups[0]
    asked = f" GRAPH {graph} {{{text[begin:end]}}} "
    if constructs and not template:  # CONSTRUCT WHERE { … }, whose pattern is its template
        where = text.lower().rindex("where", 0, begin)
        return f"{text[:where]}{{{text[begin:end]}}} WHERE {{{asked}}}{text[end + 1 :]}"
    return f"{text[:begin]}{asked}{text[end:]}"


def construct_as_select(text: str) -> str:
    """A CONSTRUCT that asks for the bindings of its variables instead, all of them."""
    begin, depth = -1, 0
    for found in _SCANNER.finditer(text):
        sign = found[0]
        if begin < 0 and found["word"] and sign.lower() == "construct":
            begin = found.start()
        elif begin >= 0 and sign == "{":
            depth += 1
        elif begin >= 0 and sign == "}":
            depth -= 1
            if not depth:  # the end of the template
                return f"{text[:begin]}SELECT * {text[found.end() :]}"
        elif begin >= 0 and not depth and found["word"]:  # CONSTRUCT WHERE { … } has none
            return f"{text[:begin]}SELECT * {text[found.start() :]}"
    return text


def with_prefixes(text: str) -> str:
    """Declare the usual prefixes for a server that does not know them; line numbers stay."""
    declared = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in sorted(PREFIXES.items()))
    return f"{declared} {text}"


def syntax_fault(fault: SyntaxError) -> QueryError:
    """The parser's complaint with line, column and only as much of its expectations as helps."""
    found = _WHERE.match(str(fault))
    if found is None:
        return QueryError(f"the query does not parse: {fault}", hint="see https://www.w3.org/TR/sparql11-query/")
    line, column, wanted = found.groups()
    # The parser lists every character class that could follow; a reader wants the words.
    wanted = re.sub(r",?\s*\[.*?\](?=,|$)", "", wanted, flags=re.DOTALL)
    wanted = re.sub(r"\s+", " ", wanted).strip(" ,")[:160]
    return QueryError(
        f"the query does not parse: line {line}, column {column}: {wanted}", hint="check the text before it"
    )


def _position(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - text.rfind("\n", 0, offset)
