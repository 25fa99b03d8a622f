"""What articles state as columns of numbers and one table of texts; how these are kept in a file.

A text is stored once and known by its number, −1 standing for none. So a hundred thousand statements take a few
megabytes, are read in milliseconds, and only those that are looked at become records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.network.kept import read_arrays, write_arrays

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

NONE = -1


class Texts:
    """A table of texts: number → text. `data` is UTF-8, `ends` the end of each text in it, both one-dimensional."""

    def __init__(self, data: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self.data, self.ends = data, ends

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        start = self.ends[number - 1] if number else 0
        return self.data[start : self.ends[number]].tobytes().decode()

    def optional(self, number: int) -> str | None:
        """The text of that number, or None for `NONE`."""
        return None if number == NONE else self[number]


class Interned:
    """Texts on their way into a table: each gets a number, the same text the same one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def column(self, texts: Iterable[str | None]) -> Numbers:
        """The numbers of many texts."""
        import numpy as np

        known = self._numbers
        # Not by `number`: a call for each of a million texts takes as long as all the rest.
        return np.array([NONE if t is None else known.setdefault(t, len(known)) for t in texts], np.int32)

    def table(self) -> Texts:
        """All texts, by number."""
        import numpy as np

        pieces = [text.encode() for text in self._numbers]
        ends = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)), dtype=np.int64)
        return Texts(np.frombuffer(b"".join(pieces), np.uint8), ends)


@dataclass(frozen=True, slots=True)
class Columns:
    """Entities, articles and statements, each a set of columns of equal length (int32 unless said otherwise).

    Attributes:
        texts: What numbers of texts mean.
        node: Name of a field of `Node` → its text; in the order of the IRIs. `names` is joined by line feeds.
        source: Name of a field of `Source` → its text.
        statement: Name of a field of `Statement` → its text; in the order of the IRIs. `subject` and `object` are
            numbers of nodes, `source` one of articles. `roles` is joined by line feeds.
        confidence: Of each statement, float64.
    """

    texts: Texts
    node: Mapping[str, Numbers]
    source: Mapping[str, Numbers]
    statement: Mapping[str, Numbers]
    confidence: NDArray[np.float64]


_PARTS = ("node", "source", "statement")


def joined(texts: Sequence[str]) -> str:
    """Several texts as one."""
    return "\n".join(text.replace("\n", " ") for text in texts)


def keep(columns: Columns, stamp: str, path: Path) -> None:
    """Write columns to a file, whole or not at all; a disk that cannot be written is no fault.

    Args:
        columns: What to write.
        stamp: What they were made of; `kept` gives them back only for the same.
        path: The file.
    """
    arrays: dict[str, NDArray[Any]] = {
        f"{part}.{name}": column for part in _PARTS for name, column in getattr(columns, part).items()
    }
    arrays |= {"data": columns.texts.data, "ends": columns.texts.ends, "confidence": columns.confidence}
    write_arrays(path, stamp, arrays)


def kept(path: Path, stamp: str) -> Columns | None:
    """Read columns back; None if there are none, if they were made of something else, or are damaged."""
    arrays = read_arrays(path, stamp)
    if arrays is None:
        return None
    parts: dict[str, dict[str, Numbers]] = {part: {} for part in _PARTS}
    for name, column in arrays.items():
        part, _, field = name.partition(".")
        if field:
            parts[part][field] = column
    return Columns(Texts(arrays["data"], arrays["ends"]), confidence=arrays["confidence"], **parts)
