"""What a server is: its options, its graph, and how its addresses are made."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.requests import Request

from kgraph.config import Settings
from kgraph.errors import UsageError
from kgraph.serve.graph import Graph

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _workers() -> int:
    # One more than SPARQL queries may occupy on all cores, so that pages never wait for those.
    return (os.cpu_count() or 1) + 1


@dataclass(frozen=True, slots=True)
class Options:
    """How a server serves.

    Attributes:
        host: Address to listen at.
        port: Port; 0 takes a free one.
        base_url: How it is reached from outside, with the path prefix of a proxy, without a slash at the end; empty:
            as the request says.
        timeout: Seconds that a query may take.
        max_rows: Rows or triples of an answer.
        max_bytes: Bytes of an answer.
        workers: Processes that answer; SPARQL queries occupy all but one of them at most.
        waiting: Requests that may wait for a worker; more are told to come back.
        memory: Bytes of address space that a worker may take.
        review_token: Opens the pages for review; empty: there are none.
    """

    host: str = "127.0.0.1"
    port: int = 8642
    base_url: str = ""
    timeout: float = 30.0
    max_rows: int = 100_000
    max_bytes: int = 32 << 20
    workers: int = field(default_factory=_workers)
    waiting: int = 64
    memory: int = 4 << 30
    review_token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse a base URL that is none.

        Raises:
            UsageError: It is no address, or has a query, a fragment or a slash at its end.
        """
        try:
            parts = urlsplit(self.base_url)
            plain = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
        except ValueError:  # such as http://[x
            plain = False
        if self.base_url and (not plain or self.base_url.endswith("/")):
            raise UsageError(
                f"{self.base_url!r} is no base URL",
                hint="such as https://data.example.org/graph, no slash behind",
            )

    @property
    def prefix(self) -> str:
        """The path below which a proxy shows the site, such as `/graph`; empty if at the root."""
        return urlsplit(self.base_url).path


@dataclass(frozen=True, slots=True)
class Site:
    """A server's options with its graph.

    Attributes:
        settings: As for every command: base IRI, language, …
        options: How it serves.
        graph: What it serves.
    """

    settings: Settings
    options: Options
    graph: Graph

    def path(self, path: str) -> str:
        """A path of the site, for a link: `/sparql` → `/graph/sparql` behind a proxy that shows it below `/graph`."""
        return self.options.prefix + path

    def url(self, request: Request, path: str) -> str:
        """A path of the site as a whole address, for what is read elsewhere."""
        root = self.options.base_url or f"{request.url.scheme}://{request.url.netloc}"
        return root + path
