"""What a site says of its publisher: the settings of a release in, as far as they are given."""

from __future__ import annotations

from kgraph.catalogue import describe
from kgraph.clocks import Clocks
from kgraph.config import Settings
from kgraph.errors import UsageError
from kgraph.site import About
from kgraph.templating import web_address


def about_site(settings: Settings, address: str, clocks: Clocks) -> About:
    """What the site says of itself.

    Args:
        settings: With or without the table `[publish]`.
        address: Where it is served; empty if not known.
        clocks: Of what time it tells.

    Raises:
        UsageError: The address is none of the web; the table is there, but incomplete or malformed.
    """
    if address and not web_address(address):
        raise UsageError(f"--site-url {address!r} is no address", hint="write https://daten.example.de/graph/")
    address = address and address.partition("#")[0].partition("?")[0].rstrip("/") + "/"
    times = {"address": address, "valid_on": clocks.valid_on or "", "known_on": clocks.known_on or ""}
    if not settings.publish:
        return About(**times)
    given = describe(settings.publish)
    english = settings.language == "en"
    return About(
        title=given.title_en if english else given.title,
        publisher=given.publisher,
        publisher_page=given.publisher_url,
        licence=(english and given.licence.name_en) or given.licence.name,
        licence_page=given.licence.page,
        contact=given.contact_url or f"mailto:{given.contact_email}",
        privacy=given.privacy_url,
        version=given.version,
        **times,
    )
