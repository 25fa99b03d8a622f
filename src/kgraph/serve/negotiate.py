"""Content negotiation (RFC 9110): an Accept header and what is on offer in, the best of it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

_KEPT = 256  # verdicts; clients of one kind all send the same header


@lru_cache(_KEPT)
def best(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type to answer with.

    Args:
        accept: The header; empty accepts anything.
        offered: Media types without parameters, the one we would rather send first.

    Returns:
        The offer of the highest quality, of equal ones the first; None if nothing on offer is acceptable.
    """
    if not accept.strip():
        return offered[0] if offered else None
    ranges = list(_ranges(accept))
    found, highest = None, 0.0
    for media_type in offered:
        quality = _quality(media_type, ranges)
        if quality > highest:
            found, highest = media_type, quality
    return found


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """Yield each media range with its quality; what is none is skipped."""
    for item in accept.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = _number(value.strip())
        if name.count("/") == 1:
            yield name.lower(), quality


def _number(text: str) -> float:
    """A weight from 0 to 1; what is none counts as 0, so that nothing is sent that was not asked for."""
    whole, _, fraction = text.partition(".")
    if whole not in ("0", "1") or not (fraction == "" or (fraction.isascii() and fraction.isdigit())):
        return 0.0
    return min(float(text), 1.0)


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that covers a type; 0 if none does."""
    kind = media_type.partition("/")[0]
    for wanted in (media_type, f"{kind}/*", "*/*"):
        given = [quality for name, quality in ranges if name == wanted]
        if given:
            return max(given)
    return 0.0
