"""What a worker process runs: open the store once, then answer one call after the other until the pipe closes.

Its only argument is the number of a connected socket. Messages are pickles with their length before
them; the first one says how the store is opened, each further one is a function with its arguments. A `KgraphError`
is an answer too. Anything else is a fault of the program: it ends the process with its traceback on stderr.
"""

from __future__ import annotations

import pickle
import signal
import socket
import struct
import sys
from dataclasses import dataclass
from typing import Any

from kgraph.errors import KgraphError, LimitError

LENGTH = struct.Struct(">Q")
_GRACE = 1.0  # seconds that the parent has to end a call at its limit before the system does


@dataclass(frozen=True, slots=True)
class Start:
    """The first message: `opener(*arguments)` gives the store; at most `memory` bytes of address space."""

    opener: Any
    arguments: tuple[Any, ...]
    memory: int


# Without slots, here and for what calls commonly carry: such records are pickled several times faster.
@dataclass(frozen=True)
class Call:
    """A call: `function(store, *arguments)`, within `limit` seconds."""

    function: Any
    arguments: tuple[Any, ...]
    limit: float


def main() -> None:
    """Answer until the parent closes its end."""
    # Both reach a whole group of processes: whether to stop is the parent's decision, which may be in an answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with socket.socket(fileno=int(sys.argv[1])) as pipe:
        store = None
        while (message := _received(pipe)) is not None:
            if isinstance(message, Start):
                _limit_memory(message.memory)
                store = _outcome(message.opener, message.arguments)
                answer = store if isinstance(store, KgraphError) else None
            else:
                # Not handled on purpose: the system ends a process whose parent was killed and cannot.
                signal.setitimer(signal.ITIMER_REAL, message.limit + _GRACE)
                answer = _outcome(message.function, (store, *message.arguments))
                signal.setitimer(signal.ITIMER_REAL, 0)
            _send(pipe, answer)


def _outcome(function: Any, arguments: tuple[Any, ...]) -> Any:
    try:
        return function(*arguments)
    except KgraphError as fault:
        return fault
    except MemoryError:
        return LimitError("the answer needs too much memory", hint="ask for less at once")


def _received(pipe: socket.socket) -> Any:
    head = _exactly(pipe, LENGTH.size)
    body = head and _exactly(pipe, *LENGTH.unpack(head))
    return pickle.loads(body) if body else None


def _exactly(pipe: socket.socket, size: int) -> bytes | bytearray:
    """So many bytes; none if the other end has closed."""
    found = bytearray(size)
    view = memoryview(found)
    done = 0
    while done < size:
        number = pipe.recv_into(view[done:])
        if not number:
            return b""
        done += number
    return found


def _send(pipe: socket.socket, answer: Any) -> None:
    body = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    # In one piece: the parent wakes up for each write.
    pipe.sendall(LENGTH.pack(len(body)) + body)


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
