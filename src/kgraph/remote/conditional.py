"""Fetch what may not have changed since: an address and what was kept of the last time in, new bytes or none out.

Only the given address is asked, and few redirections that stay on the web are followed. Size and time are limited.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from kgraph.errors import RemoteError, UsageError
from kgraph.remote.transfer import Limits, faults, read_answer

_REDIRECTS = 3
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Copy:
    """What came from an address.

    Attributes:
        content: The bytes.
        etag: By which the server knows this version; empty if it gives none.
        modified: When it was made, in the server's words; likewise.
    """

    content: bytes
    etag: str = ""
    modified: str = ""


def fetch(url: str, former: Copy | None, limits: Limits, agent: str) -> Copy | None:
    """Fetch an address.

    Args:
        url: http or https.
        former: What came the last time.
        limits: What the answer may cost.
        agent: What kgraph calls itself.

    Returns:
        What came; None if the server says that it has not changed.

    Raises:
        UsageError: It is no address of the web.
        Later: The server does not answer, or is busy; it may another time.
        RemoteError: It answers too much, fails, or sends elsewhere too often or off the web.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a feed", hint="it begins with https://")
    headers = {"User-Agent": agent, "Accept": "application/atom+xml, application/rss+xml, application/xml, */*;q=0.5"}
    if former is not None and former.etag:
        headers["If-None-Match"] = former.etag
    if former is not None and former.modified:
        headers["If-Modified-Since"] = former.modified
    opener = urllib.request.build_opener(_FewRedirections())
    with faults(url, limits.timeout):
        try:
            response = opener.open(urllib.request.Request(url, headers=headers), timeout=limits.timeout)
        except urllib.error.HTTPError as fault:
            if fault.code != _UNCHANGED:
                raise
            fault.close()
            return None
        answer = read_answer(response, url, limits)
        return Copy(answer.content, response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))


class _FewRedirections(urllib.request.HTTPRedirectHandler):
    max_redirections = _REDIRECTS
    max_repeats = _REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if after.scheme not in ("http", "https") or (before.scheme, after.scheme) == ("https", "http"):
            raise RemoteError(f"{req.full_url} points to {newurl[:200]!r}", hint="name the address of the feed itself")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
