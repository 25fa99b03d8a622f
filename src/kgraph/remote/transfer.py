"""What every exchange with a server shares: an answer's bytes within limits, faults that say what happened."""

from __future__ import annotations

import email.utils
import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Any

from kgraph.errors import QueryError, RemoteError

_CHUNK = 1 << 16
_MORE_TIME = "allow more by --timeout SECONDS, or KGRAPH_TIMEOUT"
_BUSY = frozenset({429, 502, 503, 504})  # what a server says that may answer later
_REDIRECTS = 10  # which urllib follows at most
_REMEDIES = dict.fromkeys((404, 405, 410, 501), "check the address: it must be that of a SPARQL endpoint")


class Later(RemoteError):
    """A server that may answer if it is asked again.

    Attributes:
        wait: Seconds after which it wants to be asked, if it says so.
    """

    def __init__(self, message: str, *, hint: str = "", wait: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.wait = wait


class Busy(Later):
    """A server that says so itself: 429, 502, 503 or 504."""


class Slow(Later):
    """A server that needs more time than it is given."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent.

    Attributes:
        content: The bytes.
        media_type: Without parameters, in lower case.
        most_rows: Rows after which the server cuts its answers, where it says so.
    """

    content: bytes
    media_type: str
    most_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What an answer may cost.

    Attributes:
        timeout: Seconds to wait for the answer's next bytes.
        largest: Bytes that are read.
        whole: Whether the whole answer must be there within the time-out.
    """

    timeout: float = 30.0
    largest: int = 512 << 20
    whole: bool = False


def read_answer(response: Any, url: str, limits: Limits) -> Answer:
    """Read a response of urllib to its end.

    Raises:
        RemoteError: It is longer than allowed.
        Later: It does not end in time.
    """
    with response:
        content = b"".join(_parts(response, url, limits))
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    most = response.headers.get("x-sparql-maxrows", "").strip()
    return Answer(content, kind, int(most) if most.isdecimal() else None)


def _parts(response: Any, url: str, limits: Limits) -> Iterator[bytes]:
    started = time.monotonic()
    size = 0
    while part := response.read1(_CHUNK):
        size += len(part)
        yield part
        if size > limits.largest:
            shown = f"{limits.largest >> 20} MiB" if limits.largest >= 1 << 20 else f"{limits.largest} bytes"
            raise RemoteError(f"{url} answers more than {shown}", hint="narrow the query")
        if limits.whole and time.monotonic() - started > limits.timeout:
            raise Slow(f"the answer of {url} did not end within {limits.timeout:g} s", hint=_MORE_TIME)


def staying_here(request: urllib.request.Request) -> urllib.request.Request:
    """The request, which is to follow no redirection: it would lose what it asks, and lead anywhere.

    urllib notes in a request where it was led, and goes no further when that is enough.
    """
    request.redirect_dict = {str(number): 1 for number in range(_REDIRECTS)}  # type: ignore[attr-defined]
    return request


@contextmanager
def faults(url: str, timeout: float) -> Iterator[None]:
    """Turn what urllib and SPARQLWrapper raise into faults that tell the remedy."""
    from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed, SPARQLWrapperException

    slow = f"{url} did not answer within {timeout:g} s"
    try:
        yield
    except QueryBadFormed as fault:
        _hang_up(fault)
        raise QueryError(
            f"{url} refuses the query: {_said(fault)}", hint="check it; servers differ in detail"
        ) from fault
    except EndPointNotFound as fault:
        _hang_up(fault)
        raise RemoteError(f"there is no SPARQL server at {url} (404)", hint="check the address") from fault
    except urllib.error.HTTPError as fault:
        fault.close()
        raise _refusal(url, fault) from fault
    except SPARQLWrapperException as fault:
        _hang_up(fault)
        raise RemoteError(f"{url} fails: {_said(fault)}", hint="try again later, or narrow the query") from fault
    except TimeoutError as fault:
        raise Slow(slow, hint=_MORE_TIME) from fault
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, (TimeoutError, socket.timeout)):
            raise Slow(slow, hint=_MORE_TIME) from fault
        cut_off = isinstance(fault.reason, (ssl.SSLEOFError, ssl.SSLZeroReturnError))
        if isinstance(fault.reason, ssl.SSLError) and not cut_off:  # which no later try will mend
            told = f"{url} cannot be reached safely: {fault.reason}"
            raise RemoteError(told, hint="check the address; SSL_CERT_FILE names authorities to be trusted") from fault
        raise Later(f"{url} cannot be reached: {fault.reason}", hint="check address and network") from fault
    except (http.client.HTTPException, OSError) as fault:
        told = str(fault) or type(fault).__name__
        raise Later(f"{url} cannot be reached: {told}", hint="check address and network") from fault
    except ValueError as fault:
        raise RemoteError(f"{url} cannot be reached: {fault}", hint="check address and network") from fault


def _hang_up(fault: Exception) -> None:
    """Close the answer from which SPARQLWrapper made a fault of its own."""
    if isinstance(fault.__context__, urllib.error.HTTPError):
        fault.__context__.close()


def _refusal(url: str, fault: urllib.error.HTTPError) -> RemoteError:
    if 300 <= fault.code < 400:
        place = " ".join(str(fault.headers.get("Location", "elsewhere")).split())[:200]
        return RemoteError(f"{url} points to {place} (HTTP {fault.code})", hint="name that address, if you trust it")
    told = f"{url} fails: HTTP {fault.code} {fault.reason}"
    if fault.code in _BUSY:
        return Busy(told, hint="try again later", wait=retry_after(fault.headers))
    return RemoteError(told, hint=_REMEDIES.get(fault.code, "try again later, or narrow the query"))


def retry_after(headers: Message | None) -> float | None:
    """Seconds that the header Retry-After asks for, given as a number or as a date; None without a readable one."""
    value = str(headers.get("Retry-After", "")).strip() if headers is not None else ""
    if value.isdecimal():
        return float(value)
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _said(fault: Exception) -> str:
    """The first telling line of a server's complaint, at most 200 characters."""
    text = " ".join(str(fault).split())
    return text[:200] or type(fault).__name__
