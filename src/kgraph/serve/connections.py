"""HTTP connections that do not wait for ever, neither for a request's head nor for somebody to read an answer.

uvicorn leaves both to a proxy. A client that sends its head drop by drop, or takes no more of its answer, would hold a
connection for as long as it likes, and with a few hundred of them all others out.

An answer's head and body are written at once: each write is a packet, and wakes the client up.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from kgraph.serve.headers import SECURITY

HEAD_SECONDS = 15.0
"""From the first byte of a connection or a request to the end of the request's head."""
READ_SECONDS = 60.0
"""That a client may take no byte of an answer."""


_LARGE = 64 << 10  # bytes that are not worth to be held back


class Corked:
    """A transport that writes what comes within one turn of the event loop at once, in order.

    Args:
        transport: Does the writing, and all else.
        loop: Whose turns are meant.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = bytearray()

    def write(self, data: bytes) -> None:
        """Hold a small part back until the turn ends."""
        if not self._held and len(data) < _LARGE:
            self._loop.call_soon(self._flush)
        self._held += data
        if len(self._held) >= _LARGE:
            self._flush()

    def close(self) -> None:
        """Close when all is written."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, bytearray()
            self._transport.write(held)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class PatientProtocol(H11Protocol):
    """uvicorn's protocol with two time limits; what it refuses itself bears the security headers, too."""

    _head: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See `asyncio.Protocol`."""
        super().connection_made(cast(asyncio.Transport, Corked(transport, self.loop)))
        self._head = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            _cancel(self._head)
            self._head = None
        elif self._head is None:
            self._head = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        _cancel(self._head, self._unread)
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """See `asyncio.Protocol`."""
        super().pause_writing()
        self._unread = self._unread or self.loop.call_later(READ_SECONDS, self._give_up)

    def resume_writing(self) -> None:
        """See `asyncio.Protocol`."""
        _cancel(self._unread)
        self._unread = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        head = [("content-type", "text/plain; charset=utf-8"), ("connection", "close"), *SECURITY.items()]
        for event in (
            h11.Response(status_code=400, headers=head, reason=b"Bad Request"),
            h11.Data(data=f"{msg}\n".encode("ascii")),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _give_up(self) -> None:
        # Not closed: that would wait for the client to take what is still unsent.
        self.transport.abort()


def _cancel(*timers: asyncio.TimerHandle | None) -> None:
    for timer in timers:
        if timer is not None:
            timer.cancel()
