"""The options of the two clocks, for every command that shows something of the graph."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kgraph.clocks import Clocks
    from kgraph.config import Settings
    from kgraph.store import Store

_OPTIONS = (
    click.option("--valid-on", metavar="DAY", help="Only what held on that day, or may have; what is unknown says so."),
    click.option("--known-on", metavar="DATE", help="Only what articles told by then."),
    click.option(
        "--held",
        multiple=True,
        type=click.Choice(["yes", "unknown", "no"]),
        help="With --valid-on: only this answer; may be repeated. By default yes and unknown.",
    ),
)


def clock_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--valid-on`, `--known-on` and `--held`; the command gets `clocks`, which says none of them by default."""

    @functools.wraps(command)
    def called(
        *arguments: Any, valid_on: str | None, known_on: str | None, held: tuple[str, ...], **options: Any
    ) -> None:
        from kgraph.clocks import Clocks

        command(*arguments, clocks=Clocks.of(valid_on, known_on, held), **options)

    for option in reversed(_OPTIONS):
        called = option(called)
    return called


def open_as_of(settings: Settings, clocks: Clocks, wait: float = 0.0) -> Store:
    """The store of these settings, as of that time."""
    from kgraph.clocks import as_of
    from kgraph.store import open_store

    return as_of(open_store(settings, wait=wait), clocks)
