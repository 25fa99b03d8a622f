"""Near-copies of a text: an article in, its signature out; two signatures, how alike the texts are.

A signature is the MinHash (rensa) of the text's shingles: runs of three words of what the article states,
without kickers, captions and page furniture. The share of equal places of two signatures estimates the share
of shingles that two texts have in common. `bands` are keys of which near-copies share at least one, so that they
can be looked up.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgraph.names import fold
from kgraph.records import Article

ALIKE = 0.55
"""Estimated share of common shingles from which two texts count as copies: one agency text, shortened by some."""

_PLACES = 128  # numbers of a signature; the estimate's standard error is 0.044 at most
_BANDS = 32  # texts that share 0.55 of their shingles share a band with probability 0.95, at 0.7 surely, at 0.1 hardly
_RUN = 3  # words of a shingle
_LEAST = 20  # shingles below which a text is too short to tell
_SEED = 20231120
_STATES = frozenset({"headline", "subheading", "teaser", "body"})
_WORD = re.compile(r"\w+")


def signature(article: Article) -> bytes:
    """The signature of an article's text, 512 bytes; empty where the text is too short to tell."""
    import numpy as np
    import rensa

    text = " ".join(article.slice(block) for block in article.blocks if block.kind in _STATES)
    words = _WORD.findall(fold(text))
    shingles = {" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}
    if len(shingles) < _LEAST:
        return b""
    sketch = rensa.RMinHash(num_perm=_PLACES, seed=_SEED)
    sketch.update(sorted(shingles))
    return np.asarray(sketch.digest(), dtype="<u4").tobytes()


def bands(sketch: bytes) -> list[bytes]:
    """Keys of a signature, 8 bytes each; none of an empty one."""
    width = len(sketch) // _BANDS
    return [
        hashlib.blake2b(sketch[n * width : (n + 1) * width], digest_size=8, salt=n.to_bytes(2, "big")).digest()
        for n in range(_BANDS if sketch else 0)
    ]


def alike(sketch: bytes, others: Iterable[bytes]) -> list[bool]:
    """Which of the others are signatures of near-copies."""
    import numpy as np

    mine = np.frombuffer(sketch, dtype="<u4")
    return [
        bool(sketch) and len(other) == len(sketch) and bool((np.frombuffer(other, dtype="<u4") == mine).mean() >= ALIKE)
        for other in others
    ]


def firsts(sketches: Mapping[str, bytes], published: Mapping[str, str]) -> dict[str, str]:
    """Article that is a copy → the first of its cluster; who is linked, directly or through others, is one cluster.

    Args:
        sketches: Article → its signature.
        published: Article → its date; of one without, nobody is a copy of who has one.
    """
    by_band: dict[bytes, list[str]] = defaultdict(list)
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while (upper := above.get(one, one)) != one:
            one = upper
        return one

    for article in sorted(sketches, key=lambda one: (published.get(one) or "9999", one)):
        keys = bands(sketches[article])
        near = sorted({other for key in keys for other in by_band[key]})
        same = alike(sketches[article], [sketches[other] for other in near])
        linked = {top(other) for other, is_copy in zip(near, same, strict=True) if is_copy}
        # Those before it come before it in time, too: the first of all is on top.
        best = min(linked, key=lambda one: (published.get(one) or "9999", one), default=article)
        for one in (*linked, article):
            above[one] = best
        for key in keys:
            by_band[key].append(article)
    return {article: first for article in above if (first := top(article)) != article}


def version() -> str:
    """What signatures depend on besides the text and this module: the library's algorithm."""
    import rensa

    return f"rensa {rensa.RMinHash.ALGORITHM_VERSION}"
