"""`kgraph explain`: how a text was read, and which sentence says what the store holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgraph.cli import readings, views
from kgraph.cli.heed import Heeded
from kgraph.cli.output import echo_json, note, suggest
from kgraph.cli.query import WAIT, open_for_reading
from kgraph.config import Settings
from kgraph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from kgraph.explain import Reading
    from kgraph.query import Explanation
    from kgraph.store import Store

_NOTHING = 3
_SUFFIXES = frozenset(".txt .md .html .htm .xhtml .xml .rss .atom .jsonl .json .gz".split())


@click.command()
@click.argument("what", metavar="FILE|FOLDER|STATEMENT|ARTICLE")
@click.option(
    "--html", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="Write it as one HTML file."
)
@click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
@WAIT
@click.pass_obj
def explain(settings: Settings, what: str, html: Path | None, as_json: bool, wait: float) -> None:
    """Show how FILE is read, or the sentence behind a statement, or all of an article, in the store.

    Of a FOLDER each file is read, as kgraph build does.

    FILE is a text, a page or a feed, or - for stdin: its text with the names found in it and how, and under each
    sentence its statements with the frame that read them, its slots, and what speaks for and against. STATEMENT and
    ARTICLE are ids of the store; with --html the article is shown as a file would be.

    \b
    Example:
      kgraph explain news.txt
      kgraph explain news.txt --html news.html
      kgraph --store out/.kgraph explain s-01
      kgraph --store out/.kgraph explain s-01 --html s-01.html
    """
    if what == "-" or Path(what).is_file() or Path(what).is_dir():
        _show(_read(what, settings), html, as_json=as_json, language=settings.language)
        return
    if Path(what).suffix in _SUFFIXES and "://" not in what:
        raise InputError(f"there is no file {what}", hint="a statement or an article of the store has no suffix")
    with open_for_reading(settings, wait) as store:
        from kgraph.query import explain as explain_in

        found = explain_in(store, what)
        kept = [_kept(store, found)] if html and found else []
    if html and kept:
        _show(kept, html, as_json=as_json, language=settings.language)
    elif as_json:
        echo_json([item.as_dict() for item in found])
    else:
        views.echo_explanations(found, settings.language)
    if not found:
        raise SystemExit(_NOTHING)
    suggest(f"kgraph query article --article {found[0].article}")


def _read(what: str, settings: Settings) -> list[Reading]:
    """Read and extract a file now; the decisions that a build of it would heed hold here as well.

    Raises:
        InputError: It, or an article of it, cannot be read.
        NotFoundError: It holds no article.
    """
    from kgraph.explain import read_through
    from kgraph.extract import rules_engine
    from kgraph.rank.reasons import Reasons
    from kgraph.read import read_sources

    reasons, heeded = Reasons(), Heeded(settings)
    found: list[Reading] = []
    for item in read_sources([what], stdin=sys.stdin.buffer):
        if isinstance(item, InputError):
            raise item
        found.append(read_through(heeded(rules_engine(item)), reasons))
    if not found:
        raise NotFoundError(f"{what} holds no article", hint="give a file with a title line and a text")
    heeded.tell()
    return found


def _kept(store: Store, found: tuple[Explanation, ...]) -> Reading:
    """The article of a statement as the store keeps it.

    Raises:
        NotFoundError: The store keeps no texts.
    """
    from kgraph.explain import read_through
    from kgraph.rank.reasons import Reasons
    from kgraph.resolve import Decisions
    from kgraph.resolve.withhold import shown
    from kgraph.store import decisions_file

    kept = store.article(found[0].article)
    if kept is None:
        raise NotFoundError(f"{store.place} keeps no text of {found[0].article}", hint="explain its file instead")
    decisions = Decisions.load(decisions_file(store.place))
    return read_through(shown(kept.extraction(), decisions, store.base), Reasons())


def _show(found: list[Reading], html: Path | None, *, as_json: bool, language: str) -> None:
    if html:
        from kgraph.draw import write_page
        from kgraph.explain import page_of

        write_page(html, page_of(found, language=language))
        note(f"wrote {html}")
    if as_json:
        echo_json([reading.as_dict() for reading in found])
    elif not html:
        readings.echo_readings(found, language)
        suggest("kgraph explain FILE --html OUT for a page, kgraph build FILE to store it")
