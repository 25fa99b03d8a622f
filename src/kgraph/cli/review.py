"""`kgraph review`: the undecided pairs, listed or one after the other with a key for each decision."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from kgraph.cli.decide import by_whom, written
from kgraph.cli.output import echo_json, echo_rows, note, quoted, say, suggest
from kgraph.config import Settings
from kgraph.errors import KgraphError, UsageError, several
from kgraph.templating import tame

if TYPE_CHECKING:
    from kgraph.resolve import Decision
    from kgraph.resolve.journal import Journal
    from kgraph.review import Candidate, Review, Side
    from kgraph.store import Store

_NOTHING = 3
_WIDE = 90  # columns from which the two stand side by side
_KEYS = {
    "s": "same",
    "n": "not the same",
    "w": "swap",
    "r": "rename",
    "t": "retype",
    "x": "reject a statement",
    "p": "suppress",
    "k": "skip",
    "u": "undo",
    "q": "quit",
}


@click.command()
@click.option("--list", "as_list", is_flag=True, help="List the pairs and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="List them as JSON, with both contexts.")
@click.option("--limit", type=click.IntRange(min=1), default=30, show_default=True, help="At most so many pairs.")
@click.option("--type", "type_", metavar="TYPE", help="Only pairs with an entity of this type (Person, Company, …).")
@by_whom
@click.pass_obj
def review(settings: Settings, as_list: bool, as_json: bool, limit: int, type_: str | None, who: str) -> None:
    """Go through entities that may be one thing, the greatest expected gain first.

    Each pair is shown with both contexts; a key decides. Decisions become lines of decisions.toml beside the
    store, and the next `kgraph build` applies them.

    \b
    Example:
      kgraph review
      kgraph review --list --type Person
    """
    from kgraph.query import standings
    from kgraph.resolve.journal import Journal
    from kgraph.review import Review
    from kgraph.store import decisions_file, open_store

    journal = Journal(decisions_file(settings.store))
    with open_store(settings) as store:
        decisions = journal.read()
        waiting = 0
        idle = list(standings(store, decisions))
        found = Review.of(store, decisions, type=type_, language=settings.language)
        for standing in idle if not as_json else ():
            note(f"kgraph: {standing}")
        if as_json:
            pairs = [found.candidate(pair).as_dict() for pair in found.pairs[:limit]]
            echo_json({"undecided": len(found.pairs), "pairs": pairs, "without_effect": [str(item) for item in idle]})
        elif as_list:
            _list(found, limit)
        else:
            _Session(store, found, journal, who).run(limit)
            waiting = sum(standing.why == "waiting" for standing in standings(store, journal.read()))
    if not found.pairs:
        note("kgraph: nothing is undecided")
        raise SystemExit(_NOTHING)
    if as_list or as_json:
        suggest("kgraph review")
    else:
        suggest(f"kgraph build, which applies {several(waiting, 'decision')}" if waiting else "kgraph decide list")


def _list(found: Review, limit: int) -> None:
    rows = [
        [f"{p.gain:.2f}", f"{p.chance:.2f}", str(p.moves), p.kind, p.gives_way, p.stays, "; ".join(p.why)]
        for p in found.pairs[:limit]
    ]
    echo_rows(["gain", "chance", "statements", "kind", "gives way", "stays", "why"], rows)
    if len(found.pairs) > limit:
        note(f"kgraph: {len(found.pairs) - limit} more; --limit allows more")


class _Session:
    """One sitting: candidates are shown, keys are asked for, decisions are written at once."""

    def __init__(self, store: Store, found: Review, journal: Journal, who: str) -> None:
        self._store, self._found, self._journal, self._who = store, found, journal, who
        self._taken: list[tuple[int, Decision]] = []  # with the place of the pair

    def run(self, limit: int) -> None:
        """Go through the pairs until there are none or the curator has enough."""
        from kgraph.review import decided

        place = shown = 0
        while place < len(self._found.pairs) and shown < limit:
            pair = self._found.pairs[place]
            if not decided(self._journal.read(), pair):
                shown += 1
                candidate = self._found.candidate(pair)
                _show(candidate, place + 1, len(self._found.pairs))
                following = self._ask(candidate, place)
                if following is None:
                    return
                place = following
            else:
                place += 1
        if more := len(self._found.pairs) - place:
            note(f"kgraph: {more} more; --limit allows more")

    def _ask(self, candidate: Candidate, place: int) -> int | None:
        """Ask until a pair is done; the place of the next one, None for the end."""
        left, right = candidate.left, candidate.right
        while True:
            key = _key()
            try:
                if key in ("q", "k"):
                    return None if key == "q" else place + 1
                if key == "u":
                    return self._undo(place)
                if key == "w":
                    left, right = right, left
                    say(f"  {left.key} would give way, {right.key} stay")
                elif key in ("s", "n"):
                    kind = "same" if key == "s" else "different"
                    self._write(place, kind, [left.key, right.key], "; ".join(candidate.ranked.why))
                    return place + 1
                else:
                    self._more(place, key, candidate)
            except KgraphError as fault:
                note(f"kgraph: {fault}" + (f"\n  → {fault.hint}" if fault.hint else ""))
            except click.Abort:
                return None

    def _more(self, place: int, key: str, candidate: Candidate) -> None:
        """Decisions after which the pair is still open."""
        told = [item.id for side in (candidate.left, candidate.right) for item in side.told]
        if key == "x":
            self._write(place, "reject", [_statement(told, click.prompt("which statement"))], "")
        elif key == "p":
            answer = click.prompt("which statement, or l(eft) or r(ight) as a whole").strip()
            whole = {"l": candidate.left.key, "r": candidate.right.key}.get(answer[:1])
            self._write(place, "suppress", [whole or _statement(told, answer)], "")
        else:
            side = candidate.left if click.prompt("which", type=click.Choice(["l", "r"])) == "l" else candidate.right
            value = click.prompt("name" if key == "r" else "type")
            self._write(place, "rename" if key == "r" else "retype", [side.key, value], "")

    def _write(self, place: int, kind: str, words: list[str], reason: str) -> None:
        from kgraph.review.words import decision_of

        why = click.prompt("why", default=reason or None)
        decision = self._journal.add(decision_of(self._store, kind, words, who=self._who, why=why))
        self._taken.append((place, decision))
        written(decision)

    def _undo(self, place: int) -> int:
        """Take back the last decision of this sitting; the place of its pair."""
        if not self._taken:
            note("kgraph: nothing was decided in this sitting; `kgraph decide undo` goes further back")
            return place
        place, decision = self._taken.pop()
        say(f"deleted {self._journal.undo(decision)}")
        return place


def _statement(told: Sequence[str], answer: str) -> str:
    """The statement of that number; a wrong one leads back to the pair.

    Raises:
        UsageError: There is none of that number.
    """
    if answer.strip().isdecimal() and 1 <= int(answer) <= len(told):
        return told[int(answer) - 1]
    numbers = f"statements are 1 to {len(told)}" if told else "the pair has no statements"
    raise UsageError(f"there is no statement {answer!r}; nothing was decided", hint=f"{numbers}; choose again")


def _key() -> str:
    """One of `_KEYS`; the end of the input counts as quit."""
    say("  " + " · ".join(f"[{key}] {word}" for key, word in _KEYS.items()))
    try:
        return str(click.prompt("  decide", type=click.Choice(list(_KEYS)), default="k", show_choices=False))
    except click.Abort:
        return "q"


def _show(candidate: Candidate, number: int, total: int) -> None:
    ranked = candidate.ranked
    say(
        f"\n{click.style(f'{number}/{total}', bold=True)}  {ranked.kind} · gain {ranked.gain:.2f}: "
        f"chance {ranked.chance:.2f} · {several(ranked.moves, 'statement')} would move · {'; '.join(ranked.why)}"
    )
    count = 1
    columns = []
    for mark, side in (("l", candidate.left), ("r", candidate.right)):
        columns.append(list(_lines(mark, side, count)))
        count += len(side.told)
    if sys.stdout.isatty() and shutil.get_terminal_size().columns >= _WIDE:
        _side_by_side(columns)
    else:
        say("".join(f"\n{line}" for lines in columns for line in ("", *lines)))


def _lines(mark: str, side: Side, count: int) -> Iterator[str]:
    registered = " · in the register" if side.registered else ""
    yield f"{mark}  {side.names[0]}  ({side.type}{registered})"
    yield f"   {side.key} · {several(side.articles, 'article')}, {several(side.statements, 'statement')}"
    if side.names[1:]:
        yield f"   also: {'; '.join(side.names[1:8])}"
    for number, told in enumerate(side.told, start=count):
        yield f"   {number}. {told.text}  [{told.article} · {told.published or 'undated'}]"
        yield f"      {quoted(told.quote)}"


def _side_by_side(columns: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid("left", "right", expand=True, padding=(0, 2))
    for column in table.columns:
        column.ratio = 1
    table.add_row(*(Text(tame("\n".join(lines))) for lines in columns))
    Console().print(table)
