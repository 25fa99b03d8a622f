"""Feeds by their addresses: fetched into files when they have changed, for `kgraph build --watch`.

A feed's file lies beside the store, with what the server said of its version, so that a later watch asks only for what
is new. The file is written only if the feed has other bytes than before: one that repeats itself costs a request.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from kgraph.config import Settings
from kgraph.errors import KgraphError, RemoteError, StoreError
from kgraph.names import slug
from kgraph.remote import Copy, Limits, fetch
from kgraph.store import is_remote

_LARGEST = 32 << 20  # bytes of a feed
_FOLDER = "feeds"


def is_address(source: str) -> bool:
    """True if a source is an address of the web rather than a path."""
    return source.startswith(("http://", "https://"))


class Feeds:
    """Some feeds and their files.

    Args:
        urls: Their addresses.
        settings: Name the store, the time-out and what kgraph calls itself.
    """

    def __init__(self, urls: Sequence[str], settings: Settings) -> None:
        place = Path(".kgraph") if is_remote(settings.store) else Path(settings.store)
        self._folder = place.with_name(f"{place.name}-{_FOLDER}")
        self._urls = tuple(dict.fromkeys(urls))
        self._limits = Limits(settings.timeout, _LARGEST, whole=True)
        self._agent = settings.agent

    def refresh(self) -> tuple[KgraphError, ...]:
        """Fetch what has changed.

        Returns:
            Why some could not be fetched; the files that they have from before stay.

        Raises:
            UsageError: An address is none.
            StoreError: The files cannot be written.
        """
        faults = []
        for url in self._urls:
            try:
                self._refresh(url)
            except RemoteError as fault:
                faults.append(fault)
        return tuple(faults)

    def files(self) -> list[str]:
        """The files of those that have been fetched."""
        return [str(path) for path in map(self._file, self._urls) if path.is_file()]

    def _refresh(self, url: str) -> None:
        file = self._file(url)
        former = _kept(file)
        copy = fetch(url, former, self._limits, self._agent)
        if copy is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if former is None or former.content != copy.content:
                _write(file, copy.content)
            # After the content: a kill between the two costs one more fetch, not an entry.
            _write(_notes(file), json.dumps({"url": url, "etag": copy.etag, "modified": copy.modified}).encode())
        except OSError as fault:
            raise StoreError(f"{self._folder} cannot be written: {fault.strerror}", hint="make it writable") from fault

    def _file(self, url: str) -> Path:
        parts = urlsplit(url)
        told = slug(f"{parts.hostname or ''}{parts.path}", 60)
        return self._folder / f"{told}-{hashlib.sha256(url.encode()).hexdigest()[:12]}.xml"


def _kept(file: Path) -> Copy | None:
    """What is there of an earlier fetch; None where something is missing or damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        notes = json.loads(_notes(file).read_text("utf-8"))
        return Copy(file.read_bytes(), str(notes["etag"]), str(notes["modified"]))
    return None


def _notes(file: Path) -> Path:
    return file.with_suffix(".json")


def _write(file: Path, content: bytes) -> None:
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    aside.write_bytes(content)
    os.replace(aside, file)
