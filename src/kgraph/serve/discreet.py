"""Faults of workers as strangers may read them: never where the store lies, which is told to the log alone."""

from __future__ import annotations

import logging

from kgraph.errors import (
    BusyError,
    DataError,
    HeldError,
    KgraphError,
    LimitError,
    RemoteError,
    StoreError,
)
from kgraph.store import is_remote

_LOG = logging.getLogger("kgraph.serve")
_NAME = "the graph"


def discreet(fault: KgraphError, place: str) -> KgraphError:
    """The fault to answer with.

    Args:
        fault: What a worker raised.
        place: Directory or URL of the store. Messages about entities do not name a directory here, see
            `Store.known_as`; what another server has refused names its address.
    """
    if isinstance(fault, BusyError | LimitError):
        return fault
    if isinstance(fault, HeldError):
        return HeldError("a build is at work", hint="ask again in a moment")
    if isinstance(fault, StoreError | RemoteError | DataError):
        _LOG.error("%s → %s", fault, fault.hint)
        kind = RemoteError if isinstance(fault, RemoteError) else StoreError
        return kind(f"{_NAME} cannot be asked just now", hint="the log of this server tells why")
    if is_remote(place) and place in f"{fault} {fault.hint}":
        return type(fault)(str(fault).replace(place, _NAME), hint=fault.hint.replace(place, _NAME))
    return fault
