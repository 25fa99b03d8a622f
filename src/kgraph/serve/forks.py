"""The server's side of the process that workers are forked from, see `kgraph.serve.stem`."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from typing import Any

from kgraph.errors import KgraphError
from kgraph.serve.pipe import Pipe
from kgraph.serve.stem import FORK, NUMBER, ORDER, WAIT
from kgraph.serve.worker import LENGTH

_COMMAND = "from kgraph.serve.stem import main; main()"


class Stem:
    """One such process; it answers one order after the other."""

    def __init__(self, process: subprocess.Popen[bytes], pipe: socket.socket) -> None:
        self._process = process
        self._pipe = pipe
        self._turn = asyncio.Lock()

    @classmethod
    async def begun(cls, start: bytes) -> Stem:
        """A new process, which has opened the store if workers are to share it.

        Args:
            start: A pickled `Start`.

        Raises:
            KgraphError: The store cannot be opened.
            EOFError: The process has ended.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-c", _COMMAND, str(number)]
            stem = cls(subprocess.Popen(command, pass_fds=[number], stdin=subprocess.DEVNULL), ours)
        try:
            await asyncio.get_running_loop().sock_sendall(ours, LENGTH.pack(len(start)) + start)
            fault = pickle.loads(await stem._exactly(*LENGTH.unpack(await stem._exactly(LENGTH.size))))
        except ConnectionError:
            await stem.close()
            raise EOFError from None
        except BaseException:
            await stem.close()
            raise
        if isinstance(fault, KgraphError):
            await stem.close()
            raise fault
        return stem

    @property
    def ended(self) -> bool:
        """Whether the process is no more."""
        return self._process.poll() is not None

    async def fork(self) -> Worker:
        """Another worker.

        Raises:
            EOFError: The process has ended.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                number = await self._ordered(FORK, 0, [theirs.fileno()])
            _, pipe = await asyncio.get_running_loop().create_connection(Pipe, sock=ours)
        except BaseException:
            ours.close()  # which ends the worker, if there is one
            raise
        return Worker(self, number, pipe)

    async def code(self, number: int) -> int:
        """Wait until a worker has ended, which takes a while if it had much memory; its exit code.

        Raises:
            EOFError: This process has ended, so that nobody knows.
        """
        return await self._ordered(WAIT, number, [])

    async def close(self) -> None:
        """End the process; its workers end when their pipes do."""
        self._process.kill()
        try:
            await asyncio.to_thread(self._process.wait)
            async with self._turn:
                pass  # whoever waited for an answer has been told that there is none
        finally:
            self._pipe.close()

    async def _ordered(self, what: bytes, number: int, sockets: list[int]) -> int:
        # Whoever is cancelled meanwhile must not leave the answer to the next order.
        return await asyncio.shield(self._exchange(what, number, [os.dup(each) for each in sockets]))

    async def _exchange(self, what: bytes, number: int, sockets: list[int]) -> int:
        try:
            async with self._turn:
                socket.send_fds(self._pipe, [ORDER.pack(what, number)], sockets)
                answer: int = NUMBER.unpack(await self._exactly(NUMBER.size))[0]
                return answer
        except OSError:
            raise EOFError("the process that forks workers has ended") from None
        finally:
            for each in sockets:
                os.close(each)

    async def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = await asyncio.get_running_loop().sock_recv(self._pipe, size - len(found))
            if not part:
                raise EOFError("the process that forks workers has ended")
            found += part
        return found


class Worker:
    """One forked process with the server's end of its pipe; not more than one call at a time."""

    def __init__(self, stem: Stem, number: int, pipe: Pipe) -> None:
        self._stem = stem
        self._number = number
        self._pipe = pipe
        self._ending: asyncio.Future[int] | None = None

    async def ask(self, message: bytes) -> tuple[Any, int]:
        """Send a pickled message and wait for its answer and the size of that in bytes.

        Raises:
            EOFError: The process has ended.
        """
        answer = await self._pipe.ask(message)
        return pickle.loads(answer), len(answer)

    def end(self) -> None:
        """Kill the process, if it still runs."""
        self._pipe.close()
        # Its number is its own as long as nobody has waited for it: without the stem, the system has.
        if self._ending is None and not self._stem.ended:
            with suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGKILL)

    async def code(self) -> int:
        """Wait until the process has ended; its exit code, or as if it had been killed where nobody knows."""
        if self._ending is None:
            self._ending = asyncio.ensure_future(self._stem.code(self._number))
        try:
            return await asyncio.shield(self._ending)
        except EOFError:
            return -signal.SIGKILL
