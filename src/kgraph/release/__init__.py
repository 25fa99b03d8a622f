"""Publish: a store and settings in, a folder out that a portal and any web server take as it is.

The only place that knows the whole of a release: graph, tables, description, change feed, checksums. The folder is
written beside its place and swapped in at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kgraph import __version__
from kgraph.catalogue import (
    PREFIXES,
    Description,
    Release,
    ReleasedFile,
    Run,
    catalogue,
    describe,
    prov,
    require,
    void,
)
from kgraph.catalogue.terms import Triples
from kgraph.changes import RECORD
from kgraph.clocks import as_of
from kgraph.config import Settings
from kgraph.errors import NotFoundError
from kgraph.publish import export, refuse_store, replacing_folder, spooled, told, turtle_of
from kgraph.release.about import about_site
from kgraph.release.contents import Contents, describe_tables, write_contents
from kgraph.release.feed import write_changes
from kgraph.release.kinds import KINDS
from kgraph.release.moment import day_of
from kgraph.release.options import Options
from kgraph.release.record import CHECKSUMS, Record, is_release, read_record
from kgraph.release.texts import licence, readme
from kgraph.store import Store, open_store

__all__ = ["RECORD", "Options", "Published", "Record", "about_site", "is_release", "publish", "read_record"]

_SPOOL = ".graph.nq"


@dataclass(frozen=True, slots=True)
class Published:
    """A release that was written.

    Attributes:
        record: What it says of itself.
        files: Names of its files, sorted.
        size: Of all of them, in bytes.
        changes: Kind of change → number, against the release before; empty if there is none.
    """

    record: Record
    files: tuple[str, ...]
    size: int
    changes: dict[str, int]


def publish(settings: Settings, target: Path, options: Options | None = None) -> Published:
    """Write a release.

    Args:
        settings: Name the store, and describe the data set in `publish`.
        target: Folder of the release.
        options: What else is asked for.

    Raises:
        UsageError: A setting is missing or wrong; the target may not be replaced; the store does not follow a decision.
        NotFoundError: The store holds no article.
        InputError: The release before cannot be read; a literal cannot be said in RDF/XML.
        DescriptionError: The description would be refused.
        StoreError: The store cannot be read, the disk is full, or the place cannot be written.
    """
    chosen = options or Options()
    given = describe(settings.publish)
    before = read_record(chosen.previous) if chosen.previous else None
    refuse_store(target, Path(settings.store))
    with (
        as_of(open_store(settings), chosen.clocks) as store,
        replacing_folder(target, force=chosen.force, ours=is_release) as folder,
        told(target),
    ):
        spool = folder / _SPOOL
        digest = spooled(store, spool)
        contents = write_contents(spool, folder, store.base, chosen)
        if not contents.articles:
            raise NotFoundError(f"{store.place} holds no article to publish", hint="kgraph build FILES")
        record = _record(given, contents, digest, chosen, before)
        changes = write_changes(spool, folder, given, record, chosen.previous, settings) if chosen.previous else {}
        spool.unlink()
        _finish(folder, given, record, contents, _run(store, contents), chosen)
        files = tuple(sorted(path.name for path in folder.iterdir()))
        size = sum((folder / name).stat().st_size for name in files)
    return Published(record, files, size, changes)


def _record(given: Description, contents: Contents, digest: str, options: Options, before: Record | None) -> Record:
    last = day_of(options.date, contents.dates[1])
    issued = given.issued or (before.issued if before else last)
    modified = max(last, issued)  # what is first issued after the last article was last changed then, too
    return Record(
        version=given.version or f"{modified}.{digest[:8]}",
        issued=issued,
        modified=modified,
        base=contents.named.base,
        sha256=digest,
        previous=before.version if before else "",
        quads=contents.quads,
        articles=contents.articles,
        entities=contents.counts.entities,
        statements=contents.statements,
        valid_on=options.clocks.valid_on or "",
        known_on=options.clocks.known_on or "",
    )


def _run(store: Store, contents: Contents) -> Run:
    """What the store remembers of the rules and decisions that it was built with: the latest of each kind."""
    latest: dict[str, Mapping[str, str]] = {}
    for recipe in store.recipes().values():
        latest.setdefault("identity" if "decisions" in recipe else "extraction", recipe)
    # Both kinds of recipes name the program: what reads, and what tells identities and writes quads.
    parts = {f"{kind}: {name}": value for kind, recipe in latest.items() for name, value in recipe.items()}
    return Run(__version__, contents.articles, contents.inputs, parts)


def _finish(folder: Path, given: Description, record: Record, contents: Contents, run: Run, options: Options) -> None:
    """Describe what is there, check the description, add texts and checksums."""
    describe_tables(folder, _package(given, record), options)
    release = _release(folder, record, contents, run)
    _write_triples(folder / "void.ttl", void(given, release, contents.counts, record.base))
    _write_triples(folder / "prov.ttl", prov(given, release))
    release = _release(folder, record, contents, run)
    described = catalogue(given, release)
    require(described.quads)
    _write_triples(folder / "catalog.ttl", described)
    with (folder / "catalog.rdf").open("wb") as out:
        export(described.quads, "rdfxml", out)
    (folder / "README.md").write_text(readme(given, record, [file.kind for file in release.files]), "utf-8")
    (folder / "LICENSE.md").write_text(licence(given), "utf-8")
    record.write(folder)
    sums = (f"{digest}  {path.name}\n" for path, digest in _digests(folder))
    (folder / CHECKSUMS).write_text("".join(list(sums)), "utf-8")


def _release(folder: Path, record: Record, contents: Contents, run: Run) -> Release:
    names = {path.name: digest for path, digest in _digests(folder)}
    files = tuple(
        ReleasedFile(kind, (folder / name).stat().st_size, names[name]) for name, kind in KINDS.items() if name in names
    )
    start, end = contents.dates
    return Release(record.version, record.issued, record.modified, start, end, files, run, record.previous)


def _digests(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            yield path, hashlib.file_digest(file, "sha256").hexdigest()


def _write_triples(path: Path, triples: Triples) -> None:
    path.write_bytes(turtle_of(triples.quads, PREFIXES))


def _package(given: Description, record: Record) -> dict[str, object]:
    return {
        "name": "kgraph",
        "id": given.identifier,
        "title": given.title,
        "description": given.description,
        "homepage": given.landing_page,
        "version": record.version,
        "created": f"{record.modified}T00:00:00Z",
        "keywords": list(given.keywords),
        "licenses": [{"name": given.licence.spdx, "path": given.licence.page, "title": given.licence.name}],
        "contributors": [{"title": given.publisher, "role": "publisher"}],
    }
