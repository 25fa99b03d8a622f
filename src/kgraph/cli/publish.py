"""`kgraph publish` and `kgraph diff`: a release for portals and web servers, and what has changed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from kgraph.cli.clocks import clock_options
from kgraph.cli.output import emit, note, say, suggest

if TYPE_CHECKING:
    from kgraph.changes import Changes
    from kgraph.clocks import Clocks
    from kgraph.config import Settings
    from kgraph.release import Published


@click.command()
@click.argument("directory", metavar="DIR", required=False)
@click.option("--site", metavar="DIR", help="Write a static site there: a page and a Turtle file for each thing.")
@click.option(
    "--site-path", metavar="PATH", help="Below which the site is to be served.  [default: /, or of --site-url]"
)
@click.option("--site-url", metavar="URL", help="Where the site is served: for canonical links and sitemap.xml.")
@click.option("--force", is_flag=True, help="Replace what stands there, at once or not at all.")
@click.option("--previous", metavar="DIR", help="The release before: adds what has changed since.")
@click.option("--date", default="", metavar="DAY", help="Of the release; by default the last date of an article.")
@click.option("--rdf12", is_flag=True, help="Also in RDF 1.2, with triple terms.")
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(["rdfxml", "jsonld", "csv", "network"]),
    help="Leave a format out; may be repeated.",
)
@click.option("--init", is_flag=True, help="Write [publish] into kgraph.toml, to be filled in.")
@click.option("-s", "--set", "given", multiple=True, metavar="KEY=VALUE", help="With --init: a value; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@clock_options
@click.pass_obj
def publish(settings: Settings, /, directory: str | None, clocks: Clocks, **options: Any) -> None:
    """Write a release to DIR: graph, tables, network, description for portals, checksums.

    What a portal wants to know beside the data stands in the table [publish] of kgraph.toml. A site
    needs none of that.

    \b
    Example:
      kgraph publish --init
      kgraph publish release
      kgraph publish release --force --previous last-year
      kgraph publish --site public
    """
    _require_sense(directory, options)
    if options["init"]:
        _init(options["given"])
        return
    if directory is not None:
        _release(settings, directory, clocks, options)
    if options["site"] is not None:
        _site(settings, options["site"], clocks, options)


def _require_sense(directory: str | None, options: dict[str, Any]) -> None:
    """Refuse options that would be passed over in silence.

    Raises:
        UsageError: One is given without what it belongs to.
    """
    from kgraph.errors import UsageError

    if options["init"]:
        if directory is not None or options["site"] is not None:
            raise UsageError("--init only writes settings", hint="kgraph publish --init, then without it")
        return
    if options["given"]:
        raise UsageError("--set goes with --init only", hint="change the settings in kgraph.toml")
    if directory is None and options["site"] is None:
        raise UsageError("kgraph publish needs a folder", hint="kgraph publish release, or --site public")
    if directory is None:
        for name in ("previous", "date", "rdf12", "without", "as_json"):
            if options[name]:
                flag = "json" if name == "as_json" else name
                raise UsageError(f"--{flag} is for a release", hint="name its folder: kgraph publish DIR")


def _site(settings: Settings, directory: str, clocks: Clocks, options: dict[str, Any]) -> None:
    from kgraph.cli.clocks import open_as_of
    from kgraph.errors import UsageError
    from kgraph.release import about_site
    from kgraph.site import write_site

    about = about_site(settings, options["site_url"] or "", clocks)
    path = options["site_path"] or about.path
    if not re.fullmatch(r"/([\w.~-]+/)*", path):
        raise UsageError(f"--site-path {path!r} is no path", hint="it begins and ends with /, such as /graph/")
    with open_as_of(settings, clocks) as store:
        number = write_site(
            store, Path(directory), about, language=settings.language, force=options["force"], path=path
        )
    note(f"kgraph: wrote {directory} with pages of {number} things")
    suggest(f"python3 -m http.server --directory {directory}")


def _release(settings: Settings, directory: str, clocks: Clocks, options: dict[str, Any]) -> None:
    from kgraph.release import Options
    from kgraph.release import publish as publish_to

    previous = Path(options["previous"]) if options["previous"] else None
    without = frozenset(options["without"])
    chosen = Options(options["force"], options["date"], previous, options["rdf12"], without, clocks)
    done = publish_to(settings, Path(directory), chosen)
    if options["as_json"]:
        emit(json.dumps(_as_object(done), ensure_ascii=False, indent=1))
    else:
        _echo(done, directory, options["previous"])
    suggest(f"kgraph diff {directory} {settings.store}")


def _init(given: tuple[str, ...]) -> None:
    from kgraph.catalogue.template import write_template

    path = write_template(Path(), given)
    note(f"kgraph: wrote [publish] into {path}; see that it is complete, then kgraph publish DIR")


def _as_object(done: Published) -> dict[str, object]:
    from dataclasses import asdict

    return {**asdict(done.record), "files": list(done.files), "bytes": done.size, "changes": done.changes}


def _echo(done: Published, directory: str, previous: str | None) -> None:
    from kgraph.errors import several

    record = done.record
    say(
        f"wrote {directory}: version {record.version}, {several(record.articles, 'article')}, "
        f"{several(record.entities, 'entity', 'entities')}, {several(record.statements, 'statement')}; "
        f"{several(len(done.files), 'file')}, {done.size / 1e6:.1f} MB"
    )
    if record.previous:
        told = ", ".join(f"{number} {kind}" for kind, number in done.changes.items() if number) or "nothing"
        say(f"changed since {record.previous}: {told}")
    if withheld := done.changes.get("withheld"):
        # Only whoever keeps the old release can withdraw it.
        note(
            f"kgraph: {previous} still has {several(withheld, 'statement')} that a decision withholds: withdraw that "
            "release. The change list does not name them, so whoever followed it must fetch the release anew."
        )


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    type=click.Choice(["text", "json", "rdfpatch", "atom"]),
    default="text",
    show_default=True,
    help="Of what is written to stdout.",
)
@click.pass_obj
def diff(settings: Settings, old: str, new: str, format: str) -> None:
    """Tell what has changed from OLD to NEW, statement by statement.

    Each is a store, a release or an exported file (.nq, .trig, .ttl, …, also .gz). Turtle, N-Triples and RDF/XML
    have no named graphs, but compare well with each other. Exits with 3 if nothing has changed.

    \b
    Example:
      kgraph diff release .kgraph
      kgraph diff old.nq.gz new.nq.gz --format json
    """
    from kgraph.changes import compared, patch_lines

    with TemporaryDirectory(prefix="kgraph-") as name:
        found = compared(old, new, settings, Path(name))
        changes, withheld, differs = found.changes, found.withheld, found.differs
        if format == "rdfpatch":
            sys.stdout.buffer.writelines(patch_lines(found.before, found.after))
            sys.stdout.buffer.flush()
        else:
            _echo_changes(changes, format, new)
    for place, number in zip((old, new), withheld, strict=True):
        if number:
            note(f"kgraph: {place} also has {number} of what a decision withholds; it is not named here")
    if not changes and not differs:
        raise SystemExit(3)
    if not changes:
        note("kgraph: the graphs differ, but in no statement or entity; --format rdfpatch lists what is another")
    suggest("kgraph publish DIR --previous OLD")


def _echo_changes(changes: Changes, format: str, new: str) -> None:
    from kgraph.changes import Feed, as_atom, as_object, as_text

    if format == "json":
        emit(json.dumps(as_object(changes), ensure_ascii=False, indent=1))
    elif format == "atom":
        from kgraph.release.moment import day_of

        day = day_of("", changes.after.last)
        for line in as_atom(changes, Feed(f"urn:kgraph:changes:{day}", "", new, "kgraph", day, day)):
            say(line)
    else:
        for line in as_text(changes):
            say(line)
