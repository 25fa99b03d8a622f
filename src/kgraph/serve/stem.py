"""The process that workers are forked from: it opens the store once, and another worker costs milliseconds.

Its only argument is the number of a connected socket. The first message, a pickled `Start`, is answered by None or by
the fault that the store could not be opened for. Each further one is an `ORDER`: fork a worker that answers on the
socket sent along, answered by its process number; or wait until the worker of that number has ended, answered by its
exit code. It ends when the socket closes.

A store in memory is opened before the fork: its pages are there once, however many workers read them. Files stay
closed until then, since RocksDB does not promise anything to forked processes.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from dataclasses import dataclass
from typing import Any

from kgraph.collector import seldom
from kgraph.errors import KgraphError
from kgraph.serve.worker import answer_calls, limit_memory, outcome, received, send

ORDER = struct.Struct(">cq")
NUMBER = struct.Struct(">q")
FORK, WAIT = b"f", b"w"


@dataclass(frozen=True, slots=True)
class Start:
    """How a store is opened: `opener(*arguments)` gives it.

    Attributes:
        opener: On the top level of a module.
        arguments: Picklable.
        memory: Bytes of address space that opening it may take, and again each worker beside that.
        shared: Whether it is opened before workers are forked; then it must not have a file or a thread of its own.
    """

    opener: Any
    arguments: tuple[Any, ...]
    memory: int
    shared: bool = False


def main() -> None:
    """Fork workers until the server closes its end."""
    # Both reach a whole group of processes: whether to stop is the server's decision, which may be in an answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    pipe = socket.socket(fileno=int(sys.argv[1]))
    start = received(pipe)
    if not isinstance(start, Start):
        return  # the server has gone already
    store = None
    if start.shared:
        limit_memory(start.memory)
        store = outcome(start.opener, start.arguments)
    fault = store if isinstance(store, KgraphError) else None
    send(pipe, fault)
    if fault is None:
        _fork_on_demand(pipe, start, store)


def _fork_on_demand(pipe: socket.socket, start: Start, store: Any) -> None:
    seldom()
    gc.collect()
    gc.freeze()  # a collection would write to, and so copy, each page of what workers share
    while True:
        message, sockets, _, _ = socket.recv_fds(pipe, ORDER.size, 1)
        if len(message) < ORDER.size:
            return
        what, number = ORDER.unpack(message)
        if what == WAIT:
            _, status = os.waitpid(number, 0)
            pipe.sendall(NUMBER.pack(os.waitstatus_to_exitcode(status)))
            continue
        child = os.fork()
        if not child:
            pipe.close()
            _work(sockets[0], start, store)
            return
        os.close(sockets[0])
        pipe.sendall(NUMBER.pack(child))


def _work(number: int, start: Start, store: Any) -> None:
    """The life of a worker."""
    limit_memory(start.memory)
    with socket.socket(fileno=number) as pipe:
        answer_calls(pipe, store if start.shared else outcome(start.opener, start.arguments))
