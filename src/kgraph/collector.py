"""The garbage collector, held where it would find nothing: while much is loaded that stays, or made that frees itself.

It would look through all of it again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
