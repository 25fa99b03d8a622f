"""What a site says of itself beside the graph: who answers for it, under which licence, where it is served."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class About:
    """All of it may be left out.

    Attributes:
        title: Of the site.
        address: Where it is served, with `/` at its end; needed for canonical links and `sitemap.xml`.
        publisher: Who answers for it; `publisher_page` is their page.
        licence: Name of the licence of the data; `licence_page` is its text.
        contact: Address to write to: `mailto:` or a page.
        privacy: Address of the page on data protection.
        version: Of the data; empty takes it from the graph.
        valid_on: The day on which its statements held; empty if it tells of all times.
        known_on: By when articles had told them; empty if all are taken.
    """

    title: str = ""
    address: str = ""
    publisher: str = ""
    publisher_page: str = ""
    licence: str = ""
    licence_page: str = ""
    contact: str = ""
    privacy: str = ""
    version: str = ""
    valid_on: str = ""
    known_on: str = ""

    @property
    def path(self) -> str:
        """Below which the site is served, as far as its address tells."""
        return urlsplit(self.address).path or "/"
