"""Answers that took long, kept beside the store: a question in, the answer that it had out, while nothing changes.

A named query without parameters may have twenty thousand rows, and the engine looks each text up on disk. So what
took longer than `WORTH` is written to a file below the store's generation, a token that every change renews, and
whoever asks the same again reads that. A change takes the folder away (`Store.cache`), so withdrawn articles are not
kept by their answers. A store on a read-only or full disk is asked each time.

A file holds a line of JSON (names of the columns, rows, bytes of cells), the cells as 32-bit numbers of terms, row
by row, −1 for unbound, and then each term once, as N-Triples.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from array import array
from pathlib import Path

import pyoxigraph as ox

from kgraph.store import Result, Store, Term
from kgraph.store.layout import ANSWERS

WORTH = 0.1
"""Seconds that an answer takes at least to be kept."""
_FORM = "3"  # of the files, and of what is answered to a text: count on when either changes
_MOST_FILES = 100
_MOST_BYTES = 32 << 20  # of one file
_NONE = -1
_BEFORE, _AFTER = "<x:s> <x:p> ", " .\n"
_DAMAGED = (ValueError, KeyError, TypeError, IndexError, SyntaxError)


class Shelf:
    """The kept answers of a store as it is now.

    Args:
        folder: Where they are; made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of(cls, store: Store) -> Shelf | None:
        """That of a store; None if it has no folder, or cannot tell whether it has changed."""
        generation = store.generation()
        if generation is None or store.cache is None:
            return None
        return cls(store.cache / ANSWERS / hashlib.sha256(f"{generation} {_FORM}".encode()).hexdigest()[:16])

    def find(self, question: str) -> Result | None:
        """The answer to a text whose parameters are bound; None if it is not kept, or damaged."""
        try:
            data = self._path(question).read_bytes()
        except OSError:
            return None
        try:
            return _unpacked(data)
        except _DAMAGED:
            return None

    def keep(self, question: str, answer: Result) -> None:
        """Write an answer, whole or not at all; a disk that cannot be written is no fault."""
        data = _packed(answer)
        if len(data) > _MOST_BYTES:
            return
        path = self._path(question)
        draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            self._make_room()
            draft.write_bytes(data)
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)

    def _path(self, question: str) -> Path:
        return self._folder / hashlib.sha256(question.encode()).hexdigest()[:32]

    def _make_room(self) -> None:
        """Make the folder, remove those of earlier generations, and the oldest answers where there are too many."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for other in self._folder.parent.iterdir():
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)
        files = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in files[: max(0, len(files) + 1 - _MOST_FILES)]:
            old.unlink(missing_ok=True)


def _packed(answer: Result) -> bytes:
    numbers: dict[str, int] = {}
    cells = array(
        "i", [_NONE if t is None else numbers.setdefault(str(t), len(numbers)) for row in answer.rows for t in row]
    ).tobytes()
    head = {"columns": answer.variables, "rows": len(answer.rows), "bytes": len(cells)}
    terms = "".join(f"{_BEFORE}{term}{_AFTER}" for term in numbers)
    return b"".join((json.dumps(head).encode(), b"\n", cells, terms.encode()))


def _unpacked(data: bytes) -> Result:
    head, _, body = data.partition(b"\n")
    told = json.loads(head)
    columns, size = tuple(told["columns"]), told["bytes"]
    cells = array("i")
    cells.frombytes(body[:size])
    # They were checked when they were stored.
    terms: list[Term | None] = [quad.object for quad in ox.parse(body[size:], ox.RdfFormat.N_TRIPLES, lenient=True)]
    terms.append(None)  # the last, so that −1 finds it
    flat = map(terms.__getitem__, cells)
    rows = tuple(zip(*[flat] * len(columns), strict=True))
    if len(rows) != told["rows"]:
        raise ValueError(f"{len(rows)} rows, not {told['rows']}")
    return Result("rows", columns, rows)
