"""How much a graph that is served may use."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_MOST = 2 << 30
_SHARE = 8  # quads take somewhat more room in memory than in files, and while a new build is taken over twice of that


def _in_memory() -> int:
    """Bytes of files of which this machine can well hold the quads: an eighth of its memory, 2 GiB at most."""
    return min(_MOST, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _SHARE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a graph may use.

    Attributes:
        workers: Processes.
        memory: Bytes of address space of each, beside what they share.
        waiting: Calls that may wait for a worker.
        seconds: That a call may take, unless it says otherwise.
        cache: Bytes of answers that are kept.
        poll: Seconds between two looks for a finished build.
        in_memory: Bytes of a store's files up to which its quads are held in memory.
    """

    workers: int = 2
    memory: int = 4 << 30
    waiting: int = 64
    seconds: float = 30.0
    cache: int = 64 << 20
    poll: float = 2.0
    in_memory: int = field(default_factory=_in_memory)
