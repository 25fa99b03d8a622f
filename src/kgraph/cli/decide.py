"""`kgraph decide`: one decision from the command line, written to `decisions.toml`, or taken back."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import note, say, suggest
from kgraph.config import Settings
from kgraph.errors import UsageError

if TYPE_CHECKING:
    from kgraph.resolve import Decision
    from kgraph.resolve.journal import Journal
    from kgraph.store import Store

_KINDS = ("same", "different", "rename", "retype", "reject", "suppress", "undo", "list")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""  # nobody that the system knows; decision_of asks for --who


def by_whom(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--who`, by default the name by which the curator has logged in."""
    option = click.option(
        "--who", envvar="KGRAPH_WHO", default=_login, metavar="NAME", help="Who decides (default: $KGRAPH_WHO, or you)."
    )
    return option(command)


@click.command()
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("words", nargs=-1, metavar="[ENTITY|STATEMENT] [ENTITY|NAME|TYPE]")
@click.option("--why", default="", metavar="TEXT", help="The reason; every decision needs one.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Limit `different` to this article.")
@by_whom
@click.pass_obj
def decide(
    settings: Settings, kind: str, words: tuple[str, ...], why: str, articles: tuple[str, ...], who: str
) -> None:
    """Decide KIND (same, different, rename, retype, reject, suppress) about entities or a claim.

    \b
    same A B        A and B are one; A gives way
    different A B   they never are; with --article, there A means B
    rename A NAME   preferred name
    retype A TYPE   type
    reject S        statement or key figure S is wrong
    suppress S|A    S is no fact; or leave A out altogether
    undo [LINE]     delete the last decision, or the one at LINE
    list            all decisions, and those without effect

    The decision becomes a few lines of decisions.toml beside the store; the next `kgraph build` applies it.

    \b
    Example:
      kgraph decide same organisation/finanzverwaltung-bremen ministry/hb-finanzen --why "both names on its site"
      kgraph decide undo
    """
    from kgraph.query import articles_called, standings
    from kgraph.resolve import Decisions
    from kgraph.resolve.journal import Journal
    from kgraph.review.words import decision_of
    from kgraph.store import decisions_file, open_store

    journal = Journal(decisions_file(settings.store))
    if kind == "undo":
        _undone(journal.undo(_line(words)))
        return
    if kind == "list" and words:
        raise UsageError(f"{words[0]!r} is one too many", hint="kgraph decide list")
    with open_store(settings) as store:
        if kind == "list":
            _list(store, journal)
            return
        decision = journal.add(decision_of(store, kind, words, who=who, why=why, articles=articles))
        written(decision)
        for standing in standings(store, Decisions.of(decision)):
            if standing.why == "nothing":
                note(f"kgraph: {standing}; it waits until an article brings that")
        if called := articles_called(store, decision):
            note(
                f"kgraph: the id of {', '.join(called)} has the name; what a file is called, a decision does not change"
            )
            note("  → kgraph forget ID, and build it again under another name")
    suggest("kgraph build, which applies it; kgraph decide undo, which takes it back")


def written(decision: Decision) -> None:
    """Say where a decision stands."""
    say(f"{decision.place}: {decision}")


def _list(store: Store, journal: Journal) -> None:
    """Print all decisions, and on stderr which of them have no effect."""
    from kgraph.query import standings

    for decision in journal.read().all:
        say(f"{decision.place}: {decision}  ({decision.who}, {decision.when}: {decision.why})")
    for standing in standings(store, journal.read()):
        note(f"kgraph: {standing}")


def _undone(decision: Decision) -> None:
    say(f"deleted {decision.place}: {decision}")
    suggest("kgraph build")


def _line(words: tuple[str, ...]) -> int | None:
    """The line that is meant by `12` or `decisions.toml:12`; None for the last decision."""
    if not words:
        return None
    number = words[0].rpartition(":")[2]
    if len(words) > 1 or not number.isdecimal():
        raise UsageError(f"{' '.join(words)!r} is no line of a decision", hint="kgraph decide undo 12")
    return int(number)
