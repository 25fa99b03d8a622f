"""Ask servers that speak plain HTTP, such as reconciliation services: fields of a form in, the answer's bytes out."""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections.abc import Mapping

from kgraph.errors import UsageError
from kgraph.remote.transfer import Answer, Limits, faults, read_answer, staying_here


class HttpClient:
    """A web service by its URL.

    Args:
        url: Where requests go; http or https.
        limits: What an answer may cost.
        agent: What kgraph calls itself.

    Raises:
        UsageError: The URL is no web address.
    """

    def __init__(self, url: str, *, limits: Limits | None = None, agent: str = "kgraph") -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url!r} is no address of a service", hint="it begins with https://")
        self.url = url
        self._limits = limits or Limits()
        self._agent = agent

    def send(self, fields: Mapping[str, str] | None = None) -> Answer:
        """Get the address, or post the fields of a form to it.

        Raises:
            RemoteError: The server does not answer, answers too much, or fails.
        """
        data = urllib.parse.urlencode(fields).encode() if fields else None
        headers = {"User-Agent": self._agent, "Accept": "application/json"}
        with faults(self.url, self._limits.timeout):
            request = staying_here(urllib.request.Request(self.url, data=data, headers=headers))
            with urllib.request.urlopen(request, timeout=self._limits.timeout) as response:
                return read_answer(response, self.url, self._limits)
