"""What a worker process does: answer one call after the other about a store, until the pipe closes.

Messages are pickles with their length before them; each is a function with its arguments. A `KgraphError` is an answer
too. Anything else is a fault of the program: it ends the process with its traceback on stderr.
"""

from __future__ import annotations

import pickle
import signal
import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgraph.errors import KgraphError, LimitError

LENGTH = struct.Struct(">Q")
_GRACE = 1.0  # seconds that the parent has to end a call at its limit before the system does


# Without slots, here and for what calls commonly carry: such records are pickled several times faster.
@dataclass(frozen=True)
class Call:
    """A call: `function(store, *arguments)`, within `limit` seconds."""

    function: Any
    arguments: tuple[Any, ...]
    limit: float


def answer_calls(pipe: socket.socket, store: Any) -> None:
    """Answer until the parent closes its end.

    Args:
        pipe: Connected to the parent.
        store: What the calls are about; a fault that came up when it was opened is the answer to each of them.
    """
    while (message := received(pipe)) is not None:
        # Not handled on purpose: the system ends a process whose parent was killed and cannot.
        signal.setitimer(signal.ITIMER_REAL, message.limit + _GRACE)
        broken = isinstance(store, KgraphError)
        answer = store if broken else outcome(message.function, (store, *message.arguments))
        signal.setitimer(signal.ITIMER_REAL, 0)
        send(pipe, answer)


def opened(store: object) -> None:
    """A call that only tells that the store is there."""


def outcome(function: Any, arguments: tuple[Any, ...]) -> Any:
    """What a function returns, or the fault of a user or of a limit that it raises."""
    try:
        return function(*arguments)
    except KgraphError as fault:
        return fault
    except MemoryError:
        return LimitError("the answer needs too much memory", hint="ask for less at once")


def received(pipe: socket.socket) -> Any:
    """The next message; None if the other end has closed."""
    head = _exactly(pipe, LENGTH.size)
    body = head and _exactly(pipe, *LENGTH.unpack(head))
    return pickle.loads(body) if body else None


def send(pipe: socket.socket, answer: Any) -> None:
    """Send a message, in one piece: the other side wakes up for each write."""
    body = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    pipe.sendall(LENGTH.pack(len(body)) + body)


def limit_memory(size: int) -> None:
    """Let this process have so many bytes of address space beside what it has now, where the system can."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space(resource.getpagesize()) + size
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _address_space(page: int) -> int:
    """Bytes that this process has mapped; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * page
    except FileNotFoundError:
        return 0


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
