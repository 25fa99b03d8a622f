"""How much a graph that is served may use."""

from __future__ import annotations

from dataclasses import dataclass

IN_MEMORY = 32 << 20
"""Bytes of files that hold some 200,000 quads, those of 800 articles, which take some 80 MB of memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a graph may use.

    Attributes:
        workers: Processes.
        memory: Bytes of address space of each.
        waiting: Calls that may wait for a worker.
        seconds: That a call may take, unless it says otherwise.
        cache: Bytes of answers that are kept.
        poll: Seconds between two looks for a finished build.
        in_memory: Bytes of a store's files up to which each worker holds the quads in memory.
    """

    workers: int = 2
    memory: int = 4 << 30
    waiting: int = 64
    seconds: float = 30.0
    cache: int = 64 << 20
    poll: float = 2.0
    in_memory: int = IN_MEMORY
