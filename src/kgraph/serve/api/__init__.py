"""The JSON that the explorer and the SPARQL page ask for; any other program may, too."""

from __future__ import annotations

from starlette.routing import BaseRoute

from kgraph.serve.api import network, vocabulary
from kgraph.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The routes of the modules here."""
    return [*network.routes(site), *vocabulary.routes(site)]
