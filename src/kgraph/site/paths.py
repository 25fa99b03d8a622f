"""Where things stand in a site: IRIs in, paths of files and relative links out.

A thing's page has its IRI's path with `.html` behind it, so that a server answers the IRI by adding an ending. File
names come from names in articles: whatever could leave the folder, hide a file or is too long gets a name by its hash.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_LONGEST = 180  # bytes of a name, ending apart: file systems take 255
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]")


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
    if not all(map(_fits, parts)):
        parts = ["_" + hashlib.sha256(iri.encode()).hexdigest()[:32]]
    return "/".join((folder_of(base), *parts))


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
        and not _UNFIT.search(name)
        and len(name.encode("utf-8", "replace")) <= _LONGEST
    )
