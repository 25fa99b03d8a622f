"""Ask SPARQL servers: a text and a URL in, the answer's bytes and media type out.

SPARQLWrapper speaks the protocol; this module adds what it leaves to its caller: time-outs, an agent
string, a cap on the answer's size, and faults that say what happened.
"""

from __future__ import annotations

import urllib.request
import warnings
from functools import cache
from typing import TYPE_CHECKING

from kgraph.remote.transfer import Answer, Limits, faults, read_answer, staying_here

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper


class SparqlClient:
    """A SPARQL 1.1 server by its URLs.

    Args:
        url: Where queries go.
        update_url: Where updates go; the query URL if not given.
        limits: What an answer may cost.
        agent: What kgraph calls itself.
        form: Send queries as a form, which public servers all take, instead of as plain text.
    """

    def __init__(
        self,
        url: str,
        *,
        update_url: str | None = None,
        limits: Limits | None = None,
        agent: str = "kgraph",
        form: bool = False,
    ) -> None:
        self.url = url
        self._update_url = update_url or url
        self._limits = limits or Limits()
        self._agent = agent
        self._form = form

    def query(self, text: str) -> Answer:
        """Send a query.

        Raises:
            QueryError: The server refuses the text.
            RemoteError: It does not answer, answers too much, or fails.
        """
        return self._send(text, update=False)

    def update(self, text: str) -> None:
        """Send an update; one request is one transaction on servers that have them.

        Raises:
            QueryError: The server refuses the text.
            RemoteError: It does not answer, fails, or takes no updates.
        """
        self._send(text, update=True)

    def _send(self, text: str, *, update: bool) -> Answer:
        from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED

        url = self._update_url if update else self.url
        with faults(url, self._limits.timeout), warnings.catch_warnings():
            # SPARQLWrapper warns where it cannot guess the kind of a query; the server will tell.
            warnings.simplefilter("ignore")
            wrapper = _wrapper()(url, updateEndpoint=url, agent=self._agent)
            wrapper.setMethod(POST)
            wrapper.setRequestMethod(URLENCODED if self._form else POSTDIRECTLY)
            wrapper.setTimeout(max(1, round(self._limits.timeout)))
            wrapper.setOnlyConneg(True)
            wrapper.setQuery(text)
            if not update:
                wrapper.setReturnFormat(TURTLE if wrapper.queryType in ("CONSTRUCT", "DESCRIBE") else JSON)
            return read_answer(wrapper.query().response, url, self._limits)


@cache
def _wrapper() -> type[SPARQLWrapper]:
    """SPARQLWrapper, but that it is led nowhere else."""
    from SPARQLWrapper import SPARQLWrapper

    class Staying(SPARQLWrapper):
        def _createRequest(self) -> urllib.request.Request:
            return staying_here(super()._createRequest())

    return Staying
