"""Ask again: what a busy or unreachable server refuses is tried later, with longer and longer pauses."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kgraph.errors import RemoteError
from kgraph.remote.transfer import Later

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is treated.

    Attributes:
        pause: Seconds between two requests to one host.
        tries: How often something is asked for at most.
        first_wait: Seconds to wait before the second try; each further wait is twice as long.
        longest_wait: Seconds that are waited at most, whatever the server asks for.
    """

    pause: float = 1.0
    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0


def insist(
    send: Callable[[], _T],
    manners: Manners,
    *,
    sleep: Callable[[float], None] = time.sleep,
    worth: Callable[[Later], bool] = lambda fault: True,
    kept: str = "",
) -> _T:
    """Try something until it works or the tries are used up.

    Args:
        send: What is tried; raises `Later` if it may work another time.
        manners: How often, and how long is waited; Retry-After goes before.
        sleep: How to wait.
        worth: Whether a fault is worth another try.
        kept: What is not lost if the server asks for too long a wait, for the hint.

    Raises:
        RemoteError: What the last try raised, or the server asks to wait longer than is waited.
    """
    wait = manners.first_wait
    for left in range(manners.tries - 1, -1, -1):
        try:
            return send()
        except Later as fault:
            if not left or not worth(fault):
                raise
            asked = wait if fault.wait is None else fault.wait
            if asked > manners.longest_wait:
                told = f"{fault}; it asks to come back in {asked:.0f} s"
                raise RemoteError(told, hint=f"try again then{kept}") from fault
            sleep(asked)
            wait = min(2 * wait, manners.longest_wait)
    raise AssertionError("at least one try is made")
