"""Paths, folders and stdin in, articles and faults out: the only module of the reader that opens files.

One thing that cannot be read never ends a batch: its fault is yielded in its place. Each
article is yielded once, however often it comes.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from kgraph.errors import InputError
from kgraph.names import slug
from kgraph.read.archive import Marks, articles_from_archive
from kgraph.read.dates import impossible_date
from kgraph.read.decode import decode, read_limited
from kgraph.read.feed import is_safe_id
from kgraph.read.formats import read_text
from kgraph.read.warc import is_warc
from kgraph.records import Article


def read_sources(
    sources: Iterable[str], *, stdin: BinaryIO | None = None, marks: Marks | None = None
) -> Iterator[Article | InputError]:
    """Read articles.

    Args:
        sources: Paths of files and folders, or `-` for stdin. Addresses are not fetched.
        stdin: What `-` reads; the process's standard input if not given.
        marks: How far web archives have been read, and what was passed over in them.

    Yields:
        In the order of the sources (folders sorted by name) each article once, and an `InputError`
        for each thing that cannot be read. Same id with another text is a fault that names both places.
        Of a web archive every page comes, also one that was collected again: the later text is the newer one,
        and what is yielded must not depend on where reading begins.
    """
    marks = marks or Marks()
    seen = _Seen()
    for source in sources:
        if source == "-":
            yield from seen.once(_stream(stdin or sys.stdin.buffer), "stdin")
        elif not source:
            yield InputError("an empty source", hint="name files or folders; . is the working folder")
        elif source.startswith(("http://", "https://", "ftp://", "file://")):
            yield InputError(
                f"{source}: addresses are not fetched",
                hint="save the page or feed to a file first and give its path",
            )
        else:
            for found in _files(Path(source)):
                if isinstance(found, InputError):
                    yield found
                else:
                    yield from _once_of(seen, *found, marks)


def files_of(source: str) -> Iterator[Path]:
    """The files that a source stands for, by the same rules."""
    for found in _files(Path(source)):
        if not isinstance(found, InputError):
            yield found[0]


class _Seen:
    """What a batch has yielded so far."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}
        self._digests: set[str] = set()

    def once(self, items: Iterable[Article | InputError], place: str) -> Iterator[Article | InputError]:
        """Pass faults and new articles on, repeated ones not, and a second text under one id as a fault."""
        for item in items:
            if isinstance(item, InputError):
                yield InputError(f"{place}: {item}", hint=item.hint)
                continue
            if item.digest in self._digests:
                continue
            if item.id in self._places:
                yield InputError(
                    f"{place}: article {item.id!r} has another text than the one in {self._places[item.id]}",
                    hint="rename one of the files, or give only the newer one",
                )
                continue
            self._digests.add(item.digest)
            self._places[item.id] = place
            yield item
            if item.dated_by != "stated" and (day := impossible_date(item.text)):
                yield InputError(
                    f"{place}: article {item.id!r} is read, but there is no day {day}",
                    hint="correct the date and build again; until then the article counts as undated",
                )


def _files(path: Path) -> Iterator[tuple[Path, str] | InputError]:
    """The files of a source with the names that articles give as their source."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield InputError(f"{path}: no such file or folder", hint="check the path")
        return
    except (OSError, ValueError) as fault:
        yield _unreadable(path, fault)
        return
    if not stat.S_ISDIR(mode):
        yield path, path.name
        return
    found = False
    for file in _walk(path):
        found = True
        yield file if isinstance(file, InputError) else (file, file.relative_to(path).as_posix())
    if not found:
        yield InputError(f"{path}: no file in this folder", hint="give a folder with articles in it")


def _walk(folder: Path) -> Iterator[Path | InputError]:
    """Regular files below a folder, sorted; hidden ones and what was visited before (links in a circle) left out."""
    visited: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        path = pending.pop()
        try:
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                yield path
            elif stat.S_ISDIR(status.st_mode) and (status.st_dev, status.st_ino) not in visited:
                visited.add((status.st_dev, status.st_ino))
                inside = sorted((entry for entry in path.iterdir() if not entry.name.startswith(".")), reverse=True)
                pending += inside
        except OSError as fault:
            yield _unreadable(path, fault)


def _once_of(seen: _Seen, path: Path, name: str, marks: Marks) -> Iterator[Article | InputError]:
    # A file name need not be valid UTF-8; the record's `source` must be.
    label = os.fsencode(name).decode("utf-8", "replace")
    try:
        # A pipe can be read once only.
        if path.is_file() and is_warc(path):
            for item in articles_from_archive(path, source=label, marks=marks):
                yield InputError(f"{path}: {item}", hint=item.hint) if isinstance(item, InputError) else item
            return
    except InputError as fault:
        yield InputError(f"{path}: {fault}", hint=fault.hint)
        return
    except OSError as fault:
        yield InputError(f"{path}: {fault.strerror or fault}", hint="check the permissions of the file")
        return
    yield from seen.once(_file(path, label), str(path))


def _file(path: Path, label: str) -> Iterator[Article | InputError]:
    try:
        with path.open("rb") as stream:
            raw = read_limited(stream)
        plain = PurePath(label.removesuffix(".gz"))
        stem = plain.stem if is_safe_id(plain.stem) else slug(plain.stem)
        yield from read_text(decode(raw), stem=stem, suffix=plain.suffix.lower(), source=label)
    except InputError as fault:
        yield fault
    except OSError as fault:
        yield InputError(fault.strerror or str(fault), hint="check the permissions of the file")


def _stream(stream: BinaryIO) -> Iterator[Article | InputError]:
    try:
        yield from read_text(decode(read_limited(stream)), stem=None, suffix="", source="stdin")
    except InputError as fault:
        yield fault
    except OSError as fault:
        yield InputError(fault.strerror or str(fault), hint="check what is piped in")


def _unreadable(path: Path, fault: OSError | ValueError) -> InputError:
    reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return InputError(f"{path}: {reason}", hint="check the path, its links and its permissions")
