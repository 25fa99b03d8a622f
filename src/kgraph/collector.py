"""The garbage collector, held where it would find nothing: while much is loaded that stays, or made that frees itself.

It would look through all of it again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def seldom() -> None:
    """Collect seldom from now on: for a process whose objects mostly stay or free themselves, as those of kgraph do.

    The command line and the worker processes of a build do so; a program that extracts many articles may.
    """
    gc.set_threshold(100_000, 50, 100)


@contextmanager
def held() -> Iterator[None]:
    """Collect nothing meanwhile; as a block or as a decorator. Several threads at once leave it as they found it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
