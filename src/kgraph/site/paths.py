"""Where things stand in a site: IRIs in, paths of files and relative links out.

A thing's page has its IRI's path with `.html` behind it, so that a server answers the IRI by adding an ending. File
names come from names in articles: whatever could leave the folder, hide a file, is too long, cannot be a file on some
system or is the name of another thing's file gets a name by its hash, and servers are told of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 180  # bytes of a name, ending apart: file systems take 255
ENDINGS = (".html", ".ttl", ".jsonld")
"""Of a thing's files."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\<>:\"|?*]")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # no files on Windows


def folder_of(base: str) -> str:
    """The folder of things: the last part of the base's path, such as `id`."""
    parts = [part for part in urlsplit(base).path.split("/") if part]
    name = unquote(parts[-1]) if parts else ""
    return name if name and _fits(name) else "id"


@lru_cache(maxsize=65536)
def place_of(base: str, iri: str) -> str:
    """The path of a thing's files below the site, without ending; empty if the IRI does not lie below the base."""
    if not iri.startswith(base) or len(iri) == len(base):
        return ""
    parts = [unquote(part) for part in iri.removeprefix(base).split("/")]
    return "/".join((folder_of(base), *parts)) if all(map(_fits, parts)) else _hashed(base, iri)


class Places:
    """The paths of all things; those that differ in case alone, which some systems ignore, go by their hashes."""

    def __init__(self, base: str, iris: Iterable[str]) -> None:
        self.base = base
        self._iris = [iri for iri in iris if place_of(base, iri)]
        alike = Counter(_alike(place_of(base, iri)) for iri in self._iris)
        self._apart = {iri for iri in self._iris if alike[_alike(place_of(base, iri))] > 1}

    def of(self, iri: str) -> str:
        """See `place_of`."""
        return _hashed(self.base, iri) if iri in self._apart else place_of(self.base, iri)

    def hashed(self) -> Iterator[tuple[str, str]]:
        """Yield the rest of the IRI and the path of whatever does not stand at its IRI's path."""
        for iri in sorted(self._iris):
            place = self.of(iri)
            if place == _hashed(self.base, iri):
                yield iri.removeprefix(self.base), place


def _hashed(base: str, iri: str) -> str:
    return f"{folder_of(base)}/_{hashlib.sha256(iri.encode()).hexdigest()[:32]}"


def _alike(place: str) -> str:
    return unicodedata.normalize("NFC", place).casefold()


def link(start: str, place: str, ending: str = ".html") -> str:
    """A relative link from one page to another, percent-encoded.

    Args:
        start: Path of the page below the site, such as `id/land/bremen.html`.
        place: Path of the target, without ending.
        ending: What stands behind it.
    """
    return "../" * start.count("/") + quote(place, safe="/-._~") + ending


def _fits(name: str) -> bool:
    return (
        bool(name)
        and not name.startswith((".", "_"))
        and not name.endswith((".", " ", *ENDINGS))
        and not _DEVICE.fullmatch(name)
        and not _UNFIT.search(name)
        and len(name.encode("utf-8", "replace")) <= _LONGEST
    )
