"""Ask SPARQL servers: a text and a URL in, the answer's bytes and media type out.

SPARQLWrapper speaks the protocol; this module adds what it leaves to its caller: time-outs, an agent
string, a cap on the answer's size, and faults that say what happened. What the bytes mean is the
matter of `kgraph.store.remote`.
"""

from __future__ import annotations

import http.client
import socket
import urllib.error
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kgraph.errors import QueryError, RemoteError

_LARGEST = 512 << 20  # bytes of an answer that are read


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent; `media_type` without parameters, in lower case."""

    content: bytes
    media_type: str


class SparqlClient:
    """A SPARQL 1.1 server by its URLs.

    Args:
        url: Where queries go.
        update_url: Where updates go; the query URL if not given.
        timeout: Seconds to wait for an answer.
        agent: What kgraph calls itself.
    """

    def __init__(
        self, url: str, *, update_url: str | None = None, timeout: float = 30.0, agent: str = "kgraph"
    ) -> None:
        self.url = url
        self._update_url = update_url or url
        self._timeout = timeout
        self._agent = agent

    def query(self, text: str) -> Answer:
        """Send a query.

        Raises:
            QueryError: The server refuses the text.
            RemoteError: It does not answer, answers too much, or fails.
        """
        return self._send(text, "POST", update=False)

    def update(self, text: str) -> None:
        """Send an update; one request is one transaction on servers that have them.

        Raises:
            QueryError: The server refuses the text.
            RemoteError: It does not answer, fails, or takes no updates.
        """
        self._send(text, "POST", update=True)

    def _send(self, text: str, method: str, *, update: bool) -> Answer:
        from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper

        url = self._update_url if update else self.url
        with _faults(url, self._timeout), warnings.catch_warnings():
            # SPARQLWrapper warns where it cannot guess the kind of a query; the server will tell.
            warnings.simplefilter("ignore")
            wrapper = SPARQLWrapper(url, updateEndpoint=url, agent=self._agent)
            wrapper.setMethod(POST)
            wrapper.setRequestMethod(POSTDIRECTLY)
            wrapper.setTimeout(max(1, round(self._timeout)))
            wrapper.setOnlyConneg(True)
            wrapper.setQuery(text)
            if not update:
                wrapper.setReturnFormat(TURTLE if wrapper.queryType in ("CONSTRUCT", "DESCRIBE") else JSON)
            response = wrapper.query().response
            content = response.read(_LARGEST + 1)
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if len(content) > _LARGEST:
            raise RemoteError(f"{url} answers more than {_LARGEST >> 20} MiB", hint="narrow the query")
        return Answer(content, kind)


@contextmanager
def _faults(url: str, timeout: float) -> Iterator[None]:
    from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, SPARQLWrapperException

    try:
        yield
    except QueryBadFormed as fault:
        raise QueryError(
            f"{url} refuses the query: {_reason(fault)}", hint="check it; servers differ in detail"
        ) from fault
    except EndPointNotFound as fault:
        raise RemoteError(f"there is no SPARQL server at {url} (404)", hint="check the address") from fault
    except (SPARQLWrapperException, urllib.error.HTTPError) as fault:
        raise RemoteError(f"{url} fails: {_reason(fault)}", hint="try again later, or narrow the query") from fault
    except TimeoutError as fault:
        raise RemoteError(
            f"{url} did not answer within {timeout:g} s", hint="allow more by --timeout SECONDS"
        ) from fault
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, (TimeoutError, socket.timeout)):
            raise RemoteError(
                f"{url} did not answer within {timeout:g} s", hint="allow more by --timeout SECONDS"
            ) from fault
        raise RemoteError(f"{url} cannot be reached: {fault.reason}", hint="check address and network") from fault
    except (http.client.HTTPException, OSError, ValueError) as fault:
        raise RemoteError(f"{url} cannot be reached: {fault}", hint="check address and network") from fault


def _reason(fault: Exception) -> str:
    """The first telling line of a server's complaint, at most 200 characters."""
    text = " ".join(str(fault).split())
    return text[:200] or type(fault).__name__
