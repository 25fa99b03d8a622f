"""How results reach the user: a table on a terminal, tab-separated lines in a pipe, CSV, JSON, Turtle.

Nothing is computed here. Data goes to stdout; notes and the next useful command go to stderr, the
latter only if that is a terminal.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import click

from kgraph.templating import tame

if TYPE_CHECKING:
    from kgraph.store import Result, Term

Format = Literal["table", "json", "csv", "safe csv"]
_NARROW = 14  # characters that a column needs; below it, a row is shown as a block of lines
_BOLD = re.compile(r"(\x1b\[[01]m)")  # what `click.style` puts around a text, and the only command a terminal gets


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a text for people: what strangers wrote must not turn it around, nor give the terminal commands."""
    parts = _BOLD.split(text)
    click.echo("".join(part if i % 2 else tame(part) for i, part in enumerate(parts)), err=err, nl=nl)


def emit(data: str, *, nl: bool = True) -> None:
    """Print data for programs: exact in a pipe or file, tame on a terminal."""
    click.echo(tame(data) if sys.stdout.isatty() else data, nl=nl)


def echo_result(result: Result, form: Format, base: str, language: str = "de", *, limited: bool = False) -> None:
    """Print an answer and, where it was cut, say so on stderr; `limited` if --limit did it, not the setting."""
    from kgraph.vocab import PREFIXES

    if form == "json":
        emit(result.as_json())
    elif form in ("csv", "safe csv"):
        emit(result.as_csv(safe=form == "safe csv"), nl=False)
    elif result.kind == "graph":
        emit(result.as_turtle(PREFIXES), nl=False)
    elif result.kind == "boolean":
        say("true" if result.boolean else "false")
    else:
        headers, rows = readable(result, base, language)
        echo_rows(headers, rows)
    if result.truncated:
        number = len(result.rows) or len(result.triples)
        remedy = "a larger --limit shows" if limited else "KGRAPH_MAX_ROWS allows"
        note(f"kgraph: cut after {number} row{'s' if number != 1 else ''}; there are more ({remedy} more)")


def readable(result: Result, base: str, language: str) -> tuple[list[str], list[list[str]]]:
    """Columns and cells for people: `xLabel` stands for `x`, IRIs are shortened, properties are in words."""
    named = set(result.variables)
    shown = [(i, name) for i, name in enumerate(result.variables) if f"{name}Label" not in named]
    headers = [name.removesuffix("Label") for _, name in shown]
    return headers, [[readable_term(row[i], base, language) for i, _ in shown] for row in result.rows]


def readable_term(term: Term | None, base: str, language: str) -> str:
    """A term for people: a property or class by its label, an IRI below the base by its key."""
    from kgraph.store import text_of
    from kgraph.vocab import KG, article_id, key_of, schema, shortened

    text = text_of(term)
    if term is None or text == str(term) or not str(term).startswith("<"):
        return " ".join(text.split())
    if text.startswith(KG):
        name = text.removeprefix(KG)
        found = schema().predicates.get(name) or schema().classes.get(name)
        return name if found is None else found.label_de if language == "de" else found.label_en
    return article_id(base, text) or key_of(base, text) or shortened(text)


def echo_rows(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows: tab-separated in a pipe; on a terminal as a table, or as blocks where that is too narrow."""
    if not sys.stdout.isatty():
        say("\t".join(headers))
        for row in rows:
            say("\t".join(cell.replace("\t", " ") for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    found = list(rows)
    if console.width < _NARROW * len(headers):
        for row in found:
            # A grid, so that a long cell goes on below its own beginning.
            block = Table.grid("header", "cell", padding=(0, 2, 0, 0))
            for header, cell in zip(headers, row, strict=True):
                if cell:
                    block.add_row(Text(f"{header:>14}", "bold"), Text(tame(cell)))
            console.print(block, "")
        return
    table = Table(*headers, header_style="bold", show_lines=True)
    for row in found:
        table.add_row(*(Text(tame(cell)) for cell in row))
    console.print(table)


def echo_json(value: object) -> None:
    """Print one JSON value."""
    emit(json.dumps(value, ensure_ascii=False, indent=1))


def rejections(rejected: Mapping[str, int]) -> str:
    """What the gate threw away, most first; an empty text if that is nothing."""
    if not rejected:
        return ""
    listed = ", ".join(f"{reason} {n}" for reason, n in sorted(rejected.items(), key=lambda item: (-item[1], item[0])))
    return f"the gate threw away {sum(rejected.values())}: {listed}"


def quoted(text: str) -> str:
    """A sentence in quotation marks, on one line; in other ones where it begins or ends with such marks itself."""
    flat = " ".join(text.split())
    return f"»{flat}«" if flat.startswith("„") or flat.endswith("“") else f"„{flat}“"


def note(text: str) -> None:
    """Print a note on stderr."""
    say(text, err=True)


def suggest(text: str) -> None:
    """Name the next useful command, if somebody sits there to read it."""
    if sys.stderr.isatty():
        say(f"Next: {text}", err=True)


def formats(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--json`, `--csv` and `--csv-safe`; the command gets `as_json`, `as_csv` and `as_safe`."""
    safe = "CSV for spreadsheets: an apostrophe before what looks like a formula."
    command = click.option("--csv-safe", "as_safe", is_flag=True, help=safe)(command)
    command = click.option("--csv", "as_csv", is_flag=True, help="CSV on stdout.")(command)
    return click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")(command)


def chosen(*, as_json: bool, as_csv: bool, as_safe: bool = False) -> Format:
    """The output format that the flags name.

    Raises:
        UsageError: Several are given.
    """
    from kgraph.errors import UsageError

    if as_json + as_csv + as_safe > 1:
        raise UsageError("--json, --csv and --csv-safe exclude each other", hint="give one of them")
    if as_safe:
        return "safe csv"
    return "json" if as_json else "csv" if as_csv else "table"
