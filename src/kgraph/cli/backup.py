"""`kgraph backup` and `restore`: a store as one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli.output import note, suggest
from kgraph.errors import several

if TYPE_CHECKING:
    from kgraph.config import Settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Write the store with its texts and decisions as one checksummed FILE.

    Beside a running build, the backup holds what that has acknowledged so far. Quads are not in it: restoring makes
    them from the ledger.

    \b
    Example:
      kgraph backup kgraph-2026-01-31.zip
    """
    from kgraph.publish import replacing
    from kgraph.store.backup import back_up

    with replacing(file) as out:
        manifest = back_up(directory_of(settings), out, file.resolve().parent)
    note(f"wrote {file}: {several(manifest.articles, 'article')}")
    suggest(f"kgraph --store elsewhere/.kgraph restore {file} to try it")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the articles and decisions that are there.")
@click.option("--wait", type=click.FloatRange(min=0), default=0.0, metavar="SECONDS", help="Wait for a held store.")
@click.pass_obj
def restore(settings: Settings, file: Path, force: bool, wait: float) -> None:
    """Put the backup FILE in the place of the store, wholly or not at all.

    A store that holds articles, or decisions beside it, are only replaced with --force; the decisions are kept as
    decisions.toml.before-restore.

    \b
    Example:
      kgraph restore kgraph-2026-01-31.zip
    """
    from kgraph.store import open_store
    from kgraph.store.restore import restore as restore_store

    manifest = restore_store(file, directory_of(settings), force=force, wait=wait)
    open_store(settings, wait=wait).close()  # makes the quads
    note(f"restored {several(manifest.articles, 'article')} into {settings.store}")
    suggest("kgraph check --store, kgraph stats")


def directory_of(settings: Settings) -> Path:
    """The directory of the store; a server is refused."""
    from kgraph.errors import UsageError
    from kgraph.store import is_remote

    if is_remote(settings.store):
        raise UsageError(
            f"{settings.store} is a server: it has means of its own", hint="name a folder with --store DIR"
        )
    return Path(settings.store)
