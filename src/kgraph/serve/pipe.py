"""The server's end of the pipe to a worker: a message out, its answer in.

Each message has its length before it, and is written at once: on the other side a process wakes up for each write.
"""

from __future__ import annotations

import asyncio
from typing import cast

from kgraph.serve.worker import LENGTH


class Pipe(asyncio.Protocol):
    """One question at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._coming = bytearray()
        self._answer: asyncio.Future[bytes] | None = None
        self._ended = False

    async def ask(self, message: bytes) -> bytes:
        """Send a message and wait for the answer.

        Raises:
            EOFError: The other end has closed, or does so before it has answered.
        """
        if self._ended or self._transport is None:
            raise EOFError("the worker has closed the pipe")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(LENGTH.pack(len(message)) + message)
        return await self._answer

    def close(self) -> None:
        """Give up what is under way."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        self._coming += data
        if len(self._coming) < LENGTH.size:
            return
        end = LENGTH.size + LENGTH.unpack_from(self._coming)[0]
        if len(self._coming) >= end:
            answer = bytes(memoryview(self._coming)[LENGTH.size : end])
            self._coming = self._coming[end:]
            if self._answer is not None and not self._answer.done():
                self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self._ended = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(EOFError("the worker has closed the pipe"))
