"""A store's own server: SPARQL 1.1 queries and updates, with credentials and retries.

Texts go as fields of a form, which every server takes (Virtuoso's Digest page never answers plain ones). Credentials
are sent to the two URLs that were named and nowhere else: a redirection is a fault, not followed.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import IO, Any

from kgraph.errors import QueryError, RemoteError
from kgraph.remote.credentials import PASSWORD, TOKEN, USER, Credentials
from kgraph.remote.retry import Manners, insist
from kgraph.remote.transfer import Answer, Busy, Later, Limits, Slow, faults, read_answer

_TABLE = "application/sparql-results+json"
_GRAPH = "application/n-triples, text/turtle;q=0.8"
_NOBODY, _MANNERS = Credentials(), Manners()
_SAID = 400  # bytes of a complaint that are read


class Endpoint:
    """A SPARQL 1.1 server by its URLs.

    Args:
        url: Where queries go.
        update_url: Where updates go.
        limits: What an answer may cost.
        agent: What kgraph calls itself.
        credentials: Who it is.
        manners: How often a busy server is asked; a lost connection is worth another try in updates only.
        sleep: How to wait.
    """

    def __init__(
        self,
        url: str,
        update_url: str,
        *,
        limits: Limits,
        agent: str,
        credentials: Credentials = _NOBODY,
        manners: Manners = _MANNERS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url, self._update_url = url, update_url
        self._limits, self._manners, self._sleep = limits, manners, sleep
        self._headers = {"User-Agent": agent}
        self._credentials = credentials
        self._opener = urllib.request.build_opener(_StayHere())

    def query(self, text: str, *, graph: bool = False, insistent: bool = False) -> Answer:
        """Ask.

        Args:
            text: The query.
            graph: Whether it answers with triples.
            insistent: Also try again where the connection is lost, as in the middle of a build.

        Raises:
            QueryError: The server refuses the text.
            RemoteError: It does not answer, answers too much, fails, or refuses whoever asks.
        """
        accept = _GRAPH if graph else _TABLE
        return self._insist(lambda: self._send(self.url, {"query": text}, accept), lost=insistent)

    def update(self, text: str) -> None:
        """Change; what is sent must do no harm if it is done twice.

        Raises:
            QueryError: The server refuses the text.
            RemoteError: As for `query`.
        """
        self._insist(lambda: self._send(self._update_url, {"update": text}, f"{_TABLE}, */*;q=0.5"), lost=True)

    def _insist(self, send: Callable[[], Answer], *, lost: bool) -> Answer:
        def worth(fault: Later) -> bool:
            # What took too long takes too long again, and may still be running.
            return isinstance(fault, Busy) or (lost and not isinstance(fault, Slow))

        return insist(send, self._manners, sleep=self._sleep, worth=worth, kept="; the next run goes on from here")

    def _send(self, url: str, fields: dict[str, str], accept: str) -> Answer:
        data = urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(url, data=data, headers={**self._headers, "Accept": accept})
        if self._credentials.token:
            request.add_unredirected_header("Authorization", f"Bearer {self._credentials.token}")
        with faults(url, self._limits.timeout):
            return read_answer(self._open(request), url, self._limits)

    def _open(self, request: urllib.request.Request) -> Any:
        """Send a request, and again with an answer to the server's question who asks."""
        try:
            return self._opener.open(request, timeout=self._limits.timeout)
        except urllib.error.HTTPError as fault:
            known = request.get_header("Authorization") is not None
            answer = self._credentials.answer(request, fault.headers) if fault.code == 401 and not known else None
            if answer is None:
                _raise_refusal(request.full_url, fault, self._credentials)
                raise
            fault.close()
        request.add_unredirected_header("Authorization", answer)
        return self._open(request)


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows nobody: a redirected update would become a harmless GET, and credentials would travel."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> None:
        return None


def _raise_refusal(url: str, fault: urllib.error.HTTPError, credentials: Credentials) -> None:
    """Raise what only a server of one's own says; what is not among that is for `faults` to tell."""
    if fault.code in (401, 403):
        fault.close()
        known = credentials.user or credentials.token
        told = "refuses the credentials" if known else "wants to know who asks"
        hint = f"set {USER} and {PASSWORD}, or {TOKEN}"
        raise RemoteError(f"{url} {told} (HTTP {fault.code})", hint=hint if not known else f"check them: {hint}")
    if 300 <= fault.code < 400:
        place = " ".join(str(fault.headers.get("Location", "elsewhere")).split())[:200]
        fault.close()
        raise RemoteError(f"{url} points to {place} (HTTP {fault.code})", hint="name that address, if you trust it")
    if fault.code == 400 or (fault.code == 500 and _is_complaint(fault)):
        said = " ".join(fault.read(_SAID).decode(errors="replace").split())
        fault.close()
        raise QueryError(f"{url} refuses the query: {said[:200]}", hint="check it; servers differ in detail")


def _is_complaint(fault: urllib.error.HTTPError) -> bool:
    """True if a failure is about the text: Virtuoso says 500 in plain text for it."""
    return str(fault.headers.get("Content-Type", "")).startswith("text/plain")
