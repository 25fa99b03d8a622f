"""The graph's store: embedded in a directory, or any SPARQL 1.1 server, behind one interface.

Comes in: `StoredArticle`s (an extraction with its quads). Goes out: `Result`s of queries, quads, an
rdflib view. The default graph holds the merged facts, one named graph an article the evidence.
"""

from __future__ import annotations

from pathlib import Path

from kgraph.config import Settings
from kgraph.store.article import StoredArticle
from kgraph.store.base import Store
from kgraph.store.layout import decisions_beside
from kgraph.store.result import Result, Row, Term, text_of

__all__ = [
    "ENDPOINT",
    "Result",
    "Row",
    "Store",
    "StoredArticle",
    "Term",
    "decisions_file",
    "is_remote",
    "open_store",
    "text_of",
]

ENDPOINT = "--endpoint"
"""Origin of the setting `store` that makes it somebody else's server."""


def is_remote(place: str) -> bool:
    """True if a store's place is a server's URL rather than a directory."""
    return place.startswith(("http://", "https://"))


def decisions_file(place: str) -> Path:
    """Where a store's decisions are kept: `decisions.toml` beside its directory; of a server, in the working one."""
    return Path("decisions.toml") if is_remote(place) else decisions_beside(Path(place))


def open_store(settings: Settings, *, write: bool = False, wait: float = 0.0) -> Store:
    """Open the store that the settings name.

    Args:
        settings: `store` is a directory or the URL of a SPARQL server.
        write: Open for loading; an embedded store is made where there is none, and held alone.
        wait: Seconds to wait while somebody else holds it.

    Raises:
        StoreError: There is none, it is held, damaged, or of a newer version.
    """
    if is_remote(settings.store):
        from kgraph.remote import Credentials
        from kgraph.store.remote import RemoteStore

        # Credentials are for the store's own server, not for whatever `--endpoint` names.
        foreign = settings.origins.get("store") == ENDPOINT
        return RemoteStore(settings, None if foreign else Credentials.from_environment())
    from kgraph.store.embedded import EmbeddedStore

    given = settings.origins.get("base", "default") != "default"
    return EmbeddedStore(Path(settings.store), settings.base, base_given=given, write=write, wait=wait)
